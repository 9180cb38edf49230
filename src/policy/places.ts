import {type Document, isMap, type LineCounter} from 'yaml';

/** A way into a document: keys and indices. */
export type Way = readonly (string | number)[];

/** Tells where in the file something stands. */
export interface Places {
  /** Of a value: `ebpf.yml:7:5`. */
  readonly of: (way: Way) => string;
  /** Of a key itself. */
  readonly ofKey: (way: Way) => string;
  /** Of a byte of the file. */
  readonly at: (offset: number) => string;
}

/** Of a file that could not be read. */
export const noPlaces: Places = {of: () => '', ofKey: () => '', at: () => ''};

export const placesIn = (document: Document, lines: LineCounter, file: string): Places => {
  const at = (offset: number): string => {
    const {line, col} = lines.linePos(offset);
    return `${file}:${Math.max(1, line)}:${Math.max(1, col)}`;
  };
  const start = (node: unknown): number => (node as {range?: readonly number[] | null} | undefined)?.range?.[0] ?? 0;
  return {
    at,
    of: (way) => at(start(document.getIn(way, true))),
    ofKey: (way) => {
      const parent = way.length > 1 ? document.getIn(way.slice(0, -1), true) : document.contents;
      const pair = isMap(parent)
        ? parent.items.find(({key}) => String((key as {value?: unknown}).value) === String(way.at(-1)))
        : undefined;
      return at(start(pair?.key));
    },
  };
};
