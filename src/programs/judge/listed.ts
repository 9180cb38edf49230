import {kernelOption} from '../../facts/kconfig.ts';
import {type Answer, absent, insteadOfFunction} from './absent.ts';
import type {Source} from './judgement.ts';
import type {Kernel, KernelSymbol} from './kernel.ts';
import {byVersion} from './known.ts';
import {meantTracepoint, meantType} from './misspelt.ts';
import type {Question} from './question.ts';
import {findType} from './targets.ts';

/** Whether a kprobe is at an instruction within a function: `function+0x10`. */
export const hasOffset = (target: string): boolean => target.includes('+');

/** A kprobe's function. Types say only that it is there: pahole leaves out clones and what has several prototypes. */
export const judgeSymbol = (question: Question, target: string): Answer => {
  const {kernel} = question;
  const name = hasOffset(target) ? target.slice(0, target.indexOf('+')) : target;
  const symbol = kernel.symbols?.get(name);
  if (symbol && symbol.functions + symbol.inModules > 0) return judgeFunction(kernel, name, symbol);
  if (!kernel.symbols && findType(kernel, name, 'function'))
    return {verdict: 'pass', by: 'btf', evidence: `the kernel's types have ${name}()`};
  const known = clonesOf(kernel, name)[0] ?? insteadOfFunction(kernel, name);
  const instead = known ? {instead: known} : meantType(kernel, name, 'function');
  if (kernel.symbols)
    return {
      verdict: 'fail',
      by: 'kallsyms',
      evidence: `${name}() is not in /proc/kallsyms: renamed, removed, inlined by the compiler, or in a module that is not loaded`,
      todo: 'Choose the function when loading, by what /proc/kallsyms has, or attach to a tracepoint.',
      ...instead,
    };
  return {
    verdict: 'unknown',
    by: 'btf',
    evidence: `the kernel's types have no ${name}(), and not every function is in them`,
    todo: 'Read /proc/kallsyms of the host.',
    ...instead,
  };
};

/** A function that is there: kprobes are not allowed everywhere, and a name that several functions of the kernel have is refused. */
const judgeFunction = (kernel: Kernel, name: string, {functions}: KernelSymbol): Answer => {
  if (kernel.noKprobes?.has(name))
    return {
      verdict: 'fail',
      by: 'kallsyms',
      evidence: `${name}() is among the functions that kprobes may not be in (/sys/kernel/debug/kprobes/blacklist)`,
      todo: 'Attach to a function that calls it.',
    };
  if (functions <= 1) return {verdict: 'pass', by: 'kallsyms', evidence: `${name}() is in /proc/kallsyms`};
  // Linux 6.7, b022f0c7e404; some distributions and stable kernels have it, too.
  const refused = byVersion(kernel, '6.7').verdict === 'pass';
  return {
    verdict: refused ? 'fail' : 'unknown',
    by: 'kallsyms',
    evidence: `${functions} functions are called ${name}: Linux 6.7 and newer refuse a kprobe on such a name, older ones take any of them`,
    todo: 'Attach to the address of the one that is meant, or to a function that calls it.',
  };
};

/** Copies that the compiler made of a function, such as `finish_task_switch.isra.0`. */
const clonesOf = ({symbols}: Kernel, name: string): string[] =>
  [...(symbols?.keys() ?? [])].filter((each) => each.startsWith(`${name}.`));

/** The function of a system call, whose prefix depends on the architecture since Linux 4.17. */
const functionOfCall = (kernel: Kernel, call: string): string | undefined =>
  ['__x64_sys_', '__arm64_sys_', '__s390x_sys_', '__riscv_sys_', 'sys_']
    .map((prefix) => `${prefix}${call}`)
    .find((name) => kernel.symbols?.has(name) || findType(kernel, name, 'function'));

