import type {Evidence} from './evidence.ts';

const failure =
  /\b(error|fail(ed|ure|s)?|fatal|cannot|can't|could(n't| not)|unable to|denied|not permitted|not found|no such|invalid|unsupported|not supported|panic|exception|traceback|killed|core dumped|segfault|segmentation|undefined|refused|timed out|abort(ed)?|E:)\b/i;
const counted =
  /\b(0|no) (errors?|failures?|failed|warnings?)\b|-Werror|error(s)?: 0\b|without (any )?errors?|fail(ed|ures?)[:=] ?0\b/gi;

/** Some line speaks of a failure, "0 errors" and the like aside. */
export const looksFailed = ({lines}: Evidence): boolean =>
  lines.some(({text}) => failure.test(text.replace(counted, '')));
