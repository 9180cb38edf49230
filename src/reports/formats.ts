import type {Report} from '../assess/report.ts';
import {noSuch} from '../hosts/no-such.ts';
import type {Style} from '../terminal/style.ts';

/** A report as text for one kind of reader, at once or in pieces. The style matters to text alone. The result ends with a line feed. */
export type Format = (report: Report, style: Style) => string | Iterable<string> | Promise<string>;

/** The name of a format. */
export type FormatName =
  | 'text'
  | 'json'
  | 'junit'
  | 'tap'
  | 'github'
  | 'codequality'
  | 'env'
  | 'prometheus'
  | 'nfd'
  | 'html';

/** Every format by its name. Each is loaded when it is asked for. */
const formats: Readonly<Record<FormatName, () => Promise<Format>>> = {
  text: async () => (await import('./any-text.ts')).text,
  json: async () => (await import('./json.ts')).json,
  junit: async () => (await import('./junit.ts')).junit,
  tap: async () => (await import('./tap.ts')).tap,
  github: async () => (await import('./github.ts')).github,
  codequality: async () => (await import('./codequality.ts')).codequality,
  env: async () => (await import('./env.ts')).env,
  prometheus: async () => (await import('./prometheus.ts')).prometheus,
  nfd: async () => (await import('./nfd.ts')).nfd,
  html: async () => (await import('./html.ts')).html,
};

/** The names of all formats. */
export const formatNames = Object.keys(formats) as readonly FormatName[];

/** A report in a format, as one text. */
export const formatted = async (name: FormatName, report: Report, style: Style): Promise<string> =>
  wholeText(await (await loadFormat(name))(report, style));

/** The text that was rendered at once, or in pieces. */
const wholeText = (rendered: string | Iterable<string>): string =>
  typeof rendered === 'string' ? rendered : [...rendered].join('');

/** The format of a name. */
export const loadFormat = (name: FormatName): Promise<Format> => formats[name]();

/** The format of the given name. @throws Failure for another name, with what was probably meant. */
export const knownFormat = (name: string): FormatName => {
  const format = formatNames.find((known) => known === name);
  if (format) return format;
  throw noSuch('format', name, {known: formatNames, more: `Formats: ${formatNames.join(', ')}.`}, '--format');
};
