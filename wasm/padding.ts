// What takes bits in a struct without a name and without changing its alignment.
import {alignOf, isPacked, up} from './layout';
import * as output from './output';

/** More bytes than this are written as an array. */
const most: i64 = 512;

/** Takes the bits from `start` to `end`: in lines of a `depth`, or all in one line. */
export function pad(start: u64, end: u64, shape: u32, depth: u32): void {
  const bytes = <i64>(end >> 3) - <i64>((start + 7) >> 3);
  if (bytes > most) {
    const first = up(start, 8);
    const last = first + bytes * 8;
    const bare: u32 = isPacked(shape) ? shape - alignOf(shape) + 1 : 1;
    pad(start, first, bare, depth);
    output.indent(depth);
    output.text('char __pad_');
    output.number(first >> 3);
    output.text('[');
    output.number(bytes);
    endLine('];', depth);
    pad(last, end, bare, depth);
    return;
  }
  const unit: u64 = isPacked(shape) ? 64 : min(alignOf(shape), 8) * 8;
  let at = start;
  while (at < end) {
    const bits = min(end - at, isPacked(shape) ? unit : unit - (at % unit));
    output.indent(depth);
    output.text(unit === 8 ? 'char: ' : unit === 16 ? 'short: ' : unit === 32 ? 'int: ' : 'long long: ');
    output.number(bits);
    endLine(';', depth);
    at += bits;
  }
}

function endLine(text: string, depth: u32): void {
  output.text(text);
  output.text(depth > 0 ? '\n' : ' ');
}
