import {type Fact, known, unreadable, valueIfKnown} from '../../facts/fact.ts';
import type {Facts} from '../../facts/facts.ts';
import {parseProbe} from '../../facts/parse.ts';
import type {Failure} from '../../hosts/failure.ts';
import type {Host} from '../../hosts/host.ts';
import {reasonOf} from '../../hosts/reason.ts';
import type {NamedTypes, SharedTypes} from '../../kernels/types/fetch.ts';
import type {ModuleTypes} from '../../kernels/types/modules.ts';
import type {Listed} from '../../kernels/types/names.ts';
import type {TypesStore} from '../../kernels/types/store.ts';
import type {KernelTypes} from '../../programs/core/kernel-types.ts';
import type {Judgement} from '../../programs/judge/judgement.ts';
import type {Kernel} from '../../programs/judge/kernel.ts';
import type {BpfObject} from '../../programs/object/object.ts';

/** Where types are kept and looked for, beside the user's cache. */
export interface KernelsOptions {
  /** Folders that are only read. */
  readonly beside?: readonly string[];
  /** A folder that all types are kept in, and who is told what cannot be. */
  readonly keepIn?: {readonly folder: string; readonly onTrouble: (failure: Failure) => void} | undefined;
  /** Set where nothing but types is known of the kernels. */
  readonly alone?: boolean;
}

const usualTracefs = '/sys/kernel/tracing';

/** What is being read of this machine before it was probed: its names by the usual tracefs. */
interface Begun {
  readonly types: Promise<NamedTypes>;
  readonly listed: Promise<Listed>;
}

/** What types and names are fetched for. */
export interface FetchFor {
  readonly objects?: readonly BpfObject[];
  readonly signal?: AbortSignal | undefined;
}

/** The kernels that programs are judged by: facts of hosts, with the types that are too large to be facts. Loads what it takes when it is asked. */
export class Kernels {
  readonly alone: boolean;
  readonly #options: KernelsOptions;
  readonly #shared: SharedTypes = new Map();
  /** By the fact that names the types, so that they are let go with the facts. */
  readonly #known = new WeakMap<Fact<string>, Partial<Kernel>>();
  readonly #judged = new WeakMap<Facts, Map<BpfObject, readonly Judgement[]>>();
  #store: TypesStore | undefined;
  #begun: Begun | undefined;

  constructor(options: KernelsOptions = {}) {
    this.#options = options;
    this.alone = options.alone ?? false;
  }

