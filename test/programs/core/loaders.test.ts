import {expect} from '@jest/globals';
import {readBtf} from '../../../src/programs/btf/btf.ts';
import {kinds} from '../../../src/programs/btf/kinds.ts';
import {Instructions} from '../../../src/programs/code/instructions.ts';
import {KernelTypes} from '../../../src/programs/core/kernel-types.ts';
import {patch} from '../../../src/programs/core/patch.ts';
import {isRefused, Relocator, type Resolved} from '../../../src/programs/core/relocate.ts';
import type {RelocationKind} from '../../../src/programs/core/relocation.ts';
import {rulesOf} from '../../../src/programs/core/rules.ts';
import {Unrelocatable} from '../../../src/programs/core/unrelocatable.ts';
import {Bytes} from '../../../src/programs/elf/bytes.ts';
import {carrierOf} from '../../../src/programs/elf/carrier.ts';
import {type Loader, loaders} from '../../../src/programs/loader.ts';
import {sectionKind} from '../../../src/programs/tables/section-kinds.ts';
import {array, int, makeBtf, pointer, struct, typedef, type Written} from '../btf/make.ts';

type Asked = readonly [kind: RelocationKind, type: number, access: string];

/** What each loader makes of relocations: `poison`, a value, or `refused`. */
const relocated = (
  local: readonly Written[],
  kernel: readonly Written[],
  asked: readonly Asked[],
  module: readonly Written[] = [],
): Record<Loader, string[]> => {
  const vmlinux = readBtf(makeBtf(kernel));
  // A kernel of these types alone ends behind as many strings.
  const strings = makeBtf(kernel).readUInt32LE(20);
  const modules = module.length > 0 ? [readBtf(makeBtf(module, {stringsBefore: strings}), vmlinux)] : [];
  const of = (loader: Loader) =>
    new Relocator(readBtf(makeBtf(local)), new KernelTypes(vmlinux, modules), rulesOf[loader])
      .relocateAll(asked.map(([kind, type, access]) => ({section: 's', instruction: 0, kind, type, access})))
      .map((outcome) => (isRefused(outcome) ? 'refused' : String(outcome.value ?? 'poison')));
  return {libbpf: of('libbpf'), cilium: of('cilium'), aya: of('aya')};
};

const enumOf = (name: string, values: readonly (readonly [string, number])[], kind: number = kinds.enum): Written => ({
  name,
  kind,
  length: values.length,
  third: kind === kinds.enum ? 4 : 8,
  rest: values.flatMap(([value, number]) => (kind === kinds.enum ? [value, number] : [value, number, 0])),
});
const pair = (one: number, other = 32) =>
  struct('pair', 16, [
    ['one', 1, one],
    ['other', 1, other],
  ]);

