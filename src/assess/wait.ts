import {setTimeout as sleep} from 'node:timers/promises';
import {exitCodes, Failure} from '../hosts/failure.ts';
import type {Report} from './report.ts';
import {isInTheWay} from './standing.ts';

/** Seconds in `120s`, `2m`, `1m30s` or `90`. Throws a Failure for anything else. */
export const parseDuration = (text: string): number => {
  const [matched, hours = '0', minutes = '0', seconds = '0'] =
    /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?$/.exec(text.trim()) ?? [];
  if (matched) return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  throw new Failure({
    what: `"${text}" is not a duration.`,
    todo: 'Write 90s, 2m or 1h.',
    exitCode: exitCodes.usage,
  });
};

/** Seconds between two looks: a look costs half a second, and what is waited for (a boot, a mount, apt) takes many. */
const pause = 5;

/**
 * Looks again until the exit code is 0 or the time is over; then it is what the last look said, be it that nothing could be reached.
 * `onRetry` is told why and for how many more seconds.
 */
export const untilReady = async (
  look: () => Promise<Report>,
  seconds: number,
  onRetry: (reason: string, left: number) => void,
): Promise<Report> => {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const {report, failure} = await look().then(
      (found) => ({report: found, failure: undefined}),
      (error: unknown) => {
        if (error instanceof Failure && error.exitCode === exitCodes.unknown)
          return {report: undefined, failure: error};
        throw error;
      },
    );
    const left = (end - Date.now()) / 1000;
    if (report && (report.exitCode === exitCodes.ready || left <= 0)) return report;
    if (failure && left <= 0) throw failure;
    onRetry(failure ? failure.what : obstacle(report), Math.ceil(left));
    await sleep(Math.min(pause, left) * 1000);
  }
};

const obstacle = (report: Report | undefined): string => {
  const [first] = (report?.hosts ?? []).flatMap(({host, reachable, findings}) => {
    if (!reachable) return [`${host} can't be reached`];
    const finding = findings.find((each) => isInTheWay(each));
    return finding ? [`${host}: ${finding.title}: ${finding.found}`] : [];
  });
  return first ?? 'Not ready';
};
