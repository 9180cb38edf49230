import {clean} from '../../hosts/clean.ts';
import {longestLine, slices} from '../../hosts/tool-words.ts';
import {spellOut} from './errno-names.ts';
import {toEnglish} from './translations.ts';

/** One line of what a tool printed. */
export interface Line {
  /** For the eye: no control characters, otherwise as printed. */
  readonly shown: string;
  /** For matching: English, plain quotes, no timestamps or prefixes of log collectors. */
  readonly text: string;
}

/** What collectors put before a line; taken off as long as one of them fits. */
const prefixes: readonly RegExp[] = [
  // [2024-05-01T10:00:00Z ERROR loader] of Rust's env_logger, - ERROR - and ERROR:root: of Python
  /^\[\d{4}-\d\d-\d\dT[\d:.]+Z? +(?:ERROR|WARN|INFO|DEBUG|TRACE) [\w:]+\] /,
  /^(?:- )?(?:[\w.]{1,60} - )?(?:ERROR|WARNING|INFO|DEBUG|CRITICAL)(?: - |:[\w.]{1,60}:(?! ))/,
  // ERROR loader::bpf: of Rust's tracing, after its time
  /^(?:ERROR|WARN|INFO|DEBUG|TRACE) \w+(?:::\w+)+: /,
  // 2024-05-01T10:00:00.1234567Z of GitHub, docker and kubectl; then `01O ` of GitLab's runner, `stderr F ` of CRI
  /^\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?\]?(?:\s+(?:\d\d[OE][ +]|std(?:out|err) [FP] ))?\s*/,
  // 10:00:00.123 and [10:00:00] of Jenkins, meson, ts
  /^\[?\d\d:\d\d:\d\d(?:\.\d+)?\]?\s+/,
  // section_start:1700000000:step_script of GitLab, _bk;t=1700000000123 of Buildkite
  /^section_(?:start|end):\d+:[\w-]+(?:\[[^\]]*\])?/,
  /^_bk;t=\d+/,
  // [  123.456789] of dmesg, [Wed May  1 10:00:00 2024] of dmesg -T, <3> of dmesg -r; with the rest of RFC 5424
  /^<\d{1,3}>(?:1 \S+ \S+ \S+ \S+ \S+ (?:-|\[[^\]]*\]) )?/,
  /^\[(?: *\d+\.\d{6}|\w{3} \w{3} [ \d]\d [\d:]{8} \d{4})\] /,
  // E0501 10:00:00.123456       1 main.go:12] of Kubernetes; glog has the year too
  /^[IWEF](?:\d{4})?\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ [\w.-]+:\d+\] /,
  // job<TAB>step<TAB> of `gh run view --log`
  /^[^\t]{1,60}\t[^\t]{1,60}\t/,
  // #12 3.456 of docker buildkit, not "#0  0x7f12 in main ()" of a debugger
  /^#\d+ (?! *0x[\da-f]+ | \w+ \()(?:\d+\.\d+ )?/,
  // 3.456 of docker buildkit, where it repeats the step that failed
  /^\d{1,4}\.\d{3} (?=[A-Za-z#[/])/,
  // service-1  | of docker compose
  /^[\w.-]{1,40}\s+\|\s/,
  // [pod/agent-abc12/agent] of `kubectl logs --prefix`, [12/345] of ninja, [build-x86] of Jenkins' branches
  /^\[(?:pod\/[^\]\s]+| *\d+ ?\/ ?\d+|[a-z][\w-]*-\w+)\] (?=\S)/,
  // null_resource.x (remote-exec): of Terraform, ==> amazon-ebs.x: of Packer, default: of Vagrant, stderr: of runners
  /^(?:\w+\.\w+ \((?:remote|local)-exec\)|(?:==> | {4})(?:[\w-]+\.[\w-]+|default)|stderr|STDERR): (?=\S)/,
  // ##[error] of GitHub
  /^##\[\w+\]/,
  // Jan  1 00:00:00 host program[12]: of syslog; `journalctl -o short-iso` leaves host and program after the date
  /^\w{3} +\d+ \d\d:\d\d:\d\d (?:[\w.-]+ (?:[^\s:]+\[\d+\]|kernel): )?/,
  /^[\w.-]+ [\w./@-]+\[\d+\]: /,
  /^(?!g?make\[)[\w./@-]+\[\d+\]: /,
  // quoted in a mail or an issue, or by nix
  /^\s{0,7}>\s/,
];

const unprefixed = (line: string): string => {
  for (let rounds = 0; rounds < 4; rounds++) {
    const shorter = prefixes.reduce((text, prefix) => text.replace(prefix, ''), line);
    if (shorter === line) break;
    line = shorter;
  }
  // "...", of a list of lines in JSON
  return line.trimStart().replace(/^"((?:[^"\\]|\\.)*)",?$/, '$1');
};

