import {Command, type Interfaces} from '@oclif/core';
import {explainFailure, type Known, knownText} from '../assess/explain-failure.ts';
import {probe} from '../facts/probe.ts';
import {withoutCommands} from '../hosts/clean.ts';
import {type ExitCode, exitCodes, Failure, internalError} from '../hosts/failure.ts';
import {localHost} from '../hosts/local.ts';
import {suggest} from '../hosts/suggest.ts';
import {showCommand} from '../remedies/show.ts';
import {interruptionIn} from '../terminal/interrupt.ts';
import {forLog} from '../terminal/log.ts';
import {type Display, displayOn} from '../terminal/run-tasks.ts';
import {detectStyle, paint, type Style} from '../terminal/style.ts';
import {whileWaiting} from '../terminal/waiting.ts';
import {tellGithub} from '../terminal/workflow-command.ts';
import {elsewhere, type HostFlagValues} from './flags/hosts.ts';

/** What every command shares: `--json`, errors that say what to do, exit codes of the contract. */
export abstract class EbpfCommand extends Command {
  static override enableJsonFlag = true;

  /** Whether the flags name another machine than this one, or its facts. */
  #elsewhere = false;

  protected override async parse<
    F extends Record<string, unknown>,
    B extends Record<string, unknown>,
    A extends Record<string, unknown>,
  >(options?: Interfaces.Input<F, B, A>, argv?: string[]): Promise<Interfaces.ParserOutput<F, B, A>> {
    const parsed = await super.parse(options, argv);
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

  /** Text for a person in which there may be words of a host. */
  protected show(text: string): void {
    this.log(forLog(text));
  }

  /** oclif's own takes every document apart to colour it. */
  override logJson(json: unknown): void {
    process.stdout.write(`${JSON.stringify(json, undefined, 2)}\n`);
  }

  /** Work that may take longer than a second, and asks nothing. */
  protected waiting<T>(text: string, work: () => Promise<T>): Promise<T> {
    return this.jsonEnabled() ? work() : whileWaiting(text, work);
  }

  /** A line of progress, on stderr so that stdout stays the result's. */
  protected progress(line: string): void {
    if (!this.jsonEnabled()) process.stderr.write(`${withoutCommands(line)}\n`);
  }

  /** What is known of a failure's words, with the facts of this machine where it happened here. */
  protected lookUp(failure: Parameters<typeof explainFailure>[0]): Promise<Known | undefined> {
    return explainFailure(failure, async () =>
      this.#elsewhere ? undefined : probe(localHost()).catch(() => undefined),
    );
  }

  protected override async catch(error: Interfaces.CommandError): Promise<unknown> {
    const failure = explainError(error, this.ctor);
    const {what, why, todo} = failure;
    const exitCode = interruptionIn(error)?.exitCode ?? failure.exitCode;
    process.exitCode = exitCode;
    await tellGithub(failure);
    const known = await this.lookUp(failure);
    if (this.jsonEnabled()) {
      this.logJson({error: {what, why, todo, ...(known && {cause: known.cause})}, exitCode});
      return undefined;
    }
    const style = this.style(process.stderr);
    const lines = [
      paint(what, exitCode === exitCodes.ready ? 'strong' : 'bad', style),
      why,
      ...(known ? knownText(known, failure.ran) : []),
      todo,
    ].filter((line) => line !== undefined && line !== '');
    process.stderr.write(forLog(`${lines.join('\n')}\n`));
    return undefined;
  }
}

/** Every error as a {@link Failure}: ours as it is, oclif's on flags with a suggestion, anything else as an internal error. */
const explainError = (
  error: Interfaces.CommandError,
  command: {id: string; flags?: object; baseFlags?: object},
): Failure => {
  if (error instanceof Failure) return error;
  const interruption = interruptionIn(error);
  if (interruption) return new Failure({what: interruption.message});
  const usage = (error as {oclif?: {exit?: number}}).oclif?.exit === 2;
  if (!usage) return internalError(error);
  const pair = needsAnother.exec(error.message);
  if (pair) return lonely(pair[1] ?? '', pair[2] ?? '', command);
  const [what = error.message] = error.message.split('\n');
  const wrong = (error as {flags?: string[]}).flags?.[0];
  const names = Object.keys({...command.baseFlags, ...command.flags, json: true, help: true}).map(
    (name) => `--${name}`,
  );
  const near = wrong ? suggest(wrong, names) : undefined;
  return new Failure({
    what: wrong ? `There is no flag ${wrong}.` : what,
    why: wrong
      ? undefined
      : error.message
          .split('\n')
          .slice(1)
          .filter((line) => !line.startsWith('See more help'))
          .join('\n'),
    todo: `${near ? `Did you mean ${near}? ` : ''}See "ebpf ${command.id.replaceAll(':', ' ')} --help".`,
    exitCode: exitCodes.usage,
    cause: error,
  });
};

/** How oclif begins and ends what it says of a flag that depends on another. */
const needsAnother = /must be provided when using --([\w-]{1,40}): --([\w-]{1,40})$/m;

/** A flag without the one that it depends on: what that is for says why. */
const lonely = (
  given: string,
  missing: string,
  {id, flags, baseFlags}: Parameters<typeof explainError>[1],
): Failure => {
  const {description, helpValue} = {...baseFlags, ...flags}[missing as never] as {
    description?: string;
    helpValue?: string;
  };
  return new Failure({
    what: `--${given} needs --${missing} beside it.`,
    why: description && `--${missing}: ${description.replace(' Repeatable.', '')}`,
    todo: `Add --${missing}${helpValue ? ` ${helpValue}` : ''}. See "ebpf ${id.replaceAll(':', ' ')} --help".`,
    exitCode: exitCodes.usage,
  });
};
