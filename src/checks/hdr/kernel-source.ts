import {looked} from '../../facts/fact.ts';
import {install} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unseen} from '../check.ts';

export default {
  id: 'hdr.kernel-source',
  after: 'hdr.same-release',
  title: "The kernel's source",
  why: 'samples/bpf is built inside of a kernel tree, by its rules; the release need not be that of the running kernel.',
  breaks: 'samples/bpf is built inside of it',
  reads: '/usr/src/linux-source-*',
  sources: ['https://docs.kernel.org/bpf/bpf_devel_QA.html'],
  evaluate: ({headers}) => {
    const sources = looked(headers.sources);
    const expected = '/usr/src/linux-source-*';
    if (sources.state !== 'known') return unseen('/usr/src', sources, {expected});
    const newest = sources.value.at(-1);
    return newest === undefined
      ? fail('not installed', {evidence: [`no ${expected}`], expected, remedy: install('kernel-source')})
      : pass(newest, {evidence: sources.value, expected});
  },
} satisfies Check;
