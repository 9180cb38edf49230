import {distance} from 'fastest-levenshtein';
import type {Answer} from './absent.ts';
import type {Kernel} from './kernel.ts';
import {namesOf, type Target} from './targets.ts';

/**
 * The only name so near to one that is not there that it was misspelt: a letter away, or two that changed places; two letters in a long one. Numbers are no slips: a kernel that has
 * vfs_open2() in the place of vfs_open() is another kernel. Stricter than suggest() of hosts/: among 60,000 names something is always near.
 */
export const meant = (wrong: string, names: Iterable<string>): string | undefined => {
  const digits = digitsOf(wrong);
  const most = wrong.length < 12 ? 1 : 2;
  let near = new Set<string>();
  let least = most;
  for (const name of names) {
    if (Math.abs(name.length - wrong.length) > least || digitsOf(name) !== digits) continue;
    const away = areSwapped(wrong, name) ? 1 : distance(wrong, name);
    if (away > least) continue;
    if (away < least) near = new Set();
    near.add(name);
    least = away;
  }
  return near.size === 1 ? [...near][0] : undefined;
};

const areSwapped = (one: string, other: string): boolean => {
  const at = [...one].findIndex((letter, index) => letter !== other[index]);
  return at >= 0 && one.slice(0, at) + one[at + 1] + one[at] + one.slice(at + 2) === other;
};

const digitsOf = (name: string): string => name.replace(/\D+/g, ' ');

/** What is said where a name is not there that was misspelt. */
type Meant = Pick<Answer, 'instead' | 'todo'>;

const told = (name: string | undefined): Meant =>
  name === undefined ? {} : {instead: name, todo: `Attach to ${name}, if that is what was meant.`};

/** A function or type of vmlinux whose name was misspelt, as a section has it: `lsm/file_open` is bpf_lsm_file_open there. */
export const meantType = (kernel: Kernel, name: string, kind: Target['kind']): Meant =>
  told(meant(name, namesOf(kernel, kind))?.replace(/^(?:bpf_lsm|bpf_iter|btf_trace)_/, ''));

/** A tracepoint that was misspelt, or named in another category: `syscall/sys_enter_read`. */
export const meantTracepoint = (tracepoints: ReadonlySet<string>, wrong: string): Meant => {
  const event = wrong.slice(wrong.indexOf('/'));
  const same = [...tracepoints].filter((each) => each.endsWith(event));
  return told(same.length === 1 ? same[0] : meant(wrong, tracepoints));
};
