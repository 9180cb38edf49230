// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
//! The part that runs as an ordinary program: loads src/bpf/hello.bpf.c into the kernel and prints what it reports.

use std::mem::size_of;
use std::os::fd::AsRawFd;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result};
use aya::maps::{Array, RingBuf};
use aya::programs::TracePoint;
use aya::{include_bytes_aligned, Ebpf};

/// What build.rs makes of src/bpf/hello.bpf.c.
static OBJECT: &[u8] = include_bytes_aligned!(concat!(env!("OUT_DIR"), "/hello.bpf.o"));

/// One execve: `struct event` of src/bpf/hello.bpf.c, field by field.
#[repr(C)]
#[derive(Clone, Copy)]
struct Event {
    pid: i32,
    ppid: i32,
    comm: [u8; 16],
    filename: [u8; 256],
}

//@ program
/// Prints each execve until Ctrl-C.
fn trace() -> Result<()> {
    // Kernels before 5.11 count BPF memory against this limit. A refusal harms no newer kernel.
    let unlimited = libc::rlimit { rlim_cur: libc::RLIM_INFINITY, rlim_max: libc::RLIM_INFINITY };
    // SAFETY: it only reads what it is given.
    unsafe { libc::setrlimit(libc::RLIMIT_MEMLOCK, &unlimited) };

    // Fits the object to this kernel (CO-RE) and makes its maps; programs are loaded one by one.
    let mut ebpf = Ebpf::load(OBJECT).context("load failed")?;
    // Before attaching, so that the first event already has a reader.
    let events = ebpf.take_map("events").context("observe failed: there is no such map")?;
    let mut events = RingBuf::try_from(events).context("observe failed")?;
    let program: &mut TracePoint =
        ebpf.program_mut("on_execve").context("load failed: there is no such function")?.try_into()?;
    program.load().context("load failed")?;
    program.attach("syscalls", "sys_enter_execve").context("attach failed")?;

    println!("Tracing execve... press Ctrl-C to stop.");
    println!("{:<7} {:<7} {:<15} FILENAME", "PID", "PPID", "COMM");
    let mut ready = libc::pollfd { fd: events.as_raw_fd(), events: libc::POLLIN, revents: 0 };
    while !STOPPING.load(Ordering::Relaxed) {
        // SAFETY: it is given one pollfd. It waits for 100 milliseconds; Ctrl-C interrupts it.
        unsafe { libc::poll(&mut ready, 1, 100) };
        while let Some(data) = events.next() {
            if let Some(event) = event_of(&data) {
                println!("{:<7} {:<7} {:<15} {}", event.pid, event.ppid, text(&event.comm), text(&event.filename));
            }
        }
    }

    let lost: Array<_, u64> = ebpf.map("lost").context("observe failed: there is no such map")?.try_into()?;
    let lost = lost.get(&0, 0)?;
    if lost > 0 {
        eprintln!("hello: {lost} events lost: the ring buffer was full");
    }
    Ok(())
}

//@ event
