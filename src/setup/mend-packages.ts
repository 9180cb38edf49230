import type {Command} from '../checks/check.ts';
import {cleanLine} from '../hosts/clean.ts';
import {Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import {stagedFile} from '../kernels/packages.ts';
import {aptEnvironment, aptUpdate} from '../remedies/apt.ts';
import {runApt, usualLockWait} from './apt.ts';
import {type Display, runTasks} from './run-tasks.ts';
import type {Task, TaskResult} from './task.ts';

export interface PrepareOptions {
  readonly host: Host;
  readonly signal: AbortSignal;
  readonly display: Display;
  readonly results: TaskResult[];
  readonly say: (text: string) => void;
  /** Asks before anything is changed; rejects when the answer is no. */
  readonly confirm: () => Promise<void>;
}

/** Makes apt answer what it is asked about kernels: it refuses everything after a power cut, and knows nothing without package lists. */
export const prepareApt = async ({host, signal, display, results, say, confirm}: PrepareOptions): Promise<void> => {
  const left = await unfinished(host);
  const listed = await hasLists(host);
  if (!left && listed) return;
  if (left) say(`dpkg was interrupted, which has to be mended first: ${left.slice(0, 300)}`);
  if (!listed) say('apt has no package lists yet: they have to be fetched first.');
  await confirm();
  await runTasks(
    [...(listed ? [] : [listsTask(host, signal)]), ...(left ? [mendTask(host, signal)] : [])],
    display,
    results,
  );
};

const hasLists = async (host: Host): Promise<boolean> => {
  const script = 'for file in /var/lib/apt/lists/*Packages*; do [ -e "$file" ] && exit 0; done; exit 1';
  return (await host.run(['sh', '-c', script])).exitCode === 0;
};

const listsTask = (host: Host, signal: AbortSignal): Task => ({
  title: 'Fetch the package lists',
  run: async (say) => {
    await runApt(host, aptUpdate, {signal, say, lockWait: usualLockWait});
    return undefined;
  },
});

/** What dpkg was interrupted in, in its own words; empty when all is well. */
const unfinished = async (host: Host): Promise<string> => {
  const script =
    'dpkg --audit; for file in /var/lib/dpkg/updates/[0-9]*; do [ -e "$file" ] && echo "dpkg was interrupted"; done; exit 0';
  const {stdout} = await host.run(['sh', '-c', script], {asRoot: true, environment: {LC_ALL: 'C'}});
  return cleanLine(stdout.toString('utf8'));
};

/** Finishes what dpkg was interrupted in, as after a power cut: kernels can't be chosen while apt refuses everything. */
const mendTask = (host: Host, signal: AbortSignal): Task => ({
  title: 'Finish what dpkg was interrupted in',
  run: async (say) => {
    await configure(host);
    // A package that was being unpacked is fetched and unpacked again.
    const broken = await reinstallable(host);
    const command: Command = ['apt-get', 'install', '--yes', '--fix-broken', '--reinstall', ...broken];
    await runApt(host, command, {signal, say, lockWait: usualLockWait});
    const left = await unfinished(host);
    if (!left) return broken.length > 0 ? `again: ${broken.join(', ')}` : undefined;
    throw new Failure({
      what: 'dpkg is still not whole.',
      why: left.slice(0, 800),
      todo: 'Look at the packages that it names: reinstall them, or remove them (dpkg --remove --force-remove-reinstreq PACKAGE).',
    });
  },
});

/** It may fail for the very package that is to be unpacked again, so its verdict is left to the end. */
const configure = (host: Host) =>
  host.run(['setsid', '--wait', 'dpkg', '--configure', '-a', '--force-confdef', '--force-confold'], {
    asRoot: true,
    environment: aptEnvironment,
  });

/** Packages that dpkg wants again: by name where apt can fetch them, by file where we have brought them. */
const reinstallable = async (host: Host): Promise<readonly string[]> => {
  const {stdout} = await host.run(['dpkg-query', '-W', '-f', '${db:Status-Eflag} ${Package}\\n'], {asRoot: true});
  const wanted = [...stdout.toString('utf8').matchAll(/^reinstreq (\S+)$/gm)].map(([, name = '']) => name);
  const known: string[] = [];
  for (const name of wanted) {
    const {stdout: shown} = await host.run(['apt-cache', 'madison', name], {environment: aptEnvironment});
    const again = shown.length > 0 ? name : await stagedFile(host, name);
    if (again) known.push(again);
  }
  return known;
};
