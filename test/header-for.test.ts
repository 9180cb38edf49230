import {headerFor} from '../src/header-for.ts';

test.each([
  [['vmlinux'], 'vmlinux.h'],
  [['vmlinux', '--output', 'a.h'], 'a.h'],
  [['vmlinux', '-o', '/tmp/a b.h'], '/tmp/a b.h'],
  [['vmlinux', '--output=a=b.h'], 'a=b.h'],
  [['vmlinux', '--output', '-'], '-'],
  [['vmlinux', '-o', '-'], '-'],
])('%j says plainly where the header of this machine goes', (words, output) => {
  expect(headerFor(words)).toBe(output);
});

test.each([
  [[]],
  [['doctor']],
  [['vmlinux', '--json']],
  [['vmlinux', '--help']],
  [['vmlinux', 'a.h']],
  [['vmlinux', '-oa.h']],
  [['vmlinux', '--output']],
  [['vmlinux', '--output=']],
  [['vmlinux', '--output', '']],
  [['vmlinux', '--output', '--json']],
  [['vmlinux', '--output', 'a.h', '--json']],
  [['vmlinux', '--output=a.h', 'b.h']],
  [['vmlinux', '--remote', 'host']],
  [['vmlinux', '--from', 'file', '-o', 'a.h']],
  [['--json', 'vmlinux']],
])('%j is left to the command', (words) => {
  expect(headerFor(words)).toBeUndefined();
});
