import {refuseIgnored} from '../../../src/commands/flags/together.ts';
import type {Told} from '../../../src/commands/flags/usage.ts';
import {Failure} from '../../../src/hosts/failure.ts';
import {commands as classes} from '../../docs/command-lines.ts';

/** Every command of the program, with its flags and arguments. */
const commands = [...classes].map(([name, {flags, baseFlags, args}]) => ({
  id: name.replaceAll(' ', ':'),
  ...{flags, baseFlags, args},
}));

const way = ['accept-new-host-key', 'ssh-config', 'connect-timeout'];
const fleet = ['remote', 'hosts', 'limit', 'jobs', ...way];
const archive = ['archive', 'plain-http', 'keyring', 'fingerprint'];
const kernel = [
  ...archive,
  'flavour',
  'headers',
  'sign-key',
  'sign-cert',
  'reboot',
  'confirm-within',
  'reboot-timeout',
];
const toolchain = ['url', 'ref', 'depth', 'source', 'go-proxy', 'program'];
const verdict = ['require', 'ignore', 'only', 'policy', 'baseline', 'strict'];

/** What a flag can't do without: one of these. */
type Needs = Readonly<Record<string, string>>;

interface Expected {
  readonly takes: readonly string[];
  readonly needs?: Needs;
  /** What else takes part where this is given; of all others each would be ignored. */
  readonly modes?: Readonly<Record<string, readonly string[]>>;
}

const fleetNeeds: Needs = {limit: 'hosts', ...Object.fromEntries(['jobs', ...way].map((name) => [name, 'remote']))};
const wayNeeds: Needs = Object.fromEntries(way.map((name) => [name, 'remote']));
const signs: Needs = {'plain-http': 'archive', 'sign-key': 'sign-cert', 'sign-cert': 'sign-key'};
const reboots: Needs = {reboot: 'remote', 'reboot-timeout': 'reboot'};
const doctor = ['check', 'for', 'facts', 'program', 'loader', 'btf', ...fleet, ...verdict];
const report = ['stream', 'format', 'output', 'diff', 'verbose'];
const setup = ['for', 'dir', 'policy', ...toolchain, 'dry-run', 'undo', 'yes', 'max-failures', 'rolling', 'lock-wait'];
const judged = ['check', 'program', 'loader', ...verdict, 'json'];

/** Independent of the rules: read off what each command does. A flag that is new must be entered here, and so be thought of. */
const expected: Readonly<Record<string, Expected>> = {
  checks: {takes: ['id', 'for'], modes: {id: ['json']}},
  completion: {takes: ['shell']},
  doctor: {
    takes: [...doctor, ...report, 'attach', 'compile', 'wait'],
    needs: {...fleetNeeds, loader: 'program'},
    modes: {
      facts: [...judged, 'for', ...report],
      btf: [...judged, ...report.filter((name) => name !== 'diff')],
      stream: [...doctor, 'attach', 'compile'],
      diff: [...doctor.filter((name) => name !== 'btf'), 'output', 'attach', 'compile'],
    },
  },
  explain: {
    takes: ['file', 'context', 'facts', 'elsewhere', 'batch', 'verbose', 'remote', ...way],
    needs: wayNeeds,
    modes: {
      batch: ['json'],
      facts: ['file', 'context', 'verbose', 'json'],
      elsewhere: ['file', 'context', 'verbose', 'json'],
    },
  },
  hello: {
    takes: ['for', 'dir', 'build', 'from', ...fleet, ...toolchain],
    needs: {...fleetNeeds, build: 'remote'},
    modes: {
      // Which flags of toolchains a program of the user's takes is told where its profile is known.
      from: ['dir', ...fleet, ...toolchain, 'json'],
      'build=local': ['for', 'dir', ...fleet.filter((name) => name !== 'jobs'), ...toolchain, 'json'],
    },
  },
  inspect: {takes: ['object', 'loader', 'btf', 'min-btf'], needs: {'min-btf': 'btf'}},
  new: {
    takes: ['name', 'kind', 'for', 'dir', 'go-proxy', 'verify', 'list'],
    modes: {list: ['json'], 'verify=false': ['name', 'kind', 'for', 'dir', 'json', 'list']},
  },
  probe: {
    takes: ['script', 'stream', ...fleet, 'redact', 'btf', 'attach'],
    needs: fleetNeeds,
    modes: {script: ['attach', 'json'], stream: [...fleet, 'redact', 'btf', 'attach']},
  },
  setup: {
    takes: [...setup, ...fleet, 'kernel', ...kernel],
    needs: {
      ...Object.fromEntries(kernel.map((name) => [name, 'kernel'])),
      ...fleetNeeds,
      ...signs,
      ...reboots,
      'max-failures': 'remote',
      rolling: 'remote',
    },
    modes: {
      undo: ['dry-run', 'yes', 'remote', 'hosts', 'limit', ...way, 'json'],
      'kernel=never': [...setup, ...fleet, 'json'],
      'kernel=distro': [
        ...setup.filter((name) => name !== 'undo'),
        ...fleet,
        'reboot',
        'confirm-within',
        'reboot-timeout',
        'json',
      ],
    },
  },
  vmlinux: {takes: ['from', 'base', 'output', 'remote', ...way], needs: {...wayNeeds, base: 'from'}},
  'kernel:back': {
    takes: ['release', 'dry-run', 'yes', 'remote', ...way, 'reboot', 'confirm-within', 'reboot-timeout'],
    needs: {...wayNeeds, ...reboots},
  },
  'kernel:install': {
    takes: ['what', 'dry-run', 'yes', 'for', 'remote', ...way, ...kernel],
    needs: {...wayNeeds, ...signs, ...reboots},
    modes: {
      'what=distro': ['dry-run', 'yes', 'for', 'remote', ...way, 'reboot', 'confirm-within', 'reboot-timeout', 'json'],
    },
  },
  'kernel:list': {takes: ['range', 'all', 'arch', 'archive', 'plain-http'], needs: {'plain-http': 'archive'}},
  'kernel:remove': {takes: ['release', 'dry-run', 'yes', 'remote', ...way], needs: wayNeeds},
  'kernel:status': {takes: ['remote', ...way], needs: wayNeeds},
  'policy:check': {takes: ['file']},
  'policy:show': {takes: ['host', 'policy', 'for'], needs: {}},
};

