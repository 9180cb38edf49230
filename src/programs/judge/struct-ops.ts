import {essentialName} from '../btf/strings.ts';
import type {BpfObject} from '../object/object.ts';
import {absent} from './absent.ts';
import type {Judgement} from './judgement.ts';
import type {Kernel} from './kernel.ts';
import {findType} from './targets.ts';

/**
 * Structs of functions that an object gives the kernel. libbpf makes a map of each before it loads any program, and looks for its type then
 * (bpf_map__init_kern_struct_ops): one that is not there stops it.
 */
export const judgeStructOps = ({structOps}: BpfObject, kernel: Kernel): Judgement[] =>
  structOps
    .filter(({optional}) => !optional)
    .flatMap(({type, programs}): Judgement[] => {
      const name = essentialName(type);
      const about = {subject: 'target', what: `struct_ops ${name}`} as const;
      const found = findType(kernel, name, 'struct');
      if (!found || !findType(kernel, `bpf_struct_ops_${name}`, 'struct'))
        return [{...about, ...absent(kernel, `struct bpf_struct_ops_${name}`, true)}];
      const {btf, id} = found;
      const members = new Set(Array.from({length: btf.length(id)}, (_, index) => btf.memberName(id, index)));
      const missing = programs.filter(({member}) => !members.has(member));
      if (missing.length === 0)
        return [
          {
            verdict: 'pass',
            ...about,
            by: 'btf',
            evidence: `the kernel's types have it, with all members that are programs`,
          },
        ];
      return missing.map(({member}) => ({
        verdict: 'fail' as const,
        ...about,
        what: `struct_ops ${name}.${member}`,
        by: 'btf' as const,
        evidence: `the struct has no member ${member} here, and a loader refuses the whole object`,
        todo: `Set the member to NULL where the kernel lacks it, or put the struct into a section "?.struct_ops".`,
      }));
    });
