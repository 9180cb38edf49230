import type {Report} from '../assess/report.ts';
import type {Style} from '../terminal/style.ts';
import {fleetText} from './fleet-text.ts';
import type {Format} from './format.ts';
import {textReport} from './host-text.ts';
import {judgedBy} from './judged-by.ts';
import {screenText} from './screen-text.ts';

/** What a person reads: one host in full, or short on a terminal; several as a table. */
export const text = (report: Report, style: Style): string => {
  const [host, ...others] = report.hosts;
  if (host?.reachable && others.length === 0 && style.screen) {
    // That there is no policy is no news for a person.
    const policy = report.policy === null ? [] : judgedBy(report);
    return [...policy, screenText(host, report, style.screen, style), ''].join('\n');
  }
  return [others.length > 0 ? fleetText(report, style) : textReport(report, style), ...judgedBy(report), ''].join('\n');
};

export default {
  readers: 'people; the default',
  write: text,
} satisfies Format;
