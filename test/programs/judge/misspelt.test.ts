import {readBtf} from '../../../src/programs/btf/btf.ts';
import {KernelTypes} from '../../../src/programs/core/kernel-types.ts';
import {judgeObject} from '../../../src/programs/judge/judge.ts';
import {meant} from '../../../src/programs/judge/misspelt.ts';
import {readObject} from '../../../src/programs/object/object.ts';
import {describeWith} from '../../lab/needs.ts';
import {fn, int, makeBtf, prototype} from '../../programs/btf/make.ts';
import {clangLacking, compile} from '../compile.ts';

test.each([
  ['do_unlinkatt', 'do_unlinkat'],
  ['vfs_raed', 'vfs_read'],
  ['sched/sched_proces_exec', 'sched/sched_process_exec'],
  // Another number is another function, and so is what differs by a word, or lies as near to two names.
  ['do_sys_openat2', undefined],
  ['vfs_link', undefined],
  ['tcp_connect', undefined],
  ['vfs_', undefined],
])('%s was meant to be %s', (wrong, name) => {
  const names = ['do_unlinkat', 'vfs_read', 'do_sys_openat', 'vfs_rename', 'vfs_unlink', 'tcp_connects', 'tcp_connec'];
  expect(meant(wrong, [...names, 'sched/sched_process_exec', 'sched/sched_process_exit'])).toBe(name);
});

describeWith(clangLacking)('what a program is attached to by a misspelt name', () => {
  const types = new KernelTypes(
    readBtf(
      makeBtf([
        int(),
        prototype(1, [1]),
        ...['do_unlinkat', 'do_unlinkat', 'bpf_lsm_file_open'].map((name) => fn(name, 2)),
      ]),
    ),
  );
  const symbols = new Map();
  const tracepoints = new Set(['sched/sched_process_exec', 'syscalls/sys_enter_openat']);

  test.each([
    ['fentry/do_unlinkatt', 'do_unlinkat'],
    ['kprobe/do_unlinkta', 'do_unlinkat'],
    ['lsm/file_opne', 'file_open'],
    ['tp/sched/sched_proces_exec', 'sched/sched_process_exec'],
    ['tracepoint/syscall/sys_enter_openat', 'syscalls/sys_enter_openat'],
    ['fentry/vfs_unlink', undefined],
  ])('%s: it has %s', (section, instead) => {
    const object = readObject(compile('judge/attach-rules.bpf.c', `-DAT="${section}"`));
    const told = judgeObject(object, {name: 'one', types, symbols, tracepoints, allModules: true});
    const [target] = told.filter(({subject}) => subject === 'target');
    expect([target?.verdict, target?.instead]).toEqual(['fail', instead]);
  });
});
