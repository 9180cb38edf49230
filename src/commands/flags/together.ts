import {exitCodes, Failure} from '../../hosts/failure.ts';
import type {Told} from './usage.ts';

/** Flags and arguments that would be ignored: without any of some others, or beside one, which may be told with its value; `of` one command, or of each that has them. */
type Rule = {readonly of?: string; readonly ignored: readonly string[]; readonly why?: string} & (
  | {readonly without: readonly string[]}
  | {readonly beside: string}
);

const ofArchive = ['archive', 'plain-http', 'keyring', 'fingerprint', 'flavour', 'headers', 'sign-key', 'sign-cert'];
const ofKernel = [...ofArchive, 'reboot', 'confirm-within', 'reboot-timeout'];
const ofToolchain = ['url', 'ref', 'depth', 'source', 'go-proxy', 'program'];
const elsewhere = ['remote', 'hosts'];
const noArchive = "The distribution's kernels come by its package manager, not from the archive.";

/**
 * What would not do what it says: the one place that says so, for all commands. What merely adds nothing (--yes beside
 * --dry-run) is welcome, and --dry-run shows what the rest of the line would do.
 */
const rules: readonly Rule[] = [
  {ignored: ['limit'], without: ['hosts']},
  {
    ignored: ['accept-new-host-key', 'ssh-config', 'connect-timeout', 'jobs', 'max-failures', 'rolling', 'build'],
    without: elsewhere,
    why: 'It is about hosts elsewhere, and none is named.',
  },
  {ignored: ['reboot'], without: elsewhere, why: 'This machine is never rebooted: do that yourself.'},
  {ignored: ['reboot-timeout'], without: ['reboot']},
  {ignored: ['loader'], without: ['program']},
  {ignored: ['plain-http'], without: ['archive']},
  {ignored: ['sign-key'], without: ['sign-cert']},
  {ignored: ['sign-cert'], without: ['sign-key']},
  {ignored: ['base'], without: ['from']},
  {ignored: ['min-btf'], without: ['btf']},
  {ignored: ofKernel, without: ['kernel']},
  {ignored: ofKernel, beside: 'kernel=never', why: 'It is about another kernel, and none is wanted.'},
  {ignored: ofArchive, beside: 'kernel=distro', why: noArchive},
  {ignored: ofArchive, beside: 'what=distro', why: noArchive},
  {
    ignored: ['attach', 'compile', 'wait', 'remote', 'hosts', 'elsewhere'],
    beside: 'facts',
    why: 'Saved facts are taken as they are: no host is looked at.',
  },
  {
    of: 'doctor',
    ignored: ['facts', 'remote', 'hosts', 'for', 'attach', 'compile', 'wait', 'diff'],
    beside: 'btf',
    why: 'Of such kernels only the types are known: programs are judged by them, and no host is looked at.',
  },
  {ignored: ['json', 'format', 'output', 'diff', 'wait', 'verbose'], beside: 'stream'},
  {ignored: ['json', 'format', 'wait', 'verbose'], beside: 'diff'},
  {
    ignored: ['remote', 'hosts', 'redact', 'btf', 'stream'],
    beside: 'script',
    why: 'The script is printed: no host is looked at.',
  },
  {ignored: ['for', 'build'], beside: 'from'},
  {ignored: ['jobs'], beside: 'build=local', why: 'This machine builds for one host after the other.'},
  {ignored: ['name', 'kind', 'for', 'dir', 'go-proxy', 'verify'], beside: 'list', why: 'Nothing is written or built.'},
  {ignored: ['go-proxy'], beside: 'verify=false', why: 'Nothing is built.'},
  {
    ignored: ['for', 'dir', 'policy', 'kernel', 'lock-wait', 'max-failures', 'rolling', 'jobs', ...ofToolchain],
    beside: 'undo',
    why: 'What setup linked in is removed, whatever it was for, and nothing else is done.',
  },
  {ignored: ['remote'], beside: 'elsewhere'},
  {
    ignored: ['file', 'context', 'facts', 'elsewhere', 'remote', 'verbose'],
    beside: 'batch',
    why: 'Each line of a batch holds its text and what is known of its host.',
  },
  {of: 'checks', ignored: ['for'], beside: 'id', why: 'One check is explained for all profiles.'},
];

/** Of what oclif makes of a command line. */
interface Parsed {
  readonly args: object;
  readonly flags: object;
  readonly metadata: {readonly flags: Readonly<Record<string, {readonly setFromDefault?: boolean} | undefined>>};
}

/** @throws Failure for what would be ignored on a command line, with what that depends on. */
export const refuseIgnored = ({args, flags, metadata}: Parsed, command: Told): void => {
  const typedFlags = Object.entries(flags).filter(([name]) => !metadata.flags[name]?.setFromDefault);
  const given: Readonly<Record<string, unknown>> = {...args, ...Object.fromEntries(typedFlags)};
  for (const rule of rules) {
    if (rule.of !== undefined && rule.of !== command.id) continue;
    const ignored = rule.ignored.find((name) => given[name] !== undefined && given[name] !== false);
    if (ignored === undefined) continue;
    if ('without' in rule) {
      const helpful = rule.without.filter((name) => name in flagsOf(command));
      if (helpful.length > 0 && !helpful.some((name) => given[name] !== undefined))
        throw lonely(ignored, helpful, rule.why, command);
      continue;
    }
    const [other = '', value] = rule.beside.split('=');
    const found = given[other];
    const holds = value === undefined ? found !== undefined && found !== false : String(found) === value;
    if (holds) throw opposed(rule.beside, ignored, rule.why, command);
  }
};

const flagsOf = ({flags, baseFlags}: Told): NonNullable<Told['flags']> => ({...baseFlags, ...flags});

/** One without any that it depends on: what that is for says why. */
const lonely = (given: string, missing: readonly string[], why: string | undefined, command: Told): Failure => {
  const flags = flagsOf(command);
  const [first = ''] = missing;
  const {description} = flags[first] ?? {};
  const values = missing.map((name) => [`--${name}`, flags[name]?.helpValue].filter(Boolean).join(' '));
  return new Failure({
    what: `--${given} needs ${missing.map((name) => `--${name}`).join(' or ')} beside it.`,
    why: why ?? (description && `--${first}: ${description.replace(' Repeatable.', '')}`),
    todo: `Add ${values.join(' or ')}, or leave --${given} out. See "ebpf ${nameOf(command)} --help".`,
    exitCode: exitCodes.usage,
  });
};

const opposed = (beside: string, ignored: string, why: string | undefined, command: Told): Failure =>
  new Failure({
    what: `${typed(beside, command)} and ${typed(ignored, command)} do not go together.`,
    why,
    todo: `Leave one of them out. See "ebpf ${nameOf(command)} --help".`,
    exitCode: exitCodes.usage,
  });

/** A flag as it is typed; an argument as the help names it. */
const typed = (name: string, command: Told): string => {
  const [flag = '', value] = name.split('=');
  if (!(flag in flagsOf(command))) return value ?? name.toUpperCase();
  if (value === 'false') return `--no-${flag}`;
  return value === undefined ? `--${flag}` : `--${flag} ${value}`;
};

const nameOf = ({id}: Told): string => id.replaceAll(':', ' ');
