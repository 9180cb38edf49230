import {type ChildProcessByStdio, execFile, spawn} from 'node:child_process';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import type {Readable, Writable} from 'node:stream';
import {promisify} from 'node:util';
import {until} from './lab.ts';

const run = promisify(execFile);

const lab = path.join(import.meta.dirname, 'lab');
const program = path.join(import.meta.dirname, '../../bin/run.js');

/** Where the lab keeps what it makes. */
const labFolder = process.env.LAB_DIR ?? path.join(import.meta.dirname, '.lab');

/** What a command said, and how it ended. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a machine boots through: a PC's BIOS and a GRUB beside the disk, or UEFI and the disk's own loader, with Secure Boot or without. */
export type Firmware = 'bios' | 'efi' | 'secure';

/** The built command line, which finds hosts by `config`. */
const commandLine = (config: string, args: readonly string[]): readonly [string, ...string[]] => [
  process.execPath,
  program,
  ...args,
  '--ssh-config',
  config,
  '--accept-new-host-key',
];

/** What it leaves on this machine goes into `folder`. */
const environment = (folder: string): NodeJS.ProcessEnv => ({
  ...process.env,
  XDG_CACHE_HOME: path.join(folder, 'cache'),
  XDG_STATE_HOME: path.join(folder, 'state'),
});

/** Shows what a command says while it runs. */
const outcome = (
  child: ChildProcessByStdio<Writable | null, Readable, Readable>,
  text = {stdout: '', stderr: ''},
): Promise<Outcome> => {
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].on('data', (data: Buffer) => {
      text[stream] += data.toString('utf8');
      process.stderr.write(data);
    });
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({code: code ?? -1, ...text}));
  });
};

/** What a machine is made with. */
export interface Making {
  readonly firmware?: Firmware;
  /** A certificate (DER) that shim trusts there beside Debian's. */
  readonly owner?: string;
  /** What its ssh_config calls it. */
  readonly name?: string;
}

/** A virtual machine that boots through its own GRUB or systemd-boot, on a disk of its own over `image`. */
export class Machine {
  readonly folder: string;
  readonly name: string;
  #pid = 0;

  readonly #firmware: Firmware;
  readonly #owner: string;

  private constructor(folder: string, {firmware = 'bios', owner = '', name = 'vm'}: Making) {
    this.folder = folder;
    this.name = name;
    this.#firmware = firmware;
    this.#owner = owner;
  }