/** Of a page of HTML. */
const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&apos;': "'",
  '&#39;': "'",
};

/** containerd ends an error with its gRPC code, which says nothing of what was unknown. */
const plain = (line: string): string =>
  line
    // What CMake finds out about a host is no failure yet.
    .replace(/^-- (Looking for|Performing Test) .*/, '')
    // What make is at work on (kbuild's quiet lines), and what a shell with -x is about to run, are no failure either.
    .replace(/^(?:AR|DESCEND|GEN|HOST(?:AR|CC|LD)|INSTALL|LINK|MKDIR|STRIP|SYNC|UPD|WRAP) +[^\s:]+$/, '')
    .replace(/^\+{1,4} (?=\S).*/, '')
    // The command line of a compiler that crashed.
    .replace(/^\d+\.\s+Program arguments: .*/, '')
    .replace(/: unknown\.?$/, '')
    .replace(/^libbpf: .*/, spellOut)
    .replace(/[‘’‚‛′]/g, "'")
    .replace(/[“”„‟«»「」]/g, '"')
    .replace(/`(?=[^`'\s]+')/g, "'")
    .replace(/\u00a0|&nbsp;/g, ' ')
    .replace(/&(?:lt|gt|amp|quot|apos|#39);/g, (entity) => entities[entity] ?? entity);

/** Before the first instruction the verifier compares arguments with types (btf_check_func_arg_match), and goes on whatever it finds. */
const compared = /^(R\d type=\w+ expected=\w+|Unrecognized arg#\d type \w+)$/;
const withoutCompared = (line: Line, index: number, lines: readonly Line[]): Line =>
  compared.test(line.text) && /^0: /.test(lines[index + 1]?.text ?? '') ? {...line, text: ''} : line;

/** Lines of a text, for the eye and for matching. Progress that overwrites itself (`\r`) becomes lines. */
export function normalise(text: string): Line[] {
  const lines = text.split(/\r?\n|\r/);
  return [...lines.flatMap(wrappedIn), ...lines.flatMap(unescaped), ...joined(lines)]
    .flatMap(slices)
    .map((line) => {
      const shown = clean(line).trimEnd();
      return {shown: shown.trim(), text: plain(toEnglish(unprefixed(shown)))};
    })
    .filter(({shown}) => shown !== '')
    .map(withoutCompared);
}

/** What a terminal broke into lines, whole, as copied out of tmux or a console: the longest lines are as long as it is wide. */
function joined(lines: readonly string[]): string[] {
  const columns = lines.reduce((longest, {length}) => Math.max(longest, length), 0);
  const full = lines.filter(({length}) => length === columns).length;
  if (columns < 60 || columns > longestLine || (full < 2 && ![80, 100, 120, 132].includes(columns))) return [];
  return lines
    .join('\n')
    .replace(new RegExp(`^(.{${columns}})\n`, 'gm'), '$1')
    .split('\n')
    .filter(({length}) => length > columns);
}

/** The messages that a logger wrapped in a line, before all lines: a tool's own words stand at the start of a line then. `level=error msg="..."` of logfmt, and a line that is one JSON object (zap, ansible, docker). */
function wrappedIn(line: string): string[] {
  const message = /\blevel=\w+ /.test(line) ? fieldIn(line, /\bmsg="/) : undefined;
  if (message !== undefined) {
    const error = fieldIn(line, /\berr(?:or)?="/);
    return unescaped(`"${message}${error ? `: ${error}` : ''}`).map((text) => text.replace(/^"/, ''));
  }
  const plain = line.trim();
  if (!plain.startsWith('{') || !plain.endsWith('}')) return [];
  try {
    const value: Readonly<Record<string, unknown>> = JSON.parse(line);
    const texts = (...keys: string[]) => keys.map((key) => value[key]).filter((text) => typeof text === 'string');
    const said = [texts('msg', 'message', 'MESSAGE', 'log', 'error', 'err').join(': '), ...texts('stderr', 'stdout')];
    return said.flatMap((text) => text.split('\n')).filter((text) => text !== '');
  } catch {
    return [];
  }
}

/** The quoted value of a field of logfmt. */
function fieldIn(line: string, begins: RegExp): string | undefined {
  const start = line.search(begins);
  return start < 0 ? undefined : /^\w+="((?:[^"\\]|\\.)*)"/.exec(line.slice(start))?.[1];
}

/** Logs in JSON hold whole outputs in one string. */
const unescaped = (line: string): string[] =>
  /\\n|\\"/.test(line) && /["{]/.test(line)
    ? line
        .replace(/\\(["'])/g, '$1')
        .replace(/\\t/g, '\t')
        .split(/\\r?\\n|\\n/)
    : [line];
