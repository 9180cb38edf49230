import type {Need} from '../../remedies/remedy.ts';
import type {Evidence} from './evidence.ts';

const notFound =
  /(?:^|[\s:]|(?<!\.)\/)([A-Za-z][\w.+-]*): (?:command )?not found$|command not found: ([A-Za-z][\w.+-]*)$|env: ['\u2018]?(?:\/\S*\/)?([A-Za-z][\w.+-]*)['\u2019]?: No such file or directory$|^(?:\S{1,60}: )?(gcc|cc): No such file or directory$|\/([A-Za-z][\w.+-]*): bad interpreter: No such file|\b([a-z][\w-]*) is required to compile \S+ using the vendored copy|exec: "([^"\s]{1,60})": executable file not found|'([A-Za-z][\w.+-]*)' is not recognized as (?:an internal|the name)/gm;

/** The program that a shell did not find; of several, the first. */
export const programMissing = ({text}: Evidence): string | undefined => {
  const [match] = text.matchAll(notFound);
  return match?.slice(1).find((name) => name !== undefined);
};

/** Programs by what a package manager is asked for, where that has another name, or is known for every distribution. */
export const needOf: Readonly<Partial<Record<string, Need>>> = {
  make: 'make',
  git: 'git',
  gcc: 'gcc',
  cc: 'compiler',
  flex: 'flex',
  bison: 'bison',
  bc: 'bc',
  rsync: 'rsync',
  xz: 'xz',
  python3: 'python3',
  'pkg-config': 'pkg-config',
  bpftrace: 'bpftrace',
  go: 'go',
  cargo: 'rust',
  rustc: 'rust',
};
