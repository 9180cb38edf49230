import {kinds} from '../btf/kinds.ts';
import {resolve, sizeOf} from '../btf/sizes.ts';
import {essentialName} from '../btf/strings.ts';
import type {BpfObject} from '../object/object.ts';
import type {StructOpsDefinition} from '../object/struct-ops.ts';
import {absent} from './absent.ts';
import type {Judgement} from './judgement.ts';
import type {Kernel} from './kernel.ts';
import {type Found, findType} from './targets.ts';

/**
 * Structs of functions that an object gives the kernel. libbpf makes a map of each before it loads any program, and looks for its type then
 * (bpf_map__init_kern_struct_ops): one that is not there stops it, and so does a member that is set and that the kernel's struct lacks or has otherwise.
 */
export const judgeStructOps = ({structOps, btf}: BpfObject, kernel: Kernel): Judgement[] =>
  structOps
    .filter(({optional}) => !optional)
    .flatMap((own): Judgement[] => {
      const name = essentialName(own.type);
      const about = {subject: 'target', what: `struct_ops ${name}`} as const;
      const found = findType(kernel, name, 'struct');
      if (!found || !findType(kernel, `bpf_struct_ops_${name}`, 'struct'))
        return [{...about, ...absent(kernel, `struct bpf_struct_ops_${name}`, true)}];
      const wrong = btf ? wrongMembers({btf, id: own.id}, own, found) : [];
      if (wrong.length === 0)
        return [
          {verdict: 'pass', ...about, by: 'btf', evidence: `the kernel's types have it, with all members that are set`},
        ];
      return wrong.map(({member, why}) => ({
        verdict: 'fail' as const,
        ...about,
        what: `struct_ops ${name}.${member}`,
        by: 'btf' as const,
        evidence: `${why}, and a loader refuses the whole object`,
        todo: `Set the member to NULL where the kernel lacks it, or put the struct into a section "?.struct_ops".`,
      }));
    });

interface Wrong {
  readonly member: string;
  readonly why: string;
}

/** Members that no program may be, which types do not tell: is_unsupported() of net/ipv4/bpf_tcp_ca.c, since Linux 6.9 those without a stub. */
const closed = new Set(['tcp_congestion_ops.get_info']);

const wrongMembers = ({btf, id}: Found, {bytes, programs}: StructOpsDefinition, there: Found): Wrong[] => {
  const theirs = new Map(
    Array.from({length: there.btf.length(there.id)}, (_, index) => [there.btf.memberName(there.id, index), index]),
  );
  return Array.from({length: btf.length(id)}, (_, index): Wrong | undefined => {
    const member = btf.memberName(id, index);
    const size = sizeOf(btf, btf.memberType(id, index)) ?? 0;
    const program = programs.some((each) => each.member === member);
    const other = theirs.get(member);
    if (other === undefined) {
      const isSet = program || bytes.slice(btf.memberOffset(id, index) / 8, size).raw.some((byte) => byte !== 0);
      return isSet ? {member, why: `the struct has no member ${member} here`} : undefined;
    }
    if (btf.memberBits(id, index) > 0 || there.btf.memberBits(there.id, other) > 0)
      return {member, why: `the member ${member} is a bitfield`};
    if (program && closed.has(`${there.btf.name(there.id)}.${member}`))
      return {member, why: `no kernel lets a program be ${member}`};
    const type = resolve(btf, btf.memberType(id, index));
    const theirType = resolve(there.btf, there.btf.memberType(there.id, other));
    const kind = btf.kind(type);
    if (kind !== there.btf.kind(theirType)) return {member, why: `the member ${member} is of another kind here`};
    if (kind === kinds.pointer) {
      const pointed = resolve(there.btf, there.btf.type(theirType));
      return program && there.btf.kind(pointed) !== kinds.prototype
        ? {member, why: `the member ${member} is not a function here`}
        : undefined;
    }
    const theirSize = sizeOf(there.btf, theirType) ?? 0;
    return size === theirSize
      ? undefined
      : {member, why: `the member ${member} has ${theirSize} bytes here, and ${size} in the object`};
  }).filter((wrong) => wrong !== undefined);
};
