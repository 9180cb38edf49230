import {advise} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unseen} from '../check.ts';

export default {
  id: 'fs.sys-readonly',
  after: 'fs.cgroup2',
  title: '/sys writable',
  why: 'In most containers /sys is read-only, so that neither tracefs nor the BPF file system can be mounted there.',
  reads: '/proc/self/mounts',
  sources: ['https://docs.docker.com/reference/cli/docker/container/run/#privileged'],
  evaluate: ({mounts}) => {
    if (mounts.state !== 'known') return unseen('the list of mounts', mounts);
    const sys = mounts.value.findLast(({path}) => path === '/sys');
    if (!sys) return fail('not mounted', {expected: 'sysfs at /sys', evidence: ['no mount at /sys'], remedy});
    const evidence = [`${sys.type} at /sys (${sys.options.join(',')})`];
    return sys.options.includes('ro') ? fail('read-only', {evidence, expected: 'rw', remedy}) : pass('yes', {evidence});
  },
} satisfies Check;

const remedy = advise("In a container: --privileged, or bind the host's: -v /sys:/sys.");