describe('where loaders differ', () => {
  test('of two types of one name libbpf drops what does not fit, cilium/ebpf takes the one that most fits, aya looks at each anew', () => {
    const asked = [
      ['byte_off', 2, '0:1'],
      ['byte_off', 2, '0:0'],
    ] as const;
    const short = struct('pair', 8, [['one', 1, 32]]);
    expect(relocated([int(), pair(0)], [int(), short, pair(0)], asked)).toEqual({
      libbpf: ['4', '0'],
      cilium: ['4', '0'],
      aya: ['4', 'refused'],
    });
    expect(relocated([int(), pair(0)], [int(), short, pair(0)], asked.toReversed())).toEqual({
      libbpf: ['refused', '4'],
      cilium: ['0', '4'],
      aya: ['refused', '4'],
    });
    expect(relocated([int(), pair(0)], [int(), pair(0), pair(64)], asked).cilium).toEqual(['refused', 'refused']);
  });

  test("a module's type stands behind that of vmlinux, beside it, or is not looked for", () => {
    const asked = [['byte_off', 2, '0:1']] as const;
    expect(relocated([int(), pair(0)], [int(), struct('pair', 4, [])], asked, [pair(0, 96)])).toEqual({
      libbpf: ['poison'],
      cilium: ['12'],
      aya: ['poison'],
    });
    expect(relocated([int(), pair(0)], [int()], asked, [pair(0, 96)])).toEqual({
      libbpf: ['12'],
      cilium: ['12'],
      aya: ['poison'],
    });
    const id = [['target_type_id', 2, '0']] as const;
    expect(relocated([int(), pair(0)], [int()], id, [pair(0)])).toEqual({
      libbpf: ['2'],
      cilium: ['poison'],
      aya: ['refused'],
    });
  });

  test('the size and the id of a type that is missing are 0, poisoned, or end loading; whether it exists is 0 everywhere', () => {
    for (const kind of ['type_size', 'target_type_id'] as const)
      expect(relocated([int(), pair(0)], [int()], [[kind, 2, '0']])).toEqual({
        libbpf: ['0'],
        cilium: ['poison'],
        aya: ['refused'],
      });
    expect(relocated([int(), pair(0)], [int()], [['type_exists', 2, '0']])).toEqual({
      libbpf: ['0'],
      cilium: ['0'],
      aya: ['0'],
    });
  });

  test('a typedef stands for a struct, an enum of 64 bits for one of 32, a nameless enum for a named one', () => {
    const size = [['type_size', 2, '0']] as const;
    const behind = [int(), struct('', 24, []), typedef('pair', 2)];
    expect(relocated([int(), pair(0)], behind, size)).toEqual({libbpf: ['0'], cilium: ['24'], aya: ['refused']});
    const value = [['enumval_value', 1, '0']] as const;
    const wide = enumOf('colour', [['RED', 5]], kinds.enum64);
    expect(relocated([enumOf('colour', [['RED', 1]])], [wide], value)).toEqual({
      libbpf: ['5'],
      cilium: ['5'],
      aya: ['poison'],
    });
    const holder = (type: number) => struct('holder', 4, [['it', type, 0]]);
    const field = [['byte_off', 2, '0:0']] as const;
    expect(
      relocated([enumOf('colour', [['RED', 1]]), holder(1)], [enumOf('', [['RED', 1]]), holder(1)], field),
    ).toEqual({libbpf: ['0'], cilium: ['0'], aya: ['poison']});
  });

  test('an array of other elements, and elements of arrays without a length', () => {
    const holder = (type: number) =>
      struct('holder', 16, [
        ['n', 1, 0],
        ['it', type, 32],
      ]);
    const local = [int(), array(1, 2), holder(2)];
    const structs = [int(), pair(0), array(2, 2), holder(3)];
    expect(relocated(local, structs, [['byte_off', 3, '0:1']])).toEqual({
      libbpf: ['poison'],
      cilium: ['4'],
      aya: ['poison'],
    });
    const flexible = [int(), array(1, 0), holder(2)];
    expect(relocated(flexible, flexible, [['byte_off', 3, '0:1:0']])).toEqual({
      libbpf: ['4'],
      cilium: ['4'],
      aya: ['refused'],
    });
    const amid = struct('holder', 16, [
      ['it', 2, 32],
      ['n', 1, 32],
    ]);
    expect(relocated(local, [int(), array(1, 0), amid], [['byte_off', 3, '0:1:0']])).toEqual({
      libbpf: ['poison'],
      cilium: ['refused'],
      aya: ['poison'],
    });
  });

  test('numbers above 2^31 of an enum without a sign', () => {
    const value = [['enumval_value', 1, '0']] as const;
    expect(relocated([enumOf('colour', [['RED', 1]])], [enumOf('colour', [['RED', -1]])], value)).toEqual({
      libbpf: [String(2n ** 64n - 1n)],
      cilium: [String(2n ** 32n - 1n)],
      aya: [String(2n ** 32n - 1n)],
    });
  });

  test('bpf_core_type_matches looks behind pointers for cilium/ebpf alone, and a float ends loading there', () => {
    const holder = (inner: Written) => [inner, pointer(1), struct('holder', 8, [['it', 2, 0]]), int()];
    const asked = [['type_matches', 3, '0']] as const;
    const less = struct('inner', 4, []);
    const more = struct('inner', 4, [['one', 4, 0]]);
    const declared = {name: 'other', kind: kinds.forward};
    const of = (one: Written, other: Written) => {
      const {libbpf, cilium} = relocated(holder(one), holder(other), asked);
      return [...libbpf, ...cilium];
    };
    expect(of(less, more)).toEqual(['1', '1']);
    expect(of(more, less)).toEqual(['1', '0']);
    expect(of(more, declared)).toEqual(['0', '1']);
    const float = {name: 'inner', kind: kinds.float, third: 4};
    expect(of(float, float)).toEqual(['0', 'refused']);
    // One that points to itself ends.
    const list = [struct('list', 8, [['next', 2, 0]]), pointer(1)];
    expect(relocated(list, list, [['type_matches', 1, '0']]).cilium).toEqual(['1']);
  });

  /** What becomes of one instruction: its opcode, offset and immediate, `poisoned` or `refused`. */
  const patched = (
    loader: Loader,
    [opcode, offset, immediate]: readonly [number, number, number],
    result: Resolved,
  ) => {
    const raw = Buffer.alloc(8);
    raw.writeUInt8(opcode, 0);
    raw.writeInt16LE(offset, 2);
    raw.writeInt32LE(immediate, 4);
    const code = Instructions.read(new Bytes(raw, true));
    try {
      const state = patch(code, 0, result, rulesOf[loader]);
      return state === 'poisoned' ? state : [code.code[0], code.offset[0], code.immediate[0]];
    } catch (error) {
      if (error instanceof Unrelocatable) return 'refused';
      throw error;
    }
  };
  const loadOf8 = 0x79;
  const loadOf4 = 0x61;

  test('a load of another width is changed or left, and a signed one poisoned, refused or left', () => {
    const result = (adjustable: boolean) =>
      ({old: 4n, value: 8n, certain: true, width: {old: 8, value: 4, adjustable}}) as unknown as Resolved;
    const of = (adjustable: boolean) => loaders.map((loader) => patched(loader, [loadOf8, 4, 0], result(adjustable)));
    expect(of(true)).toEqual([
      [loadOf4, 8, 0],
      [loadOf8, 8, 0],
      [loadOf4, 8, 0],
    ]);
    expect(of(false)).toEqual(['poisoned', [loadOf8, 8, 0], 'refused']);
  });

  test('a negative number is not taken by cilium/ebpf', () => {
    const result = {old: 1n, value: 2n ** 64n - 1n, certain: true} as unknown as Resolved;
    expect(loaders.map((loader) => patched(loader, [0xb7, 0, 1], result))).toEqual([
      [0xb7, 0, -1],
      'refused',
      [0xb7, 0, -1],
    ]);
  });
});

