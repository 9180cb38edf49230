import type {Evidence} from '../evidence/evidence.ts';

/** What tools print when they give up, whatever the reason. */
const givingUp =
  /\*\*\* .*Error \d+|fatal error|^E: |\berror: (?!0)|Exception: |panic: |failed to load|load bpf program failed|program load failed|failed to attach|cannot open|command not found|\d+ errors? generated|Operation not permitted|unterminated|has invalid signature|Build failed|BUILD FAILED/im;

/** bpftrace before 0.10 said so whenever it started on a kernel without BTF, and then did its work. */
export const wentOnWithoutBtf = /BTF: failed to find BTF data\s+Attaching \d+ probes?\.\.\./;

/** A harmless line beside a real failure explains nothing. */
export const failsOtherwise = ({text}: Evidence): boolean => givingUp.test(text);
