import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from '@jest/globals';
import {readBtf} from '../../../src/programs/btf/btf.ts';
import {KernelTypes} from '../../../src/programs/core/kernel-types.ts';
import {type BpfObject, readObject} from '../../../src/programs/object/object.ts';
import {relocateEach} from '../../../src/programs/object/relocated.ts';
import {withCallees} from '../../../src/programs/object/uses.ts';
import {refusalsOf} from '../../../src/programs/refusals/refusals.ts';
import {describeWith} from '../../lab/needs.ts';
import {programsLab, programsLacking, programsUnfit} from '../../lab/programs.ts';
import {clangLacking} from '../compile.ts';
import {writeAsks} from './asks.ts';

/** As Go calls a type of program. */
const typeIn: {readonly [type: string]: string} = {ext: 'extension'};
const nameless = (type: string): string => type.toLowerCase().replaceAll('_', '');

/** What is expected of a program, as cilium.go prints it, in any order; undefined for one that no relocation is refused of. */
const linesOf = (object: BpfObject, kernel: KernelTypes): Map<string, string[]> => {
  const each = relocateEach(object, kernel);
  return new Map(
    object.programs.map((program) => {
      const functions = new Set(withCallees(program.function, object.uses));
      const own = each(program).relocations.filter(({relocation}) => functions.has(relocation.function));
      const type = program.kind?.programType ?? 'unspecifiedprogram';
      const fixups = own.some(({result}) => !result)
        ? ['refused']
        : own.map(({relocation: {kind}, result}) =>
            kind === 'local_type_id' ? kind : `${kind}=${result?.value === undefined ? 'poison' : result.value}`,
          );
      return [program.name, [`type ${nameless(typeIn[type] ?? type)}`, ...fixups.sort()]];
    }),
  );
};

/** A line of cilium.go in these words. */
const worded = (kind: string, text: string): string => {
  if (kind === 'type') return `type ${nameless(text)}`;
  if (kind === 'refused') return kind;
  return text.startsWith('local_type_id') ? 'local_type_id' : text.replace(/=\d+->/, '=');
};

describeWith(programsLacking ?? clangLacking, programsUnfit)('CO-RE beside cilium/ebpf', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-cilium-'));
  afterAll(() => rmSync(folder, {recursive: true}));

  test('every object is taken for the same, and every relocation on four kernels comes out as cilium/ebpf has it', async () => {
    const {kernels, cilium, ...lab} = await programsLab();
    const objects = [...lab.objects, writeAsks(folder)];
    const output = execFileSync(cilium, [...kernels, '--', ...objects], {encoding: 'utf8', maxBuffer: 1 << 28});
    const said = new Map<string, Map<string, string[]>>();
    for (const line of output.trimEnd().split('\n')) {
      const [kernel = '', file = '', program = '', kind = '', text = ''] = line.split('\t');
      const key = `${kernel} ${file}`;
      const programs = said.get(key) ?? new Map<string, string[]>();
      said.set(key, programs);
      programs.set(program, [...(programs.get(program) ?? []), worded(kind, text)]);
    }
    const wrong: string[] = [];
    let compared = 0;
    for (const [index, kernel] of kernels.entries()) {
      const types = new KernelTypes(readBtf(readFileSync(kernel)));
      for (const file of objects) {
        const object = readObject(readFileSync(file), 'cilium');
        const name = `${path.basename(kernel)} ${path.basename(file)}`;
        const told = said.get(`${index} ${file}`) ?? new Map<string, string[]>();
        // Of 0.22.0 also what newer ones take.
        const refused = refusalsOf(object).some(
          ({certain, why, programs}) => !programs && (certain || why.startsWith('0.22.0 and older')),
        );
        if (told.has('*') !== refused) wrong.push(`${name}: refused ${told.has('*')}`);
        if (told.has('*') || refused) continue;
        const found = linesOf(object, types);
        for (const [program, [type = '', ...lines]] of told) {
          const expected = [type, ...lines.sort()];
          compared += lines.length;
          if (expected.join() !== found.get(program)?.join()) {
            const [theirs, ours] = [new Set(expected), new Set(found.get(program) ?? [])];
            wrong.push(
              `${name} ${program}: ${[...theirs].filter((each) => !ours.has(each))} but ${[...ours].filter((each) => !theirs.has(each))}`,
            );
          }
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(5000);
  }, 600_000);
});
