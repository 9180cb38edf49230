import type {Ask} from '../ask.ts';
import {shortLine} from '../clean.ts';
import {exitCodes, Failure} from '../failure.ts';
import {feed} from '../feed.ts';
import {Gathered} from '../gathered.ts';
import {type RunOptions, type RunResult, usualLimits} from '../host.ts';
import {Lines} from '../lines.ts';
import {unlessAborted} from '../unless-aborted.ts';
import {carry, type LineFor} from './carry.ts';
import {Unframed} from './frame.ts';
import type {Secrets} from './remembered.ts';
import {drawMark, killScript, type Mark, runScript} from './script.ts';
import {noShell, notStarted, sudoRefused} from './start-failures.ts';
import type {Channel} from './transport.ts';

/** What a run needs of the connection that it goes over. */
export interface RunContext {
  /** The host's name, for messages. */
  readonly name: string;
  readonly ask: Ask | undefined;
  /** Passwords for sudo there. */
  readonly secrets: Secrets;
  /** Opens a channel for a line of the login shell. */
  open(lineFor: LineFor): Promise<Channel>;
}

/** Milliseconds in which sudo must start the command or ask for the password. */
const sudoPatience = 30_000;
/** Milliseconds that an ended command has to let go of its channel. */
const endPatience = 5000;
const passwordAttempts = 3;
/** Characters of a password that are searched for in what a host says: shorter ones stand in any text. */
const shortestHidden = 4;
/** Milliseconds for a command that names no limit of its own: no host holds a run for ever. */
const usualTimeout = 30 * 60_000;
/** Bytes of input in a millisecond, on the slowest way to a host that is put up with. */
const slowest = 10;

/** One run on a channel, as it unfolds. */
class Run {
  readonly #context: RunContext;
  readonly #command: readonly string[];
  readonly #options: RunOptions;
  readonly #channel: Channel;
  readonly #out: Unframed;
  readonly #err: Unframed;
  /** Undefined where nobody listens to lines. */
  readonly #outLines: Lines | undefined;
  readonly #errLines: Lines | undefined;
  readonly #stdout = new Gathered();
  readonly #stderr = new Gathered();
  #state: string | undefined;
  #processes: {group: number; pid: number} | undefined;
  #ending = false;
  #failure: Failure | undefined;
  #asked = 0;
  readonly #typed = new Set<string>();
  timedOut = false;
  overflowed = false;