  static async start(image: string, making: Making = {}): Promise<Machine> {
    const machine = new Machine(await mkdtemp('/dev/shm/ebpf-vm-'), making);
    await run('qemu-img', ['create', '-q', '-f', 'qcow2', '-b', path.resolve(image), '-F', 'qcow2', machine.#disk]);
    await machine.boot();
    return machine;
  }

  get #disk(): string {
    return path.join(this.folder, 'disk.qcow2');
  }

  async boot(): Promise<void> {
    const {stdout} = await run(path.join(lab, 'boot.sh'), [this.#disk], {
      env: {...process.env, RUN: this.folder, FIRMWARE: this.#firmware, OWNER: this.#owner},
    });
    const [port = '', pid = '0'] = stdout.trim().split(' ');
    this.#pid = Number(pid);
    const lines = [
      `Host ${this.name}`,
      '  HostName 127.0.0.1',
      `  Port ${port}`,
      '  User dev',
      `  IdentityFile ${path.join(labFolder, 'id_ed25519')}`,
      '  IdentitiesOnly yes',
      `  UserKnownHostsFile ${path.join(this.folder, 'known_hosts')}`,
    ];
    await writeFile(this.config, `${lines.join('\n')}\n`);
  }

  /** Its part of an ssh_config. */
  get config(): string {
    return path.join(this.folder, 'ssh_config');
  }

  /** Pulls the plug. */
  async cutPower(): Promise<void> {
    if (this.#pid === 0) return;
    process.kill(this.#pid, 'SIGKILL');
    const gone = async () => !(await readFile(`/proc/${this.#pid}/stat`, 'utf8').catch(() => '')).length;
    while (!(await gone())) await new Promise((resolve) => setTimeout(resolve, 100));
    this.#pid = 0;
  }

  /** Reboots it from inside, and waits until it answers with another boot id. */
  async reboot(): Promise<void> {
    const bootId = () => this.sh('cat /proc/sys/kernel/random/boot_id').catch(() => '');
    const before = await bootId();
    await this.sh('reboot').catch(() => '');
    await until('the reboot', async () => !['', before].includes(await bootId()), 3600);
  }

  /** Runs a shell script in the guest, as root. */
  async sh(text: string): Promise<string> {
    const {stdout} = await run('ssh', [...this.#ssh, 'sudo', 'sh', '-c', `'${text.replaceAll("'", `'\\''`)}'`]);
    return stdout.trim();
  }

  /** Runs a line in the guest as dev, whom sudo asks for no password. */
  async asUser(line: string): Promise<Outcome> {
    const result = await run('ssh', [...this.#ssh, line]).then(
      ({stdout, stderr}) => ({code: 0, stdout, stderr}),
      ({code, stdout, stderr}) => ({code, stdout, stderr}) as Outcome,
    );
    process.stderr.write(result.stderr);
    return result;
  }

  /** Copies a file of this machine to a path in the guest, as root. */
  async put(file: string, there: string): Promise<void> {
    const copying = run('ssh', [...this.#ssh, 'sudo', 'tee', there], {encoding: 'buffer', maxBuffer: 2 ** 30});
    copying.child.stdin?.end(await readFile(file));
    await copying;
  }

  get #ssh(): readonly string[] {
    const options = ['StrictHostKeyChecking=no', 'LogLevel=ERROR', 'ConnectTimeout=20'];
    // A machine that goes down leaves connections open: QEMU's own end of them answers on.
    options.push('ServerAliveInterval=10', 'ServerAliveCountMax=12');
    return ['-F', this.config, ...options.flatMap((option) => ['-o', option]), this.name];
  }

  /** Runs the built command line against the guest. */
  ebpf(...args: readonly string[]): Promise<Outcome> {
    return this.start(...args).done;
  }

  /** The same, without waiting; `said` is what it has told so far. */
  start(...args: readonly string[]): {
    readonly done: Promise<Outcome>;
    readonly said: () => string;
    readonly kill: () => void;
  } {
    const [file, ...rest] = this.#line(args);
    const child = spawn(file, rest, {stdio: ['ignore', 'pipe', 'pipe'], env: environment(this.folder)});
    const text = {stdout: '', stderr: ''};
    return {done: outcome(child, text), said: () => text.stderr, kill: () => child.kill('SIGKILL')};
  }

  /** The same on a terminal, where `answer` is typed at its question; all that the terminal shows is standard output then. */
  onTerminal(answer: string, ...args: readonly string[]): Promise<Outcome> {
    const line = this.#line(args)
      .map((each) => `'${each}'`)
      .join(' ');
    const child = spawn('script', ['--quiet', '--return', '--command', line, '/dev/null'], {
      env: environment(this.folder),
    });
    let shown = '';
    child.stdout.on('data', (data: Buffer) => {
      const asked = shown.includes('Go ahead?');
      shown += data.toString('utf8');
      if (!asked && shown.includes('Go ahead?')) child.stdin.write(answer);
    });
    return outcome(child);
  }

  #line(args: readonly string[]): readonly [string, ...string[]] {
    return commandLine(this.config, [...args, '--remote', this.name]);
  }

  async end(): Promise<void> {
    await this.cutPower();
    await rm(this.folder, {recursive: true, force: true});
  }
}

/** Runs the built command line where one ssh_config names all the machines. */
export const ebpfOf = async (machines: readonly Machine[], ...args: readonly string[]): Promise<Outcome> => {
  const {folder = ''} = machines[0] ?? {};
  const config = path.join(folder, 'ssh_config_of_all');
  await writeFile(config, (await Promise.all(machines.map((each) => readFile(each.config, 'utf8')))).join(''));
  const [file, ...rest] = commandLine(config, args);
  return outcome(spawn(file, rest, {stdio: ['ignore', 'pipe', 'pipe'], env: environment(folder)}));
};
