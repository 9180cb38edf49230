import {type Fact, known, unreadable} from '../../facts/fact.ts';
import type {Facts} from '../../facts/facts.ts';
import {parseProbe} from '../../facts/parse.ts';
import type {Host} from '../../hosts/host.ts';
import type {SharedTypes} from '../../kernels/types/fetch.ts';
import type {TypesStore} from '../../kernels/types/store.ts';
import type {KernelTypes} from '../../programs/core/kernel-types.ts';
import type {Kernel} from '../../programs/judge/kernel.ts';

/** Where types are kept and looked for, beside the user's cache. */
export interface KernelsOptions {
  /** Folders that are only read. */
  readonly beside?: readonly string[];
  /** A folder that all types are kept in. */
  readonly keepIn?: string | undefined;
  /** Set where nothing but types is known of the kernels. */
  readonly alone?: boolean;
}

/** The kernels that programs are judged by: facts of hosts, with the types that are too large to be facts. Loads what it takes when it is asked. */
export class Kernels {
  readonly alone: boolean;
  readonly #options: KernelsOptions;
  readonly #shared: SharedTypes = new Map();
  /** By the fact that names them, so that they are let go with the facts. */
  readonly #types = new WeakMap<Fact<string>, KernelTypes>();
  #store: TypesStore | undefined;

  constructor(options: KernelsOptions = {}) {
    this.#options = options;
    this.alone = options.alone ?? false;
  }

  /** The facts of a host that was just probed, with its kernel's types fetched from there. */
  async fetch(host: Host, facts: Facts, signal?: AbortSignal): Promise<Facts> {
    const {fetchTypes} = await import('../../kernels/types/fetch.ts');
    const options = {store: await this.#kept(), shared: this.#shared, signal};
    const {content, types} = await fetchTypes(host, facts, options);
    return this.#with(facts, content, types);
  }

  /** Saved facts, with the types that were kept for them. */
  async find(facts: Facts): Promise<Facts> {
    const {content} = facts.btf;
    if (content?.state !== 'known' || this.#types.has(content)) return facts;
    const {findTypes} = await import('../../kernels/types/fetch.ts');
    try {
      const types = await findTypes(content.value, {store: await this.#kept(), shared: this.#shared});
      return this.#with(facts, types ? {...content} : unreadable(`${content.value}.btf is not kept here`), types);
    } catch (error) {
      return this.#with(facts, unreadable(error instanceof Error ? error.message : String(error)));
    }
  }

  /** A kernel of which only the types are at hand: nothing else is known of it. */
  ofTypes(name: string, types: KernelTypes): Facts {
    // What the probe would print, had it found nothing out.
    const facts = parseProbe('ebpf-probe 1 begin x\n\nebpf-probe 1 end x\n', name);
    if (!facts) throw new Error('an empty probe could not be read');
    return this.#with(facts, known(name), types);
  }

  /** What is known of the kernel that facts are of. */
  of(facts: Facts): Kernel {
    const {content} = facts.btf;
    const types = content && this.#types.get(content);
    return {name: facts.host, facts, ...(types && {types})};
  }

  async #kept(): Promise<TypesStore> {
    const {typesFolder, typesStore} = await import('../../kernels/types/store.ts');
    const {keepIn, beside} = this.#options;
    this.#store ??= keepIn === undefined ? typesStore(beside) : typesFolder(keepIn);
    return this.#store;
  }

  #with(facts: Facts, content: Fact<string>, types?: KernelTypes): Facts {
    if (types) this.#types.set(content, types);
    return {
      ...facts,
      btf: {...facts.btf, content},
      ...(facts.root && {root: {...facts.root, btf: {...facts.root.btf, content}}}),
    };
  }
}
