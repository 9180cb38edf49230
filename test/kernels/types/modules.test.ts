import {expect} from '@jest/globals';
import {Failure} from '../../../src/hosts/failure.ts';
import {readModules} from '../../../src/kernels/types/modules.ts';
import {readBtf} from '../../../src/programs/btf/btf.ts';
import {kinds} from '../../../src/programs/btf/kinds.ts';
import {int, makeBtf, struct} from '../../programs/btf/make.ts';

const base = makeBtf([int(), struct('task_struct', 4, [['pid', 1, 0]])]);
const kernel = readBtf(base);
const moduleBtf = makeBtf([struct('nf_conn', 4, [['mark', 1, 0]])], {stringsBefore: base.readUInt32LE(20)});
const sent = (...parts: readonly Buffer[]): Buffer =>
  Buffer.concat([Buffer.from(`${parts.map(({length}, at) => `${length} module${at}\n`).join('')}\n`), ...parts]);

test('types of modules continue those of the kernel', () => {
  const {modules, all} = readModules(sent(moduleBtf, moduleBtf), kernel);
  expect([modules.length, all, modules[0]?.named('nf_conn', kinds.struct)]).toEqual([2, true, [3]]);
  expect(readModules(Buffer.alloc(0), kernel)).toEqual({modules: [], all: true});
});

test('one that is damaged is left out, and then not all are known', () => {
  const {modules, all} = readModules(sent(Buffer.alloc(24), moduleBtf), kernel);
  expect([modules.length, all]).toEqual([1, false]);
});

test.each([
  ['cut off', sent(moduleBtf).subarray(0, -1)],
  ['longer than it says', Buffer.concat([sent(moduleBtf), Buffer.alloc(1)])],
  ['without a list', Buffer.from('no list')],
  ['with a list of words', Buffer.from('many bytes\n\nxxxx')],
])('what is %s is refused', (_, bytes) => {
  expect(() => readModules(bytes, kernel)).toThrow(Failure);
});