const namesOf = ({flags, baseFlags, args}: (typeof commands)[number]): string[] =>
  Object.keys({...baseFlags, ...flags, ...args});

/** A flag, or one with its value, with what it can't do without. */
const given = (name: string, needs: Needs): Record<string, unknown> => {
  const all: Record<string, unknown> = {};
  for (let next: string | undefined = name; next !== undefined && !(key(next) in all); next = needs[key(next)])
    all[key(next)] = told(next);
  if ('reboot' in all && needs.reboot)
    Object.assign(all, {remote: ['host']}, needs['confirm-within'] && {kernel: 'auto'});
  if (needs.keyring && Object.keys(all).some((flag) => flag !== 'kernel' && kernel.includes(flag)))
    all.kernel ??= 'auto';
  return all;
};

const key = (name: string): string => name.split('=')[0] ?? '';

const told = (name: string): unknown => {
  const value = name.split('=')[1];
  return value === 'false' ? false : (value ?? true);
};

const isRefused = (command: Told, flags: Record<string, unknown>): boolean => {
  try {
    refuseIgnored({args: {}, flags, metadata: {flags: {}}}, command);
    return false;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    expect(error).toMatchObject({exitCode: 2, message: expect.stringMatching(/ needs | do not go together/)});
    return true;
  }
};

describe.each(commands)('$id', (command) => {
  const {takes, needs = {}, modes = {}} = expected[command.id] ?? {takes: []};

  test('has the flags that are thought of here', () => {
    expect(namesOf(command).toSorted()).toEqual([...new Set([...takes, 'json'])].toSorted());
  });

  test('refuses a flag alone where it would be ignored, and takes it with what it needs', () => {
    const refused = namesOf(command).filter((name) => isRefused(command, {[name]: true}));
    expect(refused.toSorted()).toEqual(Object.keys(needs).toSorted());
    expect(namesOf(command).filter((name) => isRefused(command, given(name, needs)))).toEqual([]);
  });

  test('refuses what would be ignored beside another, and nothing else', () => {
    const wrong: string[] = [];
    const names = [...namesOf(command), ...Object.keys(modes).filter((mode) => mode.includes('='))];
    for (const [index, one] of names.entries())
      for (const other of names.slice(index + 1)) {
        if (key(one) === key(other)) continue;
        const flags = {...given(one, needs), ...given(other, needs), ...valued(one), ...valued(other)};
        const present = [...Object.keys(flags), one, other];
        const ignored = Object.entries(modes).some(
          ([mode, part]) =>
            key(mode) in flags &&
            flags[key(mode)] === told(mode) &&
            present.some((name) => key(name) !== key(mode) && flags[key(name)] !== false && !part.includes(key(name))),
        );
        if (isRefused(command, flags) !== ignored) wrong.push(`${one} and ${other}: ${ignored ? 'taken' : 'refused'}`);
      }
    expect(wrong).toEqual([]);
  });
});

const valued = (name: string): Record<string, unknown> => (name.includes('=') ? {[key(name)]: told(name)} : {});
