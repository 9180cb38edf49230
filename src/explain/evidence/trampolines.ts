import {type Evidence, fact} from './evidence.ts';

/**
 * It was reported that an option is not set without which no function has a place for a trampoline: fentry, fexit, LSM
 * and struct_ops of sched_ext then fail on every architecture. kernel/trace/Kconfig: DYNAMIC_FTRACE_WITH_DIRECT_CALLS.
 */
export const trampolinesLackTracer = (evidence: Evidence): boolean =>
  fact(
    evidence,
    /config_(function_tracer|dynamic_ftrace\w*|ftrace): ?(not set|n\b|no\b|missing|is not|disabled|unset)/,
  );
