import {clean} from '../../hosts/clean.ts';
import type {Host} from '../../hosts/host.ts';
import {trimEndOf} from '../../hosts/trim-end.ts';
import {hasCandidate, parsePolicy} from '../../remedies/apt-policy.ts';
import {beginsApt, type Outdated} from './outdated.ts';
import type {Here} from './rules.ts';

/** What packages of a tutorial's time are called today; what is not here may go by its name without a version. */
const today: Readonly<Record<string, string>> = {
  python: 'python3',
  'python-dev': 'python3-dev',
  'python-pip': 'python3-pip',
  'python-bpfcc': 'python3-bpfcc',
  'libncurses5-dev': 'libncurses-dev',
  'libncursesw5-dev': 'libncurses-dev',
};

const withoutVersion = (name: string): string => name.replace(/-\d[\d.]*(?=-|$)/g, '');

/** Other names for a package, the best first. */
const others = (name: string): readonly string[] =>
  [today[name], withoutVersion(name)].filter((other): other is string => other !== undefined && other !== name);

/** Arguments: names. Prints the release's name, whether apt has lists, then what apt knows of each name. */
const askScript = `
. /etc/os-release 2>/dev/null; echo "\${PRETTY_NAME:-this release}"
ls /var/lib/apt/lists/*_Packages* >/dev/null 2>&1 && echo lists || echo none
apt-cache policy -- "$@" 2>/dev/null
`;

interface Line {
  readonly line: number;
  readonly text: string;
  /** Up to the first name. */
  readonly command: string;
  readonly names: readonly string[];
}

/** The lines of a text that install packages, those that go on after a backslash as one. */
const aptLines = (text: string, release: string): readonly Line[] => {
  const lines = text.split('\n');
  return lines.flatMap((first, index) => {
    if (!beginsApt.test(first)) return [];
    const parts = [first];
    while (trimEndOf(parts.at(-1) ?? '', ' ').endsWith('\\') && index + parts.length < lines.length)
      parts.push(lines[index + parts.length] ?? '');
    const joined = parts.map((part) => part.trim().replace(/\\$/, '')).join(' ');
    const whole = joined.replace(/\$\(uname -r\)|`uname -r`/g, () => release);
    const found = beginsApt.exec(whole);
    const end = (found?.index ?? 0) + (found?.[0].length ?? 0);
    const words = (whole.slice(end).split(/&&|[;|#>`]/)[0] ?? '').split(/\s+/);
    const command = [whole.slice(0, end), ...words.filter((word) => /^-[\w=-]+$/.test(word))]
      .join(' ')
      .replace(/^\s*[$#]?\s*/, '');
    const names = words.filter((word) => /^[a-z0-9][a-z0-9+.-]+$/.test(word));
    return names.length > 0 ? [{line: index + 1, text: first.trim().slice(0, 120), command, names}] : [];
  });
};

/** The installs of a text that this host's apt refuses as a whole, each with those of its packages that there are. */
export const correctApt = async (
  host: Host,
  {release}: Here,
  file: string,
  text: string,
): Promise<readonly Outdated[]> => {
  const lines = aptLines(text, release);
  if (lines.length === 0) return [];
  const names = [...new Set(lines.flatMap((each) => each.names.flatMap((name) => [name, ...others(name)])))];
  const {stdout} = await host.run(['sh', '-c', askScript, 'sh', ...names], {environment: {LC_ALL: 'C'}});
  const [system = '', lists, ...rest] = clean(stdout.toString('utf8')).split('\n');
  if (lists !== 'lists') return [];
  const policy = parsePolicy(rest.join('\n'));
  const isThere = (name: string) => hasCandidate(policy, name);
  return lines.flatMap(({line, text: shown, command, names: wanted}) => {
    const gone = wanted.filter((name) => !isThere(name));
    if (gone.length === 0) return [];
    const kept = [...new Set(wanted.flatMap((name) => [name, ...others(name)].filter(isThere).slice(0, 1)))];
    return [
      {
        file,
        line,
        text: shown,
        why: `${system} has no ${new Intl.ListFormat('en', {type: 'disjunction'}).format(gone)}; apt then installs nothing of the line (exit 100).`,
        instead: `ebpf setup, which installs only what is needed; or the line for this release: ${[command, ...kept].join(' ')}`,
        fatal: false,
      },
    ];
  });
};
