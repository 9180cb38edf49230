import {cleanLine} from '../../hosts/clean.ts';
import {Failure} from '../../hosts/failure.ts';
import type {Host} from '../../hosts/host.ts';
import {stagedFile} from '../../kernels/packages.ts';
import {aptEnvironment} from '../../remedies/apt.ts';
import type {Command} from '../../remedies/remedy.ts';
import type {RepairStep} from '../../remedies/step.ts';
import {failedHook, hookAdvice} from './hooks.ts';
import {type AptOptions, runApt} from './run.ts';
import {heldLock} from './trouble.ts';

/** The commands for this host: a package whose unpacking was cut off is fetched and unpacked again, which dpkg alone can't do. */
export const resolveRepair = async (host: Host, step: RepairStep): Promise<RepairStep> => {
  const again = await reinstallable(host);
  if (again.length === 0) return step;
  const install: Command = ['apt-get', 'install', '--yes', '--fix-broken', '--reinstall', ...again];
  return {...step, commands: [...step.commands.filter(([program]) => program === 'dpkg'), install]};
};

/**
 * Completes what dpkg was interrupted in, as after a power cut.
 * @throws Failure with what is left.
 */
export const mendPackages = async (host: Host, step: RepairStep, options: AptOptions): Promise<undefined> => {
  // Once more: lists that were fetched since know more packages.
  const {commands} = await resolveRepair(host, step);
  let failure: Failure | undefined;
  for (const command of commands) {
    // dpkg --configure fails for the very package that apt is to unpack again.
    await runApt(host, command, options).catch((error: unknown) => {
      if (!(error instanceof Failure) || heldLock(error.why ?? '')) throw error;
      failure = error;
    });
  }
  const left = await unfinished(host);
  if (!left) return undefined;
  const hook = failedHook(failure?.why ?? '');
  throw new Failure({
    what: 'dpkg is still not whole.',
    why: [left.slice(0, 800), failure?.why].filter(Boolean).join('\n'),
    todo: hook
      ? hookAdvice(hook, host)
      : 'Look at the packages that it names: reinstall them, or remove them (dpkg --remove --force-remove-reinstreq PACKAGE).',
  });
};

/** What dpkg was interrupted in, in its own words; empty when all is well. */
const unfinished = async (host: Host): Promise<string> => {
  const script =
    'dpkg --audit; for file in /var/lib/dpkg/updates/[0-9]*; do [ -e "$file" ] && echo "dpkg was interrupted"; done; exit 0';
  const {stdout} = await host.run(['sh', '-c', script], {asRoot: true, environment: {LC_ALL: 'C'}});
  return cleanLine(stdout.toString('utf8'));
};

/** Packages that dpkg wants again: by name where apt can fetch them, by file where we have brought them. */
const reinstallable = async (host: Host): Promise<readonly string[]> => {
  const {stdout} = await host.run(['dpkg-query', '-W', '-f', '${db:Status-Eflag} ${Package}\\n']);
  const wanted = [...stdout.toString('utf8').matchAll(/^reinstreq (\S+)$/gm)].map(([, name = '']) => name);
  const known: string[] = [];
  for (const name of wanted) {
    const {stdout: shown} = await host.run(['apt-cache', 'madison', name], {environment: aptEnvironment});
    // Only root may look there, and a dry run is not root.
    const again = shown.length > 0 ? name : await stagedFile(host, name).catch(() => undefined);
    if (again) known.push(again);
  }
  return known;
};
