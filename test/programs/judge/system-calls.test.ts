import {absent, known, unreadable} from '../../../src/facts/fact.ts';
import {readBtf} from '../../../src/programs/btf/btf.ts';
import {KernelTypes} from '../../../src/programs/core/kernel-types.ts';
import {judgeTracepoint} from '../../../src/programs/judge/listed.ts';
import type {Question} from '../../../src/programs/judge/question.ts';
import {base} from '../../checks/cases.ts';
import {changed} from '../../saved.ts';
import {fn, int, makeBtf, prototype} from '../btf/make.ts';

const typesWith = (name: string) => new KernelTypes(readBtf(makeBtf([int('int', 4), prototype(1, []), fn(name, 2)])));

const judged = (change: object, types = typesWith('__x64_sys_execve')) => {
  const facts = changed(base, {tracing: {directory: absent, syscallTracepoints: unreadable('not mounted')}, ...change});
  return judgeTracepoint({kernel: {name: 'here', facts, types}} as unknown as Question, 'syscalls/sys_enter_execve');
};
const config = (options: Record<string, string>) => ({kernel: {config: known({path: '/proc/config.gz', options})}});

test.each([
  ['the configuration has them', config({FTRACE_SYSCALLS: 'y'}), {verdict: 'pass', by: 'configuration'}],
  [
    'it does not',
    config({BPF: 'y'}),
    {verdict: 'fail', by: 'configuration', todo: expect.stringContaining('ksyscall/execve')},
  ],
  [
    'nothing tells',
    {kernel: {config: unreadable('denied')}},
    {verdict: 'unknown', todo: expect.stringContaining('tracefs')},
  ],
])('a tracepoint of a system call without tracefs, where %s', (_, change, answer) => {
  expect(judged(change)).toMatchObject(answer);
});

test('tracefs outranks the configuration', () => {
  const tracing = {directory: known('/sys/kernel/tracing'), syscallTracepoints: known(false)};
  expect(judged({...config({FTRACE_SYSCALLS: 'y'}), tracing})).toMatchObject({verdict: 'fail', by: 'tracefs'});
});

test.each(['__arm64_sys_execve', '__s390x_sys_execve', '__riscv_sys_execve', 'sys_execve'])(
  'its function is found on every architecture: %s',
  (name) => {
    expect(judged(config({FTRACE_SYSCALLS: 'y'}), typesWith(name))).toMatchObject({verdict: 'pass'});
  },
);
