import {cleanLine} from '../../hosts/clean.ts';
import {Failure} from '../../hosts/failure.ts';
import type {Command} from '../../remedies/remedy.ts';
import {showCommand} from '../../remedies/show.ts';
import type {AptStatus} from './status.ts';

/**
 * Milliseconds in which a download must get on by `least`. apt has no limit of its own but Acquire::http::Timeout, the seconds without any byte
 * (apt-transport-http(1)): a mirror that sends one every 29 would hold it for ever. Of 100 MB this asks for 170 bytes a second.
 */
const usualStall = 600_000;

/** Percent. apt counts files that are done, too, so that many small ones get on as well. */
const least = 0.1;

/** Watches how a download gets on, by what apt prints. */
export interface Pace {
  /** Told each line that apt prints, and its status where it is one. Says whether the download has come to a standstill. */
  readonly stands: (line: string, status: AptStatus | undefined) => boolean;
  /** What to say of a standstill. */
  readonly failure: (command: Command) => Failure;
}

/** apt tells its status twice a second while it downloads, so that no clock is needed beside its lines. */
export const newPace = (stall = usualStall, now: () => number = Date.now): Pace => {
  let mark: {readonly percent: number; readonly at: number} | undefined;
  let asked = '';
  return {
    stands: (line, status) => {
      asked = /^Get:\d+ (.*)/.exec(line)?.[1] ?? asked;
      if (status?.kind !== 'dlstatus') return false;
      // It falls when apt learns of more to fetch.
      if (!mark || Math.abs(status.percent - mark.percent) >= least) mark = {percent: status.percent, at: now()};
      return now() - mark.at > stall;
    },
    failure: (command) =>
      new Failure({
        what: `"${showCommand(command.slice(0, 2))}" was stopped: its download does not get on.`,
        why: `Less than ${least} % came in ${stall / 60_000} minutes${asked && `; the last file asked for: ${cleanLine(asked)}`}.`,
        todo: 'Name another mirror in /etc/apt, or look at the network or the proxy; then run setup again: apt keeps what it has downloaded.',
      }),
  };
};
