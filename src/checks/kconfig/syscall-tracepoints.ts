import {type Check, fail, pass} from '../check.ts';
import {fromTrialOf} from '../feature/trial.ts';
import {otherKernel, wantOptions} from './option.ts';

export default {
  id: 'kconfig.syscall-tracepoints',
  after: 'kconfig.tracepoints',
  title: 'Syscall tracepoints',
  why: "tracepoint/syscalls/sys_enter_execve, where every tutorial's hello attaches, needs CONFIG_FTRACE_SYSCALLS.",
  breaks: 'no program attaches to syscalls there',
  reads: 'an attached program (--attach), tracefs events/syscalls/sys_enter_execve/id, CONFIG_FTRACE_SYSCALLS',
  sources: ['https://github.com/bpftrace/bpftrace/blob/master/docs/dependency_support.md'],
  evaluate: (facts) => {
    const tried = fromTrialOf('syscall-tracepoint', facts);
    if (tried) return tried;
    const {directory, syscallTracepoints} = facts.tracing;
    if (directory.state !== 'known' || syscallTracepoints.state !== 'known')
      return wantOptions(facts, 'FTRACE_SYSCALLS');
    const file = `${directory.value}/events/syscalls/sys_enter_execve/id`;
    return syscallTracepoints.value
      ? pass('there', {evidence: [`${file} exists`]})
      : fail('not in tracefs', {evidence: [`${file} does not exist`], expected: file, remedy: otherKernel});
  },
} satisfies Check;
