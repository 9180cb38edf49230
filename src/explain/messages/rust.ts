import {listOf, messagesOf, speaking} from '../message.ts';

/** Versions are cargo's own, one behind Rust's: 0.79 came with Rust 1.78. Told by its tags. */
export const cargo = messagesOf('cargo', 'https://github.com/rust-lang/cargo/blob/0.95.0/src/cargo', {
  noPackage: ['no matching package named `{}` found', 'core/resolver/errors.rs'],
  noVersion: ['failed to select a version for the requirement `{}`', 'core/resolver/errors.rs'],
  noDirectory: ['failed to read root of directory source: {}', 'sources/directory.rs'],
  download: ['failed to download `{}`', 'core/package.rs'],
  config: ['download of config.json failed', 'sources/registry/http_remote.rs'],
  registry: ['Unable to update {}', 'core/registry.rs'],
  source: ['failed to load source for dependency `{}`', 'core/registry.rs'],
  offline: ['attempting to make an HTTP request, but {} was specified', 'util/network/http.rs'],
  rustc: ['it requires rustc {}', 'ops/common_for_install_and_uninstall.rs'],
  rustcOf: ['rustc {} is not supported by the following package', 'ops/cargo_compile/mod.rs', {since: '0.79'}],
  lockFile: ['lock file version {} requires', 'core/resolver/encode.rs', {since: '0.74'}],
  lockFileBefore: ['lock file version `{}` was found, but this version of Cargo', 'core/resolver/encode.rs'],
  nightly: ['the `-Z` flag is only accepted on the nightly channel of Cargo', 'core/features.rs'],
  sources: ['does not exist, unable to build with the standard library, try:', 'core/compiler/standard_lib.rs'],
  noCommand: ['no such command: `{}`', '../bin/cargo/main.rs'],
  noManifest: ['could not find `Cargo.toml` in `{}` or any parent directory', 'util/important_paths.rs'],
});

export const libbpfCargo = messagesOf(
  'libbpf-cargo',
  'https://github.com/libbpf/libbpf-rs/blob/v0.27.0/libbpf-cargo/src',
  {
    rustfmt: ['failed to spawn rustfmt: {err}', 'gen/mod.rs'],
  },
);

export const rustc = messagesOf('rustc', 'https://github.com/rust-lang/rust/blob/1.80.0/compiler', {
  linker: ['linker `bpf-linker` not found', 'rustc_codegen_ssa/messages.ftl', {certain: 'rust-bpf-linker-llvm-skew'}],
  linking: [
    'linking with `bpf-linker` failed: {}',
    'rustc_codegen_ssa/messages.ftl',
    {certain: 'rust-bpf-linker-llvm-skew'},
  ],
  target: [
    'the `bpfel-unknown-none` target may not be installed',
    'rustc_metadata/messages.ftl',
    {strong: 'rust-bpf-linker-llvm-skew'},
  ],
  core: ["can't find crate for `core`", 'rustc_metadata/messages.ftl', {likely: 'rust-bpf-linker-llvm-skew'}],
});

/** What bpf-linker is built with. */
export const llvmSys = speaking({certain: 'rust-bpf-linker-llvm-skew'}, [
  ...listOf('llvm-sys', 'https://docs.rs/crate/llvm-sys/130.0.3/source/src/lib.rs', [
    'No suitable version of LLVM was found',
  ]),
  ...listOf('bpf-linker', 'https://github.com/aya-rs/bpf-linker/blob/v0.10.4/build.rs', [
    'could not find LLVM lib directory',
  ]),
]);

export const bpfLinker = speaking({strong: 'rust-bpf-linker-llvm-skew'}, [
  ...listOf('bpf-linker', 'https://github.com/aya-rs/bpf-linker/blob/v0.10.4/src/linker.rs', [
    'failure parsing IR module `{0}`: {1}',
    'failure linking module {0}',
    'no bitcode section found in {0}',
  ]),
  ...listOf('bpf-linker', 'https://github.com/aya-rs/bpf-linker/blob/v0.10.4/src/lib.rs', [
    'One of the LLVM feature flags must be provided: ',
  ]),
  ...listOf('cargo-bpf', 'https://github.com/foniod/redbpf/blob/v2.3.0/cargo-bpf/src/build.rs', [
    "couldn't process IR file: {}",
  ]),
]);
