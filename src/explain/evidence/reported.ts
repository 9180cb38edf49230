import {longestLine} from '../../hosts/tool-words.ts';
import {cureIn} from '../rules/cured.ts';

/**
 * The facts of a report, `key: value` a line in lower case, and after them the same in the words of fact-lines.ts where
 * someone put it otherwise: the output of a command, a line of a configuration, a parameter of the kernel.
 */
export function reportedLines(facts: Readonly<Record<string, unknown>> = {}): string {
  const lines = Object.entries(facts)
    .slice(0, 1000)
    .map(([key, value]) => `${key}: ${textOf(value)}`.slice(0, longestLine).toLowerCase());
  const known = new Set(lines);
  return [...lines, ...lines.flatMap(inOtherWords).filter((line) => !known.has(line))].join('\n');
}

/** A value of a report as text; of an object, which can have a `toString` that is none, its JSON. */
export const textOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);

const off = /^(n|no|not set|is not set|unset|not enabled|disabled|off|absent|missing|none)\b/;
const there = /^(y|yes|true|exists|present|available|found|mounted|there|readable|-r|[\d.]+ ?(bytes|[km]i?b)?\b)/;
const gone = /^(n|no|none|missing|absent|not (found|present|there|available)|does(n't| not) exist|no such|false)\b/;

function inOtherWords(line: string): readonly string[] {
  const [, key = '', value = ''] = /^(.*?): (.*)$/s.exec(line) ?? [];
  return [
    ...options(key, value),
    ...[...line.matchAll(/\bkernel[./](\w+)\s*[=:]\s*(-?\d+)/g)].map(([, name, number]) => `${name}: ${number}`),
    ...lockdown(key, value),
    ...user(key, value),
    ...btf(key, value),
    ...(/(security\/lsm|active lsms?|^lsms?)$/.test(key) ? [`lsm: ${value}`] : []),
    ...headers(key, value),
    ...[cureIn(line)].flatMap((cure) => cure ?? []),
  ];
}

/** `CONFIG_X=n`, `# CONFIG_X is not set` anywhere, and the bare name of an option as the key. */
function options(key: string, value: string): readonly string[] {
  const inside = [...value.matchAll(/\bconfig_(\w+)(?:=(y|m|n)\b| is (not set))/g)].map(
    ([, name, set, unset]) => `config_${name}: ${unset ?? (set === 'n' ? 'not set' : set)}`,
  );
  const name = /^config_(\w+)$|^((?:bpf|ftrace|[ku]probe|net|xdp|cgroup|debug_info|function)_\w+)$/
    .exec(key)
    ?.slice(1)
    .join('');
  if (!name) return inside;
  if (off.test(value)) return [...inside, `config_${name}: not set`];
  return /^(y|yes|enabled|set)$/.test(value) ? [...inside, `config_${name}: y`] : inside;
}

/** The file of securityfs puts the mode in brackets; the kernel's command line names it. */
function lockdown(key: string, value: string): readonly string[] {
  const mode = /\blockdown=(\w+)|lockdown[^\n]*\[(\w+)\]/.exec(`${key}: ${value}`);
  if (mode) return [`lockdown: ${mode[1] ?? mode[2]}`];
  if (/\blockdown: \S+: [^\n]*restricted/.test(value)) return ['lockdown: integrity'];
  return /\blockdown$/.test(key) && /^(yes|on|enabled|active|true)\b/.test(value) ? ['lockdown: integrity'] : [];
}

/** Who ran it, by id(1), by a name, or by what it was not run with. */
function user(key: string, value: string): readonly string[] {
  const number = /\be?uid[=: ]+(\d+)/.exec(`${key}: ${value}`)?.[1];
  if (number) return [number === '0' ? 'user: root' : 'user: non-root'];
  if (/^(whoami|run(ning)? (as|by)|username|account)$/.test(key))
    return [/^(root|sudo)\b/.test(value) ? 'user: root' : 'user: non-root'];
  const without = /^(root|sudo|(run )?as root|privileges)$/.test(key) && (gone.test(value) || /^not\b/.test(value));
  return without ? ['user: non-root'] : [];
}

function btf(key: string, value: string): readonly string[] {
  if (!/\/sys\/kernel\/btf(\/vmlinux)?$|^(kernel |vmlinux )?btf$/.test(key)) return [];
  if (gone.test(value)) return ['/sys/kernel/btf/vmlinux: missing'];
  return there.test(value) ? ['/sys/kernel/btf/vmlinux: exists'] : [];
}

/** Headers of one release and a kernel of another, told in one line, or a kernel that waits for a reboot. */
function headers(key: string, value: string): readonly string[] {
  const releases = new Set(value.match(/\d+\.\d+\.\d+-\d+/g) ?? []);
  const mixed = /headers|kernel-devel/.test(key) && releases.size > 1 && /running/.test(value);
  return mixed || (/^reboot/.test(key) && /pending|required|needed|since|after|not (done|yet)/.test(value))
    ? ['kernel headers: installed, of a different version']
    : [];
}
