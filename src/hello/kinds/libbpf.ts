import {packageFile} from '../../hosts/package-files.ts';
import {afterHeader, makeStep, named} from '../libbpf/route.ts';
import {vmlinuxStep} from '../libbpf/vmlinux-step.ts';
import {kinds} from './catalogue.ts';
import {compose} from './compose.ts';
import type {Kind} from './kind.ts';
import {cReadme} from './readme.ts';
import type {ProjectToolchain} from './toolchain.ts';

/** C on both sides, with the distribution's clang, bpftool and libbpf: every kind. */
export const libbpf: ProjectToolchain = {
  name: 'libbpf',
  kinds: kinds.map(({name}) => name),
  files: (kind, name) => {
    const values = {
      SIGNATURE: kind.argument === undefined ? 'int main(void)' : 'int main(int argc, char **argv)',
      ATTACH: kind.attach ?? `${name}_bpf__attach(skel)`,
      DETACH: kind.detach ?? '',
      ARGUMENT: kind.valid ? `if (!${kind.valid})\n\t\treturn EXIT_FAILURE;` : '',
      COLUMNS: kind.columns ?? '',
      TRACED: kind.traced ?? '',
      HEADER: kind.shares ? `#include "${name}.h"` : '',
    };
    const at = `kinds/libbpf/${kind.name}`;
    return new Map([
      [`${name}.bpf.c`, compose(`${at}.bpf.c`, name, values)],
      [`${name}.c`, compose(`${at}.c`, name, values)],
      ...(kind.shares ? [[`${name}.h`, compose(`${at}.h`, name)] as const] : []),
      ['Makefile', makefileOf(packageFile('templates/libbpf/Makefile'), kind, name)],
      ['README.md', cReadme(kind, name)],
      ['.gitignore', packageFile('templates/libbpf/gitignore').replace(/^\/hello$/m, `/${name}`)],
    ]);
  },
  build: ({refresh = false, tools = {}}) => [vmlinuxStep(refresh), makeStep(tools, [], afterHeader)],
  make: 'make',
  named,
  run: (name) => ({command: [`./${name}`]}),
};

/** That of the hello project: for another program, and for one without a header of its own. */
const makefileOf = (hello: string, {shares}: Kind, name: string): string => {
  const named = hello.replace(/^APPS := hello$/m, `APPS := ${name}`).replace('builds ./hello', `builds ./${name}`);
  return shares
    ? named
    : named
        .replace(/ %\.h\b/g, '')
        .replace(', NAME.c (the loader) and NAME.h (what they share)', ' and NAME.c (the loader)');
};
