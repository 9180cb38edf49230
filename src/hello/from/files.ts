import {clean, cleanLine} from '../../hosts/clean.ts';
import {exitCodes, Failure} from '../../hosts/failure.ts';
import type {Host} from '../../hosts/host.ts';
import {trimEndOf} from '../../hosts/trim-end.ts';
import {requireOwn} from '../owners.ts';
import {correctApt} from './apt-line.ts';
import {findOutdated, type Outdated} from './outdated.ts';
import type {Here} from './rules.ts';

/** What a folder holds that can be built and run. */
export type Given =
  | {readonly kind: 'libbpf'; readonly name: string; readonly files: readonly string[]}
  | {readonly kind: 'samples'; readonly name: string; readonly files: readonly string[]}
  | {readonly kind: 'bcc'; readonly name: string; readonly files: readonly string[]};

export interface GivenFolder {
  readonly programs: readonly Given[];
  readonly outdated: readonly Outdated[];
}

/** Text files that may hold code or instructions. */
const readable = /\.(?:[ch]|py|md|markdown|txt|sh|rst)$|^(?:Makefile|README|Kbuild)$/;

/**
 * Prints the kernel's release, whether /boot has its configuration, and the folders of kernel sources; then each readable file with a
 * line before it that begins with `nonce`. What is larger than 256 KiB is no tutorial's.
 */
const readScript = `
cd "$1" 2>/dev/null || exit 3
nonce=$2; shift 2
uname -r
[ -e "/boot/config-$(uname -r)" ] && echo config
ls -d /usr/src/linux-source-*/ 2>/dev/null
for name in *; do
  [ -f "$name" ] && [ "$(wc -c <"$name")" -le 262144 ] || continue
  case $name in *.c|*.h|*.py|*.md|*.markdown|*.txt|*.sh|*.rst|Makefile|README|Kbuild) printf '\n%s %s\n' "$nonce" "$name"; cat "$name" ;; esac
done
`;

/**
 * Looks at a folder that the user gave: which programs it holds, and which of its lines are out of date.
 * @throws Failure where it holds neither, or belongs to somebody else.
 */
export const lookAtGiven = async (host: Host, folder: string): Promise<GivenFolder> => {
  await requireOwn(host, folder, '--from DIR');
  const nonce = `@@${crypto.randomUUID()}`;
  const {exitCode, stdout, stderr} = await host.run(['sh', '-c', readScript, 'sh', folder, nonce], {
    environment: {LC_ALL: 'C'},
  });
  if (exitCode !== 0)
    throw new Failure({
      what: `${folder} can't be read.`,
      why: exitCode === 3 ? 'There is no such directory, or it may not be entered.' : clean(stderr).trim(),
      todo: 'Name the folder that holds the sources; what lies elsewhere is cloned or downloaded first: --from DIR.',
      exitCode: exitCodes.usage,
    });
  const [about = '', ...parts] = stdout.toString('utf8').split(`\n${nonce} `);
  const texts = parts
    .map((part) => [part.slice(0, part.indexOf('\n')), clean(part.slice(part.indexOf('\n') + 1))] as const)
    .filter(([name]) => readable.test(name));
  const programs = recognize(texts);
  const outdated = await outdatedIn(host, hereOf(about), texts);
  if (programs.length + outdated.length > 0) return {programs, outdated};
  throw new Failure({
    what: `There is no program in ${folder} that ebpf knows how to build, and no line that it knows to be out of date.`,
    why: `It looks for hello.bpf.c with hello.c, hello_kern.c with hello_user.c, or a .py that imports bcc; other names than hello do as well. It found ${texts.map(([name]) => name).join(', ') || 'no source file'}.`,
    todo: 'Name the folder that holds the sources.',
    exitCode: exitCodes.usage,
  });
};

const hereOf = (about: string): Here => {
  const [release = '', ...rest] = about.split('\n').map(cleanLine);
  return {
    release,
    config: rest.includes('config'),
    sources: rest.filter((line) => line.startsWith('/usr/src/')).map((line) => trimEndOf(line, '/')),
  };
};

const outdatedIn = async (
  host: Host,
  here: Here,
  texts: readonly (readonly [name: string, text: string])[],
): Promise<readonly Outdated[]> => {
  const found = await Promise.all(
    texts.map(async ([name, text]) => [
      ...(await correctApt(host, here, name, text)),
      ...findOutdated(name, text, here),
    ]),
  );
  return found.flatMap((each) => each.toSorted((one, other) => one.line - other.line));
};

const recognize = (texts: readonly (readonly [name: string, text: string])[]): readonly Given[] => {
  const names = texts.map(([name]) => name);
  const headers = names.filter((name) => name.endsWith('.h'));
  return names.flatMap((name): Given[] => {
    const core = /^([\w-]+)\.bpf\.c$/.exec(name)?.[1];
    if (core && names.includes(`${core}.c`))
      return [{kind: 'libbpf', name: core, files: [name, `${core}.c`, ...headers]}];
    const sample = /^([\w-]+)_kern\.c$/.exec(name)?.[1];
    if (sample && names.includes(`${sample}_user.c`))
      return [{kind: 'samples', name: sample, files: [name, `${sample}_user.c`, ...headers]}];
    const text = texts.find(([each]) => each === name)?.[1] ?? '';
    if (name.endsWith('.py') && text.split('\n').some((line) => /^(?:from|import)\s+bcc\b/.test(line.trim())))
      return [{kind: 'bcc', name, files: [name]}];
    return [];
  });
};
