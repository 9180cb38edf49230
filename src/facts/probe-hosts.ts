import type {Host} from '../hosts/host.ts';
import {eachHost, type PoolOptions, type PoolResult} from '../hosts/pool.ts';
import type {Facts} from './facts.ts';
import {type ProbeOptions, probe} from './probe.ts';

/** What else is asked of a host that was probed, in the same connection. */
export type Also = (host: Host, facts: Facts) => Promise<Facts>;

/** Looks at many hosts; each result comes when it is there. */
export const probeHosts = (
  hosts: readonly Host[],
  {also = async (_, facts) => facts, ...options}: PoolOptions & ProbeOptions & {readonly also?: Also} = {},
): AsyncGenerator<PoolResult<Facts>> =>
  eachHost(hosts, async (host) => also(host, await probe(host, options)), options);
