// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
//! The part that runs as an ordinary program: loads src/bpf/hello.bpf.c into the kernel and prints what it reports.

use std::mem::{size_of, MaybeUninit};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, Result};
use libbpf_rs::skel::{OpenSkel, Skel, SkelBuilder};
use libbpf_rs::{ErrorKind, MapCore, MapFlags, RingBufferBuilder};

/// What build.rs makes of src/bpf/hello.bpf.c: functions that load it, its maps, and the type of an event.
mod skeleton {
    include!(concat!(env!("OUT_DIR"), "/hello.skel.rs"));
}
use skeleton::{types::event as Event, HelloSkelBuilder};

static STOPPING: AtomicBool = AtomicBool::new(false);

extern "C" fn stop(_signal: libc::c_int) {
    STOPPING.store(true, Ordering::Relaxed);
}

fn main() -> ExitCode {
    // Rust ignores SIGPIPE: with it, `hello | head` ends as a program in C does, and nothing stays attached.
    // SAFETY: it is the action that a process starts with.
    unsafe { libc::signal(libc::SIGPIPE, libc::SIG_DFL) };
    for signal in [libc::SIGINT, libc::SIGTERM] {
        // SAFETY: the handler only stores into an atomic.
        unsafe { libc::signal(signal, stop as extern "C" fn(libc::c_int) as libc::sighandler_t) };
    }
    match trace() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // libbpf has already printed its own messages, and the verifier's.
            eprintln!("hello: {error:#}");
            // SAFETY: it only asks.
            if unsafe { libc::geteuid() } != 0 {
                eprintln!("hello: loading BPF programs needs root: sudo ./target/release/hello");
            }
            ExitCode::FAILURE
        }
    }
}

/// Prints each execve until Ctrl-C.
fn trace() -> Result<()> {
    // What is open lives in here, so that the skeleton can point into it.
    let mut object = MaybeUninit::uninit();
    let open = HelloSkelBuilder::default().open(&mut object).context("open failed")?;
    let mut skeleton = open.load().context("load failed")?;

    // Before attaching, so that the first event already has a reader.
    let mut builder = RingBufferBuilder::new();
    builder.add(&skeleton.maps.events, |data| {
        if let Some(event) = event_of(data) {
            println!("{:<7} {:<7} {:<15} {}", event.pid, event.ppid, text(&event.comm), text(&event.filename));
        }
        0
    })?;
    let events = builder.build().context("observe failed")?;
    skeleton.attach().context("attach failed")?;

    println!("Tracing execve... press Ctrl-C to stop.");
    println!("{:<7} {:<7} {:<15} FILENAME", "PID", "PPID", "COMM");
    while !STOPPING.load(Ordering::Relaxed) {
        match events.poll(Duration::from_millis(100)) {
            // Ctrl-C interrupts the waiting.
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            polled => polled.context("observe failed")?,
        }
    }

    let lost = skeleton.maps.lost.lookup(&0u32.to_ne_bytes(), MapFlags::ANY)?.unwrap_or_default();
    let lost = lost.try_into().map_or(0, u64::from_ne_bytes);
    if lost > 0 {
        eprintln!("hello: {lost} events lost: the ring buffer was full");
    }
    Ok(())
}

/// The event that the ring buffer brings as bytes.
fn event_of(data: &[u8]) -> Option<Event> {
    // SAFETY: there are enough bytes, and each is valid in every field, which are integers.
    (data.len() >= size_of::<Event>()).then(|| unsafe { data.as_ptr().cast::<Event>().read_unaligned() })
}

/// A C string without control characters: others choose the names of files and processes.
fn text(bytes: &[u8]) -> String {
    let end = bytes.iter().position(|&byte| byte == 0).unwrap_or(bytes.len());
    String::from_utf8_lossy(&bytes[..end]).replace(char::is_control, "?")
}
