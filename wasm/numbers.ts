// Ints and floats of C, by their names.
import {begins, is} from './text';

/** Before kernel 5.13 floats were written as ints. */
export function isFloat(name: usize): bool {
  return name !== 0 && (is(name, 'float') || is(name, 'double') || is(name, 'long double'));
}

/** Whether an int's name is C's own, such as `long unsigned int`, whose words stand in any order. */
export function isBuiltIn(name: usize): bool {
  if (name === 0) return false;
  if (is(name, '_Bool')) return true;
  let signs = 0;
  let ints = 0;
  let longs = 0;
  let shorts = 0;
  let others = 0;
  let at = name;
  while (true) {
    if (isWord(at, 'unsigned') || isWord(at, 'signed')) signs++;
    else if (isWord(at, 'int')) ints++;
    else if (isWord(at, 'long')) longs++;
    else if (isWord(at, 'short')) shorts++;
    else if (isWord(at, 'char') || isWord(at, '__int128')) others++;
    else return false;
    while (load<u8>(at) > space) at++;
    if (load<u8>(at) === 0) break;
    at++;
  }
  if (signs > 1 || ints > 1) return false;
  return others > 0 ? others + ints + longs + shorts === 1 : longs > 0 ? longs < 3 && shorts === 0 : shorts < 2;
}

/** Whether an int is a long, signed or not. */
export function isLong(name: usize): bool {
  if (name === 0) return false;
  if (is(name, 'long int') || is(name, 'long unsigned int') || is(name, 'long') || is(name, 'unsigned long'))
    return true;
  return is(name, 'unsigned long int') || is(name, 'int long') || is(name, 'long signed int');
}

const space: u8 = 0x20;

function isWord(at: usize, ascii: string): bool {
  const after = at + <usize>ascii.length;
  return begins(at, ascii) && (load<u8>(after) === 0 || load<u8>(after) === space);
}
