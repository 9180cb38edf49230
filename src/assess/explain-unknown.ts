import {possible} from '../explain/failure.ts';
import {sureEnough} from '../explain/sure.ts';
import type {Facts} from '../facts/facts.ts';
import type {Finding, HostReport} from './report.ts';

/**
 * Looks the words of unknown findings up for a known cause: what kept a check from looking is a failure like any other. Only where they
 * count, and neither another finding nor a remedy says already what to do. What is as good as sure brings its remedy.
 */
export const explainUnknown = async (report: HostReport, facts: Facts): Promise<HostReport> => {
  if (!report.findings.some(isOpen)) return report;
  const {explain} = await import('../explain/explain.ts');
  const look = (finding: Finding): Finding => {
    const [best] = explain({text: finding.evidence.join('\n'), facts}).causes;
    if (!best?.cause || best.confidence < possible) return finding;
    const {cause, title, confidence, remedy, decide} = best;
    return {...finding, cause: {cause, title, confidence, decide}, ...(confidence >= sureEnough && {remedy})};
  };
  return {...report, findings: report.findings.map((finding) => (isOpen(finding) ? look(finding) : finding))};
};

/** Where something was said that nothing else explains. `found` is mostly our own words, in which no cause can be seen, and so is all of a program. */
const isOpen = ({group, verdict, severity, because, remedy, evidence}: Finding): boolean =>
  group !== 'program' &&
  verdict === 'unknown' &&
  severity !== 'info' &&
  because === undefined &&
  !remedy &&
  evidence.length > 0;
