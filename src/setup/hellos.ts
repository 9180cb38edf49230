import {worst} from '../assess/exit-code.ts';
import type {HelloResult} from '../hello/hello.ts';
import {type ExitCode, exitCodes, type Failure, failureLines, type ToldFailure, toldOf} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import {eachHost, type PoolOptions, stopped} from '../hosts/pool.ts';
import {countsOf, sayOnce} from './say-once.ts';

/** The results of the hello programs on one of many hosts, or why there are none. */
export interface HelloHost {
  readonly host: string;
  readonly hellos: readonly HelloResult[];
  readonly error?: ToldFailure;
  readonly exitCode: ExitCode;
}

/** `ebpf.hellos/1`: many hosts, in the order in which they were named. */
export interface HelloFleet {
  readonly schema: 'ebpf.hellos/1';
  readonly hosts: readonly HelloHost[];
  readonly exitCode: ExitCode;
}

/** Runs the hello programs on many hosts side by side; each comes to its own end. */
export const proveFleet = async (
  hosts: readonly Host[],
  prove: (host: Host) => Promise<readonly HelloResult[]>,
  {onDone, ...pool}: PoolOptions & {readonly onDone: (host: HelloHost) => void},
): Promise<HelloFleet> => {
  const ended = new Map<string, HelloHost>();
  for await (const result of eachHost(hosts, prove, pool)) {
    const {name} = result;
    const done = 'failure' in result ? failed(name, result.failure) : proven(name, result.value);
    ended.set(name, done);
    onDone(done);
  }
  const all = hosts.map(({name}) => ended.get(name) ?? failed(name, stopped()));
  return {schema: 'ebpf.hellos/1', hosts: all, exitCode: worst(all.map(({exitCode}) => exitCode))};
};

const proven = (host: string, hellos: readonly HelloResult[]): HelloHost => ({
  host,
  hellos,
  exitCode: worst(hellos.map(({exitCode}) => exitCode)),
});

const failed = (host: string, failure: Failure): HelloHost => ({
  host,
  hellos: [],
  error: toldOf(failure),
  exitCode: failure.exitCode,
});

/** How it ended for a host, in a word or two. */
export const endOfHello = ({error, exitCode}: HelloHost): string =>
  exitCode === exitCodes.ready ? 'traced' : error && exitCode === exitCodes.unknown ? 'not reached' : 'failed';

/** Many hosts as a person reads them: what is the same for several is said once, and then how many came to what end. */
export const hellosText = ({hosts}: HelloFleet): readonly string[] => [
  ...sayOnce(hosts.map((host) => ({host: host.host, text: textOf(host)}))).map(({names, text}) => `${names}: ${text}`),
  countsOf(hosts.map(endOfHello)),
];

const textOf = ({hellos, error}: HelloHost): string =>
  (error
    ? [failureLines(error)]
    : hellos.map(({route, directory, trouble}) =>
        trouble ? failureLines(trouble) : `${route} traces, in ${directory}`,
      )
  )
    .join('\n')
    .replaceAll('\n', '\n  ');
