import type {Report} from '../assess/report.ts';
import {noSuch} from '../hosts/no-such.ts';
import type {Style} from '../terminal/style.ts';
import type {Format} from './format.ts';
import {type FormatName, formatFiles} from './format-files.ts';

export type {FormatName} from './format-files.ts';

/** The names of all formats. */
export const formatNames = Object.keys(formatFiles) as readonly FormatName[];

/** A report in a format, as one text. */
export const formatted = async (name: FormatName, report: Report, style: Style): Promise<string> =>
  wholeText(await (await loadFormat(name))(report, style));

/** The text that was rendered at once, or in pieces. */
const wholeText = (rendered: string | Iterable<string>): string =>
  typeof rendered === 'string' ? rendered : [...rendered].join('');

/** The format of a name, loaded when it is asked for. */
export const loadFormat = async (name: FormatName): Promise<Format['write']> =>
  (await formatFiles[name]()).default.write;

/** The format of the given name. @throws Failure for another name, with what was probably meant. */
export const knownFormat = (name: string): FormatName => {
  const format = formatNames.find((known) => known === name);
  if (format) return format;
  throw noSuch('format', name, {known: formatNames, more: `Formats: ${formatNames.join(', ')}.`}, '--format');
};
