import {cleanLine} from '../../hosts/clean.ts';
import {Failure} from '../../hosts/failure.ts';
import type {RunResult} from '../../hosts/host.ts';
import {withoutLogin} from '../../hosts/without-login.ts';
import {wasCutOff} from './git.ts';

interface Attempt {
  readonly url: string;
  readonly ref?: string | undefined;
  readonly directory: string;
  readonly submodules?: boolean;
}

/** That git could not fetch, with its own words. */
export const cloneFailure = ({stderr, timedOut}: RunResult, {url, ref, directory, submodules}: Attempt): Failure => {
  // Progress goes by percents.
  const said = withoutLogin(stderr)
    .split(/[\r\n]/)
    .map(cleanLine)
    .filter((line) => line !== '' && !/\d%/.test(line));
  const lines = said.filter((line) => /^(?:fatal|error|remote|warning|git|sh): ?/.test(line));
  const cut = timedOut || wasCutOff(stderr);
  const kept = submodules ? `What had arrived stays in ${directory}: the next run goes on from there.` : '';
  return new Failure({
    what: cut
      ? `The download was cut off${timedOut ? ' after half an hour' : ', three times'}.`
      : `${submodules ? 'The submodules' : withoutLogin(url)}${ref ? ` at ${ref}` : ''} could not be fetched.`,
    why: [...new Set(lines.slice(0, 6)), kept].filter(Boolean).join('\n'),
    said: said.join('\n'),
    stage: submodules ? 'submodules' : 'clone',
    todo: 'Run it again: it goes on from here. --url URL takes a mirror.',
  });
};
