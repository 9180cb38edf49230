import type {MapDefinition} from '../object/maps.ts';
import type {BpfObject} from '../object/object.ts';
import {placeOf} from '../object/uses.ts';
import {since} from '../tables/since.ts';
import type {Judgement} from './judgement.ts';
import type {Kernel} from './kernel.ts';
import {byEnum, byTrying, byVersion, type Known} from './known.ts';
import type {Judge} from './question.ts';

/** A loader creates all maps of an object, whichever programs it loads: one of a type that the kernel lacks stops them all. */
export const judgeMaps = ({maps}: BpfObject, kernel: Kernel): Judgement[] =>
  judged(kernel, maps).filter(({verdict}) => verdict !== 'pass');

/** The types of the maps that a program refers to, which are there. */
export const judgeOwnMaps: Judge = ({object, functions, kernel}) => {
  const used = new Set([...functions].flatMap((fn) => [...(object.uses.get(fn)?.data ?? [])]));
  const own = object.maps.filter(({place}) => used.has(placeOf(place.section, place.offset)));
  return judged(kernel, own).filter(({verdict}) => verdict === 'pass');
};

const judged = (kernel: Kernel, maps: readonly MapDefinition[]): Omit<Judgement, 'program'>[] => {
  // The loader sets what the object leaves open.
  const types = new Set(
    maps.flatMap(({type, inner}) => [type, ...(inner ? [inner.type] : [])]).filter((type) => type !== 'unspec'),
  );
  return [...types].map((type) => ({
    subject: 'map type',
    what: `BPF_MAP_TYPE_${type.toUpperCase()}`,
    ...judgeType(kernel, type),
  }));
};

const judgeType = (kernel: Kernel, type: string): Known => {
  // An enum without it is final; one with it says what the source knows, not what was built.
  const known = byEnum(kernel, 'bpf_map_type', {name: `BPF_MAP_TYPE_${type.toUpperCase()}`});
  if (known?.verdict === 'fail') return known;
  return byTrying(kernel, `map-${type.replaceAll('_', '-')}`) ?? known ?? byVersion(kernel, since.map.get(type));
};
