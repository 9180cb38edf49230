import {worst} from '../assess/exit-code.ts';
import {type ExitCode, exitCodes, type Failure} from '../hosts/failure.ts';
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
  readonly onDone?: (host: FleetHost) => void;
}

/** Sets up many hosts side by side, or tells what that would do; each goes its own way to its own end. */
export const setupFleet = async (hosts: readonly Host[], options: FleetOptions): Promise<FleetResult> => {
  const results = new Map<string, FleetHost>();
  for await (const result of eachHost(hosts, (host) => setupOne(options, host), options)) {
    const done = 'failure' in result ? failed(result.name, result.failure) : result.value;
    results.set(result.name, done);
    options.onDone?.(done);
  }
  const all = hosts.map(({name}) => results.get(name) ?? failed(name, stopped()));
  return {schema: 'ebpf.setups/1', hosts: all, exitCode: worst(all.map(({exitCode}) => exitCode))};
};

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
