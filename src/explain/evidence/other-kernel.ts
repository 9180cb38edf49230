import {worksNot} from '../rules/cured.ts';
import type {Evidence} from './evidence.ts';
import {compareVersions} from './kernel-release.ts';

const release = '[2-7]\\.\\d{1,2}(?:\\.\\d+)?';
const good = '(?:works?|worked|fine|ok(?:ay)?|loads|loaded|no (?:error|problem|issue)s?|succeeds)';
/** A line of the facts that names a kernel and says that it is well there: `works on: 5.15.0`, `linux-lts 6.1.39: works`. */
const wellThere = new RegExp(
  `\\b${good}\\b\\D{0,30}?\\b(${release})|^(?:\\D{0,20}\\b)?(${release})\\S*:? (?:it )?${good}\\b`,
);
/** A tool's version beside it is no kernel's. */
const ofTool = /\b(clang|llvm|bpftool|libbpf|bcc|bpftrace|pahole|dwarves|rust\w*|go|gcc|glibc|python|cilium|aya)\b/;

/** Where the program is said to work: on a kernel older than the one it fails on, or on one of a newer series. */
export function worksOn({facts, kernel}: Evidence): 'older' | 'newer' | undefined {
  if (!kernel) return undefined;
  for (const line of facts.split('\n')) {
    const match = wellThere.exec(line);
    if (!match || worksNot.test(line) || ofTool.test(match[0])) continue;
    const version = match[1] ?? match[2] ?? '';
    if (compareVersions(kernel.version, version) > 0) return 'older';
    const series = version.split('.').slice(0, 2).join('.');
    if (compareVersions(kernel.version.slice(0, 2), series) < 0) return 'newer';
  }
  return undefined;
}
