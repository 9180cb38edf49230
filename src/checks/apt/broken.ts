import {asRoot, type Check, fail, pass, skip, unknown} from '../check.ts';
import {hasApt} from './apt.ts';

export default {
  id: 'apt.broken',
  title: 'No half-installed packages',
  why: 'After an interrupted dpkg every install fails until it has been completed.',
  reads: 'dpkg --audit, /var/lib/dpkg/updates',
  sources: ['https://man7.org/linux/man-pages/man1/dpkg.1.html'],
  evaluate: (facts) => {
    if (!hasApt(facts)) return skip('no apt here');
    const {audit, interrupted} = facts.packages;
    if (audit.state !== 'known') return unknown('dpkg --audit could not be run');
    const wasInterrupted = interrupted.state === 'known' && interrupted.value;
    if (audit.value === '' && !wasInterrupted)
      return pass('dpkg has nothing to complain of', {evidence: ['dpkg --audit: no output']});
    return fail(wasInterrupted ? 'dpkg was interrupted' : 'packages are not fully installed', {
      evidence: audit.value.split('\n').slice(0, 6),
      expected: 'dpkg --audit without output',
      remedy: asRoot(
        'Let dpkg complete what it began, then apt.',
        ['dpkg', '--configure', '-a'],
        ['apt-get', '-f', 'install', '-y'],
      ),
    });
  },
} satisfies Check;
