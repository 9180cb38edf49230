import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {essentialName} from '../btf/strings.ts';
import {type Rules, rulesOf} from './rules.ts';
import {sameKind} from './same-kind.ts';

/** A type of a kernel that may stand for one of the object. */
export interface Candidate {
  readonly btf: Btf;
  readonly type: number;
}

/** The types that a kernel has: those of vmlinux, and of the modules whose BTF is at hand. */
export class KernelTypes {
  readonly vmlinux: Btf;
  readonly modules: readonly Btf[];

  constructor(vmlinux: Btf, modules: readonly Btf[] = []) {
    this.vmlinux = vmlinux;
    this.modules = modules;
  }

  /** The same kernel with types of its modules. */
  withModules(modules: readonly Btf[]): KernelTypes {
    return new KernelTypes(this.vmlinux, modules);
  }

  /** All types of a name, flavors apart, and a kind: as libbpf, of the modules only where vmlinux has none (bpf_core_find_cands), or by other rules. */
  candidates(name: string, kind: number, rules: Pick<Rules, 'modules' | 'kinds'> = rulesOf.libbpf): Candidate[] {
    const essential = essentialName(name);
    const fits = {same: (own: number) => sameKind(own, kind), exact: (own: number) => own === kind, any: () => true};
    const of = (btf: Btf): Candidate[] =>
      btf
        .flavors(essential, kind === kinds.function)
        .filter((type) => type >= btf.first && fits[rules.kinds](btf.kind(type)))
        .map((type) => ({btf, type}));
    const found = of(this.vmlinux);
    if (rules.modules === 'never' || (rules.modules === 'behind' && found.length > 0)) return found;
    return [...found, ...this.modules.flatMap(of)];
  }
}
