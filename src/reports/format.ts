import type {Report} from '../assess/report.ts';
import type {Style} from '../terminal/style.ts';

/** A report for one kind of reader. One file a format, named after it, in this folder; see CONTRIBUTING.md. */
export interface Format {
  /** Who reads it, for the table of docs/ci.md. */
  readonly readers: string;
  /** At once or in pieces. The style matters to text alone. The result ends with a line feed. */
  readonly write: (report: Report, style: Style) => string | Iterable<string> | Promise<string>;
}
