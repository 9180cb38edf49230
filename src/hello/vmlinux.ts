import {clean} from '../hosts/clean.ts';
import {Failure} from '../hosts/failure.ts';
import type {Host, RunResult} from '../hosts/host.ts';
import {explainDump} from './vmlinux-trouble.ts';

export interface DumpOptions {
  /** Default: the first bpftool on the host that works. */
  readonly bpftool?: string | undefined;
  /** Default: that of the running kernel. */
  readonly btf?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Where the running kernel describes its types. */
export const runningKernelBtf = '/sys/kernel/btf/vmlinux';

/**
 * Runs bpftool, found as the Makefile finds it: /usr/sbin is in few users' PATH, and Ubuntu's /usr/sbin/bpftool fails where the tools
 * of the running kernel are not installed. If none works the first one speaks for itself.
 */
const dumpScript = `
btf=$1 given=$2
if [ -n "$given" ]; then exec "$given" btf dump file "$btf" format c; fi
first=
for tool in "$(command -v bpftool)" /usr/local/sbin/bpftool /usr/sbin/bpftool /usr/lib/linux-tools/*/bpftool /usr/lib/linux-tools-*/bpftool; do
  [ -x "$tool" ] || continue
  "$tool" version >/dev/null 2>&1 && exec "$tool" btf dump file "$btf" format c
  first=\${first:-$tool}
done
[ -n "$first" ] || { echo 'bpftool: not found' >&2; exit 127; }
exec "$first" btf dump file "$btf" format c
`;

/** vmlinux.h of 6.18 has 2.8 MB, of 5.10 about 2 MB. BTF from a file may be cut down to what one program needs. */
const smallest = (btf: string): number => (btf === runningKernelBtf ? 100_000 : 100);

/**
 * The C header with all types of a kernel, made from its BTF on the host and checked to be whole.
 * @throws Failure without BTF, without a working bpftool, with BTF that this bpftool can't read, or when the output broke off.
 */
export const dumpVmlinux = async (
  host: Host,
  {bpftool = '', btf = runningKernelBtf, signal}: DumpOptions = {},
): Promise<Buffer> => {
  const result = await host.run(['sh', '-c', dumpScript, 'sh', btf, bpftool], {
    environment: {LC_ALL: 'C'},
    timeout: 60_000,
    ...(signal && {signal}),
  });
  signal?.throwIfAborted();
  if (result.exitCode !== 0) throw dumpFailure(host, btf, result);
  if (isWhole(result.stdout, btf)) return result.stdout;
  throw new Failure({
    what: `bpftool wrote only a part of vmlinux.h, or an empty one (${result.stdout.length} bytes).`,
    why: clean(result.stderr).trim() || `It says that all is well, but the output does not end as it should.`,
    todo: `Run it by hand on ${host.name}: bpftool btf dump file ${btf} format c | tail`,
  });
};

const isWhole = (header: Buffer, btf: string): boolean =>
  header.length >= smallest(btf) &&
  header.subarray(-200).toString('utf8').trimEnd().endsWith('#endif /* __VMLINUX_H__ */');

const dumpFailure = (host: Host, btf: string, {exitCode, stderr, timedOut}: RunResult): Failure => {
  const text = clean(stderr).trim();
  const {why, todo} = explainDump(text);
  const how = timedOut ? 'took more than a minute' : exitCode === undefined ? 'was killed' : `exit code ${exitCode}`;
  return new Failure({
    what: `The BTF of ${btf} on ${host.name} could not be turned into vmlinux.h (${how}).`,
    why: [why, text.slice(0, 1000)].filter(Boolean).join('\n'),
    said: text,
    todo,
  });
};
