import type {BpfObject} from '../object/object.ts';
import type {Judgement} from './judgement.ts';

/** Maps as they were defined before BTF, in a section `maps`: libbpf 1.0 and later refuse the object, other loaders may take it. */
export const judgeForm = ({elf}: BpfObject): Judgement[] =>
  elf.sections.some(({name, size}) => (name === 'maps' || name.startsWith('maps/')) && size > 0)
    ? [
        {
          verdict: 'unknown',
          subject: 'map type',
          what: 'maps in a section "maps"',
          by: 'version',
          evidence: 'libbpf 1.0 and later refuse the object, loaders that know this older form do not',
          todo: 'Define maps by BTF, in a section ".maps".',
        },
      ]
    : [];
