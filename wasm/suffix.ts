// Names made of another one and a number. Most names are BTF's; these are few.
import * as reasons from './reasons';
import {refuse} from './refuse';
import {lengthOf} from './text';

/** No compiler writes longer names. */
const longest: usize = 4096;

/** All of them together: each is in the header, which is not larger. */
const largest: usize = 64 << 20;

const block: usize = 1 << 18;

let next: usize = 0;
let end: usize = 0;
let blocks: usize = 0;

/** `NAME___COUNT`: what the second, third ... type or value of a name is called. CO-RE takes such a type for `name`. */
export function suffixed(name: usize, count: u32): usize {
  const length = lengthOf(name);
  if (length >= longest) refuse(reasons.longName, 0, <u32>longest);
  if (end - next < 2 * longest) begin();
  memory.copy(next, name, length);
  let at = next + length;
  for (let underscores = 0; underscores < 3; underscores++) store<u8>(at++, 0x5f);
  let digits: usize = 1;
  for (let rest = count; rest > 9; rest /= 10) digits++;
  for (let place = at + digits, rest = count; place > at; rest /= 10) store<u8>(--place, <u8>(0x30 + (rest % 10)));
  store<u8>(at + digits, 0);
  const made = next;
  next = at + digits + 1;
  return made;
}

function begin(): void {
  if (++blocks * block > largest) refuse(reasons.tooLarge, 0, 0);
  next = heap.alloc(block);
  end = next + block;
}

/** Gives back the place of the one that was made last. */
export function takeBack(made: usize): void {
  next = made;
}
