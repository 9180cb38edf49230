import {toolWords} from '../../hosts/tool-words.ts';
import type {Observed} from '../smoke-trouble.ts';
import type {SmokeStage, Trouble} from '../stage.ts';
import type {Kind} from './kind.ts';

/** What is left to do where this kernel is the reason. */
const elsewhere =
  'The project is written all the same: build and run it on a kernel that has it. "ebpf new --list" tells what this one has.';

/** What a kernel lacks that has no sched_ext: its types, which a build of the project takes, or its loader. */
export const noSchedExt: Trouble = {
  what: 'This kernel has no sched_ext: it is older than 6.12, or was built without CONFIG_SCHED_CLASS_EXT.',
  todo: elsewhere,
};

/** Why this kernel does not run programs of a kind, whatever they are written on; undefined where something else is the reason. */
export const explainKernel = (kind: Kind, stage: SmokeStage, {lines, facts, ready}: Observed): Trouble | undefined => {
  const text = toolWords(lines.join('\n'));
  if (facts.get('uid') !== '0' || ready) return undefined;
  if (stage === 'load' && hooks.has(kind.name) && /Operation not permitted/.test(text))
    return {
      what: `This kernel does not let its functions be hooked, which ${kind.name} programs do.`,
      why: 'It refuses root too: a hypervisor, a sandbox or a security module forbids it. The limit on locked memory, which libbpf names, is not the reason.',
      todo: elsewhere,
    };
  if (stage === 'load' && kind.name === 'sched-ext' && /sched_ext_ops is not found in kernel BTF/.test(text))
    return noSchedExt;
  const attaches = stage === 'attach' || (stage === 'compile' && /attach|_events/i.test(text));
  if (attaches && kind.name === 'kprobe' && !facts.has('kprobe'))
    return {what: 'This kernel has no kprobes.', why: 'It was built without CONFIG_KPROBE_EVENTS.', todo: elsewhere};
  if (attaches && kind.name === 'uprobe' && !facts.has('uprobe'))
    return {what: 'This kernel has no uprobes.', why: 'It was built without CONFIG_UPROBE_EVENTS.', todo: elsewhere};
  return undefined;
};

/** Why the program of a kind was not seen to work, where that is not what stops any program. */
export const explainKind = (
  kind: Kind,
  stage: SmokeStage,
  {lines, started, timedOut, left, scriptExit}: Observed,
): Trouble | undefined => {
  if (!started && lines.some((line) => line.startsWith('smoke: ')) && scriptExit !== undefined)
    return {
      what: 'What the program watches could not be caused here.',
      todo: 'Install what is missing, or write it alone: --no-verify.',
    };
  if (left !== undefined) return {what: `After its end there was still ${left}.`, todo: 'Please report this bug.'};
  if (stage === 'attach' && kind.feature !== 'syscall-tracepoint')
    return {what: `The ${kind.name} program could not be attached.`, todo: elsewhere};
  if (stage === 'observe' && timedOut)
    return {
      what: 'The program runs, but did not report what was caused within the time limit.',
      ...(kind.name === 'lsm' && {
        why: 'Is "bpf" in the list of /sys/kernel/security/lsm? Without it the hooks call no BPF program.',
      }),
      todo: 'Run it by hand, and cause what it watches beside it.',
    };
  return undefined;
};

/** Kinds that put a trampoline into the kernel's functions. */
const hooks: ReadonlySet<string> = new Set(['fentry', 'lsm']);
