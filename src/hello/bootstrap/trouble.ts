import {cleanLine} from '../../hosts/clean.ts';
import {Failure} from '../../hosts/failure.ts';
import type {RunResult} from '../../hosts/host.ts';
import {toolWords} from '../../hosts/tool-words.ts';
import {wasCutOff} from './git.ts';

interface Attempt {
  readonly url: string;
  readonly ref?: string | undefined;
  readonly directory: string;
  readonly submodules?: boolean;
}

/** Why git could not fetch, by its own words (git 2.30 to 2.47). */
export const cloneFailure = ({stderr, exitCode, timedOut}: RunResult, attempt: Attempt): Failure => {
  const {url, ref, directory, submodules} = attempt;
  const [what, todo] = explain(toolWords(stderr), attempt, exitCode, timedOut);
  const lines = stderr
    .split(/[\r\n]/)
    .map(cleanLine)
    .filter((line) => /^(?:fatal|error|remote|warning|git|sh): ?/.test(line));
  const kept = submodules ? `What had arrived stays in ${directory}: the next run goes on from there.` : '';
  return new Failure({
    what: what ?? `${submodules ? 'The submodules' : url}${ref ? ` at ${ref}` : ''} could not be fetched.`,
    why: [...new Set(lines.slice(0, 6)), kept].filter(Boolean).join('\n'),
    todo,
  });
};

const explain = (
  stderr: string,
  {url, ref, submodules}: Attempt,
  exitCode: number | undefined,
  timedOut: boolean,
): readonly [what: string | undefined, todo: string] => {
  const again = 'Run it again: it goes on from here. --url URL takes a mirror.';
  if (exitCode === 126 || exitCode === 127 || /git: not found/.test(stderr))
    return ['There is no git that can be run.', 'Install it (Debian and Ubuntu: apt install git ca-certificates).'];
  if (/No space left on device|Disk quota exceeded/.test(stderr))
    return [
      'The disk is full.',
      'Make room (it takes about 100 MB), or choose a directory on another disk: --dir DIR.',
    ];
  if (/Remote branch .* not found|couldn't find remote ref|not our ref|unadvertised object/.test(stderr)) {
    return submodules
      ? ['The mirror does not have the commit that a submodule is pinned to.', 'Update the mirror, or use upstream.']
      : [`${url} has no branch, tag or commit ${ref}.`, `See what there is: git ls-remote ${url}`];
  }
  if (
    /Could not resolve host|Failed to connect|Couldn't connect|Connection refused|Network is unreachable/.test(stderr)
  )
    return [
      'The server cannot be reached from here.',
      'Look at the network or the proxy (https_proxy), or name a mirror: --url URL.',
    ];
  if (/certificate|SSL/.test(stderr))
    return [
      "The server's certificate could not be verified.",
      'Install ca-certificates, or look at the proxy in between.',
    ];
  if (
    /not found|does not exist|does not appear to be a git repository|could not read Username|Authentication failed/.test(
      stderr,
    )
  )
    return [`There is no repository ${submodules ? 'for a submodule' : `at ${url}`}.`, 'Name another one: --url URL.'];
  if (/Permission denied|Read-only file system|could not create/.test(stderr))
    return ['The directory cannot be written.', 'Choose another one: --dir DIR.'];
  if (/dubious ownership/.test(stderr))
    return [
      'The clone belongs to another user, so git does not touch it.',
      'Run it as that user, or choose another directory: --dir DIR.',
    ];
  if (timedOut || wasCutOff(stderr))
    return [`The download was cut off${timedOut ? ' after half an hour' : ', three times'}.`, again];
  return [undefined, again];
};
