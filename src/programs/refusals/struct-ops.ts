import {essentialName} from '../btf/strings.ts';
import type {BpfObject} from '../object/object.ts';
import {type Refusal, refused} from './refusal.ts';

/**
 * libbpf.c: bpf_object__collect_st_ops_relos (members are programs of struct_ops), bpf_map__init_kern_struct_ops (each stands for one member alone), and
 * bpf_object_load_prog (each is a member of something).
 */
export const refusalsOfStructOps = ({structOps, programs}: BpfObject): Refusal[] => {
  const kinds = new Map(programs.map(({name, kind}) => [name, kind?.programType]));
  const members = structOps.flatMap(({type, optional, programs: own}) =>
    own.map(({member, program}) => ({program, optional, member: `${essentialName(type)}.${member}`})),
  );
  const foreign = members
    .filter(({program}) => kinds.has(program) && kinds.get(program) !== 'struct_ops')
    .map(({program, member}) =>
      refused(`program ${program}`, `it is ${member}, and not one of struct_ops`, `Give it SEC("struct_ops").`),
    );
  const places = new Map<string, Set<string>>();
  for (const {program, member, optional} of members)
    if (!optional) places.set(program, (places.get(program) ?? new Set()).add(member));
  const shared = [...places]
    .filter(([, own]) => own.size > 1)
    .map(([program, own]) =>
      refused(`program ${program}`, `it is both ${[...own].join(' and ')}`, 'Write a program for each member.'),
    );
  const referred = new Set(members.map(({program}) => program));
  const idle = programs
    .filter(({name, kind}) => kind?.programType === 'struct_ops' && !referred.has(name))
    .map(({name}) => ({
      ...refused(`program ${name}`, 'no struct of struct_ops has it as a member', 'Leave it out, or make it a member.'),
      programs: [name],
    }));
  return [...foreign, ...shared, ...idle];
};
