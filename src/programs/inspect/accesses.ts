import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {type CoreRelocation, isEnumKind} from '../core/relocation.ts';
import {localSpec, type Spec} from '../core/spec.ts';
import {Unrelocatable} from '../core/unrelocatable.ts';
import type {Line} from '../object/btf-ext.ts';
import type {CodeFunction} from '../object/code-sections.ts';
import type {BpfObject} from '../object/object.ts';
import {typeText} from '../object/type-text.ts';
import type {Access} from './document.ts';

/** What the instructions of each function ask of the kernel's types. */
export const accessesByFunction = (object: BpfObject): ReadonlyMap<CodeFunction, readonly Access[]> => {
  const {btf} = object;
  const sources = sourcesOf(object);
  const found = new Map<CodeFunction, Access[]>();
  for (const relocation of btf ? object.relocations : []) {
    const source = sources(relocation.section, relocation.instruction);
    const list = found.get(relocation.function) ?? [];
    list.push({subject: subjectOf(btf as Btf, relocation), kind: relocation.kind, count: 1, ...(source && {source})});
    found.set(relocation.function, list);
  }
  return found;
};

/** Several functions' together: each subject and kind once. */
export const mergeAccesses = (lists: readonly (readonly Access[])[]): Access[] => {
  const merged = new Map<string, Access>();
  for (const access of lists.flat()) {
    const key = `${access.kind} ${access.subject}`;
    const known = merged.get(key);
    merged.set(key, known ? {...known, count: known.count + access.count} : access);
  }
  return [...merged.values()];
};

/** What a relocation is about, as C writes it. */
export const subjectOf = (btf: Btf, relocation: CoreRelocation): string => {
  try {
    return specText(localSpec(btf, relocation));
  } catch (error) {
    if (!(error instanceof Unrelocatable)) throw error;
    return `${typeText(btf, relocation.type)} (${relocation.access})`;
  }
};

/** An access as C writes it: `task_struct.__state`; a type by itself with its keyword, `struct bio___old`. */
const specText = ({btf, root, steps, kind}: Spec): string => {
  const [first, ...rest] = steps;
  if (!first) return typeText(btf, root);
  if (isEnumKind(kind)) return `${typeText(btf, root)}::${first.name}`;
  const name = btf.kind(root) === kinds.struct || btf.kind(root) === kinds.union ? btf.name(root) : typeText(btf, root);
  const path = rest.map((step) => (step.name === undefined ? `[${step.index}]` : `.${step.name}`));
  return `${name || '(anonymous)'}${first.index > 0 ? `[${first.index}]` : ''}${path.join('')}`;
};

/** The line of a relocation's instruction. */
export const sourceOf = (object: BpfObject, {section, instruction}: CoreRelocation): string | undefined =>
  sourcesOf(object)(section, instruction);

const known = new WeakMap<BpfObject, Sources>();

/** Gives the line of an instruction: that of the last one noted before it in its section. */
type Sources = (section: string, instruction: number) => string | undefined;

const sourcesOf = (object: BpfObject): Sources => {
  const found = known.get(object) ?? readSources(object);
  known.set(object, found);
  return found;
};

const readSources = ({ext, btf}: BpfObject): Sources => {
  const bySection = new Map<string, Line[]>();
  for (const line of ext?.lines() ?? []) {
    const list = bySection.get(line.section);
    if (list) list.push(line);
    else bySection.set(line.section, [line]);
  }
  return (section, instruction) => {
    const noted = bySection.get(section) ?? [];
    let [low, high] = [0, noted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((noted[middle]?.instruction ?? 0) <= instruction) low = middle + 1;
      else high = middle;
    }
    const line = noted[low - 1];
    return line && btf && `${btf.text(line.file).split('/').at(-1)}:${line.line}`;
  };
};
