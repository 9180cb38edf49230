import {worst} from '../assess/exit-code.ts';
import {type ExitCode, exitCodes, Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import {eachHost, type PoolOptions, stopped} from '../hosts/pool.ts';
import type {Plan} from '../remedies/plan.ts';
import {type Dialogue, setUpHost} from './host.ts';
import type {SetupOptions} from './options.ts';
import type {SetupResult} from './setup.ts';

/** What became of one of many hosts: its plan for a dry run, else what was done; or why nothing was. */
export interface FleetHost {
  readonly host: string;
  readonly plan?: Plan;
  readonly setup?: SetupResult;
  readonly error?: {readonly what: string; readonly why?: string | undefined; readonly todo?: string | undefined};
  /** False where enough others had failed before. */
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
  readonly dialogue: (host: Host) => Dialogue;
  /** Hosts that may fail before no other is begun. */
  readonly maxFailures?: number | undefined;
  readonly onDone?: (host: FleetHost) => void;
}

/** Sets up many hosts side by side, or tells what that would do; each goes its own way to its own end. */
export const setupFleet = async (hosts: readonly Host[], options: FleetOptions): Promise<FleetResult> => {
  const {signal, maxFailures = Number.POSITIVE_INFINITY, onDone} = options;
  const results = new Map<string, FleetHost>();
  const enough = new AbortController();
  let failures = 0;
  const pool = {...options, signal: AbortSignal.any([signal, enough.signal])};
  for await (const result of eachHost(hosts, (host) => setupOne(options, host), pool)) {
    const done = 'failure' in result ? failed(result.name, result.failure) : result.value;
    results.set(result.name, done);
    onDone?.(done);
    // Those that are at work go on to their end.
    if (done.exitCode !== exitCodes.ready && ++failures >= maxFailures) enough.abort();
  }
  const left = (name: string): FleetHost =>
    signal.aborted ? failed(name, stopped()) : {...failed(name, notBegun(failures)), begun: false};
  const all = hosts.map(({name}) => results.get(name) ?? left(name));
  return {schema: 'ebpf.setups/1', hosts: all, exitCode: worst(all.map(({exitCode}) => exitCode))};
};

const notBegun = (failures: number): Failure =>
  new Failure({
    what: `Not begun: ${failures} ${failures === 1 ? 'host has' : 'hosts have'} failed before.`,
    todo: 'See why they failed; then go on with --hosts REPORT --limit failed, where REPORT is what --json has printed.',
  });

const failed = (host: string, {what, why, todo, exitCode}: Failure): FleetHost => ({
  host,
  error: {what, why, todo},
  exitCode,
});

const setupOne = async ({dryRun, dialogue, goalOf, ...options}: FleetOptions, host: Host): Promise<FleetHost> => {
  const result = await setUpHost({...options, ...goalOf(host.name), host, display: 'silent'}, {dryRun}, dialogue(host));
  if (result.schema === 'ebpf.plan/1') return {host: host.name, plan: result, exitCode: exitCodes.ready};
  return {host: host.name, setup: result, ...(result.error && {error: result.error}), exitCode: result.exitCode};
};
