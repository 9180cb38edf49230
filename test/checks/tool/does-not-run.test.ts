import type {Check} from '../../../src/checks/check.ts';
import {evaluateCheck} from '../../../src/checks/evaluate.ts';
import bpftool from '../../../src/checks/tool/bpftool.ts';
import clang from '../../../src/checks/tool/clang.ts';
import make from '../../../src/checks/tool/make.ts';
import type {Facts, ToolName} from '../../../src/facts/facts.ts';
import {factsWith} from '../../facts/facts-with.ts';

const found = (name: ToolName, path: string, exitCode: number, output: string) =>
  factsWith({
    'text uname ok': 'Linux 6.1.0 x86_64',
    'tool clang-newest absent': '',
    'tool bpftool-linux-tools absent': '',
    [`tool ${name} ${exitCode}`]: `${path}\n${output}`,
  });

const remedyOf = (check: Check, facts: Facts) => {
  const outcome = evaluateCheck(check, facts);
  return outcome.verdict === 'fail' ? outcome.remedy : undefined;
};

test.each([
  ['a make of another machine', make, found('make', '/usr/bin/make', 126, 'Exec format error')],
  ['a bpftool that crashes', bpftool, found('bpftool', '/usr/sbin/bpftool', 139, '')],
])('%s fails: it is known not to run', (_, check, facts) => {
  const {verdict, found: said} = evaluateCheck(check, facts);
  expect([verdict, said]).toEqual(['fail', expect.stringMatching(/ does not run$/)]);
  expect(remedyOf(check, facts)?.text).toMatch(/^Install /);
});

test.each([
  ['an old clang', clang, found('clang', '/opt/llvm/bin/clang', 0, 'clang version 9.0.1')],
  ['make', make, found('make', '/home/dev/bin/make', 1, 'no')],
  ['an empty bpftool', bpftool, found('bpftool', '/usr/local/sbin/bpftool', 0, '')],
])('%s that no package brought would stay the first in PATH: it has to go', (_, check, facts) => {
  expect(remedyOf(check, facts)?.text).toMatch(/^Remove or repair \/\S+, which is found before .* Install /);
});
