import type {Command} from '../checks/check.ts';
import {cleanLine} from '../hosts/clean.ts';
import {Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import {aptInstall} from '../remedies/apt.ts';
import {showCommand} from '../remedies/show.ts';
import type {PackageStep, Step} from '../remedies/step.ts';
import {runApt} from './apt.ts';
import {availablePackages} from './available.ts';
import {linkHeaders} from './link-headers.ts';
import {runRootJob} from './root-command.ts';
import type {Task} from './task.ts';

/** The steps of a plan as tasks on a host. */
export const stepTasks = (host: Host, steps: readonly Step[], signal: AbortSignal): readonly Task[] =>
  steps.map((step) => ({
    title: step.title,
    run: async (say) => {
      signal.throwIfAborted();
      if (step.kind === 'packages') return installPackages(host, step, say, signal);
      if (step.kind === 'headers') return linkHeaders(host, signal);
      for (const command of step.commands) await runCommand(host, command, step.needsRoot, say, signal);
      return undefined;
    },
  }));

const installPackages = async (
  host: Host,
  step: PackageStep,
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<string> => {
  const {packages, missing} = await availablePackages(host, step);
  if (packages.length > 0) await runApt(host, aptInstall(packages), {signal, onProgress: showProgress(say)});
  if (missing.length === 0) return packages.join(', ');
  throw new Failure({
    what: `apt knows no package for ${missing.join(', ')}.`,
    why: packages.length > 0 ? `Installed: ${packages.join(', ')}.` : undefined,
    todo: 'Look at the entries in /etc/apt: is "main" among the components, is the release still served?',
  });
};

const runCommand = async (
  host: Host,
  command: Command,
  asRoot: boolean,
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<void> => {
  if (command[0] === 'apt-get') return runApt(host, command, {signal, onProgress: showProgress(say)});
  const environment = {LC_ALL: 'C.UTF-8'};
  const {exitCode, output} =
    host.local || !asRoot
      ? await host.run(command, {asRoot, signal, environment}).then((result) => ({...result, output: result.stderr}))
      : await runRootJob(host, command, {environment, signal, onLost: say});
  signal.throwIfAborted();
  if (exitCode === 0) return;
  throw new Failure({
    what: `"${showCommand(command)}" failed.`,
    why: output
      .split('\n')
      .map((line) => cleanLine(line))
      .filter(Boolean)
      .slice(0, 5)
      .join('\n'),
    todo: 'Mend what it says, then run setup again: it goes on where it stopped.',
  });
};

const showProgress =
  (say: (text: string) => void) =>
  (text: string, percent?: number): void =>
    say(percent === undefined ? text : `${String(Math.round(percent)).padStart(3)} %  ${text}`);
