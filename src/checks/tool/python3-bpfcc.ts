import {looked} from '../../facts/fact.ts';
import {install} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unseen} from '../check.ts';

const system = '/usr/bin/python3';

export default {
  id: 'tool.python3-bpfcc',
  after: 'tool.kernel-build',
  title: "BCC for the system's python3",
  why: "BCC's python module comes with the distribution's python3; a python of pyenv, conda or a venv does not see it.",
  breaks: 'runs BCC programs',
  reads: '/usr/lib/python3/dist-packages/bcc, python3 in PATH',
  sources: ['https://github.com/iovisor/bcc/blob/master/INSTALL.md#debian---binary'],
  evaluate: ({development, tools: {python3}}) => {
    const bcc = looked(development.bcc);
    const expected = `the module bcc of ${system}`;
    if (bcc.state !== 'known') return unseen("the list of python's modules", bcc, {expected});
    const first = python3.state === 'known' ? python3.value.path : 'none';
    const other = first !== system && python3.state === 'known';
    const evidence = [
      bcc.value[0] ?? 'no bcc in /usr/lib/python3/dist-packages',
      other ? `python3 in PATH is ${first}, which does not see it: run programs with ${system}` : `python3 is ${first}`,
    ];
    return bcc.value.length > 0
      ? pass(other ? `for ${system}` : 'installed', {evidence, expected})
      : fail('not installed', {evidence, expected, remedy: install('bcc')});
  },
} satisfies Check;
