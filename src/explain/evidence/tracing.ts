import type {Evidence} from './evidence.ts';
import {syscalls} from './syscalls.ts';

const syscallEvent = /\bsyscalls[/:]+([\w*]+)/i;

/** The text names a tracepoint that Linux does not have: `sys_enter_execvee`, `syscall:sys_enter_read`, those of bpf(2) since 4.18 (commit 4d220ed0f814). */
export function tracepointIsMisspelt({text}: Evidence): boolean {
  if (/\b(?!syscalls\b)\w+[/:]sys_(enter|exit)_/.test(text)) return true;
  if (/\bbpf[/:]bpf_(prog|map|obj)_/.test(text)) return true;
  const event = syscallEvent.exec(text)?.[1];
  if (!event || event.includes('*')) return false;
  const call = /^sys_(?:enter|exit)_(\w+)$/.exec(event)?.[1];
  return call === undefined || !syscalls.has(call);
}

/** `bcm2711_defconfig` and its sisters build kprobes in, and neither FTRACE_SYSCALLS nor UPROBE_EVENTS. */
const raspberryPi = /rpt-rpi|-v[678]l?\+/;

/** What was asked for are events that the vendor of this small kernel leaves out. */
export const tracingIsLeftOut = (evidence: Evidence): boolean =>
  raspberryPi.test(evidence.kernel?.release ?? '') &&
  evidence.says(/uprobe|events\/syscalls|syscalls[:/]sys_(enter|exit)_/i);

/** What a text speaks of, and the options that build it. */
const kinds: readonly (readonly [spoken: RegExp, options: string])[] = [
  [/k(ret)?probe/i, 'w*kprobe'],
  [/u(ret)?probe|usdt/i, 'w*uprobe'],
  [/(?<!raw )tracepoint|trace event|\bevents?\/|syscalls[:/]/i, 'ftrace|tracepoints|tracing'],
  [/fentry|fexit|fmod_ret|trampoline|raw tracepoint|524|lsm/i, 'function_tracer|dynamic_ftrace|fprobe'],
];

/** An option is off that builds what the text speaks of; of a text that speaks of none of them, any. */
export const tracingOptionIsOff = (evidence: Evidence): boolean => {
  const spoken = kinds.filter(([words]) => evidence.says(words));
  const names = (spoken.length > 0 ? spoken : kinds).map(([, options]) => options.replace('w*', '\\w*')).join('|');
  return evidence.fact(
    new RegExp(
      `config_(${names}|bpf_events|perf_events|debug_fs)\\w*(:|[^\\n]*) ?(not set|n\\b|no\\b|missing|is not|disabled|absent|unset)`,
    ),
  );
};
