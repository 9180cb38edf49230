import type {Evidence} from '../evidence/evidence.ts';

/** What tools print when they give up, whatever the reason. */
const givingUp =
  /\*\*\* .*Error \d+|fatal error|^Failed to (?:generate|build|compile|start)\b|^E: |\berror: (?!0)|Exception: |panic: |failed to load|load bpf program failed|program load failed|failed to attach|cannot open|command not found|\d+ errors? generated|Operation not permitted|unterminated|has invalid signature|Build failed|BUILD FAILED/im;

/** bpftrace before 0.10 said so whenever it started on a kernel without BTF, and then did its work. */
export const wentOnWithoutBtf = /BTF: failed to find BTF data\s+Attaching \d+ probes?\.\.\./;

/** bpftrace prints its maps at the end, so it attached and counted, whatever it missed before. */
export const counted = /^Attaching \d+ probes?\.\.\.$[\s\S]{0,5000}?^@\w*(?:\[[^\n]{0,200}\])?: -?\d/m;

const good =
  /\n[^\n]*\b(successfully (loaded|started|attached)|loaded XDP program|XDP program (loaded|attached))\b[^\n]*\s*$/i;

/** Something gave up, and the last line tells of success: a loader tried first what may fail, as libxdp does with its dispatcher. */
export const endsWell = ({text}: Evidence): boolean => givingUp.test(text) && good.test(text);

/** A harmless line beside a real failure explains nothing. */
export const failsOtherwise = (evidence: Evidence): boolean => givingUp.test(evidence.text) && !endsWell(evidence);
