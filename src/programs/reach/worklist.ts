/** Numbers that wait, each once; the lowest comes first, so that ways that part are both followed before what comes behind them. */
export class Worklist {
  private readonly waiting: Uint8Array;
  private readonly heap: number[] = [];

  /** `count`: numbers are below it. */
  constructor(count: number) {
    this.waiting = new Uint8Array(count);
  }

  push(number: number): void {
    if (this.waiting[number] === 1) return;
    this.waiting[number] = 1;
    const {heap} = this;
    let at = heap.length;
    for (; at > 0; at = (at - 1) >> 1) {
      const above = heap[(at - 1) >> 1] ?? 0;
      if (above <= number) break;
      heap[at] = above;
    }
    heap[at] = number;
  }

  pop(): number | undefined {
    const {heap} = this;
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined) return undefined;
    this.waiting[first] = 0;
    if (heap.length === 0) return first;
    let at = 0;
    for (let below = 1; below < heap.length; below = 2 * at + 1) {
      if (below + 1 < heap.length && (heap[below + 1] ?? 0) < (heap[below] ?? 0)) below++;
      if ((heap[below] ?? 0) >= last) break;
      heap[at] = heap[below] ?? 0;
      at = below;
    }
    heap[at] = last;
    return first;
  }
}
