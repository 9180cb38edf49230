import type {Report} from '../assess/report.ts';
import {jsonPieces} from '../hosts/json-pieces.ts';
import type {Format} from './format.ts';

/** The report itself, as schemas/report-1.schema.json describes it. */
export const json = (report: Report): Iterable<string> => jsonPieces(report);

export default {
  readers: 'programs; [schemas/report-1.schema.json](../schemas/report-1.schema.json)',
  write: json,
} satisfies Format;
