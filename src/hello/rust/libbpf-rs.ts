import {exitCodes, Failure} from '../../hosts/failure.ts';
import {vmlinuxStep} from '../libbpf/vmlinux-step.ts';
import type {OneProgram} from '../one-program.ts';
import {nameBy} from '../program-name.ts';
import {cargoStep} from './cargo.ts';

/** Rust: the loader is made with libbpf-rs, the part in the kernel stays C. Crates are those of Debian's packages, and nothing is fetched. */
export const libbpfRs: OneProgram = {
  name: 'libbpf-rs',
  // npm never packs a file called .gitignore, so it is stored under another name.
  files: {
    'src/bpf/hello.bpf.c': 'one-program/rust.bpf.c',
    'src/main.rs': 'rust/libbpf-rs.rs',
    'build.rs': 'rust/libbpf-rs.build.rs',
    'Cargo.toml': 'rust/libbpf-rs.toml',
    '.cargo/config.toml': 'rust/cargo-config.toml',
    '.gitignore': 'rust/gitignore',
  },
  rename: (text, name) => text.replace(/\bHelloSkel/g, `${skeletonName(name)}Skel`),
  build: (options) => [vmlinuxStep(options.refresh ?? false, 'src/bpf/vmlinux.h'), cargoStep(options)],
  make: 'cargo build --release',
  program: (name) => `target/release/${name}`,
  named: nameBy('.bpf.c', {list: 'cd src/bpf && ls -d -- *"$2"'}),
  lesson: (name) => ({
    on: '[libbpf-rs](https://docs.rs/libbpf-rs) in Rust',
    run: [
      `cargo build --release    # builds ./target/release/${name}`,
      `sudo ./target/release/${name}    # until Ctrl-C`,
    ],
    files: [
      [`src/bpf/${name}.bpf.c`, 'the part that runs in the kernel, in C'],
      [
        'src/main.rs',
        'the part that runs as an ordinary program: loads the first into the kernel, prints what comes of it',
      ],
      [
        'build.rs',
        `runs before src/main.rs is compiled: clang compiles the first, and libbpf-cargo writes a module around it (\`${name}.skel.rs\`), with functions that load it, its maps, and the Rust types of its globals`,
      ],
      ['Cargo.toml', 'the crates that both use'],
      ['.cargo/config.toml', 'where the crates come from: the packages of the distribution'],
      [
        'src/bpf/vmlinux.h',
        `the types of the kernel; after \`git clone\` write it anew: \`ebpf vmlinux --output src/bpf/vmlinux.h\``,
      ],
    ],
    change: [
      'A second function with its own `SEC(...)` is loaded and attached without a change in `src/main.rs`: `skeleton.attach()` does it for all.',
      'A struct that `src/main.rs` is to know needs a global variable of its type, as `unused_event` is: its Rust type is then in `skeleton::types`.',
      'The newest crates in place of the packages: `rm -r .cargo Cargo.lock`, with a Rust that they take.',
      `An error of the verifier or of libbpf: \`sudo ./target/release/${name} 2>&1 | ebpf explain\`.`,
    ],
    read: [
      'https://docs.rs/libbpf-rs',
      'https://docs.rs/libbpf-cargo',
      'https://github.com/libbpf/libbpf-rs/tree/master/examples',
    ],
  }),
  // Measured with Rust 1.85 on Debian 13, on a busy machine, as user and system time.
  cost: {what: 'compile the crates once', download: 0, disk: 245e6, seconds: 150},
};

/**
 * What libbpf-cargo makes of a name (capitalize_first_letter in libbpf-cargo/src/gen): `my_tool` is MyTool.
 * @throws Failure for a name with nothing on one side of an underscore, at which it panics.
 */
const skeletonName = (name: string): string => {
  const parts = name.split('_');
  if (parts.includes(''))
    throw new Failure({
      what: `A project on libbpf-rs cannot be called ${name}.`,
      why: 'libbpf-cargo names a Rust type after it, and fails where an underscore is the first, the last, or beside another.',
      todo: 'Choose a name such as my_tool.',
      exitCode: exitCodes.usage,
    });
  return parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('');
};
