import type {Report} from '../assess/report.ts';
import {appendFile} from '../hosts/safe-file.ts';

/** GitHub keeps up to 1 MiB of a step's summary, and nothing of a longer one. */
const limit = 1024 * 1024;

/** Adds the report to the page of a GitHub Actions run, where there is one; a summary that can't be kept is no error of the host. */
export const addStepSummary = async (report: Report, file: string): Promise<void> => {
  const {githubSummary} = await import('./github-summary.ts');
  const text = githubSummary(report);
  const kept =
    Buffer.byteLength(text) <= limit
      ? text
      : `## ebpf doctor\n\n${report.hosts.length} hosts: too many to show here.\n`;
  await appendFile(file, kept).catch(() => undefined);
};
