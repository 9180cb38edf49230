import {placeOf} from '../object/uses.ts';
import {since} from '../tables/since.ts';
import {byEnum, byTrying, byVersion, type Known} from './known.ts';
import type {Judge, Question} from './question.ts';

/** Types of the maps that a program refers to. A loader creates all maps of an object, so that one it cannot create stops them all. */
export const judgeMaps: Judge = (question) => {
  const {object, functions} = question;
  const used = new Set([...functions].flatMap((fn) => [...(object.uses.get(fn)?.data ?? [])]));
  const types = new Set(
    object.maps
      .filter(({place}) => used.has(placeOf(place.section, place.offset)))
      .flatMap(({type, inner}) => [type, ...(inner ? [inner.type] : [])])
      // The loader sets what the object leaves open.
      .filter((type) => type !== 'unspec'),
  );
  return [...types].map((type) => ({
    subject: 'map type',
    what: `BPF_MAP_TYPE_${type.toUpperCase()}`,
    ...judgeType(question, type),
  }));
};

const judgeType = ({kernel}: Question, type: string): Known => {
  // An enum without it is final; one with it says what the source knows, not what was built.
  const known = byEnum(kernel, 'bpf_map_type', {name: `BPF_MAP_TYPE_${type.toUpperCase()}`});
  if (known?.verdict === 'fail') return known;
  return byTrying(kernel, `map-${type.replaceAll('_', '-')}`) ?? known ?? byVersion(kernel, since.map.get(type));
};
