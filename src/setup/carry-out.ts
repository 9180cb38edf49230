import {cleanLines} from '../hosts/clean.ts';
import {Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import type {Command} from '../remedies/remedy.ts';
import {showCommand} from '../remedies/show.ts';
import type {CommandStep, Step} from '../remedies/step.ts';
import type {Say, Task} from '../terminal/task.ts';
import {fetchLists, installPackages, type Lists} from './apt/install.ts';
import {linkHeaders} from './apt/link-headers.ts';
import {mendPackages} from './apt/repair.ts';
import {type AptOptions, runApt} from './apt/run.ts';
import {runRootJob} from './tasks/root-command.ts';

/** How the steps of a plan are carried out. */
export interface CarryOutOptions extends Omit<AptOptions, 'say'> {
  /** Called before the first thing that changes the host. */
  readonly onChange: () => void;
}

/** The steps of a plan as tasks on a host. */
export const stepTasks = (
  host: Host,
  steps: readonly Step[],
  {signal, lockWait, onChange}: CarryOutOptions,
): readonly Task[] => {
  const lists: Lists = {};
  return steps.map((step) => ({
    title: step.title,
    run: async (say) => {
      signal.throwIfAborted();
      onChange();
      return carryOut(host, step, {say, signal, lockWait}, lists);
    },
  }));
};

const carryOut = async (host: Host, step: Step, options: AptOptions, lists: Lists): Promise<string | undefined> => {
  switch (step.kind) {
    case 'headers':
      return linkHeaders(host, options.signal);
    case 'repair':
      return mendPackages(host, step, options);
    case 'packages': {
      const packages = await installPackages(host, step, options, lists);
      return packages.join() === step.packages.join() ? undefined : packages.join(', ');
    }
    case 'command':
      return runCommands(host, step, options, lists);
  }
};

const runCommands = async (
  host: Host,
  step: CommandStep,
  options: AptOptions,
  lists: Lists,
): Promise<string | undefined> => {
  for (const command of step.commands) {
    const [program, verb] = command;
    if (program === 'apt-get' && verb === 'update') return fetchLists(host, options, lists);
    if (program === 'apt-get' || program === 'dpkg') await runApt(host, command, options);
    else await runCommand(host, command, step.needsRoot, options);
  }
  return undefined;
};

interface Following {
  readonly say: Say;
  readonly signal: AbortSignal;
}

const runCommand = async (host: Host, command: Command, asRoot: boolean, {say, signal}: Following): Promise<void> => {
  const environment = {LC_ALL: 'C.UTF-8'};
  const {exitCode, output} =
    host.local || !asRoot
      ? await host.run(command, {asRoot, signal, environment}).then((result) => ({...result, output: result.stderr}))
      : await runRootJob(host, command, {environment, signal, onLost: say});
  signal.throwIfAborted();
  if (exitCode === 0) return;
  throw new Failure({
    what: `"${showCommand(command)}" failed.`,
    why: cleanLines(output).slice(0, 5).join('\n'),
    said: `${command[0]}: ${output}`,
    ran: command,
    todo: 'Fix what it says, then run setup again: it goes on where it stopped.',
  });
};
