import {hasApt} from '../../facts/packages.ts';
import {asRoot} from '../../remedies/remedy.ts';
import {type Check, fail, pass, skip, unknown} from '../check.ts';

/** Days after which package lists often name versions that the mirrors no longer have. Our judgement. */
const stale = 30;

export default {
  id: 'apt.sources',
  title: 'Package lists',
  why: 'With lists that are missing or old, apt finds no packages, or asks the mirror for versions that are gone (404).',
  reads: '/var/lib/apt/lists',
  sources: ['https://manpages.debian.org/bookworm/apt/apt-get.8.en.html'],
  evaluate: (facts) => {
    if (!hasApt(facts)) return skip('no apt here');
    const {listsUpdated} = facts.packages;
    const expected = `fetched within ${stale} days`;
    const remedy = asRoot('Fetch them.', ['apt-get', 'update']);
    if (listsUpdated.state === 'absent')
      return fail('never fetched', {evidence: ['no lists in /var/lib/apt/lists'], expected, remedy});
    if (listsUpdated.state !== 'known' || facts.time.state !== 'known')
      return unknown('their age could not be read', {expected});
    const days = Math.max(0, Math.floor((facts.time.value - listsUpdated.value) / 86_400));
    const found = days === 0 ? 'fetched today' : `fetched ${days} day${days === 1 ? '' : 's'} ago`;
    return days > stale ? fail(found, {expected, remedy}) : pass(found, {expected});
  },
} satisfies Check;
