import {counted} from '../../hosts/in-words.ts';
import {advise, asRoot} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unknown, unseen} from '../check.ts';
import {withoutApt} from './without-apt.ts';

/** Days after which package lists often name versions that the mirrors no longer have. Our judgement. */
const stale = 30;

export default {
  id: 'apt.sources',
  after: 'apt.broken',
  title: 'Package lists',
  why: 'With lists that are missing or old, apt finds no packages, or asks the mirror for versions that are gone (404).',
  reads: '/var/lib/apt/lists',
  sources: ['https://manpages.debian.org/bookworm/apt/apt-get.8.en.html'],
  evaluate: (facts) => {
    const elsewhere = withoutApt(facts);
    if (elsewhere) return elsewhere;
    const {listsUpdated} = facts.packages;
    const expected = `fetched within ${stale} days`;
    const remedy = asRoot('Fetch the package lists.', ['apt-get', 'update']);
    if (listsUpdated.state === 'absent')
      return fail('never fetched', {evidence: ['no lists in /var/lib/apt/lists'], expected, remedy});
    if (listsUpdated.state !== 'known') return unseen('their age', listsUpdated, {expected});
    if (facts.time.state !== 'known') return unseen('the time', facts.time, {expected});
    const age = facts.time.value - listsUpdated.value;
    const days = Math.max(0, Math.floor(age / 86_400));
    if (age < -3600)
      return unknown('fetched after what the clock says is now', {
        evidence: [`the clock says ${date(facts.time.value)}, the lists are of ${date(listsUpdated.value)}`],
        expected,
        remedy: advise('Set the clock; with a wrong one apt takes good lists for expired or not yet valid ones.'),
      });
    const found = days === 0 ? 'fetched today' : `fetched ${counted(days, 'day')} ago`;
    return days > stale ? fail(found, {expected, remedy}) : pass(found, {expected});
  },
} satisfies Check;

const date = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
