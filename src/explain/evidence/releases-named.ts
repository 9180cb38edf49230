import {worksNot} from '../rules/cured.ts';
import type {Evidence} from './evidence.ts';
import {compareVersions, type Flavour} from './kernel-release.ts';

const inText =
  /(?:(?:linux-headers|kernel-devel|kernel-headers)-|\/usr\/src\/kernels\/|\/lib\/modules\/|headers for kernel |service for kernel |(?:active|running|current) kernel |for kernel )(\d+\.\d+\.\d+[\w.+~-]*)/gi;
const factLine =
  /^[^\n]*(?:headers|kernel-devel|\/usr\/src|\/lib\/modules|installed kernels?|kernels? installed)[^\n]*$/gm;
const inFacts = /\d+\.[\d.]+(?:-\d+)?[\w.+~-]*/g;

const plain = (release: string) =>
  release.replace(/[.\-/]+$/, '').replace(/[-.](generic|amd64|arm64|common|x86_64|aarch64)$/i, '');
const sameRelease = (left: string, right: string) => left.startsWith(right) || right.startsWith(left);

/**
 * Headers or modules of a release other than the running one are named: a `dkms` run for one kernel that looks into the
 * directory of another, a headers package that is installed in another version.
 */
export function headersOfAnother({text, reported, kernel}: Evidence): boolean {
  const named = releases(text, inText);
  const running = kernel ? plain(kernel.release).toLowerCase() : named[0];
  if (!running) return false;
  const installed = kernel ? (reported.match(factLine) ?? []).flatMap((line) => releases(line, inFacts)) : [];
  const differs = (release: string) => !sameRelease(release, running);
  return named.some(differs) || (installed.length > 0 && installed.every(differs));
}

const releases = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map((match) => plain(match[1] ?? match[0]).toLowerCase());

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

/**
 * Since when a distribution builds its kernels with CONFIG_DEBUG_INFO_BTF, by the pattern of its releases. From the list
 * in libbpf's README and the distributions' kernel configurations. A hint: a name can be anybody's.
 */
const since: readonly (readonly [RegExp, string])[] = [
  // Ubuntu 20.10 and its HWE and cloud kernels; the mainline builds of Ubuntu too.
  [/-(generic|aws|azure|gcp|gke|oracle|kvm|lowlatency)$/, '5.11'],
  [/-(cloud-)?(amd64|arm64)$/, '5.10'],
  [/\.fc\d+/, '5.5'],
  [/-arch\d/, '5.8'],
  [/-MANJARO$/, '5.8'],
  [/\.el9/, '5.14'],
  [/-default$/, '5.3'],
];
const withoutAny: readonly Flavour[] = ['wsl', 'linuxkit', 'provider', 'elrepo'];

const seenWithout = /config_debug_info_btf: not set|\/sys\/kernel\/btf\/vmlinux: missing/;

/** The running kernel is one of those that are known to have BTF, and nobody saw that it has none. */
export function shipsBtf({kernel, facts}: Evidence): boolean {
  if (!kernel || withoutAny.includes(kernel.flavour) || seenWithout.test(facts)) return false;
  const start = since.find(([pattern]) => pattern.test(kernel.release))?.[1];
  return start !== undefined && compareVersions(kernel.version, start) >= 0;
}