  constructor(
    context: RunContext,
    command: readonly string[],
    options: RunOptions,
    channel: Channel,
    {mark, ahead}: {readonly mark: Mark; readonly ahead: Buffer},
  ) {
    this.#context = context;
    this.#command = command;
    this.#options = options;
    this.#channel = channel;
    this.#out = new Unframed(mark);
    this.#err = new Unframed(mark);
    const {onLine} = options;
    this.#outLines = onLine && new Lines((text) => onLine(this.#hidden(text), 'stdout'));
    this.#errLines = onLine && new Lines((text) => onLine(this.#hidden(text), 'stderr'));
    channel.stdout.on('data', (chunk: Buffer) => this.#onStdout(chunk));
    channel.stderr.on('data', (chunk: Buffer) => this.#onStderr(chunk));
    channel.stdin.on('error', () => {}); // the command ended before it read everything
    if (ahead.length > 0) channel.stdin.write(ahead);
  }

  #onStdout(chunk: Buffer): void {
    this.#channel.took(chunk.length);
    const {data} = this.#out.push(chunk);
    if (this.#out.flooded)
      this.#fail(noShell(this.#context.name, 'Its login shell floods the output before the command begins.', ''));
    if (!this.#keep(data, this.#stdout)) return;
    this.#options.onData?.(data);
    this.#outLines?.push(data);
  }

  #onStderr(chunk: Buffer): void {
    this.#channel.took(chunk.length);
    const {line: said, data} = this.#err.push(chunk);
    if (said !== undefined) this.#begun(said);
    else if (this.#options.asRoot && this.#err.takePrompt('ask')) void this.#answerSudo();
    if (this.#err.flooded)
      this.#fail(
        this.#asked > 0
          ? sudoRefused(this.#context.name, 'sudo prints without end instead of starting the command.')
          : noShell(this.#context.name, 'Its login shell floods the error output before the command begins.', ''),
      );
    if (this.#keep(data, this.#stderr)) this.#errLines?.push(data);
  }

  /** Whether it is kept: nothing of a command that is being ended is, and what is too much ends it. */
  #keep(data: Buffer, kept: Gathered): boolean {
    if (data.length === 0 || this.#ending) return false;
    if (kept.length + data.length > (this.#options.limit ?? usualLimits.output)) {
      this.overflowed = true;
      this.stop();
      return false;
    }
    kept.push(data);
    return true;
  }

  #begun(said: string): void {
    const [state, group, pid] = said.split(' ');
    this.#state = state;
    if (state === 'run') this.#processes = {group: Number(group), pid: Number(pid)};
    if (this.#waitsForSudo) this.#feed();
  }

  get #waitsForSudo(): boolean {
    return this.#options.asRoot === true && this.#context.ask !== undefined;
  }

  #feed(): void {
    feed(this.#channel.stdin, this.#options);
  }

  /** sudo asks: the password goes to its standard input, and nowhere else. */
  async #answerSudo(): Promise<void> {
    const {name, ask, secrets} = this.#context;
    const question = `[sudo] password on ${name}:`;
    const again = this.#asked > 0;
    if (again) secrets.forget(question);
    const known = secrets.get(question);
    if (this.#asked++ >= passwordAttempts)
      return this.#fail(sudoRefused(name, `sudo: ${passwordAttempts} incorrect password attempts`));
    const password = known ?? (await ask?.secret(again ? `That was not it. ${question}` : question));
    if (password === undefined) return this.#fail(sudoRefused(name, 'sudo: a password is required'));
    secrets.set(question, password);
    this.#typed.add(password);
    this.#channel.stdin.write(`${password}\n`);
    this.#watchSudo();
  }

  /** What the host says, without a password that it says back: it would stand in messages, reports and logs. */
  #hidden(said: string): string {
    let text = said;
    for (const password of this.#typed) if (password.length >= shortestHidden) text = text.replaceAll(password, '…');
    return text;
  }

  #watchSudo(): void {
    const asked = this.#asked;
    const timer = setTimeout(() => {
      if (this.#state === undefined && asked === this.#asked) {
        this.#fail(
          sudoRefused(
            this.#context.name,
            `sudo did not start the command in time: ${shortLine(this.#hidden(this.#err.noise), 300)}`,
          ),
        );
      }
    }, sudoPatience);
    timer.unref();
    this.#channel.ended.then(
      () => clearTimeout(timer),
      () => clearTimeout(timer),
    );
  }

  /** For a command without a limit of its own, whose callers await no end by it. */
  giveUp(): void {
    const [program = ''] = this.#command;
    this.#fail(
      new Failure({
        what: `${this.#context.name} does not end ${program}`,
        why: 'What was asked of it runs on and on, or the host says nothing any more.',
        todo: 'Look at the host, then run this again.',
        exitCode: exitCodes.unknown,
      }),
    );
  }

  #fail(failure: Failure): void {
    this.#failure ??= failure;
    this.stop();
  }

  /** Ends the command on the host: a closed channel alone would leave it running. */
  stop(): void {
    if (this.#ending) return;
    this.#ending = true;

    const force = setTimeout(() => this.#channel.destroy(), endPatience);
    const done = () => clearTimeout(force);
    this.#channel.ended.then(done, done);
    const processes = this.#processes;
    if (!processes) {
      this.#channel.destroy();
      return;
    }
    const {group, pid} = processes;
    const kill = ['sh', '-c', killScript(group, pid)];
    runOn(this.#context, kill, {asRoot: this.#options.asRoot ?? false, timeout: 10_000}).then(
      () => this.#channel.destroy(),
      () => this.#channel.destroy(),
    );
  }

  async result(): Promise<RunResult> {
    if (this.#waitsForSudo) this.#watchSudo();
    else this.#feed();
    const exitCode = await this.#channel.ended.catch((lost: Failure) => {
      if (this.#failure || this.#ending) return undefined;
      throw lost;
    });
    if (this.#failure) throw this.#failure;
    this.#outLines?.end();
    this.#errLines?.end();
    if (this.#state !== 'run' && !this.#ending) {
      throw notStarted(
        this.#context.name,
        this.#command,
        this.#state,
        exitCode,
        this.#hidden(`${this.#err.noise}\n${this.#out.noise}`),
        {...this.#options, sudoAsked: this.#asked > 0},
      );
    }
    return {
      exitCode: this.#ending ? undefined : exitCode,
      stdout: this.#stdout.bytes,
      stderr: this.#hidden(this.#stderr.bytes.toString()),
      timedOut: this.timedOut,
      overflowed: this.overflowed,
    };
  }
}

/** Runs a command on a host: one channel, whatever its login shell is and says. */
export async function runOn(
  context: RunContext,
  command: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  options.signal?.throwIfAborted();
  const mark = drawMark();
  const {lineFor, ahead} = carry(() => runScript(command, options, mark, context.ask ? 'ask' : 'never-ask'));
  const channel = await unlessAborted(context.open(lineFor), options.signal);
  const run = new Run(context, command, options, channel, {mark, ahead: ahead()});
  const abort = () => run.stop();
  const {timeout, input = ''} = options;
  const timer =
    timeout === undefined
      ? setTimeout(() => run.giveUp(), usualTimeout + Buffer.byteLength(input) / slowest)
      : setTimeout(() => {
          run.timedOut = true;
          run.stop();
        }, timeout);
  options.signal?.addEventListener('abort', abort, {once: true});
  try {
    return await run.result();
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', abort);
  }
}
