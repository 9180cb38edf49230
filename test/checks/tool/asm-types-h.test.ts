import check from '../../../src/checks/tool/asm-types-h.ts';
import {known} from '../../../src/facts/fact.ts';
import {changed} from '../../saved.ts';
import {base} from '../cases.ts';

// linux-libc-dev of Debian 13.
const folders = ['aarch64', 'arm', 'i386', 'powerpc64le', 'riscv64', 'x86_64'].map(
  (name) => `/usr/include/${name}-linux-gnu/asm/types.h`,
);

test.each([
  ['x86_64', 'in /usr/include/x86_64-linux-gnu'],
  ['riscv64', 'in /usr/include/riscv64-linux-gnu'],
  ['ppc64le', 'in /usr/include/powerpc64le-linux-gnu'],
])('of the headers of every architecture those of %s are named', (machine, found) => {
  const facts = changed(base, {kernel: {arch: known(machine)}, development: {includes: known(folders)}});
  expect(check.evaluate(facts)).toMatchObject({verdict: 'pass', found});
});
