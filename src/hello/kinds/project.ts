import {packageFile} from '../../hosts/package-files.ts';
import {compose} from './compose.ts';
import type {Kind} from './kind.ts';
import {readme} from './readme.ts';

/** The files of a libbpf project of that kind and name, each with its text. */
export const libbpfFiles = async (kind: Kind, name: string): Promise<ReadonlyMap<string, string>> => {
  const values = {
    SIGNATURE: kind.argument === undefined ? 'int main(void)' : 'int main(int argc, char **argv)',
    ATTACH: kind.attach ?? `${name}_bpf__attach(skel)`,
    DETACH: kind.detach ?? '',
    TRACED: kind.traced ?? '',
  };
  const at = `kinds/libbpf/${kind.name}`;
  const [kernel, user, makefile, gitignore] = await Promise.all([
    compose(`${at}.bpf.c`, name, values),
    compose(`${at}.c`, name, values),
    packageFile('templates/libbpf/Makefile'),
    packageFile('templates/libbpf/gitignore'),
  ]);
  return new Map([
    [`${name}.bpf.c`, kernel],
    [`${name}.c`, user],
    ...(kind.shares ? [[`${name}.h`, await compose(`${at}.h`, name)] as const] : []),
    ['Makefile', makefileOf(makefile, kind, name)],
    ['README.md', readme(kind, name)],
    ['.gitignore', gitignore.replace(/^\/hello$/m, `/${name}`)],
  ]);
};

/** That of the hello project: for another program, and for one without a header of its own. */
const makefileOf = (hello: string, {shares}: Kind, name: string): string => {
  const named = hello.replace(/^APPS := hello$/m, `APPS := ${name}`);
  return shares
    ? named
    : named
        .replace(/ %\.h\b/g, '')
        .replace(', NAME.c (the loader) and NAME.h (what they share)', ' and NAME.c (the loader)');
};
