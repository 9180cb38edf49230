import {atLeast} from '../../facts/version.ts';
import type {BpfObject} from '../object/object.ts';
import {mapRules} from '../tables/map-shapes.ts';
import {since} from '../tables/since.ts';
import {typesSince} from './age.ts';
import type {Judgement} from './judgement.ts';
import type {Kernel} from './kernel.ts';
import {byUnnamedEnum, byVersion, type Known} from './known.ts';

/** Flags of maps that came later than the type of the map: a loader makes all maps of an object, whichever programs it loads. */
export const judgeMapFlags = ({maps}: Pick<BpfObject, 'maps'>, kernel: Kernel): Judgement[] =>
  maps.flatMap(({name, inner, ...map}) =>
    [map, ...(inner ? [inner] : [])]
      // What no kernel takes has been said.
      .flatMap(({type, flags}) => flags.filter((flag) => mapRules.get(type)?.flags.includes(flag)))
      .map((flag) => ({flag, ...judgeFlag(kernel, flag)}))
      .filter(({verdict}) => verdict !== 'pass')
      .map(({flag, evidence, ...known}) => ({
        subject: 'map' as const,
        what: `map ${name}`,
        evidence: `it has the flag ${nameOf(flag)}: ${evidence}`,
        todo: 'Leave the flag out, or let the loader set it where the kernel has it (bpf_map__set_map_flags).',
        ...known,
      })),
  );

const nameOf = (flag: string): string => `BPF_F_${flag.toUpperCase()}`;

/** Once they were macros, which are in no types: in Linux 5.5 still (fc9702273e2e). */
const judgeFlag = (kernel: Kernel, flag: string): Known => {
  const version = since.mapFlag.get(flag);
  const old = version !== undefined && atLeast(typesSince(kernel), version);
  return (
    byUnnamedEnum(kernel, nameOf('no_prealloc'), nameOf(flag)) ??
    (old ? {verdict: 'pass', by: 'btf', evidence: ''} : byVersion(kernel, version))
  );
};
