import {clean} from '../hosts/clean.ts';
import {trimEndOf} from '../hosts/trim-end.ts';
import {absent, type Fact, known, type Unreadable, unreadable} from './fact.ts';

/** One record of the probe's output: `@NONCE kind name state`, then its lines. See scripts/probe.sh. */
export interface ProbeRecord {
  readonly state: string;
  /** Without the trailing line feeds. */
  readonly text: string;
}

/** The probe's output, taken apart. */
export interface ProbeRecords {
  /** By `kind name`; the first of a name wins. */
  readonly records: ReadonlyMap<string, ProbeRecord>;
  /** Undefined when the output ends as it should, else what is wrong with it. */
  readonly incomplete: string | undefined;
  /** What comes after the probe's end. */
  readonly rest: string;
  /** Parts of the probe that took too long, and after how many seconds they were cut off. */
  readonly cut: ReadonlyMap<string, string>;
}

const begin = /^ebpf-probe (\d+) begin ([\w-]{1,64})$/m;

/** Finds the probe's records in whatever a login shell printed around them. Undefined when the probe never began. */
export const splitRecords = (printed: string): ProbeRecords | undefined => {
  // Names of records are the host's words too, and so is what stands at the end of a line.
  const output = clean(printed); // and without the carriage returns of a terminal or of Windows
  const start = begin.exec(output);
  if (!start?.[2]) return undefined;
  const nonce = start[2];
  const body = output.slice(start.index + start[0].length);
  const end = body.indexOf(`\nebpf-probe ${start[1]} end ${nonce}`);
  const records = new Map<string, ProbeRecord>();
  const chunks = (end < 0 ? body : body.slice(0, end)).split(`\n@${nonce} `).slice(1);
  // Where the output broke off, the last record may be cut: better not looked at than half believed.
  if (end < 0) chunks.pop();
  const cut = new Map<string, string>();
  let last = '';
  for (const chunk of chunks) {
    const line = chunk.indexOf('\n');
    const head = /^(\S+) (.+) (\S+)$/.exec(line < 0 ? chunk : chunk.slice(0, line));
    if (!head) continue;
    const key = `${head[1]} ${head[2]}`;
    // So it is where a part of the probe was. Of files that came to their end, nothing was.
    if (head[1] === 'cut' && !records.has(`end ${head[2]}`)) {
      cut.set(head[2] ?? '', head[3] ?? '');
      if (head[2] === 'files') records.delete(last);
    }
    last = key;
    if (!records.has(key))
      records.set(key, {state: head[3] ?? '', text: line < 0 ? '' : trimEndOf(chunk.slice(line + 1), '\n')});
  }
  return {
    records,
    incomplete: end < 0 ? 'the output of the probe broke off' : undefined,
    cut,
    rest: end < 0 ? '' : body.slice(end + `\nebpf-probe ${start[1]} end ${nonce}`.length),
  };
};

/** Looks up records as facts. A record that is missing was not looked at, which is not the same as absent. */
export const reader = ({records, incomplete, cut}: ProbeRecords) => {
  const missing = (key: string): Unreadable => {
    const tool = key.startsWith('tool ') ? key.slice('tool '.length) : undefined;
    const seconds = (tool === undefined ? undefined : cut.get('tools')) ?? cut.get('files');
    const late = seconds && `${tool ?? 'reading files'} did not answer within ${seconds} s`;
    return unreadable(incomplete ?? late ?? 'the probe did not look');
  };
  const text = (key: string): Fact<string> => {
    const record = records.get(key);
    if (!record) return missing(key);
    if (record.state === 'absent') return absent;
    if (record.state === 'unreadable') return unreadable(record.text || 'nothing could be read from it');
    return known(record.text);
  };
  const ofKind = (kind: string): [name: string, record: ProbeRecord][] =>
    [...records]
      .filter(([key]) => key.startsWith(`${kind} `))
      .map(([key, record]) => [key.slice(kind.length + 1), record]);
  return {
    /** The text of a record. */
    text,
    /** What a tool printed after its path, whatever its exit code was. */
    output: (tool: string): Fact<string> => {
      const record = records.get(`tool ${tool}`);
      return record
        ? known(record.text.slice(record.text.indexOf('\n') + 1 || record.text.length))
        : missing(`tool ${tool}`);
    },
    record: (key: string): ProbeRecord | undefined => records.get(key),
    /** Keys of a kind, with their records. */
    ofKind,
    /** The text of the first record of a kind whose name ends so: for paths that hold the release. */
    first: (kind: string, end: string): Fact<string> => {
      const [name] = ofKind(kind).find(([path]) => path.endsWith(end)) ?? [];
      return name === undefined ? missing(kind) : text(`${kind} ${name}`);
    },
    missing,
  };
};

/** The records of one run of the probe, by their names. */
export type RecordReader = ReturnType<typeof reader>;
