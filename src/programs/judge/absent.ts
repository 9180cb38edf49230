import {renamedFunction} from './instead.ts';
import type {Judgement} from './judgement.ts';
import type {Kernel} from './kernel.ts';
import {findType} from './targets.ts';

/** What is said of one thing that is asked for by name. */
export type Answer = Pick<Judgement, 'verdict' | 'by' | 'evidence' | 'instead' | 'todo'>;

const notRead: Answer = {verdict: 'unknown', by: 'btf', evidence: "the kernel's types were not read"};

/** Whether the kernel was built without BTF. */
export const hasNoTypes = ({types, facts}: Kernel): boolean => !types && facts?.btf.vmlinux.state === 'absent';

/** The answer where there are no types, of what the kernel finds by its types alone (libbpf: `failed to find valid kernel BTF`). */
export const withoutTypes = (kernel: Kernel): Answer =>
  hasNoTypes(kernel)
    ? {
        verdict: 'fail',
        by: 'btf',
        evidence: 'the kernel has no BTF, by which alone it finds what such programs are attached to',
        todo: 'Boot a kernel built with CONFIG_DEBUG_INFO_BTF, or attach a kprobe, tracepoint or raw tracepoint instead.',
      }
    : notRead;

/** The answer where the kernel's types lack a name that a program cannot be attached without. */
export const absent = (kernel: Kernel, what: string, inModules: boolean): Answer => {
  if (!kernel.types) return notRead;
  const {symbols, allModules} = kernel;
  const todo =
    'Give the loader another program for kernels without it (a section with `?`, bpf_program__set_autoload), or take another kernel.';
  if (!inModules) return {verdict: 'fail', by: 'btf', evidence: `the kernel's types have no ${what}`, todo};
  if (allModules || symbols?.get(what)?.functions)
    return {
      verdict: 'fail',
      by: 'btf',
      evidence: `neither the kernel's types nor those of its modules have ${what}`,
      todo,
    };
  return {
    verdict: 'unknown',
    by: 'btf',
    evidence: `vmlinux has no ${what}, and a module may have it`,
    todo: 'Read the BTF of the modules as well.',
  };
};

/** Functions that were renamed or split: names that are tried where one is not there. Measured on 5.10 to 7.2. */
export const insteadOfFunction = (kernel: Kernel, name: string): string | undefined =>
  renamedFunction(kernel, name) ??
  [`${name}_noprof`, `__${name}`, name.replace(/^_+/, ''), `${name}_reason`, `do_${name}`, `folio_${name}`].find(
    (other) => other !== name && findType(kernel, other, 'function'),
  );
