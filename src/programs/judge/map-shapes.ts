import type {Loader} from '../loader.ts';
import type {MapShape} from '../object/maps.ts';
import type {BpfObject} from '../object/object.ts';
import {buildIds, type MapRules, mapRules, type Size} from '../tables/map-shapes.ts';
import type {Judgement} from './judgement.ts';

/** Maps that no kernel makes as the object defines them: a loader makes all of them, whichever programs it loads. */
export const judgeMapShapes = ({maps, loader}: Pick<BpfObject, 'maps' | 'loader'>): Judgement[] =>
  maps.flatMap(({name, ...map}) => {
    const wrong = wrongWith(map, loader) ?? (map.inner && wrongWith(map.inner, loader));
    return wrong ? [{subject: 'map', what: `map ${name}`, by: 'source', ...wrong}] : [];
  });

/**
 * Types whose values get their size from the loader, whatever the object says: with cilium/ebpf where they are described by a type (elf_reader.go,
 * canHaveValueSize), so that bpf2go can write it in Go; with aya always (aya/src/bpf.rs, value_size_override, with ring buffers since 0.14.0).
 */
const sizedByLoader: Readonly<Record<Loader, ReadonlySet<string>>> = {
  libbpf: new Set(),
  cilium: new Set(['ringbuf', 'arena', 'perf_event_array']),
  aya: new Set(['ringbuf', 'devmap', 'devmap_hash', 'cpumap']),
};

const asMade = (map: MapShape, loader: Loader): MapShape =>
  sizedByLoader[loader].has(map.type) && (loader === 'aya' || map.value !== undefined) ? {...map, valueSize: 0} : map;

type Wrong = Pick<Judgement, 'verdict' | 'evidence' | 'todo'>;

/** What the object leaves open, as 0, its loader may set. */
const wrongWith = (defined: MapShape, loader: Loader): Wrong | undefined => {
  const map = asMade(defined, loader);
  const rules = mapRules.get(map.type);
  if (!rules) return undefined;
  const kind = `BPF_MAP_TYPE_${map.type.toUpperCase()}`;
  const value = map.flags.includes('stack_build_id') ? buildIds : rules.value;
  return (
    wrongSize('key', map.keySize, rules.key, kind) ??
    wrongSize('value', map.valueSize, value, kind) ??
    wrongFlag(map, rules, kind) ??
    wrongRest(map, rules, kind) ??
    wrongRing(map, loader)
  );
};

const wrongSize = (what: string, bytes: number, size: Size, kind: string): Wrong | undefined =>
  bytes === 0 || fits(bytes, size)
    ? undefined
    : {
        verdict: 'fail',
        evidence: `its ${what}s have ${bytes} bytes, where ${kind} takes ${words(size)}`,
        todo:
          size === 'none'
            ? `Leave out its __type(${what}, ...) or __uint(${what}_size, ...).`
            : `Give each ${what} ${words(size)} bytes.`,
      };

const fits = (bytes: number, size: Size): boolean => {
  if (typeof size === 'string') return size === 'some';
  if ('times' in size) return bytes % size.times === 0;
  return 'from' in size ? bytes >= size.from && bytes <= size.to : size.includes(bytes);
};

const words = (size: Size): string => {
  if (typeof size === 'string') return size;
  if ('times' in size) return `a multiple of ${size.times}`;
  return 'from' in size ? `${size.from} to ${size.to}` : size.join(' or ');
};

const wrongFlag = ({flags}: MapShape, rules: MapRules, kind: string): Wrong | undefined => {
  const flagName = (flag: string): string => (/^\d/.test(flag) ? flag : `BPF_F_${flag.toUpperCase()}`);
  if (rules.wants && !flags.includes(rules.wants))
    return {
      verdict: 'fail',
      evidence: `it lacks ${flagName(rules.wants)}, without which there is no ${kind}`,
      todo: `Add __uint(map_flags, ${flagName(rules.wants)}).`,
    };
  const both = [...exclusive].find(([one, other]) => flags.includes(one) && flags.includes(other));
  if (both)
    return {
      verdict: 'fail',
      evidence: `it has the flags ${both.map(flagName).join(' and ')}, which exclude each other`,
      todo: 'Leave one of them out.',
    };
  const foreign = flags.find((flag) => !rules.flags.includes(flag) && !ofLoaders.has(flag));
  if (foreign === undefined) return undefined;
  // A flag that has no name here may be of a newer kernel.
  return {
    verdict: /^\d/.test(foreign) ? 'unknown' : 'fail',
    evidence: `it has the flag ${flagName(foreign)}, which ${kind} does not take`,
    todo: 'Leave the flag out.',
  };
};

/** bpf_map_flags_access_ok() of include/linux/bpf.h, bpf_get_file_flag() of kernel/bpf/syscall.c. */
const exclusive = [
  ['rdonly', 'wronly'],
  ['rdonly_prog', 'wronly_prog'],
] as const;

/** What a loader adds by itself. */
const ofLoaders = new Set(['path_fd', 'vtype_btf_obj_fd', 'token_fd']);

const wrongRest = ({maxEntries, key, value, extra = 0}: MapShape, rules: MapRules, kind: string): Wrong | undefined => {
  if (extra > (rules.extra ?? 0))
    return {
      verdict: 'fail',
      evidence: `its map_extra is ${extra}, where ${kind} takes ${rules.extra ? `at most ${rules.extra}` : 'none'}`,
      todo: 'Leave out its map_extra.',
    };
  if (rules.unsized && maxEntries > 0)
    return {
      verdict: 'fail',
      evidence: `it has ${maxEntries} entries, where ${kind} takes no number of them`,
      todo: 'Leave out its max_entries.',
    };
  if (rules.typed && (key === undefined || value === undefined))
    return {
      verdict: 'fail',
      evidence: `its keys and values have sizes alone, where ${kind} takes types`,
      todo: 'Define it by __type(key, int) and __type(value, ...).',
    };
  return undefined;
};

/**
 * libbpf rounds the size of a ring buffer up to what kernels take (libbpf.c, adjust_ringbuf_sz), and so does aya (aya/src/bpf.rs, adjust_to_page_size);
 * cilium/ebpf hands it on. Kernels with larger pages want more still.
 */
const wrongRing = ({type, maxEntries}: MapShape, loader: Loader): Wrong | undefined => {
  const fitting = maxEntries === 0 || (maxEntries >= 4096 && (maxEntries & (maxEntries - 1)) === 0);
  if (loader !== 'cilium' || !type.endsWith('ringbuf') || fitting) return undefined;
  return {
    verdict: 'fail',
    evidence: `it has ${maxEntries} bytes, where a ring buffer takes a power of two that is a multiple of the page size, and cilium/ebpf does not round it up`,
    todo: `Make its max_entries ${2 ** Math.max(12, Math.ceil(Math.log2(maxEntries)))}.`,
  };
};
