import type {Line} from '../read/normalise.ts';
import {compareVersions, type KernelRelease} from './kernel-release.ts';

/** What is read from a text and of the host that printed it. */
interface Known {
  /** The text as {@link normalise} left it: English, no colours, no prefixes. */
  readonly text: string;
  readonly lines: readonly Line[];
  readonly command: string;
  /** The stage of ours that printed it: what was done is known then. */
  readonly stage?: string;
  /** One fact a line, `key: value` in lower case, whatever the source: see fact-lines.ts and context.ts. */
  readonly facts: string;
  /** Of these, the ones that a person chose to report, and which are telling for that; a probe lists all. */
  readonly reported: string;
  /** The running kernel: from the context, else the one that the text names. */
  readonly kernel?: KernelRelease;
  /** `uname -m`, where it is known or the text gives it away. */
  readonly arch?: string;
  readonly distro: string;
  /** Versions by tool name in lower case: `clang`, `libbpf`, `bpftool`, ... */
  readonly tools: Readonly<Record<string, string>>;
  /** Those of them that a report names, be it for good reason; a probe lists all that it finds. */
  readonly stated: readonly string[];
  readonly container: 'no' | 'yes' | 'privileged';
  readonly user: 'unknown' | 'root' | 'other';
}

/** The version of a tool as numbers, where it is known. */
const numbers = (version = ''): readonly number[] | undefined =>
  /\d+(\.\d+)*/.exec(version)?.[0].split('.').map(Number);

/** Everything that an explanation goes by, and what is asked of it. */
export type Evidence = ReturnType<typeof evidenceOf>;

/** What is known, with the questions that causes ask of it. */
export const evidenceOf = (known: Known) => {
  const {text, facts, command, kernel, arch, distro, tools} = known;
  return {
    ...known,
    /** The text has it. */
    says: (pattern: RegExp): boolean => pattern.test(text),
    /** A line of the facts has it. */
    fact: (pattern: RegExp): boolean => pattern.test(facts),
    /** The running kernel is known and older than `version` (`5.11`). A hint: vendors backport. */
    olderThan: (version: string): boolean => kernel !== undefined && compareVersions(kernel.version, version) < 0,
    /** The running kernel is known, and is `version` or newer. */
    atLeast: (version: string): boolean => kernel !== undefined && compareVersions(kernel.version, version) >= 0,
    /** Red Hat's and Oracle's kernels carry features of much newer ones; ELRepo builds the upstream releases for the same systems. */
    isVendorKernel: (): boolean =>
      !/elrepo/.test(kernel?.release ?? '') &&
      (kernel?.flavour === 'el' ||
        kernel?.flavour === 'uek' ||
        /rhel|red hat|centos|rocky|alma|oracle linux/i.test(distro)),
    /** The version of a tool is known, and older than `version`. */
    toolOlderThan: (name: string, version: string): boolean => {
      const found = numbers(tools[name]);
      return found !== undefined && compareVersions(found, version) < 0;
    },
    isX86: (): boolean => arch === 'x86_64',
    isOtherArch: (): boolean => arch !== undefined && arch !== 'x86_64',
    /**
     * The BPF program is part of a product. Where the verifier refuses it, another version of the product or of the kernel
     * helps, and whoever reports cannot change the program.
     */
    isProduct: (): boolean =>
      /\b(alloy|beyla|parca|pyroscope|tetragon|cilium-agent|tracee|falco|sysdig|libscap|datadog|system-probe|deepflow|kubeshark|pixie|inspektor|little-?snitch|opensnitch|coroot|odigos|otel|hubble|kubearmor|netdata|\w*agent)\b|^ERRO\[/im.test(
        `${text}\n${command}\n${Object.keys(tools).join(' ')}`,
      ),
    /** A container was given the narrow capability for BPF or perf, and not all of them: what is refused then, a filter refuses. */
    withCapability: (): boolean =>
      /--cap-add[= ](CAP_)?(BPF|PERFMON)\b/i.test(command) && !/SYS_ADMIN|privileged|cap-add[= ]ALL/i.test(command),
  };
};
