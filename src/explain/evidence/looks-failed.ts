import type {Evidence} from './evidence.ts';

const failure =
  /\b(error|fail(ed|ure|s)?|fatal|cannot|can't|could(n't| not)|unable to|denied|not permitted|not found|no such|invalid|unsupported|not supported|panic|exception|traceback|killed|core dumped|segfault|segmentation|undefined|refused|timed out|abort(ed)?|E:)\b/i;
const counted =
  /\b(0|no) (errors?|failures?|failed|warnings?|issues?|problems?)\b|-Werror|error(s)?: 0\b|without (any )?errors?|fail(ed|ures?)[:=] ?0\b/gi;

/** Some line speaks of a failure, "0 errors" and the like aside. */
export const looksFailed = ({lines}: Evidence): boolean =>
  lines.some(({text}) => failure.test(text.replace(counted, '')));

const wanting =
  /n't\b|\b(not|cannot|without|missing|lacks?|needs?|needed|requires?|required|requirement|please|why|how (do|can|to|should)|what to do|should|issues?|problems?|bugs?|broken|breaks?|wrong|troubles?|unless|instead|add|enable|fix(es|ed)?)\b/i;

const done = /\b(success\w*|succeeded|finished|completed?|done|passed|loaded|attached|started|written|installed|ok)\b/i;

/** A few sentences of a person who misses something, or asks; the output of a tool is longer, has no such words, or says that it is done. */
export const looksAsked = ({lines, text}: Evidence): boolean =>
  lines.length <= 6 && text.length <= 800 && wanting.test(text.replace(counted, '')) && !done.test(text);
