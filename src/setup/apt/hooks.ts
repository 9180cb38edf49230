import {at} from '../../hosts/at.ts';
import {cleanLines} from '../../hosts/clean.ts';
import type {Host} from '../../hosts/host.ts';

/** A program of the host's owner that runs while packages are installed, and failed. */
interface FailedHook {
  readonly path: string;
  /** The last lines before: its own, most likely. */
  readonly said: readonly string[];
  /** Of the kernel whose package it kept from being configured or removed. */
  readonly release?: string | undefined;
}

/** As run-parts(8) of the kernel's scripts tells it, and apt of its own hooks (DPkg::Pre-Install-Pkgs). */
const failing =
  /^(?:run-parts: (\S+) exited with return code \d+|E: Sub-process (\/\S+) (?:\S+ )?returned an error code)/;

/** Whose end of the story is told elsewhere. */
const notHooks = /\/(?:dpkg|gpgv|http|https|store)$/;

const most = 6;

/** Which hook failed, by what apt and dpkg said, in their order. */
export const failedHook = (text: string): FailedHook | undefined => {
  const lines = cleanLines(text);
  const at = lines.findIndex((line) => {
    const [, part, program = part] = failing.exec(line) ?? [];
    return program !== undefined && !notHooks.test(program);
  });
  const [line = '', part, program = part] = failing.exec(lines[at] ?? '') ?? [];
  if (program === undefined) return undefined;
  const release = /error processing package linux-image-(?:unsigned-)?(\d[^\s:]*)/.exec(text)?.[1];
  return {path: program, said: [...lines.slice(Math.max(0, at - most), at), line], release};
};

/** What to do about a hook that failed. */
export const hookAdvice = ({path, said, release}: FailedHook, host: Pick<Host, 'name' | 'local'>): string => {
  // Without a terminal it pins what has bugs, and says no: apt-listbugs(1), --force-pin and --force-no.
  if (path.endsWith('apt-listbugs'))
    return `apt-listbugs stops installations of packages with grave bugs, or where it cannot ask for them; what it has pinned stands in /etc/apt/preferences.d/apt-listbugs on ${host.name}. Decide there, at a terminal, by the same apt-get line; then run this again.`;
  const repair = `${dkmsAdvice(said.join('\n'), host.name) ?? `Fix or remove ${path} on ${host.name}`}; then run this again, which completes what dpkg has begun.`;
  return release
    ? `${repair} Or give that kernel up: ebpf kernel remove ${release}${at(host)}`
    : `${repair} What packages said is in /var/log/apt/term.log.`;
};

/** Where the hook of DKMS failed: which module it could not build, and where it says why. */
const dkmsAdvice = (said: string, name: string): string | undefined => {
  const [, module] = /\/var\/lib\/dkms\/([\w.+~-]+\/[\w.+~-]+)\//.exec(said) ?? [];
  const why = said.includes('BUILD_EXCLUSIVE')
    ? 'its dkms.conf leaves that kernel out (BUILD_EXCLUSIVE)'
    : `/var/lib/dkms/${module}/build/make.log on ${name} says why`;
  return module
    ? `DKMS could not build ${module}: ${why}. Take a version of it that is made for that kernel, or do without: dkms remove ${module} --all`
    : undefined;
};
