import {exitCodes, Failure} from '../../hosts/failure.ts';
import {suggest} from '../../hosts/suggest.ts';

/** Architectures by Debian's names, which the archive's folders and files bear: https://wiki.debian.org/SupportedArchitectures. */
const names = ['amd64', 'arm64', 'armel', 'armhf', 'i386', 'ppc64el', 'riscv64', 's390x'];

/** What `uname -m` calls them. */
const machines = new Map([
  ['x86_64', 'amd64'],
  ['aarch64', 'arm64'],
  ['armv7l', 'armhf'],
  ['i686', 'i386'],
  ['ppc64le', 'ppc64el'],
]);

/** Debian's name of an architecture, by that or by the kernel's own. @throws Failure for one that is not known: nothing would be built for it. */
export const parseArchitecture = (text: string): string => {
  const name = machines.get(text) ?? text;
  if (names.includes(name)) return name;
  const near = suggest(text, [...names, ...machines.keys()]);
  throw new Failure({
    what: `There is no architecture "${text}".`,
    todo: `${near ? `Did you mean ${near}? ` : ''}The archive knows ${names.join(', ')}.`,
    exitCode: exitCodes.usage,
  });
};
