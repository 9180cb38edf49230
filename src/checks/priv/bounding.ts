import {type Capability, hasCapability} from '../../facts/capabilities.ts';
import {advise} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unseen} from '../check.ts';

/** What root normally may and BPF tools make use of. */
const wanted = [
  'CAP_SYS_ADMIN',
  'CAP_BPF',
  'CAP_PERFMON',
  'CAP_NET_ADMIN',
  'CAP_SYS_RESOURCE',
  'CAP_DAC_READ_SEARCH',
] as const satisfies readonly Capability[];

export default {
  id: 'priv.bounding',
  after: 'priv.userns',
  title: 'Capability bounding set',
  why: 'What is outside the bounding set no sudo and no setuid program gives back; it explains an odd EPERM as root.',
  reads: 'CapBnd and NoNewPrivs in /proc/self/status',
  sources: ['https://man7.org/linux/man-pages/man7/capabilities.7.html'],
  evaluate: ({privileges: {capBounding, noNewPrivileges}}) => {
    const expected = "all of root's capabilities in reach";
    if (capBounding.state !== 'known') return unseen('the bounding set', capBounding, {expected});
    const missing = wanted.filter((name) => !hasCapability(capBounding.value, name));
    const known = noNewPrivileges.state === 'known';
    const evidence = [`CapBnd ${capBounding.value}`, ...(known ? [`NoNewPrivs ${noNewPrivileges.value ? 1 : 0}`] : [])];
    if (missing.length > 0) return fail(`without ${missing.join(', ')}`, {evidence, expected, remedy: container});
    // Linux 4.10 and newer tell it: af884cd4a5ae.
    if (!known) return unseen('NoNewPrivs in /proc/self/status', noNewPrivileges, {evidence, expected});
    return noNewPrivileges.value
      ? fail('no_new_privs is set: sudo does nothing', {evidence, expected, remedy: container})
      : pass('complete', {evidence, expected});
  },
} satisfies Check;

const container = advise(
  'Start the container, service or sandbox with the capabilities it lacks (--cap-add, AmbientCapabilities=).',
);
