import {valueIfKnown} from '../../facts/fact.ts';
import {atLeast} from '../../facts/version.ts';
import type {Answered} from './callers.ts';
import type {Kernel} from './kernel.ts';

/** probe_read, probe_read_str, probe_read_kernel and probe_read_kernel_str: Linux 5.4, 9d1f8be5cf42. */
const readers = new Set([4, 45, 113, 115]);
/** Linux 5.14 and stable ones before it, 51e1bb9eeaf7. */
const writeUser = 36;

/** Helpers that a kernel offers to nobody while it is locked down (kernel/trace/bpf_trace.c, bpf_tracing_func_proto). Undefined where that does not decide. */
export const judgeLockdown = ({facts}: Kernel, id: number): Answered | undefined => {
  const mode = facts && valueIfKnown(facts.security.lockdown);
  if (!facts || !mode || mode === 'none') return undefined;
  const hidden = id === writeUser || (mode === 'confidentiality' && readers.has(id));
  if (!hidden) return undefined;
  const since = id === writeUser ? '5.14' : '5.4';
  const does = atLeast(valueIfKnown(facts.kernel.release), since) === true;
  return {
    verdict: does ? 'fail' : 'unknown',
    by: 'version',
    evidence: `the kernel is locked down (${mode}), which hides it from all programs since Linux ${since}`,
    todo: 'Boot with a milder lockdown=, or do without it.',
  };
};
