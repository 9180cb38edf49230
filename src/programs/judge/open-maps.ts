import type {Loader} from '../loader.ts';
import type {BpfObject} from '../object/object.ts';
import {mapRules} from '../tables/map-shapes.ts';
import type {Judgement} from './judgement.ts';

/**
 * Sizes that an object leaves at 0, where kernels take no such map: its loader has to set them, as many do (bpf_map__set_max_entries). Nothing of the kernel
 * stands against it, so that it is passed, with a word.
 */
export const judgeOpenMaps = ({maps, loader}: Pick<BpfObject, 'maps' | 'loader'>): Judgement[] =>
  maps.flatMap(({name, type, keySize, valueSize, maxEntries, inner}) => {
    const rules = mapRules.get(type);
    if (!rules) return [];
    const open = [
      ...(keySize === 0 && rules.key !== 'none' ? ['key_size'] : []),
      ...(valueSize === 0 && rules.value !== 'none' ? ['value_size'] : []),
      ...(maxEntries === 0 && !rules.unsized ? ['max_entries'] : []),
      ...(type.endsWith('_of_maps') && !inner ? ['the map in it'] : []),
    ].filter((size) => !setByItself[loader].has(`${type} ${size}`));
    const evidence = `its loader has to set ${open.join(' and ')}`;
    return open.length > 0
      ? [{verdict: 'pass', subject: 'map', what: `map ${name}`, by: 'loader', evidence, open: true}]
      : [];
  });

/** libbpf.c, map_set_def_max_entries; cilium/ebpf, map.go, fixupMagicFields; aya/src/bpf.rs, max_entries_override. */
const setByItself: Readonly<Record<Loader, ReadonlySet<string>>> = {
  libbpf: new Set(['perf_event_array max_entries']),
  cilium: new Set([
    ...['key_size', 'value_size', 'max_entries'].map((size) => `perf_event_array ${size}`),
    ...['array_of_maps value_size', 'hash_of_maps value_size', 'cpumap max_entries'],
  ]),
  aya: new Set(['perf_event_array max_entries']),
};
