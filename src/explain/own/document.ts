/** What is read of a document of ebpf; all of it may be missing, since anybody may have written the text. */
interface Document {
  readonly schema?: unknown;
  readonly error?: Told;
  readonly report?: Document;
  readonly hosts?: readonly (HostPart & Document)[];
  readonly causes?: readonly {readonly title?: unknown; readonly remedy?: {readonly text?: unknown}}[];
}

interface Told {
  readonly what?: unknown;
  readonly why?: unknown;
  readonly todo?: unknown;
}

interface HostPart {
  readonly host?: unknown;
  readonly profiles?: Readonly<Record<string, unknown>>;
  readonly findings?: readonly {readonly [field in 'title' | 'found' | 'verdict' | 'severity']?: unknown}[];
}

/** Where a document says that it is one of ours. */
const schema = /"schema": ?"(ebpf\.[a-z-]+\/\d+)"/;
const head = 400;

/**
 * What a document that `--json` printed says, in the lines in which a person would have been told; undefined for any other text.
 * One that was cut off is still known by its beginning.
 */
export const ownDocument = (text: string): readonly string[] | undefined => {
  if (!/^\s*\{/.test(text)) return undefined;
  const kind = schema.exec(text.slice(0, head))?.[1];
  const document = parsed(text);
  const lines = document ? told(document) : [];
  if (lines.length > 0 || !kind) return lines.length > 0 ? lines : undefined;
  if (!document) return [`This is a document of ebpf (${kind}), cut off.`, again];
  return [`This is a document of ebpf (${kind}).`, kind.startsWith('ebpf.facts') ? judge : again];
};

const again = 'Run the same ebpf command without --json: it says what to do.';
const judge = 'To have these facts judged: ebpf doctor --facts FILE';

const parsed = (text: string): Document | undefined => {
  try {
    return JSON.parse(text) as Document;
  } catch {
    return undefined;
  }
};

const told = ({schema: kind, error, report, hosts, causes}: Document): readonly string[] => {
  const failure = typeof error?.what === 'string' ? [error.what, error.why, error.todo] : [];
  // Without a schema, only an error of ours has these fields: loggers put a text there.
  if (typeof kind !== 'string' || !kind.startsWith('ebpf.')) return error?.todo === undefined ? [] : words(failure);
  const [best] = list(causes);
  return [
    ...words(failure),
    ...(best ? words([best.title, best.remedy?.text]) : []),
    ...list(hosts).flatMap((host) => [
      ...hostLines(host),
      ...(host.error ? words([host.error.what, host.error.todo]) : []),
    ]),
    ...(report ? told(report) : []),
  ];
};

/** As `ebpf doctor` prints them: what does not pass, then the verdict of each profile. */
const hostLines = ({findings, profiles}: HostPart): readonly string[] => [
  ...list(findings)
    .filter(({verdict, severity}) => severity === 'required' && (verdict === 'fail' || verdict === 'unknown'))
    .map(({title, found, verdict}) => `  ${verdict === 'fail' ? '✖' : '?'} ${title} ${found}`),
  ...Object.entries(profiles ?? {}).flatMap(([name, readiness]) =>
    typeof readiness === 'string' ? [`${name} is ${readiness.replace('-', ' ')}`] : [],
  ),
];

const list = <T>(value: readonly T[] | undefined): readonly T[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : [];

const words = (values: readonly unknown[]): readonly string[] =>
  values.filter((value): value is string => typeof value === 'string' && value !== '');
