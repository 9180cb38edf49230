import {advise} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unseen} from '../check.ts';

export default {
  id: 'priv.userns',
  after: 'priv.effective',
  title: 'Initial user namespace',
  why: 'Capabilities inside a user namespace (rootless container) do not count for bpf().',
  reads: '/proc/self/uid_map',
  sources: ['https://man7.org/linux/man-pages/man7/user_namespaces.7.html'],
  evaluate: ({privileges: {initialUserNamespace}}) => {
    if (initialUserNamespace.state !== 'known') return unseen('/proc/self/uid_map', initialUserNamespace);
    return initialUserNamespace.value
      ? pass('yes')
      : fail('in a user namespace', {
          evidence: ['/proc/self/uid_map maps less than all ids to themselves'],
          expected: '0 0 4294967295',
          remedy: advise('Run on the host, or in a container that is not rootless (no user namespace).'),
        });
  },
} satisfies Check;
