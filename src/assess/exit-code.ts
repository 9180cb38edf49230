import {type ExitCode, exitCodes} from '../hosts/failure.ts';
import type {HostReport} from './report.ts';
import {standingOf} from './standing.ts';

/** Worst first, as the contract orders them for several hosts. */
const worstFirst = [
  exitCodes.usage,
  exitCodes.unknown,
  exitCodes.notReady,
  exitCodes.rebootNeeded,
  exitCodes.recommended,
  exitCodes.ready,
] as const;

/** The worst of several exit codes. */
export const worst = (codes: readonly ExitCode[]): ExitCode =>
  worstFirst.find((code) => codes.includes(code)) ?? exitCodes.ready;

/** The exit code of one host. What surely fails outranks what is unknown: the answer is then no, not maybe. */
export const exitCodeOf = ({reachable, findings}: HostReport, strict: boolean): ExitCode => {
  if (!reachable) return exitCodes.unknown;
  const standings = new Set(findings.map((finding) => standingOf(finding)));
  if (standings.has('failed')) return exitCodes.notReady;
  if (standings.has('unknown')) return exitCodes.unknown;
  return strict && findings.some((finding) => standingOf(finding, {strict}) === 'failed')
    ? exitCodes.recommended
    : exitCodes.ready;
};
