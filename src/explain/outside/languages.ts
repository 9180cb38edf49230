import {install} from '../../remedies/remedy.ts';
import {make} from '../messages/build.ts';
import {bpf2go, go} from '../messages/go.ts';
import {cargo, libbpfCargo} from '../messages/rust.ts';
import {anyOf} from '../printed.ts';
import type {Outside} from './row.ts';

const strangeCrates = {
  title: 'The crates are not among those of the distribution',
  why: '.cargo/config.toml of the project names /usr/share/cargo/registry as their source, where Debian has them since 13.',
  decide: 'ls /usr/share/cargo/registry; cat .cargo/config.toml',
  messages: anyOf(cargo.noPackage, cargo.noVersion, cargo.noDirectory),
};

/** Rust's and Go's tools. */
export const languages: readonly Outside[] = [
  {...strangeCrates, remedy: install('aya'), when: (e) => e.says(/`aya`/)},
  {...strangeCrates, remedy: install('libbpf-rs')},
  {
    title: 'Rust is older than the crates want',
    why: 'A crate names the oldest Rust that builds it, and Cargo.lock has a version of its own.',
    remedy:
      'Use the packages of the release: rm Cargo.lock; cargo build --release; or install a newer Rust from https://rustup.rs.',
    decide: 'rustc --version',
    messages: anyOf(cargo.rustc, cargo.rustcOf, cargo.lockFile, cargo.lockFileBefore),
  },
  {
    title: 'The Rust toolchain lacks the sources of the standard library',
    why: 'BPF programs in Rust build their own core (-Z build-std), from the component rust-src of a nightly toolchain.',
    remedy: 'rustup toolchain install nightly --component rust-src',
    decide: 'rustup component list --toolchain nightly | grep rust-src',
    messages: anyOf(cargo.sources),
  },
  {
    title: 'cargo is not that of a nightly toolchain',
    why: 'BPF programs in Rust are built with flags (-Z build-std) that only the nightly cargo takes.',
    remedy: 'Build with it: rustup toolchain install nightly --component rust-src; cargo +nightly build',
    decide: 'cargo --version; rustup toolchain list',
    messages: anyOf(cargo.nightly),
  },
  {
    title: 'rustfmt is not installed',
    why: 'libbpf-cargo formats the skeleton that it writes with it.',
    remedy: 'rustup component add rustfmt; without rustup: the package rustfmt',
    decide: 'rustfmt --version',
    messages: anyOf(libbpfCargo.rustfmt),
  },
  {
    title: 'cargo has no such command',
    why: 'Commands beside those of cargo itself are programs named cargo-COMMAND; cargo libbpf is in the crate libbpf-cargo. cargo xtask is an alias in .cargo/config.toml of a project.',
    remedy: 'Run it in the directory of the project, or install its crate: cargo install cargo-COMMAND',
    decide: 'cargo --list; cat .cargo/config.toml',
    messages: anyOf(cargo.noCommand),
  },
  {
    title: 'There is no project here',
    why: 'Neither this directory nor one above it has the file that says what is built.',
    remedy: 'Run it in the directory of the project; for Go without one: go mod init NAME',
    decide: 'pwd; ls',
    messages: anyOf(cargo.noManifest, go.noModule, make.noMakefile),
    when: (e) => e.stage === undefined || !e.says(anyOf(make.noMakefile)),
  },
  {
    title: 'No Go file is built for this system',
    why: 'Build tags leave out all files of a package. What bpf2go writes is for one byte order each; what uses C wants CGO_ENABLED=1 and a C compiler.',
    remedy: 'Run go generate first; build with GOOS=linux, and with CGO_ENABLED=1 where C is used.',
    decide: 'go env GOOS GOARCH CGO_ENABLED; ls *_bpfel.go',
    messages: anyOf(go.excluded),
  },
  {
    title: 'The Go code that bpf2go writes is not there',
    why: 'It writes loadNAMEObjects and the types beside it into NAME_bpfel.go, which a fresh clone often lacks, and "go run main.go" leaves out.',
    remedy: 'Let it be written, and build the whole package: go generate && go build',
    decide: 'ls *_bpf*.go; grep -rn go:generate .',
    messages: /undefined: (?:[lL]oad\w{0,60}|\w{1,60}(?:Objects|Programs|Maps|Specs))$/im,
  },
  {
    title: 'bpf2go was called otherwise than it wants',
    why: 'It takes the name of what it writes and the C file, and learns the package from go generate.',
    remedy:
      'Have go generate call it, by a comment in a Go file: //go:generate go run github.com/cilium/ebpf/cmd/bpf2go NAME FILE.bpf.c',
    decide: 'grep -rn go:generate .; go generate -x',
    messages: anyOf(bpf2go.noName, bpf2go.noCompiler, bpf2go.arguments, bpf2go.noTargets, bpf2go.noFile),
    when: (e) => e.says(/bpf2go|go:generate|running "go"|GOPACKAGE/),
  },
];
