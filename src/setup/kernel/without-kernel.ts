import {known} from '../../facts/fact.ts';
import type {Facts} from '../../facts/facts.ts';
import {kernelShortfalls} from '../../kernels/requirement.ts';
import type {Plan} from '../../remedies/plan.ts';
import type {SetupOptions} from '../options.ts';

/** What the new kernel fixes is no longer for a person to fix: also a version that the policy asks for, where `release`, once it is chosen, has it. */
export const withoutKernel = (
  plan: Plan,
  facts: Facts,
  {profiles, rules}: Pick<SetupOptions, 'profiles' | 'rules'>,
  release?: string,
): Plan => {
  const fixed = kernelShortfalls(facts, profiles).map(({check}) => check);
  const asked = rules?.checks?.find(({id}) => id === 'policy.kernel');
  const then = {...facts, kernel: {...facts.kernel, release: known(release ?? '')}};
  const wrong = release !== undefined && asked?.evaluate(then).verdict === 'fail';
  return {
    ...plan,
    manual: plan.manual.flatMap((each) => {
      if (each.check !== 'policy.kernel') return fixed.includes(each.check) ? [] : [each];
      return wrong ? [{...each, text: `${each.text}\n${release}, which would be booted, is not one of them.`}] : [];
    }),
  };
};
