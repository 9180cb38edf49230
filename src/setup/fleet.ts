import {worst} from '../assess/exit-code.ts';
import {aside} from '../hosts/aside.ts';
import {type ExitCode, exitCodes, type Failure, type ToldFailure, toldOf} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import {eachHost, type PoolOptions, stopped} from '../hosts/pool.ts';
import type {Plan} from '../remedies/plan.ts';
import {type Dialogue, setUpHost} from './host.ts';
import type {SetupOptions} from './options.ts';
import type {SetupResult} from './setup.ts';
import {goOnWithTheRest, NotBegun, Turns, usualRolling} from './turns.ts';

/** What became of one of many hosts: its plan for a dry run, else what was done; or why nothing was. */
export interface FleetHost {
  readonly host: string;
  readonly plan?: Plan;
  readonly setup?: SetupResult;
  readonly error?: ToldFailure;
  /** False where nothing was done since others had failed before. */
  readonly begun?: false;
  readonly exitCode: ExitCode;
}

/** `ebpf.setups/1`: many hosts, in the order in which they were named. */
export interface FleetResult {
  readonly schema: 'ebpf.setups/1';
  readonly hosts: readonly FleetHost[];
  readonly exitCode: ExitCode;
}

/** What one host of several is to become. */
export type Goal = Pick<SetupOptions, 'profiles' | 'rules' | 'policy'>;

/** What the setup of several hosts is told. */
export interface FleetOptions extends Omit<SetupOptions, 'host' | 'display' | keyof Goal>, PoolOptions {
  readonly goalOf: (host: string) => Goal;
  readonly signal: AbortSignal;
  readonly dryRun: boolean;
  readonly dialogue: (host: Host) => Omit<Dialogue, 'confirm' | 'wait'>;
  /** Hosts that may fail before no other is begun. */
  readonly maxFailures?: number | undefined;
  /** Hosts at once that get another kernel, after one that does so alone. */
  readonly rolling?: number | undefined;
  /** Told what is being done on a host. */
  readonly onTask?: (host: string, title: string) => void;
  readonly onDone?: (host: FleetHost) => void;
}

/** Sets up many hosts side by side, or tells what that would do; each goes its own way to its own end. */
export const setupFleet = async (hosts: readonly Host[], options: FleetOptions): Promise<FleetResult> => {
  const {signal, maxFailures = Number.POSITIVE_INFINITY, rolling = usualRolling, onDone} = options;
  const results = new Map<string, FleetHost>();
  const enough = new AbortController();
  let failures = 0;
  const pool = {...options, signal: AbortSignal.any([signal, enough.signal])};
  const turns = new Turns(rolling, pool.signal);
  for await (const result of eachHost(hosts, (host) => setupOne(options, host, turns), pool)) {
    const done = 'failure' in result ? failed(result.name, result.failure) : result.value;
    results.set(result.name, done);
    onDone?.(done);
    // Those that are at work go on to their end.
    if (done.exitCode !== exitCodes.ready && done.begun !== false && ++failures >= maxFailures)
      enough.abort(notBegun(failures));
  }
  const left = (name: string): FleetHost => failed(name, signal.aborted ? stopped() : notBegun(failures));
  const all = hosts.map(({name}) => results.get(name) ?? left(name));
  return {schema: 'ebpf.setups/1', hosts: all, exitCode: worst(all.map(({exitCode}) => exitCode))};
};

const notBegun = (failures: number): Failure =>
  new NotBegun({
    what: `Not begun: ${failures} ${failures === 1 ? 'host has' : 'hosts have'} failed before.`,
    todo: `See why they failed; ${goOnWithTheRest}`,
  });

const failed = (host: string, failure: Failure): FleetHost => ({
  host,
  error: toldOf(failure),
  ...(failure instanceof NotBegun && {begun: false}),
  exitCode: failure.exitCode,
});

const setupOne = async (
  {dryRun, dialogue, goalOf, onTask, ...options}: FleetOptions,
  host: Host,
  turns: Turns,
): Promise<FleetHost> => {
  const {name} = host;
  let well = false;
  try {
    const result = await setUpHost(
      {...options, ...goalOf(name), host, display: (title) => onTask?.(name, title)},
      {dryRun},
      {
        ...dialogue(host),
        wait: (_, work) => work(),
        confirm: async (reboots) => (reboots ? aside(host, turns.enter(name)) : undefined),
      },
    );
    if (result.schema === 'ebpf.plan/1') return {host: name, plan: result, exitCode: exitCodes.ready};
    const {error, exitCode} = result;
    // A reboot that is left to its owner keeps nobody waiting.
    well = exitCode === exitCodes.ready || exitCode === exitCodes.rebootNeeded;
    return {host: name, setup: result, ...(error && {error}), exitCode};
  } finally {
    turns.leave(name, well);
  }
};
