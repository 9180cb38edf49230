import {type ExitCode, exitCodes} from '../hosts/failure.ts';
import type {HostReport} from './report.ts';

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
  const has = (verdict: string, severity: string) =>
    findings.some((finding) => finding.verdict === verdict && finding.severity === severity);
  if (has('fail', 'required')) return exitCodes.notReady;
  if (has('unknown', 'required')) return exitCodes.unknown;
  return strict && has('fail', 'recommended') ? exitCodes.recommended : exitCodes.ready;
};
