import {type Evidence, isVendorKernel} from './evidence.ts';
import {type Helper, helperById, helperByName, mapTypes} from './features.ts';
import {compareVersions} from './kernel-release.ts';

/** The helper that the verifier complains of: `unknown func bpf_strncmp#182`, `invalid func unknown#182`. */
function helperNamed({text}: Evidence): Helper | undefined {
  const match = /(?:unknown|invalid) func (bpf_\w+|unknown)(?:#(\d+))?|cannot use helper (bpf_\w+)#(\d+)/i.exec(text);
  if (!match) return undefined;
  return helperByName(match[1] ?? match[3] ?? '') ?? helperById(Number(match[2] ?? match[4] ?? 0));
}

/** The helper complained of, when it is newer than the running kernel (or the kernel is not known). */
export function helperTooNew(evidence: Evidence): Helper | undefined {
  const helper = helperNamed(evidence);
  if (!helper) return undefined;
  return evidence.kernel && compareVersions(evidence.kernel.version, helper.since) >= 0 ? undefined : helper;
}

/**
 * The kernel has had the helper complained of for long: something hides it (lockdown, SELinux) or the program type may
 * not use it. Without a known kernel that is so for helpers older than any kernel in use.
 */
export function helperLongKnown(evidence: Evidence): boolean {
  const helper = helperNamed(evidence);
  if (!helper) return false;
  if (!evidence.kernel) return compareVersions(helper.since.split('.').map(Number), '4.10') < 0;
  return !isVendorKernel(evidence) && compareVersions(evidence.kernel.version, helper.since) >= 0;
}

/**
 * `unknown func` or `cannot use helper` with a helper's own name: the kernel knows it (of one that it does not know it has no name), and does
 * not offer it to this type of program.
 */
export function helperOfAnotherType(evidence: Evidence): boolean {
  const match = /(?:unknown func|cannot use helper) (bpf_\w+)#\d+/i.exec(evidence.text);
  const helper = match && helperByName(match[1] ?? '');
  return (
    helper !== null &&
    helper !== undefined &&
    (!evidence.kernel || compareVersions(evidence.kernel.version, helper.since) >= 0)
  );
}

/** Types older than this are everywhere, and their names (hash, array, queue) are words of their own. */
const worthNaming = '5.0';

const namedTypes = Object.entries(mapTypes)
  .filter(([, since]) => compareVersions(since.split('.').map(Number), worthNaming) >= 0)
  .map(([name, since]) => ({
    name,
    since,
    named: new RegExp(`BPF_MAP_TYPE_${name}\\b|\\b${name.replace('_', '[ _-]?')}\\b`, 'i'),
  }));

/** A map type that the text names and that the running kernel, if it is known, does not have yet. */
export function mapTooNew({text, kernel}: Evidence): {readonly name: string; readonly since: string} | undefined {
  const found = namedTypes.find(
    ({since, named}) => (!kernel || compareVersions(kernel.version, since) < 0) && named.test(text),
  );
  return found && {name: `BPF_MAP_TYPE_${found.name.toUpperCase()}`, since: found.since};
}