test.each([
  ['kprobe/do_unlinkat', 'kprobe', 'kprobe', 'kprobe'],
  ['kprobe.multi/do_*', 'kprobe', 'kprobe', undefined],
  ['xdp', 'xdp', 'xdp', 'xdp'],
  ['xdp/drop', undefined, 'xdp', undefined],
  ['tc/ingress', 'sched_cls', 'sched_cls', undefined],
  ['classifier/mine', undefined, 'sched_cls', 'sched_cls'],
  ['raw_tp.s/sys_enter', 'raw_tracepoint', undefined, undefined],
  ['cgroup/connect4', 'cgroup_sock_addr', 'cgroup_sock_addr', 'cgroup_sock_addr'],
  ['sk_skb', 'sk_skb', 'sk_skb', undefined],
])('a section %s is of type %s to libbpf, %s to cilium/ebpf, %s to aya', (section, ...types) => {
  expect(loaders.map((loader) => sectionKind(section, loader)?.kind.programType)).toEqual(types);
});

test('who loads what a program carries is told where its bytes leave no doubt', () => {
  const go = 'x github.com/cilium/ebpf.LoadCollectionSpecFromReader x';
  const rust = 'x /registry/src/aya-obj-0.2.1/src/obj.rs x';
  expect(carrierOf(Buffer.from(go))).toMatchObject({loader: 'cilium', evidence: expect.stringContaining('Reader')});
  expect(carrierOf(Buffer.from(rust))).toMatchObject({loader: 'aya', evidence: expect.stringContaining('0.2.1')});
  expect(carrierOf(Buffer.from('libbpf: failed to load'))).toMatchObject({loader: 'libbpf'});
  for (const doubtful of [`${go} libbpf: `, `${go} ${rust}`, 'aya-obj is a word', ''])
    expect(carrierOf(Buffer.from(doubtful))).toBeUndefined();
});
