import {loadValidator} from '../facts/valid.ts';
import {exitCodes, Failure} from '../hosts/failure.ts';
import {readBounded} from '../hosts/read-bounded.ts';
import {reasonOf} from '../hosts/reason.ts';
import type {Report} from './report.ts';

/** Bytes: a report of some thousand hosts. */
export const largestReport = 256 << 20;

/** Reads a report that was saved with `--format json`; `use` is what messages call it. */
export const readReport = async (file: string, use: 'report' | 'baseline'): Promise<Report> => {
  const content = await readBounded(file, largestReport).catch((error: unknown) => {
    throw refuse(file, use, reasonOf(error));
  });
  return reportIn(content, file, use);
};

/** The report in what was read of a file already. */
export const reportIn = async (content: Buffer, file: string, use: 'report' | 'baseline'): Promise<Report> => {
  let found: unknown;
  try {
    found = JSON.parse(content.toString());
  } catch (error) {
    throw refuse(file, use, reasonOf(error));
  }
  if (await isReport(found)) return found as Report;
  throw refuse(file, use, 'It is not a report as schemas/report-1.schema.json describes it.');
};

/** What a caller of the library hands in, where it is a report. Rejects with a Failure for facts and all else. */
export const soundReport = async (given: unknown): Promise<Report> => {
  if (await isReport(given)) return given as Report;
  throw new Failure({
    what: 'What was given is not a report.',
    todo: 'Reports are what evaluate() gives, and what "ebpf doctor --format json" writes.',
    exitCode: exitCodes.usage,
  });
};

const isReport = async (found: unknown): Promise<boolean> =>
  loadValidator<Report>('report-1')(found) && (found as Report).schema === 'ebpf.report/1';

const refuse = (file: string, use: string, why: string): Failure =>
  new Failure({
    what: `The ${use} ${file} could not be read.`,
    why,
    todo: `Make one with "ebpf doctor --format json --output ${file}".`,
    exitCode: exitCodes.usage,
  });
