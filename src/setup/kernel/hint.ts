import type {Facts} from '../../facts/facts.ts';
import {atName} from '../../hosts/at.ts';
import {btfAlone} from '../../kernels/btf-alone.ts';
import {kernelShortfalls} from '../../kernels/requirement.ts';
import type {Profile} from '../../profiles/profile.ts';
import {foreignKernel} from '../../remedies/foreign-kernel.ts';
import type {Plan} from '../../remedies/plan.ts';

/** Says at what only another kernel mends how to come by one, and how to do without. For a setup that was not told to look for one. */
export const withKernelHint = (plan: Plan, facts: Facts, profiles: readonly Profile[]): Plan => {
  const shortfalls = kernelShortfalls(facts, profiles);
  const checks = shortfalls.map(({check}) => check);
  const foreign = foreignKernel(facts);
  const way = foreign
    ? `${foreign.why} ${foreign.todo}`
    : `For a way to one that has it, with a way back: ebpf setup --kernel auto${atName(facts.host)}`;
  const alone = btfAlone(facts, shortfalls);
  return {
    ...plan,
    manual: plan.manual.map((each) =>
      checks.includes(each.check)
        ? {...each, text: [each.text, way, ...(alone && each.check === 'btf.vmlinux' ? [alone] : [])].join('\n')}
        : each,
    ),
  };
};
