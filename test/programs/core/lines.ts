import {kinds} from '../../../src/programs/btf/kinds.ts';
import {isEnumKind, isFieldKind} from '../../../src/programs/core/relocation.ts';
import type {Spec} from '../../../src/programs/core/spec.ts';
import type {RelocatedObject} from '../../../src/programs/object/relocated.ts';

/** What became of each relocation, a line each, in the words of libbpf's bpf_core_format_spec; then the instruction as it is now. */
export const relocationLines = ({relocations, code}: RelocatedObject): string[] =>
  relocations.map(({relocation: {section, instruction}, result, state}) => {
    const now = code.get(section);
    const end =
      state === 'refused'
        ? 'refused'
        : `${(now?.code[instruction] ?? 0).toString(16).padStart(2, '0')} ${now?.offset[instruction]} ${now?.immediate[instruction]}`;
    return [section, instruction, specText(result?.local), specText(result?.target), end].join('\t');
  });

const kindNames: {readonly [kind: number]: string} = {
  [kinds.struct]: 'struct',
  [kinds.union]: 'union',
  [kinds.enum]: 'enum',
  [kinds.enum64]: 'enum64',
  [kinds.typedef]: 'typedef',
  [kinds.forward]: 'fwd',
  [kinds.int]: 'int',
};

const specText = (spec: Spec | undefined): string => {
  if (!spec) return '-';
  const {btf, kind, root, steps, bitOffset} = spec;
  const head = `<${kind}> [${root}] ${kindNames[btf.kind(root)]} ${btf.name(root)}`;
  if (isEnumKind(kind)) return `${head}::${steps.map(({name, type, index}) => `${name} = ${btf.value(type, index)}`)}`;
  if (!isFieldKind(kind)) return head;
  const access = steps.map(
    ({name, index}, step) => name?.replace(/^/, '.') ?? (step > 0 || index > 0 ? `[${index}]` : ''),
  );
  const bits = bitOffset % 8 ? `.${bitOffset % 8}` : '';
  return `${head}${access.join('')} (@ offset ${Math.floor(bitOffset / 8)}${bits})`;
};
