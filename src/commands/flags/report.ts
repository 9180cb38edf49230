import {Flags} from '@oclif/core';
import {formatNames} from '../../reports/formats.ts';
import {repeatable} from './repeatable.ts';

/** How a report is written, and where to. */
export const reportFlags = {
  stream: Flags.boolean({
    description: 'Stream one JSON line per host.',
  }),
  format: Flags.string({
    description: `How to write the report: ${formatNames.join(', ')}. Repeatable, each with its own --output.`,
    ...repeatable,
    helpValue: 'FORMAT',
  }),
  output: Flags.string({
    description: 'Write the report of the --format before it to a file; by itself it goes by the name: report.html.',
    ...repeatable,
    helpValue: 'FILE',
  }),
  diff: Flags.string({
    description:
      'Show the relevant differences from saved facts, or from a saved report: host by host, by name; with --output diff.html, as a page.',
    helpValue: 'SAVED',
  }),
  verbose: Flags.boolean({
    char: 'V',
    description:
      'Show every check with its evidence, as files and pipes get it, rather than what matters on a terminal; with --format env and nfd, a line for each check.',
  }),
};
