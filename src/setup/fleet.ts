import {type ExitCode, exitCodes, Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import {eachHost, type PoolOptions} from '../hosts/pool.ts';
import type {Plan} from '../remedies/plan.ts';
import {worst} from '../reports/exit-code.ts';
import {awaitEarlier} from './root-command.ts';
import {carryOutSetup, planSetup, type SetupOptions, type SetupResult} from './setup.ts';

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

export interface FleetOptions extends Omit<SetupOptions, 'host' | 'display'>, PoolOptions {
  readonly signal: AbortSignal;
  readonly dryRun: boolean;
  readonly onDone?: (host: FleetHost) => void;
}

/** Sets up many hosts side by side, or tells what that would do; each goes its own way to its own end. */
export const setupFleet = async (hosts: readonly Host[], options: FleetOptions): Promise<FleetResult> => {
  const results = new Map<string, FleetHost>();
  const work = (host: Host) => setupOne({...options, host, display: 'silent'}, options.dryRun);
  for await (const result of eachHost(hosts, work, options)) {
    const done = 'failure' in result ? failed(result.name, result.failure) : result.value;
    results.set(result.name, done);
    options.onDone?.(done);
  }
  const all = hosts.flatMap(({name}) => results.get(name) ?? []);
  return {schema: 'ebpf.setups/1', hosts: all, exitCode: worst(all.map(({exitCode}) => exitCode))};
};

const failed = (host: string, {what, why, todo, exitCode}: Failure): FleetHost => ({
  host,
  error: {what, why, todo},
  exitCode,
});

const setupOne = async (options: SetupOptions, dryRun: boolean): Promise<FleetHost> => {
  const {host, signal} = options;
  if (!dryRun) {
    await host.elevate();
    await awaitEarlier(host, () => {}, signal);
  }
  const planned = await planSetup(options, !dryRun);
  const {plan} = planned;
  if (dryRun) return {host: host.name, plan, exitCode: exitCodes.ready};
  if (plan.manual.length > 0) throw cannotMend(plan);
  const setup = await carryOutSetup(options, planned);
  return {host: host.name, setup, ...(setup.error && {error: setup.error}), exitCode: setup.exitCode};
};

/** What stands in the way and no step of a plan can mend. */
export const cannotMend = ({manual}: Plan): Failure =>
  new Failure({
    what: `Setup can't get this host ready: ${manual.map(({title}) => title).join(', ')}.`,
    why: manual.map(({text}) => text).join('\n'),
    todo: 'Nothing was changed. See "ebpf doctor" for the evidence.',
  });
