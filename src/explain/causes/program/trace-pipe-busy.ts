import type {Cause} from '../../in-causes.ts';

export const tracePipeBusy = {
  title: 'Another reader holds trace_pipe',
  why: 'trace_pipe has one reader at a time and consumes what it reads; a second `bpftool prog tracelog` or `cat` gets EBUSY, or no lines.',
  remedy:
    'End the other reader (`fuser -v /sys/kernel/tracing/trace_pipe`), or read from an instance of your own: mkdir /sys/kernel/tracing/instances/NAME. A ring buffer needs no trace_pipe.',
  decide: 'fuser -v /sys/kernel/tracing/trace_pipe /sys/kernel/debug/tracing/trace_pipe',
  sources: ['kernel/trace/trace.c: tracing_open_pipe', 'Documentation/trace/ftrace.rst'],
  certain: [/trace[ _]pipe[^\n]*(busy|EBUSY|os error 16)/],
} satisfies Cause;
