import {clean} from '../../hosts/clean.ts';
import {spellOut} from './errno-names.ts';
import {toEnglish} from './locale.ts';
import {slices} from './slices.ts';

/** One line of what a tool printed. */
export interface Line {
  /** For the eye: no control characters, otherwise as printed. */
  readonly shown: string;
  /** For matching: English, plain quotes, no timestamps or prefixes of log collectors. */
  readonly text: string;
}

/** What collectors put before a line; taken off as long as one of them fits. */
const prefixes: readonly RegExp[] = [
  // 2024-05-01T10:00:00.1234567Z of GitHub, docker and kubectl
  /^\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?\]?\s+/,
  // [10:00:00] and 10:00:00.123 of Jenkins, meson, ts
  /^\[?\d\d:\d\d:\d\d(?:\.\d+)?\]?\s+/,
  // job<TAB>step<TAB> of `gh run view --log`
  /^[^\t]{1,60}\t[^\t]{1,60}\t/,
  // #12 3.456 of docker buildkit, not "#0  0x7f12 in main ()" of a debugger
  /^#\d+ (?! *0x[\da-f]+ | \w+ \()(?:\d+\.\d+ )?/,
  // 3.456 of docker buildkit, where it repeats the step that failed
  /^\d{1,4}\.\d{3} (?=[A-Za-z#[/])/,
  // service-1  | of docker compose
  /^[\w.-]{1,40}\s+\|\s/,
  // ##[error] of GitHub
  /^##\[\w+\]/,
  // Jan  1 00:00:00 host program[12]: of syslog
  /^\w{3} +\d+ \d\d:\d\d:\d\d \S+ (?=\S+(?:\[\d+\])?:)/,
  // quoted in a mail or an issue
  /^>\s/,
];

const unprefixed = (line: string): string => {
  for (let rounds = 0; rounds < 4; rounds++) {
    const shorter = prefixes.reduce((text, prefix) => text.replace(prefix, ''), line);
    if (shorter === line) break;
    line = shorter;
  }
  return line;
};

/** containerd ends an error with its gRPC code, which says nothing of what was unknown. */
const plain = (line: string): string =>
  line
    // What CMake finds out about a host is no failure yet.
    .replace(/^-- (Looking for|Performing Test) .*/, '')
    .replace(/: unknown\.?$/, '')
    .replace(/^libbpf: .*/, spellOut)
    .replace(/[‘’‚‛′]/g, "'")
    .replace(/[“”„‟«»「」]/g, '"')
    .replace(/`(?=[^`'\s]+')/g, "'")
    .replace(/\u00a0/g, ' ');

/** Lines of a text, for the eye and for matching. Progress that overwrites itself (`\r`) becomes lines. */
export function normalise(text: string): Line[] {
  return text
    .split(/\r?\n|\r/)
    .flatMap(unescaped)
    .flatMap(slices)
    .map((line) => {
      const shown = clean(line).trimEnd();
      return {shown: shown.trim(), text: plain(toEnglish(unprefixed(shown)))};
    })
    .filter(({shown}) => shown !== '');
}

/** Logs in JSON (ansible, zap, docker events) hold whole outputs in one string. */
const unescaped = (line: string): string[] =>
  /\\n|\\"/.test(line) && /["{]/.test(line)
    ? line
        .replace(/\\"/g, '"')
        .replace(/\\t/g, '\t')
        .split(/\\r?\\n|\\n/)
    : [line];
