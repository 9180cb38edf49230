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

/** The release of Debian or Ubuntu that a host is or was made from: of Mint 21 it is 22.04. */
export const baseRelease = ({id, versionId, codename = '', ubuntuCodename = ''}: OsRelease): string | undefined => {
  const own = ['debian', 'ubuntu', 'raspbian'].includes(id) ? versionId : undefined;
  return codenames.get(ubuntuCodename) ?? codenames.get(codename) ?? own;
};

/** Whether that release is `version` at least. */
export const baseAtLeast = (os: OsRelease, version: string): boolean | undefined => atLeast(baseRelease(os), version);