  /** Begins to read what {@link fetch} will want of this machine, beside whatever waits for its probe. */
  begin(host: Host, objects: readonly BpfObject[], signal?: AbortSignal): void {
    const read = async () => {
      const {readHere} = await import('../../kernels/types/fetch.ts');
      return readHere(host, {store: await this.#kept(), signal});
    };
    this.#begun = {types: read(), listed: this.#namesFor(host, usualTracefs, objects, signal)};
    // Whoever takes them is told.
    for (const each of Object.values(this.#begun)) each.catch(() => {});
  }

  /**
   * The facts of a host that was just probed, with its kernel's types fetched from there, and what else of it decides for `objects`: names that it lists, and
   * the types of its modules where something is open without. Without `objects` all types are fetched.
   */
  async fetch(host: Host, facts: Facts, {objects, signal}: FetchFor = {}): Promise<Facts> {
    const {fetchTypes, fetchModules} = await import('../../kernels/types/fetch.ts');
    const begun = host.local ? this.#begun : undefined;
    const options = {store: await this.#kept(), shared: this.#shared, here: begun?.types, signal};
    const {content, types} = await fetchTypes(host, facts, options);
    const fetched = this.#with(facts, {content, types});
    const tracefs = valueIfKnown(facts.tracing.directory) ?? '';
    const names = begun && tracefs === usualTracefs ? begun.listed : undefined;
    const listed = objects && (await (names ?? this.#namesFor(host, tracefs, objects, signal)));
    const named = this.#with(fetched, {content, types, ...listed});
    const some = valueIfKnown(facts.btf.modules) !== 0;
    if (!types || !some || (objects && !(await this.#isOpen(objects, named)))) return named;
    const modules = await fetchModules(host, types.vmlinux, options);
    return this.#with(named, {content, types, ...listed, moduleContent: modules.content, ...modules.types});
  }

  /** Saved facts, with the types that were kept for them. */
  async find(facts: Facts): Promise<Facts> {
    const {content, moduleContent} = facts.btf;
    if (content?.state !== 'known' || this.#known.has(content)) return facts;
    const {findTypes, findModules} = await import('../../kernels/types/fetch.ts');
    try {
      const store = await this.#kept();
      const types = await findTypes(content.value, {store, shared: this.#shared});
      if (!types) return this.#with(facts, {content: unreadable(`${content.value}.btf is not kept here`)});
      const modules =
        moduleContent?.state === 'known' ? await findModules(moduleContent.value, types.vmlinux, store) : undefined;
      return this.#with(facts, {content: {...content}, types, moduleContent, ...modules});
    } catch (error) {
      return this.#with(facts, {content: unreadable(reasonOf(error))});
    }
  }

  /** A kernel of which only the types are at hand: nothing else is known of it. */
  ofTypes(name: string, types: KernelTypes): Facts {
    // What the probe would print, had it found nothing out.
    const facts = parseProbe('ebpf-probe 1 begin x\n\nebpf-probe 1 end x\n', name);
    if (!facts) throw new Error('an empty probe could not be read');
    return this.#with(facts, {content: known(name), types});
  }

  /** What is known of the kernel that facts are of. */
  of(facts: Facts): Kernel {
    const {content, modules} = facts.btf;
    // A host whose modules have no BTF, or which has none, has no other types than its kernel's.
    const none = valueIfKnown(modules) === 0;
    return {name: facts.host, facts, ...(none && {allModules: true}), ...(content && this.#known.get(content))};
  }

  /** What `judge` says of an object on the kernel of these facts: asked once, for all who want it. */
  judged(object: BpfObject, facts: Facts, judge: Judging): readonly Judgement[] {
    const known = this.#judged.get(facts) ?? new Map<BpfObject, readonly Judgement[]>();
    this.#judged.set(facts, known);
    const found = known.get(object) ?? judge(object, this.of(facts));
    known.set(object, found);
    return found;
  }

  /** Whether something is left unknown of objects. */
  async #isOpen(objects: readonly BpfObject[], facts: Facts): Promise<boolean> {
    const {judgeObject} = await import('../../programs/judge/judge.ts');
    return objects.some((object) => this.judged(object, facts, judgeObject).some(({verdict}) => verdict === 'unknown'));
  }

  async #kept(): Promise<TypesStore> {
    const {typesFolder, typesStore} = await import('../../kernels/types/store.ts');
    const {keepIn, beside} = this.#options;
    this.#store ??= keepIn ? typesFolder(keepIn.folder, keepIn.onTrouble) : typesStore(beside);
    return this.#store;
  }

  async #namesFor(host: Host, tracefs: string, objects: readonly BpfObject[], signal?: AbortSignal): Promise<Listed> {
    const [{fetchNames}, {askedNames}] = await Promise.all([
      import('../../kernels/types/names.ts'),
      import('../../programs/judge/asked.ts'),
    ]);
    return fetchNames(host, tracefs, askedNames(objects), signal);
  }

  #with(facts: Facts, {content, moduleContent, types, modules, all, ...listed}: Offered): Facts {
    const joined = types && modules?.length ? types.withModules(modules) : types;
    this.#known.set(content, {...listed, ...(joined && {types: joined}), ...(all && {allModules: true})});
    const own = {content, ...(moduleContent && {moduleContent})};
    return {
      ...facts,
      btf: {...facts.btf, ...own},
      ...(facts.root && {root: {...facts.root, btf: {...facts.root.btf, ...own}}}),
    };
  }
}

/** What is known of a kernel beside facts. */
interface Offered extends Listed, Partial<ModuleTypes> {
  readonly content: Fact<string>;
  readonly moduleContent?: Fact<string> | undefined;
  readonly types?: KernelTypes | undefined;
}

type Judging = (object: BpfObject, kernel: Kernel) => readonly Judgement[];
