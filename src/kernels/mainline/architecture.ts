import {debianMachines} from '../../facts/debian-machines.ts';
import {exitCodes, Failure} from '../../hosts/failure.ts';
import {suggest} from '../../hosts/suggest.ts';

/** Those that the archive had folders of: https://kernel.ubuntu.com/mainline/ */
const names = ['amd64', 'arm64', 'armel', 'armhf', 'i386', 'ppc64el', 'riscv64', 's390x'];
const machines = new Map(
  debianMachines
    .filter(({architecture}) => names.includes(architecture))
    .map(({machine, architecture}) => [machine, architecture]),
);

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
