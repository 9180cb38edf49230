import type {Report} from '../assess/report.ts';
import type {Screen, Style} from '../terminal/style.ts';
import {wrap} from '../terminal/wrap.ts';
import {fleetSummary} from './fleet-text.ts';
import {verdicts} from './screen-text.ts';
import {waysOut} from './way-out.ts';
import {pageOf, waysText} from './ways-text.ts';

/** Where reports were written; and, unless one was `printed`, the verdict in them and what to do next. */
export const writtenText = (
  report: Report,
  files: readonly string[],
  {printed}: {readonly printed: boolean},
  {columns, ...reader}: Screen,
  style: Style,
): string => {
  const page = pageOf(style, columns);
  const [host, ...others] = report.hosts;
  const written = files.map((file) => `Report written to ${file}`);
  if (printed || !host) return written.join('\n');
  if (others.length > 0 || !host.reachable)
    return [...wrap(fleetSummary(report.hosts, style), page.width), ...written].join('\n');
  const ways = waysOut(host, reader);
  return [
    ...verdicts(host, report.strict ?? false, page),
    ...written,
    ...(ways.length > 0 ? ['', ...waysText(ways, page)] : []),
  ].join('\n');
};
