import {build} from '../build.ts';
import type {Cause} from '../build-trouble.ts';
import type {RouteOptions, Step} from '../route.ts';

/** Builds a project with cargo, as its user does; PROFILE is the toolchain whose setup installs what is missing. */
export const cargoStep = ({tools = {}}: RouteOptions, profile: string): Step => ({
  title: 'Build the program',
  first: 'crates',
  run: (work) =>
    build(work, {
      program: 'cargo',
      // Where the user has put CARGO_TARGET_DIR, the program would be elsewhere.
      arguments: ['build', '--release', '--target-dir', 'target'],
      ...(tools.clang && {environment: {CLANG: tools.clang}}),
      label: /^ *(Compiling) (\S.*)$/,
      stages: [
        {name: 'crates', begins: /^Compiling \S+ v\S+$/},
        // Only the project itself has a path.
        {name: 'BINARY', begins: /^Compiling \S+ v\S+ \(/},
      ],
      causes: causes(profile),
      verbose: 'cargo build --release --verbose',
      minutes: 20,
    }),
});

/** What stands behind the messages of cargo 1.63 to 1.85 and of build.rs. */
const causes = (profile: string): readonly Cause[] => [
  {
    matches: /\bcargo: (?:command )?not found/,
    what: 'Rust is not installed.',
    todo: `Install it (Debian and Ubuntu: apt install rustc cargo), or let "ebpf setup --for ${profile}" install it.`,
  },
  {
    matches: /failed to read root of directory source|no matching package named|failed to select a version/,
    what: 'The crates are not among those of the distribution, in /usr/share/cargo/registry.',
    todo: `Let "ebpf setup --for ${profile}" install them, which Debian has since 13; or remove .cargo/config.toml, and cargo takes them from crates.io.`,
  },
  {
    matches: /Could not resolve host|download of config\.json failed|failed to download|Unable to update registry/i,
    what: 'The crates could not be fetched.',
    todo: 'Without a network keep .cargo/config.toml, which names those of the distribution.',
  },
  {
    matches: /requires rustc \d|is not supported by the following package|lock file version/,
    what: 'This Rust is older than the crates want.',
    todo: 'Use the packages of the release: rm Cargo.lock; cargo build --release; or install a newer Rust from https://rustup.rs.',
  },
  {
    matches: /failed to execute `\S*clang\S*`/,
    what: 'There is no clang.',
    todo: `Install it (Debian and Ubuntu: apt install clang), or let "ebpf setup --for ${profile}" install it.`,
  },
  {
    matches: /--> src\/\S+\.rs:\d|failed to compile \S+ from src\/bpf/,
    what: "The project's source does not compile.",
    todo: 'Fix what the compiler names, or start afresh in another directory: --dir DIR.',
  },
];
