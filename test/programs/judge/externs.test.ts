import {expect} from '@jest/globals';
import {readBtf} from '../../../src/programs/btf/btf.ts';
import {kinds} from '../../../src/programs/btf/kinds.ts';
import {KernelTypes} from '../../../src/programs/core/kernel-types.ts';
import {judgeObject} from '../../../src/programs/judge/judge.ts';
import {verdictOf} from '../../../src/programs/judge/judgement.ts';
import type {Kernel} from '../../../src/programs/judge/kernel.ts';
import type {Loader} from '../../../src/programs/loader.ts';
import {readObject} from '../../../src/programs/object/object.ts';
import {describeWith} from '../../lab/needs.ts';
import {fn, int, makeBtf, pointer, prototype, struct} from '../btf/make.ts';
import {clangLacking, compile} from '../compile.ts';

describeWith(clangLacking)("functions and variables of the kernel, by an object's declaration", () => {
  /** struct task *find(int), and a variable that is a struct. */
  const types = new KernelTypes(
    readBtf(
      makeBtf([
        int(),
        struct('task', 4, [['pid', 1, 0]]),
        pointer(2),
        prototype(3, [1]),
        fn('find_task', 4),
        {name: 'queues', kind: kinds.variable, third: 2, rest: [1]},
      ]),
    ),
  );
  const listed = {functions: 1, inModules: 0};
  const symbols = new Map([
    ['find_task', listed],
    ['queues', listed],
  ]);

  const told = (options: readonly string[], loader: Loader = 'libbpf', kernel: Partial<Kernel> = {}) => {
    const object = readObject(compile('judge/externs.bpf.c', ...options), loader);
    const judged = judgeObject(object, {name: 'one', types, allModules: true, symbols, ...kernel});
    return ['asks', 'rests'].map((name) =>
      verdictOf(
        judged.filter(
          ({program, subject}) => /^(kfunc|kernel variable|object)$/.test(subject) && (program ?? name) === name,
        ),
      ),
    );
  };
  const called = (name: string, rest: string, weak = '') => [
    `-DFUNCTION=struct task *${name}(${rest}) ${weak}`,
    `-DASKS=(${weak ? `${name} && ` : ''}${name}(${rest.replaceAll('int', '1')}) != 0)`,
  ];

  test('libbpf looks for a function by its name up to three underscores', () => {
    expect(told(called('find_task', 'int'))).toEqual(['unknown', 'pass']);
    expect(told(called('find_task___new', 'int'))).toEqual(['unknown', 'pass']);
    expect(told(called('find_task___new', 'int'), 'cilium')).toEqual(['fail', 'pass']);
    expect(told(called('find___new', 'int'))).toEqual(['fail', 'fail']);
  });

  test('a weak one with other arguments is one that is not there for libbpf, and refused by cilium/ebpf', () => {
    expect(told(called('find_task', 'int, int'))).toEqual(['fail', 'fail']);
    expect(told(called('find_task', 'int, int', '__weak'))).toEqual(['pass', 'pass']);
    expect(told(called('find_task', 'int, int', '__weak'), 'cilium')).toEqual(['fail', 'pass']);
    const unguarded = [
      '-DFUNCTION=struct task *find_task___old(int, int) __weak',
      '-DASKS=(find_task___old(1, 1) != 0)',
    ];
    expect(told(unguarded)).toEqual(['fail', 'pass']);
  });

  test.each<[Loader, string]>([
    ['libbpf', 'a loader refuses the whole object'],
    ['cilium', 'cilium/ebpf refuses the program'],
  ])('other arguments are told with what is refused, and what to do: %s', (loader, refused) => {
    const object = readObject(compile('judge/externs.bpf.c', ...called('find_task', 'int, int')), loader);
    const judged = judgeObject(object, {name: 'one', types, allModules: true, symbols});
    expect(judged.filter(({subject, verdict}) => subject === 'kfunc' && verdict === 'fail')).toMatchObject([
      {
        evidence: `the kernel's find_task() has other arguments than the object declares, and ${refused}`,
        todo: 'Declare it as the kernel has it.',
      },
    ]);
  });

  test('a variable is of the same kind, and its address is among the symbols of the kernel', () => {
    const asks = '-DASKS=((long)&queues >> 9 & 1)';
    const good = '-DVARIABLE=const struct task queues';
    expect(told([good, asks])).toEqual(['pass', 'pass']);
    expect(told(['-DVARIABLE=const int queues', asks])).toEqual(['fail', 'fail']);
    expect(told([`${good} __weak`, asks])).toEqual(['pass', 'pass']);
    const none = {symbols: new Map([['find_task', listed]])};
    expect(told([good, asks], 'libbpf', none)).toEqual(['fail', 'pass']);
    expect(told([`${good} __weak`, asks], 'libbpf', none)).toEqual(['fail', 'pass']);
  });
});
