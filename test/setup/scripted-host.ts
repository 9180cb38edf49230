import type {Host, RunOptions, RunResult} from '../../src/hosts/host.ts';

/** What a command of the script answers; by default it succeeds and prints nothing. */
export interface Reply {
  readonly exitCode?: number;
  readonly stdout?: string;
  readonly stderr?: string;
}

/** A command, by what its words joined by blanks match, and its answers: the last one stays. */
export type Scene = readonly [command: RegExp, ...replies: readonly Reply[]];

/** A host that is not there: it answers by a script, and fails the test at any command that the script does not know. */
export interface ScriptedHost extends Host {
  /** Every command that was run, in order, its words joined by blanks. */
  readonly ran: readonly string[];
  /** Of these, those that waited for input which did not come, and failed. */
  readonly denied: readonly string[];
}

/**
 * Simulates a host, so that every branch of a setup can be taken in milliseconds. The first scene that matches answers.
 * `refusesRoot`: sudo does not work there.
 */
export const scriptedHost = (
  scenes: readonly Scene[],
  {local = true, refusesRoot}: {readonly local?: boolean; readonly refusesRoot?: Error} = {},
): ScriptedHost => {
  const ran: string[] = [];
  const denied: string[] = [];
  const asked = new Map<Scene, number>();
  const answer = (command: readonly string[], options: RunOptions): RunResult => {
    const line = command.join(' ');
    const scene = [...scenes, whoReads].find(([pattern]) => pattern.test(line));
    if (!scene) throw new Error(`Not in the script: ${line.slice(0, 200)}`);
    ran.push(line);
    const [, ...replies] = scene;
    const turn = asked.get(scene) ?? 0;
    asked.set(scene, turn + 1);
    const {exitCode = 0, stdout = '', stderr = ''} = replies[Math.min(turn, replies.length - 1)] ?? {};
    for (const text of stdout.split('\n')) options.onLine?.(text, 'stdout');
    return {exitCode, stdout: Buffer.from(stdout), stderr, timedOut: false, overflowed: false};
  };
  const refuse = (what: string) => () => Promise.reject(new Error(`Not in the script: ${what}`));
  return {
    name: local ? 'localhost' : 'far',
    local,
    reached: local,
    ran,
    denied,
    run: async (command, options = {}) => {
      const result = answer(command, options);
      const sent = await options.inputAfter?.then(
        () => true,
        () => false,
      );
      if (sent !== false) return result;
      denied.push(command.join(' '));
      return {...result, exitCode: 100, stderr: "E: Problem executing scripts DPkg::Pre-Invoke 'read -r line'\n"};
    },
    elevate: async () => {
      if (refusesRoot) throw refusesRoot;
    },
    read: refuse('read a file'),
    write: refuse('write a file'),
    close: async () => {},
  };
};

/** A root, unless a scene says otherwise. */
const whoReads: Scene = [/^sh -c id -u; command -v sudo/, {stdout: '0\n/usr/bin/sudo\n'}];

/** The probe's output of a made-up Debian 12 that lacks clang, as root, with fresh package lists; what it does not hold was not looked at. */
export const madeUpProbe = ({missing = ['clang'], records = {}}: MadeUp = {}): string => {
  const nonce = 'made-up';
  const all: Record<string, string> = {
    'text uname ok': 'Linux 6.1.0-50-amd64 x86_64',
    'text now ok': '1790000000',
    'file /etc/os-release ok': 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"',
    'file /proc/self/status ok': 'Uid:\t0\t0\t0\t0\nCapEff:\t000001ffffffffff',
    'text package-managers ok': '/usr/bin/apt-get\n/usr/bin/dpkg',
    'text elevation ok': '/usr/bin/sudo',
    'text dpkg-unfinished ok': '',
    'text apt-lists ok': '/var/lib/apt/lists/mirror.example_Packages\n1790000000',
    'text trial ok': '',
    ...Object.fromEntries(missing.map((tool) => [`tool ${tool} absent`, ''])),
    ...Object.fromEntries(missing.map((tool) => [`tool ${tool}-newest absent`, ''])),
    ...records,
  };
  const body = Object.entries(all).map(([head, text]) => `\n@${nonce} ${head}\n${text}\n`);
  return `\nebpf-probe 1 begin ${nonce}\n${body.join('')}\nebpf-probe 1 end ${nonce}\n`;
};

interface MadeUp {
  /** Tools that are not there. */
  readonly missing?: readonly string[];
  /** Records to add or replace, by their head. */
  readonly records?: Readonly<Record<string, string>>;
}
