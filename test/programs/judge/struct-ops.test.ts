import {expect} from '@jest/globals';
import {readBtf} from '../../../src/programs/btf/btf.ts';
import {KernelTypes} from '../../../src/programs/core/kernel-types.ts';
import {judgeObject} from '../../../src/programs/judge/judge.ts';
import {verdictOf} from '../../../src/programs/judge/judgement.ts';
import {readObject} from '../../../src/programs/object/object.ts';
import {describeWith} from '../../lab/needs.ts';
import {array, int, makeBtf, pointer, prototype, struct} from '../btf/make.ts';
import {clangLacking, compile} from '../compile.ts';

/** What an object declares beside a function that the kernel has, what it sets, and whether a loader takes it. */
const members: readonly (readonly [declared: string, set: string, taken: boolean])[] = [
  ['', '', true],
  ['char name[16];', '.name = "own"', true],
  ['char name[8];', '.name = "own"', false],
  ['char name[8];', '', false],
  ['long name;', '', false],
  ['unsigned flags;', '.flags = 1', true],
  ['int flags : 4;', '', false],
  ['int newer;', '', true],
  ['int newer;', '.newer = 1', false],
  ['int (*newer)(void);', '.newer = (void *)one', false],
  ['int (*data)(void);', '', true],
  ['int (*data)(void);', '.data = (void *)one', false],
];

describeWith(clangLacking)('members of a struct of functions, and those of the kernel', () => {
  /** 2 int (*)(void), 5 char[16], 6 struct own_ops. */
  const types = new KernelTypes(
    readBtf(
      makeBtf([
        int(),
        prototype(1, []),
        pointer(2),
        int('char', 1, 1),
        array(4, 16),
        pointer(1),
        struct('own_ops', 40, [
          ['call', 3, 0],
          ['name', 5, 64],
          ['flags', 1, 192],
          ['data', 6, 256],
        ]),
        struct('bpf_struct_ops_own_ops', 40, [['data', 7, 0]]),
      ]),
    ),
  );

  test('no program can be a member that the kernel keeps to itself, whatever its types say', () => {
    const ofKernel = new KernelTypes(
      readBtf(
        makeBtf([
          int(),
          prototype(1, []),
          pointer(2),
          struct('tcp_congestion_ops', 16, [
            ['call', 3, 0],
            ['get_info', 3, 64],
          ]),
          struct('bpf_struct_ops_tcp_congestion_ops', 16, [['data', 4, 0]]),
        ]),
      ),
    );
    const failed = (set: string) =>
      judgeObject(
        readObject(
          compile(
            'judge/struct-ops.bpf.c',
            '-Down_ops=tcp_congestion_ops',
            '-DMEMBERS=int (*get_info)(void);',
            `-DSET=${set}`,
          ),
        ),
        {name: 'one', types: ofKernel, allModules: true},
      ).filter(({verdict, subject}) => verdict === 'fail' && subject === 'target');
    expect(failed('')).toEqual([]);
    expect(failed('.get_info = (void *)one')).toMatchObject([
      {
        what: 'struct_ops tcp_congestion_ops.get_info',
        evidence: expect.stringContaining('no kernel lets a program be'),
      },
    ]);
  });

  test.each(members)('%s {%s}', (declared, set, taken) => {
    const object = readObject(compile('judge/struct-ops.bpf.c', `-DMEMBERS=${declared}`, `-DSET=${set}`));
    const judged = judgeObject(object, {name: 'one', types, allModules: true});
    expect(verdictOf(judged.filter(({what}) => what.startsWith('struct_ops ')))).toBe(taken ? 'pass' : 'fail');
  });
});
