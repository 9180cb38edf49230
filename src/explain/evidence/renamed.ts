import {renamesOf} from '../../programs/tables/renames.ts';
import type {Evidence} from './evidence.ts';

/** What helps where the compiler does not find a field, `task_struct.state`, that other kernels call otherwise; undefined where no such name is known. */
export const renamedField = ({text}: Evidence): string | undefined => {
  const [, field = '', struct = ''] = /no member named '(\w{1,128})' in 'struct (\w{1,128})'/.exec(text) ?? [];
  const others = renamesOf(struct, field);
  if (others.length === 0) return undefined;
  const fields = others.map((other) => `\`${other}\``).join(' or ');
  return `Kernels differ in this field: instead of \`${field}\` some have ${fields} in struct ${struct}. Read the one that vmlinux.h has; for kernels of both kinds, the other through a flavor of the type (\`struct ${struct}___other\` with just that field), behind bpf_core_field_exists(). \`ebpf doctor --program\` then tells on which kernels it works.`;
};
