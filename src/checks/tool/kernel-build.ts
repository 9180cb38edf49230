import {looked} from '../../facts/fact.ts';
import type {ToolName} from '../../facts/facts.ts';
import {cutOff, saysNothing} from '../../facts/toolchain.ts';
import {install} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unknown, unseen} from '../check.ts';

const wanted = ['flex', 'bison', 'bc', 'rsync', 'xz', 'python3'] as const satisfies readonly ToolName[];

export default {
  id: 'tool.kernel-build',
  after: 'tool.openssl',
  title: 'Tools of a kernel build',
  why: 'A kernel tree needs them to configure itself, to install its headers and to write the list of helpers.',
  breaks: 'a kernel tree is not built without them',
  reads: wanted.join(', '),
  sources: ['https://docs.kernel.org/process/changes.html'],
  evaluate: ({tools}) => {
    const expected = wanted.join(', ');
    const states = wanted.map((name) => [name, looked(tools[name])] as const);
    for (const [name, tool] of states) {
      if (tool.state === 'unreadable') return unseen(name, tool, {expected});
      const late = tool.state === 'known' ? cutOff(tool.value) : undefined;
      if (late) return unknown(late, {expected});
    }
    const missing = states
      .filter(([, tool]) => tool.state === 'absent' || (tool.state === 'known' && saysNothing(tool.value)))
      .map(([name]) => name);
    const evidence = states.map(([name, tool]) => (tool.state === 'known' ? tool.value.path : `no ${name}`));
    return missing.length === 0
      ? pass('all of them', {evidence, expected})
      : fail(`without ${missing.join(', ')}`, {evidence, expected, remedy: install(...missing)});
  },
} satisfies Check;
