import {Gathered} from '../../hosts/gathered.ts';

/** The lines of a stream; undefined for each that has more than `longest` bytes, of which no more is kept while it is read past. */
export async function* linesOf(stream: AsyncIterable<Buffer>, longest: number): AsyncGenerator<string | undefined> {
  const line = new Gathered();
  let tooLong = false;
  const add = (piece: Buffer): void => {
    tooLong ||= line.length + piece.length > longest;
    if (tooLong) line.clear();
    else line.push(piece);
  };
  const take = (): string | undefined => {
    const text = tooLong ? undefined : line.bytes.toString();
    line.clear();
    tooLong = false;
    return text;
  };
  for await (const chunk of stream) {
    let start = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, start)) {
      add(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    add(chunk.subarray(start));
  }
  if (tooLong || line.length > 0) yield take();
}
