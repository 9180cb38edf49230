import {compareVersions, parseVersion} from '../../facts/version.ts';
import type {KernelTypes} from '../core/kernel-types.ts';
import {since} from '../tables/since.ts';
import type {Kernel} from './kernel.ts';
import {byEnum} from './known.ts';
import {findType} from './targets.ts';

/** Enumerators and functions by the version of mainline that brought them, the newest first. */
const signs = [
  ...[...since.attach].map(([name, version]) => ({in: 'bpf_attach_type', name: `BPF_${name.toUpperCase()}`, version})),
  ...[...since.map].map(([name, version]) => ({
    in: 'bpf_map_type',
    name: `BPF_MAP_TYPE_${name.toUpperCase()}`,
    version,
  })),
  // No attach or map type came with 6.12, a function for programs did (65ab5ac4df01).
  {in: 'function', name: 'bpf_copy_from_user_str', version: '6.12'},
].sort((one, other) => compareVersions(parseVersion(other.version) ?? [], parseVersion(one.version) ?? []));

const known = new WeakMap<KernelTypes, string | undefined>();

/**
 * The version of mainline whose BPF a kernel has at least: that of the newest attach or map type in its enums, or of a function.
 * Distributions that bring these to older kernels bring the code that goes with them. Undefined where its types were not read.
 */
export const typesSince = (kernel: Kernel): string | undefined => {
  const {types} = kernel;
  if (!types) return undefined;
  if (!known.has(types)) known.set(types, signs.find((sign) => isThere(kernel, sign))?.version);
  return known.get(types);
};

const isThere = (kernel: Kernel, {in: place, name}: (typeof signs)[number]): boolean =>
  place === 'function'
    ? findType(kernel, name, 'function') !== undefined
    : byEnum(kernel, place, {name})?.verdict === 'pass';
