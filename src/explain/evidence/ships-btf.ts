import type {Evidence} from './evidence.ts';
import {compareVersions, type Flavour} from './kernel-release.ts';

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
