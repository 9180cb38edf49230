import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {essentialName} from '../btf/strings.ts';
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

  /** All types of a name, flavors apart, and a kind: of the modules only where vmlinux has none (bpf_core_find_cands). */
  candidates(name: string, kind: number): Candidate[] {
    const essential = essentialName(name);
    const of = (btf: Btf): Candidate[] =>
      btf
        .flavors(essential, kind === kinds.function)
        .filter((type) => type >= btf.first && sameKind(btf.kind(type), kind))
        .map((type) => ({btf, type}));
    const found = of(this.vmlinux);
    return found.length > 0 ? found : this.modules.flatMap(of);
  }
}
