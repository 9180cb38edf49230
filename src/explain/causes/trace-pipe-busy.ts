import {advise} from '../../remedies/remedy.ts';
import {type Cause, says} from '../cause.ts';

export const tracePipeBusy = {
  label: 'trace-pipe-busy',
  title: 'Another reader holds trace_pipe',
  why: 'trace_pipe has one reader at a time and consumes what it reads; a second `bpftool prog tracelog` or `cat` gets EBUSY, or no lines.',
  remedy: advise(
    'End the other reader (`fuser -v /sys/kernel/tracing/trace_pipe`), or read from an instance of your own: mkdir /sys/kernel/tracing/instances/NAME. A ring buffer needs no trace_pipe.',
  ),
  decide: 'fuser -v /sys/kernel/tracing/trace_pipe /sys/kernel/debug/tracing/trace_pipe',
  sources: ['kernel/trace/trace.c: tracing_open_pipe', 'Documentation/trace/ftrace.rst'],
  signatures: [
    says(7, /trace[ _]pipe[^\n]*(busy|EBUSY|os error 16)|(busy|EBUSY)[^\n]*trace[ _]pipe/),
    says(
      3.5,
      /(another|other|second) (reader|process)[^\n]*trace[ _]pipe|trace[ _]pipe[^\n]*(another|other) (reader|process)/,
    ),
  ],
} satisfies Cause;
