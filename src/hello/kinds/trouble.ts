import type {Observed} from '../smoke-trouble.ts';
import type {SmokeStage, Trouble} from '../stage.ts';
import type {Kind} from './kind.ts';

/** What is left to do where this kernel is the reason. */
const elsewhere =
  'The project is written all the same: build and run it on a kernel that has it. "ebpf new --list" tells what this one has.';

/** Why the program of a kind was not seen to work, by what was seen of the run. */
export const explainKind = (
  kind: Kind,
  stage: SmokeStage,
  {lines, facts, started, ready, timedOut, left, scriptExit}: Observed,
): Trouble | undefined => {
  if (!started && lines.some((line) => line.startsWith('smoke: ')) && scriptExit !== undefined)
    return {
      what: 'What the program watches could not be caused here.',
      todo: 'Install what is missing, or write it alone: --no-verify.',
    };
  if (left !== undefined) return {what: `After its end there was still ${left}.`, todo: 'Please report this bug.'};
  const without = lacks[kind.name];
  const attaches = stage === 'attach' || stage === 'compile';
  if (without && attaches && !ready && facts.get('uid') === '0' && !facts.has(kind.name))
    return {what: `This kernel has no ${kind.name}s.`, why: `It was built without ${without}.`, todo: elsewhere};
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

/** Kinds that a kernel may be built without, which scripts/smoke.sh sees. */
const lacks: Readonly<Partial<Record<string, string>>> = {
  kprobe: 'CONFIG_KPROBE_EVENTS',
  uprobe: 'CONFIG_UPROBE_EVENTS',
};

/** Kinds that put a trampoline into the kernel's functions. */
export const hooks: ReadonlySet<string> = new Set(['fentry', 'lsm']);
