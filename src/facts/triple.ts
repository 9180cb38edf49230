/**
 * Debian's name for an architecture that `uname -m` tells, as its cross compilers and folders of headers and libraries have it; undefined for
 * others. https://wiki.debian.org/Multiarch/Tuples
 */
export const tripleOf = (machine: string): string | undefined => triples.get(machine);

const triples = new Map([
  ['x86_64', 'x86_64-linux-gnu'],
  ['aarch64', 'aarch64-linux-gnu'],
  ['riscv64', 'riscv64-linux-gnu'],
  ['ppc64le', 'powerpc64le-linux-gnu'],
  ['s390x', 's390x-linux-gnu'],
]);
