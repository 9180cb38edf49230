import type {OneProgram} from '../one-program.ts';
import {libbpfRs} from './libbpf-rs.ts';

/**
 * Rust: the loader is made with aya, which needs no libbpf where it runs; the part in the kernel stays C. In Rust that takes bpf-linker and a
 * nightly rustc, which Debian has not. Crates are those of Debian's packages.
 */
export const aya: OneProgram = {
  ...libbpfRs,
  name: 'aya',
  files: {
    ...libbpfRs.files,
    'src/main.rs': 'rust/aya.rs',
    'build.rs': 'rust/aya.build.rs',
    'Cargo.toml': 'rust/aya.toml',
  },
  rename: (text) => text,
  lesson: (name) => {
    const {files, run} = libbpfRs.lesson(name);
    return {
      run,
      on: '[aya](https://aya-rs.dev) in Rust',
      files: files.map(([file, what]) =>
        file === 'build.rs'
          ? [
              file,
              'runs before src/main.rs is compiled: clang compiles the first to an object, which the program carries inside',
            ]
          : [file, what],
      ),
      change: [
        'What is reported: the fields of `struct event` in the C file and of `struct Event` in `src/main.rs`, in the same order.',
        'A second function with its own `SEC(...)` is loaded and attached in `src/main.rs` as the first one is: with `ebpf.program_mut("its_name")`, the type of its kind, `load()` and `attach()`.',
        'The part in the kernel in Rust, too: that takes `bpf-linker` and a nightly rustc, which Debian has not: <https://aya-rs.dev/book/start/development/>.',
        'The newest crates in place of the packages: `rm -r .cargo Cargo.lock`, with a Rust that they take.',
      ],
      read: ['https://aya-rs.dev/book/', 'https://docs.rs/aya'],
    };
  },
  // Measured with Rust 1.85 on Debian 13, on a busy machine, as user and system time.
  cost: {what: 'compile the crates once', download: 0, disk: 71e6, seconds: 70},
};
