import {cleanLine} from '../../hosts/clean.ts';
import {Failure} from '../../hosts/failure.ts';
import type {RunResult} from '../../hosts/host.ts';
import type {Work} from '../stage.ts';
import {troubleOf} from '../trouble.ts';
import {wasCutOff} from './git.ts';

interface Attempt {
  readonly url: string;
  readonly ref?: string | undefined;
  readonly submodules?: boolean;
}

/** What there is to say where git could not fetch. */
export const cloneFailure = async (
  work: Work,
  {stderr, exitCode, timedOut}: RunResult,
  {url, ref, submodules = false}: Attempt,
): Promise<Failure> => {
  const lines = stderr
    .split(/[\r\n]/)
    .map(cleanLine)
    .filter((line) => /^(?:fatal|error|remote|warning|git|sh): ?/.test(line));
  const of = `${submodules ? 'The submodules' : url}${ref ? ` at ${ref}` : ''}`;
  const cut = `The download was cut off${timedOut ? ' after half an hour' : ', three times'}.`;
  const {what, why, todo, known} = await troubleOf(work, {
    name: submodules ? 'submodules' : 'clone',
    // A shell's codes for what is not there, or may not be run.
    said: [exitCode === 126 || exitCode === 127 ? 'git: not found' : stderr],
    otherwise: {what: timedOut || wasCutOff(stderr) ? cut : `${of} could not be fetched.`, todo: ''},
    options: 'Run again, it goes on from here. A mirror: --url URL. Another directory: --dir DIR.',
  });
  const kept = submodules ? `What had arrived stays in ${work.directory}: the next run goes on from there.` : '';
  return new Failure({
    what,
    why: [known ? `${of}: ${why}` : why, ...new Set(lines.slice(0, 6)), kept].filter(Boolean).join('\n'),
    said: lines.join('\n'),
    todo,
    ...(known && {known}),
  });
};
