import type {Facts, ToolName} from '../../facts/facts.ts';
import {bestClang, cutOff} from '../../facts/toolchain.ts';
import {install} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unknown, unseen} from '../check.ts';

const wanted = ['llc', 'llvm-strip', 'llvm-objcopy'] as const satisfies readonly ToolName[];

export default {
  id: 'tool.llvm',
  after: 'tool.clang-vs-kernel-isa',
  title: 'LLVM tools',
  why: "Some build systems strip objects with llvm-strip, and samples/bpf compiles with llc; their major version should be clang's.",
  breaks: 'llvm-strip and llc, for some builds',
  reads: 'where llc, llvm-strip and llvm-objcopy lead (/usr/lib/llvm-NN), with or without a version in the name',
  sources: ['https://github.com/libbpf/libbpf-bootstrap/blob/master/examples/c/Makefile'],
  evaluate: (facts) => {
    for (const name of wanted) {
      const tool = facts.tools[name];
      if (tool.state === 'unreadable') return unseen(name, tool);
      const late = tool.state === 'known' ? cutOff(tool.value) : undefined;
      if (late) return unknown(late);
    }
    const versions = wanted.map((name) => [name, majorOf(facts, name)] as const);
    const missing = versions.filter(([, version]) => version === undefined).map(([name]) => name);
    const clang = bestClang(facts);
    const major = clang.state === 'known' ? clang.value.version?.split('.')[0] : undefined;
    const evidence = versions.map(([name, version]) => `${name}: ${version ?? 'not found'}`);
    const expected = major ? `LLVM ${major}, as clang` : 'the three of them';
    if (missing.length > 0) return fail(`without ${missing.join(', ')}`, {evidence, expected, remedy: install('llvm')});
    const others = versions.filter(([, version]) => major !== undefined && version !== major);
    return others.length > 0
      ? fail(`${others.map(([name, version]) => `${name} ${version}`).join(', ')} beside clang ${major}`, {
          evidence,
          expected,
          remedy: install('llvm'),
        })
      : pass(`LLVM ${versions[0]?.[1]}`, {evidence, expected});
  },
} satisfies Check;

const majorOf = ({tools}: Facts, name: ToolName): string | undefined => {
  const tool = tools[name];
  return tool.state === 'known' ? /llvm-(\d+)/.exec(`${tool.value.path} ${tool.value.output}`)?.[1] : undefined;
};
