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

const failure =
  /\b(error|fail(ed|ure|s)?|fatal|cannot|can't|could(n't| not)|unable to|denied|not permitted|not found|no such|invalid|unsupported|not supported|panic|exception|traceback|killed|core dumped|segfault|segmentation|undefined|refused|timed out|abort(ed)?|E(PERM|ACCES|INVAL|NOENT|NOTSUPP|OPNOTSUPP|BUSY|NOMEM|NOSPC))\b|^E: /i;
const counted =
  /\b(0|no) (errors?|failures?|failed|warnings?|issues?|problems?)\b|-Werror|error(s)?: 0\b|without (any )?errors?|fail(ed|ures?)[:=] ?0\b/gi;

/** Some line speaks of a failure, "0 errors" and the like aside. */
export const looksFailed = ({lines}: Evidence): boolean =>
  lines.some(({text}) => failure.test(text.replace(counted, '')));

/** Words of somebody who misses something or asks: English, and the characters that say so in Chinese, Japanese and Korean, Cyrillic and Latin words. */
const missed =
  /n't\b|\b(not|never|nothing|nobody|without|missing|lacks?|wrong|why|broken|breaks?|stuck|hangs?|crash\w*|dies|silent\w*|instead|anymore|any ideas?|help|problems?|issues?|troubles?|bugs?|unless|how (do|can|to|should)|what to do)\b|\?\s*$/im;
const missedElsewhere =
  /[失错誤]|[无無没沒]|不[到能会會了行]|怎么|怎麼|为什么|為什麼|问题|問題|报错|异常|できな|ません|エラー|ない|오류|실패|안 ?[되돼]|없|не (могу|удал|работа|найд|запуск)|ошибк|почему|funktioniert nicht|geht nicht|Fehler|warum|ne (marche|fonctionne) pas|erreur|pourquoi|no (funciona|arranca|puedo|carga)|falla|por qué|não (funciona|carrega)|erro\b|non (funziona|parte)|errore/i;

const done = /\b(success\w*|succeeded|finished|completed?|passed|written|installed|ok)\b/i;

/** A few sentences of a person who misses something, or asks; the output of a tool is longer, has no such words, or says that it is done. */
export const looksTold = ({lines, text}: Evidence): boolean => {
  if (lines.length > 6 || text.length > 800) return false;
  if (missedElsewhere.test(text) || /\?\s*$/m.test(text)) return true;
  return missed.test(text.replace(counted, '')) && !done.test(text);
};
