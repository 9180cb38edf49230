import {sectionTypes} from '../elf/elf.ts';
import type {BpfObject} from '../object/object.ts';
import {type Refusal, refused} from './refusal.ts';

const globals = '.addr_space.1';
const page = 4096;

/** libbpf.c, bpf_object__init_user_btf_maps and init_arena_map_data: an object has one arena at most, and global variables in it have to fit. */
export const refusalsOfArenas = ({elf, maps}: BpfObject): Refusal[] => {
  const [arena, second] = maps.filter(({type}) => type === 'arena');
  const held = elf.sections.find(
    ({name, type, size}) => name === globals && type === sectionTypes.progbits && size > 0,
  );
  const wrong = second && refused(`map ${second.name}`, `${arena?.name} is an arena already, and an object has one`);
  if (!held) return wrong ? [wrong] : [];
  const what = `variables in section "${globals}"`;
  if (!arena)
    return [
      refused(what, 'the object has no arena that holds them', 'Define a map of BPF_MAP_TYPE_ARENA beside them.'),
    ];
  const pages = Math.ceil(held.size / page);
  return [
    ...(wrong ? [wrong] : []),
    ...(pages > arena.maxEntries
      ? [
          refused(
            what,
            `they take ${pages} pages of 4 KiB, and ${arena.name} has ${arena.maxEntries} when the object is opened`,
            `Make its max_entries ${pages} or more.`,
          ),
        ]
      : []),
  ];
};
