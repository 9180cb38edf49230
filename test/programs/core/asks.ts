import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {readObject} from '../../../src/programs/object/object.ts';
import {compile} from '../compile.ts';

const exists = 8;
const matches = 12;

/** An object as a newer clang compiles it: with bpf_core_type_matches() where it asks whether types exist that are called so. */
export const withMatches = (object: Buffer): Buffer => {
  const {btf, elf} = readObject(object);
  const ext = elf.sections.find(({name}) => name === '.BTF.ext')?.bytes;
  if (!btf || !ext) throw new Error('the object has no BTF');
  // struct btf_ext_header: hdr_len, core_relo_off, core_relo_len.
  const start = ext.u32(4) + ext.u32(24);
  const end = start + ext.u32(28);
  const view = new DataView(ext.raw.buffer, ext.raw.byteOffset);
  for (let at = start + 4; at < end; ) {
    const count = ext.u32(at + 4);
    at += 8;
    for (let index = 0; index < count; index++, at += ext.u32(start))
      if (ext.u32(at + 12) === exists && btf.name(ext.u32(at + 4)).endsWith('___matches'))
        view.setUint32(at + 12, matches, true);
  }
  return object;
};

/** Writes asks.bpf.c, compiled, into a folder; its path. Not `matched`: for aya, which refuses an object that asks so. */
export const writeAsks = (folder: string, {matched = true} = {}): string => {
  const file = path.join(folder, 'asks.o');
  const object = compile('core/asks.bpf.c');
  writeFileSync(file, matched ? withMatches(object) : object);
  return file;
};
