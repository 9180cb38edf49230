import {advise} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unseen} from '../check.ts';
import {withoutApt} from './without-apt.ts';

export default {
  id: 'apt.lock',
  title: 'apt and dpkg are free',
  why: 'While another package manager (often unattended-upgrades) holds a lock, nothing can be installed.',
  breaks: 'nothing can be installed until it is free',
  reads: '/proc/locks for the lock files of apt and dpkg',
  sources: ['https://wiki.debian.org/Teams/Dpkg/FAQ'],
  evaluate: (facts) => {
    const elsewhere = withoutApt(facts);
    if (elsewhere) return elsewhere;
    const {locks} = facts.packages;
    if (locks.state !== 'known') return unseen('/proc/locks', locks);
    const [lock] = locks.value;
    return lock
      ? fail(`held by ${lock.command || 'a process'} (pid ${lock.pid})`, {
          evidence: locks.value.map(({path, pid, command}) => `${path}: ${command} ${pid}`),
          expected: 'no lock held',
          remedy: advise('Wait until it is done; "ebpf setup" waits by itself.'),
        })
      : pass('no lock is held', {evidence: ['none of the lock files is in /proc/locks']});
  },
} satisfies Check;
