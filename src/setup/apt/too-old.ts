import {thresholds} from '../../facts/thresholds.ts';
import {atLeast} from '../../facts/version.ts';
import {Failure} from '../../hosts/failure.ts';
import type {PackageStep} from '../../remedies/step.ts';

/** A need and the packages that were chosen for it; undefined where apt knows none. */
interface Chosen {
  readonly need: string;
  readonly names: readonly string[] | undefined;
}

/** Why it is refused, and what does work. */
interface Refusal {
  readonly why: string;
  readonly todo: string;
}

const olderThanKernel: Refusal = {
  why: 'This kernel\'s BTF has types (ENUM64, since 6.0) that an older libbpf refuses: "Unsupported BTF_KIND:19". Nothing was installed.',
  todo: 'Set up a host with a newer release (Debian 12, Ubuntu 24.04), and only run programs here: "ebpf hello --build local --remote HOST" there brings its own libbpf. "ebpf setup --for bpftrace" and "--for libbpf-bootstrap" need none of this release.',
};

const ofGo = (threshold: string): Refusal => ({
  why:
    threshold === thresholds.ciliumEbpfEnum64.version
      ? 'This kernel\'s BTF has types (ENUM64, since 6.0) that an older cilium/ebpf refuses: "unknown kind: Unknown (19)". Nothing was installed.'
      : 'The loader needs more than it has. Nothing was installed.',
  todo: 'Build on a newer release (Debian 13, Ubuntu 24.04): the program is static and runs here as it is. Or install a newer Go from https://go.dev/dl and build with "ebpf hello --for cilium-ebpf --go-proxy URL".',
});

/**
 * Compares what apt would install with what this kernel asks for, so that nobody waits for 400 MB that cannot work. `policy` is the output of
 * `apt-cache policy`.
 * @throws Failure that says what does work there.
 */
export const refuseTooOld = (
  policy: string,
  chosen: readonly Chosen[],
  wanted: NonNullable<PackageStep['atLeast']>,
): void => {
  for (const {need, names = []} of chosen) {
    const threshold = wanted[need as keyof typeof wanted];
    if (threshold === undefined) continue;
    for (const name of names) {
      const version = candidateOf(policy, name);
      if (atLeast(version, threshold) !== false) continue;
      throw new Failure({
        what: `The ${need} of this release is too old${need === 'go' ? '' : ' for its kernel'}: ${name} ${version}, where ${threshold} or newer is needed.`,
        ...(need === 'libbpf' ? olderThanKernel : ofGo(threshold)),
      });
    }
  }
};

/** Without the epoch. */
const candidateOf = (policy: string, name: string): string | undefined => {
  const [, rest = ''] = `\n${policy}`.split(`\n${name}:\n`);
  return /^ {2}Candidate: (?:\d+:)?(\S+)/m.exec(rest)?.[1];
};
