import type {Report} from '../assess/report.ts';
import {exitCodes, Failure} from '../hosts/failure.ts';
import {forLog} from '../terminal/log.ts';
import {plainStyle, type Style} from '../terminal/style.ts';
import {fitTo} from '../terminal/wrap.ts';
import {type FormatName, knownFormat, loadFormat} from './formats.ts';
import {checkWritable, writeOutput} from './write.ts';

/** One report to write: to a file, or to standard output. */
export interface Output {
  readonly format: FormatName;
  readonly file?: string;
}

/** A flag of the command line as it was typed. */
interface TypedFlag {
  readonly type: string;
  readonly flag?: string;
  readonly input?: string;
}

/** What a file's name says of its format, where no --format does. */
const extensions: Readonly<Record<string, FormatName>> = {
  json: 'json',
  xml: 'junit',
  tap: 'tap',
  env: 'env',
  prom: 'prometheus',
  html: 'html',
};

/**
 * Pairs formats with files in the order of the command line: `--format junit --output r.xml --format text`. An --output without a
 * format before it goes by its name. Rejects two reports for standard output, and files that could not be written anyway.
 */
export const chooseOutputs = async (typed: readonly TypedFlag[], standard: FormatName): Promise<readonly Output[]> => {
  const outputs: Output[] = [];
  const plainFormat = standard === 'json' ? 'json' : 'text';
  let waiting: FormatName | undefined;
  for (const {type, flag, input = ''} of typed) {
    if (type !== 'flag') continue;
    if (flag === 'format') {
      if (waiting) outputs.push({format: waiting});
      waiting = knownFormat(input);
    } else if (flag === 'output') {
      const format = waiting ?? extensions[/\.(\w+)$/.exec(input)?.[1] ?? ''] ?? plainFormat;
      outputs.push(input === '-' ? {format} : {format, file: input});
      waiting = undefined;
    }
  }
  if (waiting) outputs.push({format: waiting});
  const printed = outputs.filter(({file}) => file === undefined);
  if (standard === 'json' && !printed.some(({format}) => format === 'json')) printed.unshift({format: 'json'});
  if (printed.length > 1) {
    throw new Failure({
      what: `${printed.map(({format}) => format).join(' and ')} would both go to standard output.`,
      todo: 'Give each but one a file, in pairs: --format junit --output report.xml.',
      exitCode: exitCodes.usage,
    });
  }
  await Promise.all(outputs.flatMap(({file}) => (file === undefined ? [] : [checkWritable(file)])));
  return outputs.length > 0 ? outputs : [{format: standard}];
};

/**
 * Writes every output that can be written, then rejects with the first that could not.
 * `print` gets what goes to standard output.
 */
export const deliver = async (
  report: Report,
  outputs: readonly Output[],
  style: Style,
  print: (text: string) => void,
): Promise<void> => {
  const onFile: Style = {...plainStyle, ...(style.every && {every: true})};
  const done = await Promise.allSettled(
    outputs.map(async ({format, file}) => {
      const render = await loadFormat(format);
      const rendered = await render(report, file === undefined ? style : onFile);
      if (file !== undefined) await writeOutput(file, rendered);
      else if (format === 'text' && typeof rendered === 'string')
        print(forLog(style.columns ? fitTo(rendered, style.columns) : rendered));
      else if (typeof rendered === 'string') print(rendered);
      else for (const piece of rendered) print(piece);
    }),
  );
  const failed = done.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
};
