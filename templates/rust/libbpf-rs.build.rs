// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
//! Runs before src/main.rs is compiled: clang compiles src/bpf/hello.bpf.c, and libbpf-cargo writes a Rust module with it inside.

use std::{env, error::Error, path::Path};

use libbpf_cargo::SkeletonBuilder;

//@ sources
    let skeleton = Path::new(&env::var("OUT_DIR")?).join("hello.skel.rs");
    SkeletonBuilder::new()
        .clang(env::var_os("CLANG").unwrap_or("clang".into()))
        .source(SOURCE)
        .clang_args(["-Wall", "-Wextra"])
        .build_and_generate(&skeleton)?;
    Ok(())
}
