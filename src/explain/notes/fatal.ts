import type {Evidence} from '../evidence/evidence.ts';

/** What tools print when they give up, whatever the reason. */
const givingUp =
  /\*\*\* .*Error \d+|fatal error|^E: |\berror: (?!0)|Exception: |panic: |failed to load|failed to attach|cannot open|command not found|\d+ errors? generated|Operation not permitted|unterminated|has invalid signature|Build failed|BUILD FAILED/im;

/** A harmless line beside a real failure explains nothing. */
export const failsOtherwise = ({text}: Evidence): boolean => givingUp.test(text);
