import {asRoot} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unknown, unseen} from '../check.ts';
import {withoutApt} from './without-apt.ts';

export default {
  id: 'apt.broken',
  after: 'apt.lock',
  title: 'No half-installed packages',
  why: 'After an interrupted dpkg every install fails until it has been completed.',
  breaks: 'every installation fails until it is completed',
  reads: '/var/lib/dpkg/status, /var/lib/dpkg/updates; /proc/locks for the locks of dpkg',
  sources: ['https://man7.org/linux/man-pages/man1/dpkg.1.html'],
  evaluate: (facts) => {
    const elsewhere = withoutApt(facts);
    if (elsewhere) return elsewhere;
    const {unfinished, interrupted} = facts.packages;
    if (unfinished.state !== 'known') return unseen('the state of dpkg', unfinished);
    if (interrupted.state === 'unreadable') return unseen('/var/lib/dpkg/updates', interrupted);
    const wasInterrupted = interrupted.state === 'known' && interrupted.value;
    if (unfinished.value.length === 0 && !wasInterrupted)
      return pass('none', {evidence: ['every package in /var/lib/dpkg/status is in a final state']});
    const {locks} = facts.packages;
    const atWork = locks.state === 'known' && locks.value.find((lock) => lock.path.startsWith('/var/lib/dpkg/'));
    // What dpkg is in the middle of looks like what it was interrupted in.
    if (atWork)
      return unknown(`${atWork.command || 'a process'} (pid ${atWork.pid}) is changing packages`, {
        evidence: unfinished.value.slice(0, 6),
        expected: 'no package half installed',
      });
    return fail(wasInterrupted ? 'dpkg was interrupted' : 'packages are not fully installed', {
      evidence: unfinished.value.slice(0, 6),
      expected: 'no package half installed',
      remedy: asRoot(
        'Complete what dpkg began, then apt.',
        ['dpkg', '--configure', '-a'],
        ['apt-get', '--fix-broken', 'install', '-y'],
      ),
    });
  },
} satisfies Check;
