import type {Report} from '../assess/report.ts';
import {jsonPieces} from '../hosts/json-pieces.ts';

/** The report itself, as schemas/report-1.schema.json describes it. */
export const json = (report: Report): Iterable<string> => jsonPieces(report);
