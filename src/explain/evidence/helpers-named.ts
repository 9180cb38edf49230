import {helperName, helperNumber, helperSince} from '../../programs/tables/helpers.ts';
import {since as versions} from '../../programs/tables/since.ts';
import type {Evidence} from './evidence.ts';
import {compareVersions} from './kernel-release.ts';

/** A helper function or a type of maps, and the kernel that brought it. */
interface Feature {
  readonly name: string;
  readonly since: string;
}

/** A helper by its name, else by its number, as the verifier prints it: `unknown#182`. */
function helper(name = '', id = '0'): Feature | undefined {
  const number = helperNumber(name.replace('bpf_', '')) ?? Number(id);
  const since = helperSince(number);
  return since === undefined ? undefined : {name: helperName(number), since};
}

/** The helper that the verifier complains of: `unknown func bpf_strncmp#182`, `invalid func unknown#182`. */
function helperNamed({text}: Evidence): Feature | undefined {
  const match = /(?:unknown|invalid) func (bpf_\w+|unknown)(?:#(\d+))?|cannot use helper (bpf_\w+)#(\d+)/i.exec(text);
  return match ? helper(match[1] ?? match[3], match[2] ?? match[4]) : undefined;
}

const has = ({kernel}: Evidence, since: string): boolean | undefined =>
  kernel && compareVersions(kernel.version, since) >= 0;

/** The helper complained of, when it is newer than the running kernel (or the kernel is not known). */
export function helperTooNew(evidence: Evidence): Feature | undefined {
  const named = helperNamed(evidence);
  return named && !has(evidence, named.since) ? named : undefined;
}

/**
 * The kernel has had the helper complained of for long: something hides it (lockdown, SELinux) or the program type may
 * not use it. Without a known kernel that is so for helpers older than any kernel in use.
 */
export function helperLongKnown(evidence: Evidence): boolean {
  const named = helperNamed(evidence);
  if (!named) return false;
  if (!evidence.kernel) return compareVersions(named.since.split('.').map(Number), '4.10') < 0;
  return !evidence.isVendorKernel() && has(evidence, named.since) === true;
}

/**
 * `unknown func` or `cannot use helper` with a helper's own name: the kernel knows it (of one that it does not know it has no name), and does
 * not offer it to this type of program.
 */
export function helperOfAnotherType(evidence: Evidence): boolean {
  const named = helper(/(?:unknown func|cannot use helper) (bpf_\w+)#\d+/i.exec(evidence.text)?.[1]);
  return named !== undefined && has(evidence, named.since) !== false;
}

/** Types older than this are everywhere, and their names (hash, array, queue) are words of their own. */
const worthNaming = '5.0';

const namedTypes = [...versions.map]
  .filter(([, since]) => compareVersions(since.split('.').map(Number), worthNaming) >= 0)
  .map(([name, since]) => ({
    name: `BPF_MAP_TYPE_${name.toUpperCase()}`,
    since,
    named: new RegExp(`BPF_MAP_TYPE_${name}\\b|\\b${name.replace('_', '[ _-]?')}\\b`, 'i'),
  }));

/** A map type that the text names and that the running kernel, if it is known, does not have yet. */
export const mapTooNew = (evidence: Evidence): Feature | undefined =>
  namedTypes.find(({since, named}) => !has(evidence, since) && named.test(evidence.text));
