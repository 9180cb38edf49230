import type {Report} from '../assess/report.ts';

/** The report itself, as schemas/report-1.schema.json describes it. */
export const json = (report: Report): string => `${JSON.stringify(report, undefined, 2)}\n`;
