import {hasApt} from '../../facts/packages.ts';
import {asRoot} from '../../remedies/remedy.ts';
import {type Check, fail, pass, skip, unknown} from '../check.ts';

export default {
  id: 'apt.broken',
  title: 'No half-installed packages',
  why: 'After an interrupted dpkg every install fails until it has been completed.',
  reads: '/var/lib/dpkg/status, /var/lib/dpkg/updates',
  sources: ['https://man7.org/linux/man-pages/man1/dpkg.1.html'],
  evaluate: (facts) => {
    if (!hasApt(facts)) return skip('no apt here');
    const {unfinished, interrupted} = facts.packages;
    if (unfinished.state !== 'known') return unknown('the state of dpkg could not be read');
    const wasInterrupted = interrupted.state === 'known' && interrupted.value;
    if (unfinished.value.length === 0 && !wasInterrupted)
      return pass('none', {evidence: ['every package in /var/lib/dpkg/status is in a final state']});
    return fail(wasInterrupted ? 'dpkg was interrupted' : 'packages are not fully installed', {
      evidence: unfinished.value.slice(0, 6),
      expected: 'no package half installed',
      remedy: asRoot(
        'Let dpkg complete what it began, then apt.',
        ['dpkg', '--configure', '-a'],
        ['apt-get', '-f', 'install', '-y'],
      ),
    });
  },
} satisfies Check;