/** A kprobe on a system call: libbpf finds its function. */
export const judgeSyscall = ({kernel}: Question, target: string): Answer => {
  const name = functionOfCall(kernel, target);
  if (name)
    return {verdict: 'pass', by: kernel.symbols?.has(name) ? 'kallsyms' : 'btf', evidence: `${name}() is there`};
  return {
    verdict: 'unknown',
    by: 'btf',
    evidence: `no function of the system call ${target} was found`,
    todo: 'Judge it on the host itself, as root, which reads /proc/kallsyms: "ebpf doctor --program OBJECT".',
  };
};

/** Whether system calls have tracepoints: by tracefs, and where that was not seen by the configuration; undefined where neither tells. */
const tracesCalls = ({facts}: Kernel): {readonly does: boolean; readonly by: Source} | undefined => {
  const seen = facts?.tracing.syscallTracepoints;
  if (seen?.state === 'known') return {does: seen.value, by: 'tracefs'};
  const option = facts && kernelOption(facts, 'FTRACE_SYSCALLS');
  return option === undefined ? undefined : {does: option === 'y', by: 'configuration'};
};

/** A tracepoint by its category and event. */
export const judgeTracepoint = ({kernel}: Question, target: string): Answer => {
  const [category = '', event = ''] = target.split('/');
  const file = `events/${category}/${event}`;
  if (kernel.tracepoints) {
    const has = kernel.tracepoints.has(`${category}/${event}`);
    if (has) return {verdict: 'pass', by: 'tracefs', evidence: `${file} is in tracefs`};
    return {
      verdict: 'fail',
      by: 'tracefs',
      evidence: `${file} is not in tracefs`,
      todo: 'Attach to another tracepoint, or load the module that has it.',
      ...meantTracepoint(kernel.tracepoints, `${category}/${event}`),
    };
  }
  // System calls have no event of their own in the types, only their function.
  const call = category === 'syscalls' ? /^sys_(?:enter|exit)_(.+)$/.exec(event)?.[1] : undefined;
  if (call) {
    const traced = tracesCalls(kernel);
    if (traced?.does === false)
      return {
        verdict: 'fail',
        by: traced.by,
        evidence: 'the kernel has no tracepoints of system calls (CONFIG_FTRACE_SYSCALLS)',
        todo: `Attach a kprobe to the function of the system call (libbpf: SEC("ksyscall/${call}")), or boot a kernel that has them.`,
      };
    const there = functionOfCall(kernel, call) !== undefined;
    if (there && traced)
      return {verdict: 'pass', by: traced.by, evidence: `the kernel traces system calls and has ${call}`};
    return {
      verdict: 'unknown',
      by: 'btf',
      evidence: `${there ? 'the system call is there, but whether' : 'neither was its function found, nor whether'} system calls are traced (CONFIG_FTRACE_SYSCALLS) is not in the types`,
      todo: 'Judge it on a host that runs this kernel, as root and with tracefs mounted: "ebpf doctor --program OBJECT".',
    };
  }
  // Some tracepoints have no event in tracefs: their names end so.
  if (findType(kernel, `btf_trace_${event}`, 'typedef') && !event.endsWith('_tp'))
    return {
      verdict: 'pass',
      by: 'btf',
      evidence: `the kernel's types have btf_trace_${event}; they have no categories`,
    };
  return absentEvent(kernel, event);
};

/** Of a raw tracepoint. */
export const judgeEvent = ({kernel}: Question, target: string): Answer => {
  if (kernel.tracepoints && [...kernel.tracepoints].some((each) => each.endsWith(`/${target}`)))
    return {verdict: 'pass', by: 'tracefs', evidence: `the event ${target} is in tracefs`};
  if (findType(kernel, `btf_trace_${target}`, 'typedef'))
    return {verdict: 'pass', by: 'btf', evidence: `the kernel's types have btf_trace_${target}`};
  return absentEvent(kernel, target);
};

const absentEvent = (kernel: Kernel, event: string): Answer => ({
  ...absent(kernel, `btf_trace_${event}`, true),
  ...meantType(kernel, `btf_trace_${event}`, 'typedef'),
});
