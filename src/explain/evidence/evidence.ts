import type {Line} from '../read/normalise.ts';
import {compareVersions, type KernelRelease} from './kernel-release.ts';

/** Everything that an explanation goes by: the text, and what is known of the host that printed it. */
export interface Evidence {
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

export const fact = (evidence: Evidence, pattern: RegExp): boolean => pattern.test(evidence.facts);

export const text = (evidence: Evidence, pattern: RegExp): boolean => pattern.test(evidence.text);

/** The running kernel is known and older than `version` (`5.11`). A hint: vendors backport. */
export const olderThan = ({kernel}: Evidence, version: string): boolean =>
  kernel !== undefined && compareVersions(kernel.version, version) < 0;

export const atLeast = ({kernel}: Evidence, version: string): boolean =>
  kernel !== undefined && compareVersions(kernel.version, version) >= 0;

/** Red Hat's and Oracle's kernels carry features of much newer ones; ELRepo builds the upstream releases for the same systems. */
export const isVendorKernel = ({kernel, distro}: Evidence): boolean =>
  !/elrepo/.test(kernel?.release ?? '') &&
  (kernel?.flavour === 'el' ||
    kernel?.flavour === 'uek' ||
    /rhel|red hat|centos|rocky|alma|oracle linux/i.test(distro));

/** The version of a tool as numbers, where it is known. */
function toolVersion({tools}: Evidence, name: string): readonly number[] | undefined {
  const match = /\d+(\.\d+)*/.exec(tools[name] ?? '');
  return match?.[0].split('.').map(Number);
}

export function toolOlderThan(evidence: Evidence, name: string, version: string): boolean {
  const found = toolVersion(evidence, name);
  return found !== undefined && compareVersions(found, version) < 0;
}

export const isX86 = ({arch}: Evidence): boolean => arch === 'x86_64';

export const isOtherArch = ({arch}: Evidence): boolean => arch !== undefined && arch !== 'x86_64';

/**
 * The BPF program is part of a product. Where the verifier refuses it, another version of the product or of the kernel
 * helps, and whoever reports cannot change the program.
 */
export const isProduct = ({text, command, tools}: Evidence): boolean =>
  /\b(alloy|beyla|parca|pyroscope|tetragon|cilium-agent|tracee|falco|sysdig|libscap|datadog|system-probe|deepflow|kubeshark|pixie|inspektor|little-?snitch|opensnitch|coroot|odigos|otel|hubble|kubearmor|netdata|\w*agent)\b|^ERRO\[/im.test(
    `${text}\n${command}\n${Object.keys(tools).join(' ')}`,
  );

/** A container was given the narrow capability for BPF or perf, and not all of them: what is refused then, a filter refuses. */
export const withCapability = ({command}: Evidence): boolean =>
  /--cap-add[= ](CAP_)?(BPF|PERFMON)\b/i.test(command) && !/SYS_ADMIN|privileged|cap-add[= ]ALL/i.test(command);

/** It is one of the tools that come with BCC: they load on the kernels of their time. */
export const isBccTool = ({command, text}: Evidence): boolean =>
  /\/bcc\/tools\/|-bpfcc\b|(^|[\s/])(\w*(snoop|slower|life|qlat|flags|tracer|retrans|dist|latency)|tcp\w+|bio\w+|ext4\w+|argdist|funccount|stackcount|profile|offcputime|wakeuptime|capable|memleak)(\.py)?\s*($|-)/m.test(
    `${command}\n${text.match(/File "\S+"/)?.[0] ?? ''}`,
  );
