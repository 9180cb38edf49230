import {toolWords} from '../../hosts/tool-words.ts';
import {showCommand} from '../../remedies/show.ts';
import {helloProjectStep, nameBy} from '../program-name.ts';
import type {Route} from '../route.ts';
import {smokeStep} from '../smoke-step.ts';
import type {Observed} from '../smoke-trouble.ts';
import type {SmokeStage, Trouble} from '../stage.ts';

const named = nameBy('.bt');

/** Scripts of bpftrace: nothing is built, the script is compiled as it starts. */
export default {
  name: 'bpftrace',
  directory: './hello-bpftrace',
  steps: ({directory}) => [
    helloProjectStep({'hello.bt': 'bpftrace/hello.bt', 'README.md': 'bpftrace/README.md'}, directory, named),
    // The first start on an emulated machine takes seconds: LLVM is large.
    smokeStep(async (work) => ({
      command: [`./${await named(work)}.bt`],
      loading: ['compile', 'attach'],
      limit: 40,
      explain,
    })),
  ],
  next: (directory, elevation, program = 'hello') => showCommand([`${directory}/${program}.bt`], elevation),
} satisfies Route;

/** What only bpftrace's messages tell. */
export const explain = (stage: SmokeStage, {lines, exitCode, facts}: Observed): Trouble | undefined => {
  const text = toolWords(lines.join('\n'));
  if (stage === 'detach' || stage === 'trigger') return undefined;
  if (exitCode === 127 || /bpftrace['’]?: No such file/.test(text))
    return {
      what: 'bpftrace is not installed.',
      todo: 'Install it (Debian and Ubuntu: apt install bpftrace), or let "ebpf setup --for bpftrace" do it.',
    };
  if (/only supports running as the root user/.test(text))
    return {what: 'bpftrace runs only as root.', todo: 'Run the same command as root.'};
  if (/tracepoint not found|No probes to attach|Could not read symbols|Unable to parse/i.test(text))
    return facts.has('tracefs')
      ? {
          what: 'This kernel has no tracepoint syscalls:sys_enter_execve.',
          why: 'It was built without CONFIG_FTRACE_SYSCALLS.',
          todo: 'Boot a kernel that has it; "ebpf doctor --for bpftrace" tells more.',
        }
      : {
          what: 'bpftrace finds no tracepoints.',
          why: 'tracefs is not mounted.',
          todo: 'Mount it as root: mount -t tracefs nodev /sys/kernel/tracing',
        };
  const script = /\b(\w+\.bt):\d+/.exec(text)?.[1];
  if (script !== undefined || /syntax error|stdin:\d+/.test(text))
    return {what: `bpftrace does not accept ${script ?? 'the script'}.`, todo: 'Fix the line that it names.'};
  return undefined;
};
