import {type Fact, unreadable} from '../../facts/fact.ts';
import type {Facts} from '../../facts/facts.ts';
import {parseProbe} from '../../facts/parse.ts';
import type {Host} from '../../hosts/host.ts';
import {type FetchOptions, fetchTypes, findTypes, type SharedTypes} from '../../kernels/types/fetch.ts';
import {sha256Of, type TypesStore} from '../../kernels/types/store.ts';
import type {Btf} from '../../programs/btf/btf.ts';
import {KernelTypes} from '../../programs/core/kernel-types.ts';
import type {Kernel} from '../../programs/judge/kernel.ts';

/** The kernels that programs are judged by: facts of hosts, with the types that are too large to be facts. */
export class Kernels {
  readonly #store: TypesStore;
  readonly #shared: SharedTypes = new Map();
  /** By the fact that names them, so that they are let go with the facts. */
  readonly #types = new WeakMap<Fact<string>, KernelTypes>();

  constructor(store: TypesStore) {
    this.#store = store;
  }

  /** The facts of a host that was just probed, with its kernel's types fetched from there. */
  async fetch(host: Host, facts: Facts, signal?: AbortSignal): Promise<Facts> {
    const {content, btf} = await fetchTypes(host, facts, this.#options(signal));
    return this.#with(facts, content, btf);
  }

  /** Saved facts, with the types that were kept for them. */
  async find(facts: Facts): Promise<Facts> {
    const {content} = facts.btf;
    if (content?.state !== 'known') return facts;
    const missing = unreadable(`no file ${content.value}.btf is kept here`);
    try {
      const btf = await findTypes(content.value, this.#options());
      return btf ? this.#with(facts, {...content}, btf) : this.#with(facts, missing);
    } catch (error) {
      return this.#with(facts, unreadable(String(error)));
    }
  }

  /** A kernel of which only the types are at hand: nothing else is known of it. */
  alone(host: string, bytes: Uint8Array, btf: Btf): Facts {
    // As the probe would print it, had it found nothing.
    const facts = parseProbe('ebpf-probe 1 begin x\nebpf-probe 1 end x\n', host) as Facts;
    return this.#with(facts, {state: 'known', value: sha256Of(bytes)}, btf);
  }

  /** What is known of the kernel that facts are of. */
  of(facts: Facts): Kernel {
    const {content} = facts.btf;
    const types = content && this.#types.get(content);
    return {name: facts.host, facts, ...(types && {types})};
  }

  #options(signal?: AbortSignal): FetchOptions {
    return {store: this.#store, shared: this.#shared, signal};
  }

  #with(facts: Facts, content: Fact<string>, btf?: Btf): Facts {
    if (btf) this.#types.set(content, new KernelTypes(btf));
    return {
      ...facts,
      btf: {...facts.btf, content},
      ...(facts.root && {root: {...facts.root, btf: {...facts.root.btf, content}}}),
    };
  }
}
