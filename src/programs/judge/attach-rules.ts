import {kernelOption} from '../../facts/kconfig.ts';
import {isComposite, resolve, sizeOf} from '../btf/sizes.ts';
import {
  closedHooks,
  deniedFunctions,
  endlessFunctions,
  lateClosedHooks,
  lateDeniedFunctions,
  lateSleepableHooks,
  sleepableHooks,
} from '../tables/attach-lists.ts';
import type {Answer} from './absent.ts';
import {isNewer, isOlder} from './callers.ts';
import type {Kernel} from './kernel.ts';
import type {Question} from './question.ts';
import {type Found, prototypeOf} from './targets.ts';

/**
 * What keeps a program from a function that is there: bpf_check_attach_target of kernel/bpf/verifier.c and bpf_lsm_verify_prog, as Linux 6.1, 6.12 and 7.2
 * answered. Undefined where nothing is known to.
 */
export const attachRule = (question: Question, found: Found): Answer | undefined => {
  const {kind, target = ''} = question.program;
  const name = target.split(':').at(-1) ?? target;
  if (kind?.programType === 'lsm') return hookRule(question.kernel, name, kind.sleepable);
  if (!/^(trace_f|modify_return)/.test(kind?.attachType ?? '')) return undefined;
  return (
    listRule(question, name) ??
    shapeRule(name, found) ??
    (kind?.sleepable ? sleepRule(question.kernel, name) : undefined)
  );
};

const todo = 'Attach to another function.';
const refused = (evidence: string): Answer => ({verdict: 'fail', by: 'version', evidence, todo});
const open = (evidence: string): Answer => ({verdict: 'unknown', by: 'version', evidence, todo});

/** What kernels refuse that are newer than one and no older than another: between them it is open. */
const between = (kernel: Kernel, after: string, by: string, evidence: string): Answer | undefined => {
  if (!isOlder(kernel, by)) return refused(evidence);
  return isNewer(kernel, after) ? open(`some kernels after Linux ${after} refuse it: ${evidence}`) : undefined;
};

const hookRule = (kernel: Kernel, hook: string, sleeps: boolean): Answer | undefined => {
  const closed = `the hook ${hook} is on the kernel's list of those that are closed to programs`;
  if (closedHooks.has(hook)) return between(kernel, '6.1', '6.12', closed);
  const late = lateClosedHooks.has(hook) ? between(kernel, '6.12', '7.2', closed) : undefined;
  if (late || !sleeps || sleepableHooks.has(hook)) return late;
  const evidence = `programs may not sleep at the hook ${hook}`;
  if (lateSleepableHooks.has(hook)) return isOlder(kernel, '7.2') ? open(`before Linux 7.2 ${evidence}`) : undefined;
  return isNewer(kernel, '7.2') ? open(`up to Linux 7.2 ${evidence}`) : refused(evidence);
};

const listRule = ({kernel, program: {kind}}: Question, name: string): Answer | undefined => {
  const denied = `${name}() is on the kernel's list of functions that programs may not be attached to`;
  if (deniedFunctions.has(name)) return refused(denied);
  if (lateDeniedFunctions.has(name)) return between(kernel, '6.1', '6.12', denied);
  if (kind?.attachType?.startsWith('trace_fentry') || !endlessFunctions.has(name)) return undefined;
  return between(kernel, '6.1', '6.15', `${name}() does not return`);
};

/** The most arguments that programs are called with, MAX_BPF_FUNC_ARGS, and bytes of one. */
const [mostArguments, mostBytes] = [12, 16];

/** btf_distill_func_proto of kernel/bpf/btf.c. */
const shapeRule = (name: string, found: Found): Answer | undefined => {
  const prototype = prototypeOf(found);
  if (!prototype) return undefined;
  const {btf, id} = prototype;
  const count = btf.length(id);
  const told = (evidence: string): Answer => ({verdict: 'fail', by: 'btf', evidence: `${name}() ${evidence}`, todo});
  if (count > mostArguments) return told(`has ${count} arguments, and programs are called with ${mostArguments}`);
  if (count > 0 && btf.parameterType(id, count - 1) === 0) return told('takes as many arguments as it is given');
  if (isComposite(btf.kind(resolve(btf, btf.type(id))))) return told('returns a struct');
  const large = Array.from({length: count}, (_, index) => sizeOf(btf, btf.parameterType(id, index)) ?? 0).some(
    (bytes) => bytes > mostBytes,
  );
  return large ? told(`takes a struct of more than ${mostBytes} bytes by value`) : undefined;
};

/** Functions that errors can be injected into, and by 7.2 system calls: they are in no types. */
const sleepRule = (kernel: Kernel, name: string): Answer => {
  const {facts} = kernel;
  const option = 'FUNCTION_ERROR_INJECTION';
  const evidence = `programs may sleep only at functions that errors can be injected into (CONFIG_${option})`;
  const call = /^__\w+_sys_/.test(name);
  return facts && !call && kernelOption(facts, option) === 'unset'
    ? {...refused(`${evidence}, which is not set`), by: 'configuration'}
    : open(`${evidence}; whether ${name}() is one is not in the kernel's types`);
};
