import {hasEnum64} from '../facts/enum64.ts';
import type {Facts} from '../facts/facts.ts';
import {type Threshold, thresholds} from '../facts/thresholds.ts';
import type {Need} from './remedy.ts';

/** What a release may have too old a version of, or none, so that nobody waits for hundreds of MB that cannot work. */
interface Least {
  /** The version that works on this host; undefined where any does. */
  readonly threshold: (facts: Facts) => Threshold | undefined;
  /** Whether that depends on the kernel. */
  readonly forKernel?: true;
  /** Why an older one does not, and that nothing was installed. */
  readonly why: string;
  /** What works on such a release. */
  readonly todo: string;
  /** The same where the release has no package at all; without it the rest is installed then. */
  readonly none?: string;
}

const withGo = {
  why: 'The loader needs more than it has. Nothing was installed.',
  todo: 'Build on a newer release (Debian 13, Ubuntu 24.04): the program is static and runs here as it is. Or install a newer Go from https://go.dev/dl and build with "ebpf hello --for cilium-ebpf --go-proxy URL".',
};

const withRust = (name: string, needs: string) => ({
  why: 'The loader needs more than it has. Nothing was installed.',
  todo: `Build on a newer release (Debian 13): the program needs ${needs} where it runs. Or, with a newer Rust from https://rustup.rs: "ebpf new NAME --for ${name} --no-verify", remove NAME/.cargo/config.toml, and cargo takes the crates from crates.io.`,
  none: 'Debian has these crates since 13. Nothing was installed.',
});

/** By need, the rows of all toolchains. */
export const least: Readonly<Partial<Record<Need, Least>>> = {
  libbpf: {
    threshold: (facts) => (hasEnum64(facts) ? thresholds.libbpfEnum64 : undefined),
    forKernel: true,
    why: 'This kernel\'s BTF has types (ENUM64, since 6.0) that an older libbpf refuses: "Unsupported BTF_KIND:19". Nothing was installed.',
    todo: 'Set up a host with a newer release (Debian 12, Ubuntu 24.04), and only run programs here: "ebpf hello --build local --remote HOST" there brings its own libbpf. "ebpf setup --for bpftrace" and "--for libbpf-bootstrap" need none of this release.',
  },
  go: {...withGo, threshold: () => thresholds.go},
  'cilium-ebpf': {
    ...withGo,
    threshold: (facts) => (hasEnum64(facts) ? thresholds.ciliumEbpfEnum64 : thresholds.ciliumEbpf),
    forKernel: true,
    why: 'Before 0.10 it refuses the BTF of kernels since 6.0, with types (ENUM64) that it does not know: "unknown kind: Unknown (19)". Before 0.9 it lacks what the loader uses. Nothing was installed.',
  },
  'libbpf-rs': {...withRust('libbpf-rs', 'only libbpf, libelf and zlib'), threshold: () => thresholds.libbpfRs},
  aya: {...withRust('aya', 'only the C library'), threshold: () => thresholds.aya},
};
