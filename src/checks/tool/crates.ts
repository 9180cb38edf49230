import {looked} from '../../facts/fact.ts';
import type {Facts} from '../../facts/facts.ts';
import type {Threshold} from '../../facts/thresholds.ts';
import {atLeast} from '../../facts/version.ts';
import {advise, install, type Need} from '../../remedies/remedy.ts';
import {fail, type Outcome, pass, unseen} from '../check.ts';

/** Where Debian's packages of crates put them; cargo reads it as a directory source. */
export const registry = '/usr/share/cargo/registry';

/** The outcome of wanting crates of the distribution, which come together. */
export const wantCrates = (
  {development}: Facts,
  need: Need,
  names: readonly string[],
  {version: least}: Threshold,
): Outcome => {
  const crates = looked(development.crates);
  const expected = `${names.join(' and ')} ${least} or newer in ${registry}`;
  if (crates.state !== 'known') return unseen('the list of crates', crates, {expected});
  const found = names.map((name) => {
    const start = `${registry}/${name}-`;
    // Not that of aya-obj.
    const path = crates.value.find((each) => each.startsWith(start) && /^\d/.test(each.slice(start.length)));
    return {name, path, version: path?.slice(start.length)};
  });
  const evidence = found.map(({name, path}) => path ?? `no ${name} in ${registry}`);
  if (found.some(({path}) => path === undefined))
    return fail('not installed', {evidence, expected, remedy: install(need)});
  return found.some(({version}) => atLeast(version, least) === false)
    ? fail('too old', {evidence, expected, remedy: advise('Build on a newer release (Debian 13).')})
    : pass(found[0]?.version ?? '', {evidence, expected});
};
