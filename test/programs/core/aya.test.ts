import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from '@jest/globals';
import {readBtf} from '../../../src/programs/btf/btf.ts';
import {KernelTypes} from '../../../src/programs/core/kernel-types.ts';
import {executable} from '../../../src/programs/elf/elf.ts';
import {type BpfObject, readObject} from '../../../src/programs/object/object.ts';
import {relocateFor} from '../../../src/programs/object/relocated.ts';
import {unknownToReleases} from '../../../src/programs/refusals/aya.ts';
import {refusalsOf} from '../../../src/programs/refusals/refusals.ts';
import {sectionKind} from '../../../src/programs/tables/section-kinds.ts';
import {ayaLab, ayaLacking, ayaUnfit} from '../../lab/aya.ts';
import {describeWith} from '../../lab/needs.ts';
import {programsLab, programsLacking, programsUnfit} from '../../lab/programs.ts';
import {clangLacking} from '../compile.ts';
import {writeAsks} from './asks.ts';

/** What becomes of an object on a kernel, as aya.rs prints it: the instructions that are others afterwards, or `refused`. */
const outcomeOf = (object: BpfObject, kernel: KernelTypes): string[] => {
  const {relocations, code} = relocateFor(object, kernel);
  if (relocations.some(({state}) => state === 'refused')) return ['refused'];
  return object.code.flatMap((section) => {
    const [before, after] = [section.code, code.get(section.name) ?? section.code];
    const text = (one: typeof before, at: number): string =>
      [one.code[at], one.destination[at], one.source[at], one.offset[at], one.immediate[at]].join(' ');
    return Array.from({length: before.count}, (_, at) => at)
      .filter((at) => text(before, at) !== text(after, at))
      .map((at) => `${section.index} ${at} ${text(after, at)}`);
  });
};

/** Whether 0.13.1 knows a section of a program. */
const of013 = (name: string): boolean => sectionKind(name, 'aya') !== undefined && !unknownToReleases(name);

/** An object whose sections aya knows: those that it does not know get a name that it does, as long as their own. */
const acceptable = (bytes: Buffer): Buffer => {
  const changed = Buffer.from(bytes);
  for (const {name, flags} of readObject(bytes).elf.sections) {
    if ((flags & executable) === 0 || name === '.text' || name.length < 2 || of013(name)) continue;
    for (let at = changed.indexOf(`${name}\0`); at >= 0; at = changed.indexOf(`${name}\0`, at + 1))
      changed.write(name.length === 2 ? 'tp' : 'tp/', at, 'latin1');
  }
  return changed;
};

const older = /^0\.1[34]\.\d+ and older/;

describeWith(programsLacking ?? ayaLacking ?? clangLacking, programsUnfit || ayaUnfit)('CO-RE beside aya', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-aya-'));
  afterAll(() => rmSync(folder, {recursive: true}));

  test('every object is taken or refused, and every relocation on four kernels comes out as aya has it', async () => {
    const [lab, {relocate}] = [await programsLab(), await ayaLab()];
    const {kernels} = lab;
    const objects = [...lab.objects, writeAsks(folder, {matched: false})];
    const files = objects.map((file) => ({file, as: path.join(folder, `as-${path.basename(file)}`)}));
    for (const {file, as} of files) writeFileSync(as, acceptable(readFileSync(file)));
    const said = new Map<string, string[]>();
    const told = (texts: readonly string[]) => {
      const options = {encoding: 'utf8', maxBuffer: 1 << 28} as const;
      for (const line of execFileSync(relocate, [...kernels, '--', ...texts], options)
        .trimEnd()
        .split('\n')) {
        const [kernel, file, record, text = ''] = line.split('\t');
        const key = `${kernel} ${file} ${record}`;
        const changes = text.startsWith('refused') ? ['refused'] : text.split(', ').filter((each) => each !== '');
        said.set(key, [...(said.get(key) ?? []), ...changes]);
      }
    };
    told(objects);
    told(files.map(({as}) => as));
    const wrong: string[] = [];
    let compared = 0;
    for (const file of objects) {
      const object = readObject(readFileSync(file), 'aya');
      // Of 0.13.1 also what newer ones take; what comes of maps and of BTF is seen when they are loaded.
      const ours = refusalsOf(object).filter(
        ({what, certain, why}) =>
          !/its stacks have no size|its BTF has a header/.test(why) &&
          (certain || (older.test(why) && !what.startsWith('map '))),
      );
      const refused = said.has(`* ${file} *`);
      if (refused !== ours.length > 0) wrong.push(`${path.basename(file)}: refused ${refused}, ours: ${ours[0]?.what}`);
    }
    for (const [index, kernel] of kernels.entries()) {
      const types = new KernelTypes(readBtf(readFileSync(kernel)));
      for (const {file, as} of files) {
        const object = readObject(acceptable(readFileSync(file)), 'aya');
        const expectSame = (record: string, found: readonly string[]) => {
          compared++;
          const [theirs, mine] = [said.get(`${index} ${as} ${record}`) ?? [], found].map((list) => [...list].sort());
          if (theirs?.join() !== mine?.join())
            wrong.push(`${path.basename(kernel)} ${path.basename(file)} ${record}: ${theirs} but ${mine}`);
        };
        const all = object.ext?.relocations ?? [];
        // One of a function that is gone.
        const whole = all.length > object.relocations.length ? ['refused'] : outcomeOf(object, types);
        expectSame('*', whole);
        if (!said.get(`${index} ${as} *`)?.includes('refused')) continue;
        for (const [number, {section, instruction, access}] of all.entries()) {
          const one = object.relocations.filter(
            (each) => each.section === section && each.instruction === instruction && each.access === access,
          );
          expectSame(String(number), one.length > 0 ? outcomeOf({...object, relocations: one}, types) : ['refused']);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(2000);
  });
});
