import type {Need} from '../../remedies/remedy.ts';
import type {Evidence} from './evidence.ts';

/** The prompt of a shell, as people paste it with what they typed: `$ `, `user@host:~/dir$ `, `[user@host dir]$ `, `root@host:/# `, `❯ `. */
const prompt = /^(?:\(\S{1,40}\) )?(?:\[?[\w.-]{1,40}@[^\n$#%>]{1,160}[$#%>]|[\w~/.-]{0,60} ?[$❯➜]) +(\S[^\n]*)$/gm;

/** The last command of a pasted session: what it printed stands at the end. */
export const typed = (text: string): string => [...text.matchAll(prompt)].at(-1)?.[0] ?? '';

const notFound =
  /(?:^|[\s:]|(?<!\.)\/)([A-Za-z][\w.+-]*): (?:command )?not found$|command not found: ([A-Za-z][\w.+-]*)$|env: ['\u2018]?(?:\/\S*\/)?([A-Za-z][\w.+-]*)['\u2019]?: No such file or directory$|^(?:\S{1,60}: )?(gcc|cc): No such file or directory$|\/([A-Za-z][\w.+-]*): bad interpreter: No such file|\b([a-z][\w-]*) is required to compile \S+ using the vendored copy|exec: "([^"\s]{1,60})": executable file not found|'([A-Za-z][\w.+-]*)' is not recognized as (?:an internal|the name)/gm;

/** The program that a shell did not find; of several, the first. */
export const programMissing = ({text}: Evidence): string | undefined => {
  const [match] = text.matchAll(notFound);
  return match?.slice(1).find((name) => name !== undefined);
};

const asNeeded = 'make git gcc flex bison bc rsync xz python3 pkg-config bpftrace go'.split(' ') as readonly Need[];

/** Programs by what a package manager is asked for, where that has another name, or is known for every distribution. */
export const needOf: Readonly<Partial<Record<string, Need>>> = {
  ...Object.fromEntries(asNeeded.map((need) => [need, need])),
  cc: 'compiler',
  cargo: 'rust',
  rustc: 'rust',
};

const failure =
  /\b(error|fail(ed|ure|s)?|fatal|cannot|can't|could(n't| not)|unable to|denied|not permitted|not found|no such|invalid|unsupported|not supported|panic|exception|traceback|killed|core dumped|segfault|segmentation|undefined|refused|forbidden|unauthorized|insufficient|back-off|timed out|abort(ed)?|E(PERM|ACCES|INVAL|NOENT|NOTSUPP|OPNOTSUPP|BUSY|NOMEM|NOSPC))\b|^E: /i;
/** Names in capitals of languages and of Kubernetes: ModuleNotFoundError, FailedScheduling, ErrImagePull. */
const failureName = /\w(?:Error|Exception)\b|\b(?:Failed|Err)[A-Z]/;
const counted =
  /\b(0|no) (errors?|failures?|failed|warnings?|issues?|problems?)\b|-Werror|"err(or)?": ?(null|""|false)|^ *(?:AS|CC|CXX|LD|BPF|CLANG)(?: \[M\])? +\S+$|error(s)?: 0\b|without (any )?errors?|fail(ed|ures?)[:=] ?0\b/gim;

/** Some line speaks of a failure, "0 errors" and the like aside. */
export const looksFailed = ({lines}: Evidence): boolean =>
  lines.some(({text}) => failure.test(text.replace(counted, '')) || failureName.test(text));

/** Words of somebody who misses something or asks. */
const missed =
  /n't\b|\b(not|never|nothing|nobody|without|missing|lacks?|wrong|why|broken|breaks?|stuck|hangs?|crash\w*|dies|silent\w*|instead|anymore|any ideas?|help|problems?|issues?|troubles?|bugs?|unless|error|empty|forgotten|how (do|can|to|should)|what to do)\b|\?\s*$/im;

const done = /\b(success\w*|succeeded|finished|completed?|passed|written|installed|solved|ok)\b/i;

/** A few sentences of a person who misses something, or asks; the output of a tool is longer, has no such words, or says that it is done. */
export const looksTold = ({lines, text}: Evidence): boolean => {
  if (lines.length > 6 || text.length > 800) return false;
  if (/[?？]\s*$/m.test(text)) return true;
  return missed.test(text.replace(counted, '')) && !done.test(text);
};
