import {fromTrialOf, lacking} from '../../checks/feature/trial.ts';
import type {Judgement} from '../../programs/judge/judgement.ts';
import type {Kernel} from '../../programs/judge/kernel.ts';
import {loaderNames} from '../../programs/loader.ts';
import type {BpfObject} from '../../programs/object/object.ts';

/** What to do about a judgement that is not a pass: what it says itself, else what helps against all that is known, or open, in that way. */
export const nextStep = (judgement: Judgement, kernel: Kernel, {loader}: Pick<BpfObject, 'loader'>): string => {
  const {verdict, by, on = [], todo, feature} = judgement;
  if (todo !== undefined) return todo;
  const trial = feature === undefined || !kernel.facts ? undefined : fromTrialOf(feature, kernel.facts)?.remedy;
  if (trial) return trial.text;
  if (by === 'loader')
    return `Look up which version of ${loaderNames[loader]} loads it, and try it with that: its source decides, not the kernel.`;
  if (verdict !== 'unknown') return lacking.text;
  if (on.length > 0) return `Find what ${on.join(', ')} ${on.length > 1 ? 'are' : 'is'} on such a host: that decides.`;
  if (by === 'probe') return 'Try it on a host that runs this kernel, as root: "ebpf doctor --program OBJECT".';
  if (by === 'kallsyms')
    return 'Judge it on the host itself, as root, which reads /proc/kallsyms: "ebpf doctor --program OBJECT".';
  if (by === 'btf' && !kernel.types)
    return 'Judge it on the host itself or over SSH, where its types are read; "ebpf probe --btf FOLDER" keeps them beside saved facts.';
  return 'Load it on such a host to see: nothing else that was read there tells.';
};
