import {Command, Flags, type Interfaces} from '@oclif/core';
import type {Failed, Known} from '../explain/failure.ts';
import {probe} from '../facts/probe.ts';
import {withoutCommands} from '../hosts/clean.ts';
import {type ExitCode, exitCodes, toldOf} from '../hosts/failure.ts';
import {jsonPieces} from '../hosts/json-pieces.ts';
import {localHost} from '../hosts/local.ts';
import {showCommand} from '../remedies/show.ts';
import {interruptionIn} from '../terminal/interrupt.ts';
import {forLog} from '../terminal/log.ts';
import {writeAbove} from '../terminal/moving-line.ts';
import {type Display, displayOn} from '../terminal/run-tasks.ts';
import {detectStyle, type Style} from '../terminal/style.ts';
import {whileWaiting} from '../terminal/waiting.ts';
import {tellGithub} from '../terminal/workflow-command.ts';
import {fitTo} from '../terminal/wrap.ts';
import {elsewhere, type HostFlagValues} from './flags/hosts.ts';
import {refuseIgnored} from './flags/together.ts';
import {refuseValues} from './flags/values.ts';

/** What every command shares: `--json`, errors that say what to do, exit codes of the contract. */
export abstract class EbpfCommand extends Command {
  static override enableJsonFlag = true;
  static override baseFlags = {
    json: Flags.boolean({description: 'Print one JSON document on standard output.', helpGroup: 'GLOBAL'}),
  };

  /** Whether the flags name another machine than this one, or its facts. */
  #elsewhere = false;

  protected override async parse<
    F extends Record<string, unknown>,
    B extends Record<string, unknown>,
    A extends Record<string, unknown>,
  >(options?: Interfaces.Input<F, B, A>, argv?: string[]): Promise<Interfaces.ParserOutput<F, B, A>> {
    refuseValues(argv ?? this.argv, this.ctor);
    const parsed = await super.parse(options, argv);
    refuseIgnored(parsed, this.ctor);
    const flags = parsed.flags as HostFlagValues & {readonly facts?: unknown};
    this.#elsewhere = elsewhere(flags) || flags.facts !== undefined;
    return parsed;
  }

  protected get version(): string {
    return this.config.version;
  }

  protected style(stream: {readonly isTTY?: boolean} = process.stdout): Style {
    return detectStyle(stream, process.env);
  }

  /** This command as it was given, to be given again. */
  protected get sameLine(): string {
    return showCommand([this.config.bin, ...(this.id ?? '').split(':'), ...this.argv]);
  }

  /** How steps are shown while they run. */
  protected get display(): Display {
    return this.jsonEnabled() ? 'silent' : displayOn(process.stderr, this.style(process.stderr));
  }

  /** Sets the exit code and lets output drain, where `this.exit` would throw. A run that was stopped ends as shells have it. */
  protected finish(code: ExitCode, signal?: AbortSignal): void {
    process.exitCode = interruptionIn(signal?.reason)?.exitCode ?? code;
  }

  /** Text for a person, no line of it wider than the terminal. */
  override log(text = ''): void {
    const {columns} = this.style().screen ?? {};
    super.log(columns ? fitTo(text, columns) : text);
  }

  /** Text for a person in which there may be words of a host. */
  protected show(text: string): void {
    this.log(forLog(text));
  }

  /** oclif's own takes every document apart to colour it. */
  override logJson(json: unknown): void {
    for (const piece of jsonPieces(json)) process.stdout.write(piece);
  }

  /** Work that may take longer than a second, and asks nothing. */
  protected waiting<T>(text: string, work: () => Promise<T>): Promise<T> {
    return this.jsonEnabled() ? work() : whileWaiting(text, work);
  }

  /** A line of progress, on stderr so that stdout stays the result's. */
  protected progress(line: string): void {
    if (this.jsonEnabled()) return;
    const {columns} = this.style(process.stderr).screen ?? {};
    const text = withoutCommands(line);
    writeAbove(process.stderr, `${columns ? fitTo(text, columns) : text}\n`);
  }

  /** What is known of a failure's words, with the facts of this machine where it happened here. */
  protected async lookUp(failure: Failed): Promise<Known | undefined> {
    const {explainFailure} = await import('../explain/failure.ts');
    return explainFailure(failure, async () =>
      this.#elsewhere ? undefined : probe(localHost()).catch(() => undefined),
    );
  }

  protected override async catch(error: Interfaces.CommandError): Promise<unknown> {
    const [{explainError}, {failureText}, {knownText}] = await Promise.all([
      import('./flags/usage.ts'),
      import('../terminal/failure-text.ts'),
      import('../explain/failure.ts'),
    ]);
    const failure = explainError(error, this.ctor);
    const exitCode = interruptionIn(error)?.exitCode ?? failure.exitCode;
    process.exitCode = exitCode;
    await tellGithub(failure);
    const known = await this.lookUp(failure);
    if (this.jsonEnabled()) {
      this.logJson({error: {...toldOf(failure), ...(known && {cause: known.cause})}, exitCode});
      return undefined;
    }
    const told = failureText(
      failure,
      known ? knownText(known, failure.ran) : [],
      this.style(process.stderr),
      interruptionIn(error) || exitCode === exitCodes.ready ? {tone: 'strong'} : {},
    );
    process.stderr.write(forLog(`${told}\n`));
    return undefined;
  }
}
