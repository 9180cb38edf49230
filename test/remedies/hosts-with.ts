import {absent, known} from '../../src/facts/fact.ts';
import type {Facts, OsRelease} from '../../src/facts/facts.ts';
import {parseOsRelease} from '../../src/facts/os-release.ts';
import {install, type Need} from '../../src/remedies/remedy.ts';
import {resolveRemedy} from '../../src/remedies/resolve.ts';
import {showCommands} from '../../src/remedies/show.ts';
import {changed, savedFacts} from '../saved.ts';

/** A host, simulated: its os-release in short, programs in PATH, and `uname -r`. */
export interface HostWith {
  /** `ID=fedora VERSION_ID=40 VARIANT_ID=coreos`; lists with commas. */
  readonly os: string;
  readonly programs?: string;
  readonly release?: string;
  readonly readOnly?: boolean;
  readonly uid?: number;
  readonly elevation?: readonly string[];
  readonly signs?: readonly string[];
  /** Lists of packages that are there; where it is missing, nobody looked. */
  readonly indexes?: readonly string[];
}

/** Facts of such a host: those of a saved one where nothing else is said. */
const hostWith = (host: HostWith): Facts =>
  changed(savedFacts('debian-12-cloud-6.1'), {
    os: host.os === '' ? absent : known(osRelease(host.os)),
    kernel: {release: known(host.release ?? '6.1.0-50-cloud-amd64')},
    packages: {
      managers: known(
        (host.programs ?? '')
          .split(' ')
          .filter(Boolean)
          .map((name) => (name.startsWith('/') ? name : `/usr/bin/${name}`)),
      ),
      ...(host.indexes && {indexes: known(host.indexes)}),
    },
    privileges: {uid: known(host.uid ?? 0), elevation: known(host.elevation ?? ['sudo'])},
    environment: {signs: known(host.signs ?? [])},
    mounts: known([{type: 'ext4', path: '/', options: [host.readOnly ? 'ro' : 'rw']}]),
  });

const osRelease = (text: string): OsRelease => parseOsRelease(text.split(' ').join('\n').replaceAll(',', ' '));

/** What such a host is told for some needs. */
export const told = (
  host: HostWith,
  ...needs: readonly Need[]
): {readonly text: string; readonly commands: readonly string[]} => {
  const remedy = resolveRemedy(install(...needs), hostWith(host));
  return {text: remedy.text, commands: showCommands(remedy)};
};
