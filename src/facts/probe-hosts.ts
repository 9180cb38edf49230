import type {Host} from '../hosts/host.ts';
import {eachHost, type PoolOptions, type PoolResult} from '../hosts/pool.ts';
import type {Facts} from './facts.ts';
import {type ProbeOptions, probe} from './probe.ts';

/** Looks at many hosts; each result comes when it is there. */
export const probeHosts = (
  hosts: readonly Host[],
  options: PoolOptions & ProbeOptions = {},
): AsyncGenerator<PoolResult<Facts>> => eachHost(hosts, (host) => probe(host, options), options);
