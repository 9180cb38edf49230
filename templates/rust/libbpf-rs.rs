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

//@ program
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

//@ event
