import {crowdFactor} from '../../hosts/crowd.ts';
import {Failure} from '../../hosts/failure.ts';
import type {Host} from '../../hosts/host.ts';
import type {AskedNames} from '../../programs/judge/asked.ts';
import type {Kernel, KernelSymbol} from '../../programs/judge/kernel.ts';

/** What a host lists beside its types, as far as it was asked for and could be read. */
export type Listed = Pick<Kernel, 'symbols' | 'noKprobes' | 'tracepoints'>;

/**
 * Three lists, each with what became of it behind: lines of /proc/kallsyms with a name that stands on standard input, all tracepoints, and functions that
 * kprobes may not be in. grep ends with 1 where nothing was found.
 */
const script = `said() { printf '\\n=%s\\n' "$1"; }
if [ "$1" = yes ] && [ -n "$(head -n 1 /proc/kallsyms)" ]; then grep -wFf - /proc/kallsyms; said $?; else said 2; fi
if [ -n "$2" ]; then cat "$2/available_events"; said $?; else said 2; fi
if [ "$1" = yes ]; then cat /sys/kernel/debug/kprobes/blacklist; said $?; else said 2; fi`;

/** Milliseconds. */
const patience = 30_000;
/** Bytes: all tracepoints are 60 to 200 kB, the names that are asked for fewer. */
const limit = 8 << 20;

/** Looks for names on a host, for tracepoints in a `tracefs`, where it has one. Nothing is said of a list that could not be read. */
export const fetchNames = async (
  host: Host,
  tracefs: string,
  {symbols, tracepoints}: AskedNames,
  signal?: AbortSignal,
): Promise<Listed> => {
  if (symbols.length === 0 && !tracepoints) return {};
  const command = ['sh', '-c', script, 'sh', symbols.length > 0 ? 'yes' : 'no', tracepoints ? tracefs : ''];
  const options = {input: `${symbols.join('\n')}\n`, limit, timeout: patience * crowdFactor(), ...(signal && {signal})};
  const result = await host.run(command, options).catch((error) => {
    signal?.throwIfAborted();
    if (!(error instanceof Failure)) throw error;
    return undefined;
  });
  if (!result || result.timedOut || result.overflowed) return {};
  const [kallsyms, events, blacklist] = result.stdout
    .toString('latin1')
    .split(/\n=(\d+)\n/)
    .flatMap((text, index, all) =>
      index % 2 === 0 && index + 1 < all.length ? [{text, code: Number(all[index + 1])}] : [],
    );
  return {
    ...(kallsyms && kallsyms.code <= 1 && {symbols: readSymbols(kallsyms.text)}),
    ...(events?.code === 0 && {tracepoints: new Set(linesOf(events.text).map((line) => line.replace(':', '/')))}),
    ...(blacklist?.code === 0 && {
      noKprobes: new Set(linesOf(blacklist.text).flatMap((line) => line.split(/\s/)[1] ?? [])),
    }),
  };
};

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');

/** `ffffffff816f08a0 T do_unlinkat`, behind a tab the module: kernel/kallsyms.c. Variables are known by their name alone. */
const readSymbols = (text: string): Map<string, KernelSymbol> => {
  const found = new Map<string, KernelSymbol>();
  for (const line of linesOf(text)) {
    const [, type = '', name = '', module] = line.split(/\s/);
    const known = found.get(name) ?? {functions: 0, inModules: 0};
    const functions = /^[tTwW]$/.test(type) ? 1 : 0;
    found.set(name, {
      functions: known.functions + (module ? 0 : functions),
      inModules: known.inModules + (module ? functions : 0),
    });
  }
  return found;
};
