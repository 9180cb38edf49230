import {readFileSync} from 'node:fs';
import path from 'node:path';
import {expect} from '@jest/globals';
import {Ajv} from 'ajv';
import {exitCodes, Failure} from '../../../src/hosts/failure.ts';
import type {InspectedObject} from '../../../src/programs/inspect/document.ts';
import {inspect} from '../../../src/programs/inspect/inspect.ts';
import {describeWith} from '../../lab/needs.ts';
import {clangLacking, compile} from '../compile.ts';

const documents = (file: string, bytes: Uint8Array) => inspect(file, bytes).map(({document}) => document);

/** What stands in the way of reading a file; it is the user's, so that nothing else may be thrown. */
const refusalOf = (bytes: Uint8Array): string => {
  try {
    documents('file', bytes);
  } catch (error) {
    if (error instanceof Failure && error.exitCode === exitCodes.usage) return error.message;
    throw error;
  }
  return '';
};

describeWith(clangLacking)('an object of clang', () => {
  let little: Buffer;
  let object: InspectedObject;
  beforeAll(() => {
    little = compile('sample.bpf.c');
    object = documents('sample.o', little)[0] as InspectedObject;
  });
  const program = (name: string) => object.programs.find((each) => each.name === name);

  test('says of each program what it is, what it calls and what it reads', () => {
    expect(program('traced')).toEqual({
      name: 'traced',
      section: 'fentry/do_unlinkat',
      programType: 'tracing',
      attachType: 'trace_fentry',
      target: 'do_unlinkat',
      sleepable: false,
      frags: false,
      optional: false,
      instructions: expect.any(Number),
      stack: 64,
      isaLevel: 3,
      isa: ['isa-v3'],
      subprograms: ['count'],
      helpers: ['bpf_map_lookup_elem', 'bpf_probe_read_kernel'],
      kfuncs: ['sample_kfunc'],
      maps: ['events'],
      data: ['.rodata', '.bss'],
      externs: ['sample_kfunc'],
      arguments: [2],
      accesses: expect.any(Array),
    });
    const subjects = program('traced')?.accesses.map(({subject, kind}) => `${subject} ${kind}`);
    expect(subjects).toEqual(
      expect.arrayContaining([
        'task_struct___old.state field_exists',
        'task_struct___old.state byte_off',
        'task_struct.pid byte_off',
        'task_struct.comm byte_off',
        'task_struct.on_cpu byte_off',
      ]),
    );
    expect(program('traced')?.accesses[0]?.source).toMatch(/^sample\.bpf\.c:\d+$/);
  });

  test('marks what is optional, what may sleep, and what only the loader knows', () => {
    expect(program('optional')).toMatchObject({
      optional: true,
      programType: 'kprobe',
      target: 'sample',
      maps: ['outer'],
    });
    expect(program('slept')).toMatchObject({
      programType: 'lsm',
      attachType: 'lsm_mac',
      sleepable: true,
      externs: ['init_task'],
    });
    expect(program('unnamed')?.programType).toBeUndefined();
  });

  test('defines its maps', () => {
    expect(object.maps).toEqual([
      {
        ...{name: 'events', type: 'hash', keySize: 4, valueSize: 20, maxEntries: 64, flags: ['no_prealloc']},
        ...{key: 'u32', value: 'struct event', pinned: true},
      },
      {
        ...{name: 'outer', type: 'array_of_maps', keySize: 4, valueSize: 4, maxEntries: 2, flags: [], key: 'u32'},
        ...{pinned: false, inner: {type: 'array', keySize: 4, valueSize: 8, maxEntries: 4, flags: []}},
      },
    ]);
  });

  test('names what it takes from the kernel, its licence and its global data', () => {
    expect(object.externs).toEqual([
      {name: 'CONFIG_HZ', kind: 'kconfig', weak: false, type: 'int'},
      {name: 'CONFIG_SAMPLE', kind: 'kconfig', weak: true, type: 'unsigned char'},
      {name: 'sample_kfunc', kind: 'kfunc', weak: true, type: 'void (struct task_struct *)'},
      {name: 'init_task', kind: 'ksym', weak: false, type: 'void'},
    ]);
    expect(object.data).toEqual([
      {section: '.rodata', bytes: 4, constant: true},
      {section: '.bss', bytes: 8, constant: false},
    ]);
    expect(object).toMatchObject({licence: 'Dual BSD/GPL', btf: true, byteOrder: 'little', offset: 0});
  });

  test('says the same in the other byte order', () => {
    const [big] = documents('sample.o', compile('sample.bpf.c', '-target', 'bpfeb'));
    expect({...big, byteOrder: 'little', bytes: object.bytes}).toEqual(object);
  });

  test('is found in a program that carries it, as often as it is there', () => {
    const around = [Buffer.alloc(1000, 0x7f), little, Buffer.from('\x7fELF between'), little, Buffer.alloc(10)];
    const found = documents('program', Buffer.concat(around));
    expect(found.map(({offset, bytes}) => [offset, bytes])).toEqual([
      [1000, little.length],
      [1000 + little.length + 12, little.length],
    ]);
    expect(found[1]).toEqual({...object, file: 'program', offset: found[1]?.offset});
  });

  test('whose maps are defined by a BTF that was stripped is refused', () => {
    const stripped = Buffer.from(little.toString('latin1').replaceAll('.BTF\0', '.XYZ\0'), 'latin1');
    expect(refusalOf(stripped)).toContain('no BTF');
  });

  test('is refused where it is cut off, wherever that is', () => {
    for (let length = 0; length < little.length; length += 37)
      expect(refusalOf(little.subarray(0, length))).not.toBe('');
  });

  test('is read or refused with any of its bytes changed, each time in an instant', () => {
    let slowest = 0;
    for (let at = 0; at < little.length; at += 13) {
      const changed = Buffer.from(little);
      changed[at] = at % 2 ? 0xff : 0x80;
      const started = process.cpuUsage();
      refusalOf(changed);
      slowest = Math.max(slowest, process.cpuUsage(started).user);
    }
    expect(slowest).toBeLessThan(2_000_000);
  });

  test('as a document follows the schema', () => {
    const schema = readFileSync(path.join(import.meta.dirname, '../../../schemas/inspect-1.schema.json'), 'utf8');
    const validate = new Ajv({strictTypes: false}).compile(JSON.parse(schema));
    validate(JSON.parse(JSON.stringify({schema: 'ebpf.inspect/1', objects: [object]})));
    expect(validate.errors ?? []).toEqual([]);
  });
});
