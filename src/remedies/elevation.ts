import {valueIfKnown} from '../facts/fact.ts';
import type {Facts} from '../facts/facts.ts';
import type {Host} from '../hosts/host.ts';
import {persist} from '../hosts/persist.ts';

/** Programs that run a command as root. */
export type Elevation = (typeof elevations)[number];

const elevations = ['sudo', 'doas'] as const;

/** What a user writes before a command for root: nothing as root, nor where neither is there or sudo refuses. sudo where nobody could look. */
export const elevationOf = ({privileges: {uid, elevation, sudo}}: Facts): Elevation | undefined => {
  if (valueIfKnown(uid) === 0) return undefined;
  const there = valueIfKnown(elevation);
  const refused = sudo?.state === 'known' && sudo.value === 'refused';
  return there ? elevations.find((name) => there.includes(name) && !(name === 'sudo' && refused)) : 'sudo';
};

/** Who reads commands for root: root, a user with what makes him root, or one who can only hand them on. */
export type Reader = 'root' | Elevation | 'nobody';

/** Asks the host itself, as its user: facts that were read through sudo are root's. `refused`: sudo has said no, and here doas. */
export const readerOn = async (host: Host, {refused = false} = {}): Promise<Reader> => {
  if (host.elevatedBy) return host.elevatedBy;
  const {stdout} = await persist(() => host.run(['sh', '-c', 'id -u; command -v sudo; command -v doas']), {
    first: !host.reached,
  });
  const [uid, ...there] = stdout.toString('utf8').split('\n');
  if (uid === '0') return 'root';
  const usable = elevations.filter((name) => !(refused && (host.local || name === 'sudo')));
  return usable.find((name) => there.some((path) => path.endsWith(`/${name}`))) ?? 'nobody';
};

/** What such a reader writes before a command for root. */
export const elevationFor = (reader: Reader): Elevation | undefined =>
  reader === 'root' || reader === 'nobody' ? undefined : reader;
