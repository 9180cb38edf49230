import type {OsRelease} from '../facts/facts.ts';
import {atLeast} from '../facts/version.ts';

/** Releases of Debian, and, with a dot, of Ubuntu. */
const codenames = new Map([
  ['buster', '10'],
  ['bullseye', '11'],
  ['bookworm', '12'],
  ['trixie', '13'],
  ['forky', '14'],
  ['xenial', '16.04'],
  ['bionic', '18.04'],
  ['focal', '20.04'],
  ['jammy', '22.04'],
  ['noble', '24.04'],
  ['plucky', '25.04'],
  ['questing', '25.10'],
  ['resolute', '26.04'],
]);

/** Whether it is made from a release of Ubuntu, though it may say that it is like Debian alone. */
export const isMadeFromUbuntu = ({ubuntuCodename = ''}: OsRelease): boolean =>
  codenames.get(ubuntuCodename)?.includes('.') ?? false;

/** Whether the release of Debian or Ubuntu that a host is or was made from is VERSION at least: Mint 21 is made from Ubuntu 22.04. */
export const baseAtLeast = (
  {id, versionId, codename = '', ubuntuCodename = ''}: OsRelease,
  version: string,
): boolean | undefined => {
  const own = ['debian', 'ubuntu', 'raspbian'].includes(id) ? versionId : undefined;
  return atLeast(codenames.get(ubuntuCodename) ?? codenames.get(codename) ?? own, version);
};
