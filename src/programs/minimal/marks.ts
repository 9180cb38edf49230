import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {isComposite, isModifier} from '../btf/sizes.ts';

/** How a type is needed: itself; with what it points to; with all members, for `bpf_core_type_matches`; the same, found behind a pointer. */
const ways = {itself: 1, withPointees: 2, matching: 4, matchingBehindPointer: 8} as const;

type Way = (typeof ways)[keyof typeof ways];

/** Types of a kernel that are needed, and the members of them: what bpftool marks (btfgen_mark_type, btfgen_mark_type_match). Linear. */
export class Marks {
  readonly btf: Btf;
  readonly #ways: Uint8Array;
  readonly #members = new Map<number, Set<number>>();

  constructor(btf: Btf) {
    this.btf = btf;
    this.#ways = new Uint8Array(btf.end);
  }

  /** All types that were marked, in ascending order. */
  get types(): number[] {
    return [...this.#ways.keys()].filter((id) => this.#ways[id] !== 0);
  }

  hasMember(id: number, index: number): boolean {
    return this.#members.get(id)?.has(index) ?? false;
  }

  /** A type by itself: structs without members, pointers to nothing. */
  type(id: number): void {
    this.#mark(id, ways.itself);
  }

  /** A type, and what it points to. */
  typeWithPointees(id: number): void {
    this.#mark(id, ways.withPointees);
  }

  /** All of a type that another is compared with. */
  wholeType(id: number): void {
    this.#mark(id, ways.matching);
  }

  member(id: number, index: number): void {
    const members = this.#members.get(id) ?? new Set();
    this.#members.set(id, members.add(index));
  }

  #mark(first: number, how: Way): void {
    const open: [id: number, way: Way][] = [[first, how]];
    for (let next = open.pop(); next; next = open.pop()) {
      const [id, way] = next;
      const before = this.#ways[id] ?? 0;
      if (id === 0 || (before & way) !== 0) continue;
      this.#ways[id] = before | way;
      open.push(...this.#needed(id, way));
    }
  }

  #needed(id: number, way: Way): [id: number, way: Way][] {
    const {btf} = this;
    const kind = btf.kind(id);
    const match = way === ways.matching || way === ways.matchingBehindPointer;
    const inside = match ? ways.matching : way;
    if (kind === kinds.typedef || isModifier(kind)) return [[btf.type(id), way]];
    if (kind === kinds.array)
      return [
        [btf.arrayElement(id), inside],
        [btf.arrayIndex(id), inside],
      ];
    if (kind === kinds.pointer)
      return way === ways.itself ? [] : [[btf.type(id), match ? ways.matchingBehindPointer : way]];
    if (kind === kinds.prototype)
      return [
        [btf.type(id), inside],
        ...indices(btf, id).map((at): [number, Way] => [btf.parameterType(id, at), inside]),
      ];
    if (way !== ways.matching || !isComposite(kind)) return [];
    return indices(btf, id).map((at) => {
      this.member(id, at);
      return [btf.memberType(id, at), ways.matching];
    });
  }
}

const indices = (btf: Btf, id: number): number[] => Array.from({length: btf.length(id)}, (_, index) => index);
