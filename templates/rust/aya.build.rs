// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
//! Runs before src/main.rs is compiled: clang compiles src/bpf/hello.bpf.c to an object, which the program carries inside.

use std::{env, error::Error, path::Path, process::Command};

//@ sources
    // The names that the kernel gives to processors.
    let machine = env::var("CARGO_CFG_TARGET_ARCH")?.replace("x86_64", "x86").replace("aarch64", "arm64");
    // -g makes the BTF that maps and CO-RE need, and -O2 code that the verifier accepts.
    let compiled = Command::new(env::var_os("CLANG").unwrap_or("clang".into()))
        .args(["-target", "bpf", "-g", "-O2", "-Wall", "-Wextra", "-c", SOURCE, "-o"])
        .arg(Path::new(&env::var("OUT_DIR")?).join("hello.bpf.o"))
        .arg(format!("-D__TARGET_ARCH_{machine}"))
        .status()
        .map_err(|error| format!("clang could not be started: {error}"))?;
    if !compiled.success() {
        return Err(format!("clang could not compile {SOURCE}").into());
    }
    Ok(())
}
