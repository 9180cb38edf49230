import {clean} from './clean.ts';
import {withoutLogin} from './without-login.ts';

/** Exit codes of the contract, the same in every command and format. */
export const exitCodes = {
  ready: 0,
  notReady: 1,
  usage: 2,
  unknown: 3,
  recommended: 4,
  rebootNeeded: 5,
  /** EX_SOFTWARE of sysexits(3): our own fault. */
  internal: 70,
} as const;

/** See {@link exitCodes}. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What a person is told of a failure. */
export interface FailureOptions {
  /** What happened, one sentence without a full stop's worth of blame. */
  readonly what: string;
  /** Why, as far as it is known; may hold a tool's own lines. */
  readonly why?: string | undefined;
  /** A tool's own words, whole lines of them: what is known of such words is told beside the failure. Not shown by itself. */
  readonly said?: string | undefined;
  /** The stage of ours in which it was said, where the same words mean another thing in another. */
  readonly stage?: string | undefined;
  /** The command of a host that failed; no advice names it again. */
  readonly ran?: readonly string[];
  /** What to do next. */
  readonly todo?: string | undefined;
  readonly exitCode?: ExitCode;
  /** Set when it was the way to the host that failed, not something on it. */
  readonly link?: LinkFailure;
  readonly cause?: unknown;
}

/**
 * `unreachable`: no connection came about. `refused`: the host or we did not agree to go on: its key, the login, its shell. `lost`: it was
 * cut. After `unreachable` and `lost` another try may help.
 */
export type LinkFailure = 'unreachable' | 'refused' | 'lost';

/** Every error that is meant for the user: what happened, why, what to do. Anything else that is thrown is an {@link internalError}. */
export class Failure extends Error {
  readonly what: string;
  readonly why: string | undefined;
  readonly said: string | undefined;
  readonly stage: string | undefined;
  readonly ran: readonly string[] | undefined;
  readonly todo: string | undefined;
  readonly exitCode: ExitCode;
  readonly link: LinkFailure | undefined;

  constructor({
    what,
    why,
    said,
    stage,
    ran,
    todo,
    link,
    exitCode = link ? exitCodes.unknown : exitCodes.notReady,
    cause,
  }: FailureOptions) {
    // Any of them may hold words of a host or of a file, or an address in which somebody logs in.
    const [shown = '', reason, advice] = [what, why, todo].map((text) => text && withoutLogin(clean(text)));
    super([shown, reason, advice].filter(Boolean).join('\n'), {cause});
    this.name = 'Failure';
    this.what = shown;
    this.why = reason;
    this.said = said;
    this.stage = stage;
    this.ran = ran;
    this.todo = advice;
    this.exitCode = exitCode;
    this.link = link;
  }
}

/** A failure in a document. */
export interface ToldFailure {
  readonly what: string;
  readonly why?: string | undefined;
  readonly todo?: string | undefined;
}

/** What a document says of a failure. */
export const toldOf = ({what, why, todo}: ToldFailure): ToldFailure => ({what, why, todo});

/** What happened, why, and what to do, each in lines of its own. */
export const failureLines = ({what, why, todo}: ToldFailure): string => [what, why, todo].filter(Boolean).join('\n');

/** What is thrown and is no {@link Failure}: our own fault, which nothing of the user's brought about. */
export const internalError = (cause: unknown): Failure =>
  new Failure({
    what: `Internal error: ${cause instanceof Error ? cause.message : String(cause)}`,
    why: process.env.DEBUG && cause instanceof Error ? cause.stack : undefined,
    todo: 'Please report this bug. DEBUG=ebpf shows the stack, "ebpf probe --redact" what is special about this host.',
    exitCode: exitCodes.internal,
    cause,
  });
