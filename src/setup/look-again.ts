import {assess} from '../assess/assess.ts';
import {attachModeFor} from '../assess/trying.ts';
import type {Facts} from '../facts/facts.ts';
import {probe} from '../facts/probe.ts';
import {at} from '../hosts/at.ts';
import {Failure} from '../hosts/failure.ts';
import {persist} from '../hosts/persist.ts';
import type {Step} from '../remedies/step.ts';
import type {SetupOptions} from './options.ts';

/**
 * Looks again at what steps were for, after they ran: a command that ends well and changes nothing would be advised again and again.
 * @returns What root saw then; undefined where no step ran.
 * @throws Failure that says what is as it was.
 */
export const lookAgain = async (
  options: Pick<SetupOptions, 'host' | 'profiles' | 'rules' | 'signal'>,
  steps: readonly Step[],
): Promise<Facts | undefined> => {
  if (steps.length === 0) return undefined;
  const {host, signal} = options;
  const checks = new Set(steps.flatMap((step) => step.checks));
  const attach = attachModeFor([options]);
  const facts = await persist(() => probe(host, {asRoot: true, attach, signal}), {signal});
  const left = assess(facts, options).findings.filter(
    ({id, verdict, severity}) => verdict === 'fail' && severity === 'required' && checks.has(id),
  );
  if (left.length === 0) return facts;
  throw new Failure({
    what: `Every command ended well, and yet it is as it was: ${left.map(({title}) => title).join(', ')}.`,
    why: left
      .flatMap(({title, found, evidence}) => [`${title}: ${found}`, ...evidence.slice(0, 3).map((line) => `  ${line}`)])
      .join('\n'),
    todo: `To see all that was read: ebpf doctor ${left.map(({id}) => id).join(' ')}${at(host)}`,
  });
};
