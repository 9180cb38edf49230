import type {Report} from '../assess/report.ts';
import type {Style} from '../terminal/style.ts';
import {fleetText} from './fleet-text.ts';
import {judgedBy} from './judged-by.ts';
import {textReport} from './text.ts';

/** What a person reads: one host in full, several as a table. */
export const text = (report: Report, style: Style): string =>
  [report.hosts.length > 1 ? fleetText(report, style) : textReport(report, style), ...judgedBy(report), ''].join('\n');
