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
            eprintln!("hello: {error:#}");
            // SAFETY: it only asks.
            if unsafe { libc::geteuid() } != 0 {
                eprintln!("hello: loading BPF programs needs root: sudo ./target/release/hello");
            }
            ExitCode::FAILURE
        }
    }
}
