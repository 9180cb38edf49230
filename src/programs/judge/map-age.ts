import {atLeast} from '../../facts/version.ts';
import type {MapShape} from '../object/maps.ts';
import type {BpfObject} from '../object/object.ts';
import {mapRules} from '../tables/map-shapes.ts';
import {since} from '../tables/since.ts';
import {typesSince} from './age.ts';
import type {Judgement} from './judgement.ts';
import type {Kernel} from './kernel.ts';
import {byUnnamedEnum, byVersion, type Known} from './known.ts';

/** What came to maps later than their type, flags and long keys: a loader makes all maps of an object, whichever programs it loads. */
export const judgeMapAge = ({maps}: Pick<BpfObject, 'maps'>, kernel: Kernel): Judgement[] =>
  maps.flatMap(({name, inner, ...map}) =>
    [map, ...(inner ? [inner] : [])]
      .flatMap((each) => [...lateFlags(each, kernel), ...longKeys(each, kernel)])
      .filter(({verdict}) => verdict !== 'pass')
      .map((late) => ({subject: 'map' as const, what: `map ${name}`, ...late})),
  );

type Late = Known & Pick<Judgement, 'todo'>;

/** Those that no kernel takes are left to {@link judgeMapShapes}. */
const lateFlags = ({type, flags}: MapShape, kernel: Kernel): Late[] =>
  flags
    .filter((flag) => mapRules.get(type)?.flags.includes(flag))
    .map((flag) => {
      const known = judgeFlag(kernel, flag);
      return {
        ...known,
        evidence: `it has the flag ${nameOf(flag)}: ${known.evidence}`,
        todo: 'Leave the flag out, or let the loader set it where the kernel has it.',
      };
    });

const nameOf = (flag: string): string => `BPF_F_${flag.toUpperCase()}`;

/** Once they were macros, which are in no types: in Linux 5.5 still (fc9702273e2e). */
const judgeFlag = (kernel: Kernel, flag: string): Known =>
  byUnnamedEnum(kernel, nameOf('no_prealloc'), nameOf(flag)) ?? bySince(kernel, since.mapFlag.get(flag));

/** By the version whose BPF the types are of at least, before the kernel's own. */
const bySince = (kernel: Kernel, version: string | undefined): Known =>
  version !== undefined && atLeast(typesSince(kernel), version)
    ? {verdict: 'pass', by: 'btf', evidence: `the kernel's types are of Linux ${version} or later`}
    : byVersion(kernel, version);

/** As long as the stack of a program until Linux 5.11: c6bde958a62b. */
const longKeys = ({type, keySize}: MapShape, kernel: Kernel): Late[] => {
  if (!/^(lru_)?(percpu_)?hash(_of_maps)?$/.test(type) || keySize <= 512) return [];
  const known = bySince(kernel, '5.11');
  return [{...known, evidence: `its keys have ${keySize} bytes, of which 512 were the most: ${known.evidence}`}];
};
