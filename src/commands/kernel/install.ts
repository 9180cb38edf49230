import {Args, Flags} from '@oclif/core';
import type {Facts} from '../../facts/facts.ts';
import {probe} from '../../facts/probe.ts';
import {exitCodes, Failure} from '../../hosts/failure.ts';
import {planKernel} from '../../kernels/plan.ts';
import {chooseProfiles} from '../../profiles/choose.ts';
import type {Step} from '../../remedies/step.ts';
import {usualLockWait} from '../../setup/apt/run.ts';
import {type FirstStepsOptions, firstSteps, probeForKernels, waitsFor} from '../../setup/kernel/first-steps.ts';
import {finishTrial, installKernel, type KernelInstallation} from '../../setup/kernel/install.ts';
import {kernelPlanText, reviewTrial, trialText} from '../../setup/kernel/plan-text.ts';
import {stepTexts} from '../../setup/plan-text.ts';
import {confirmOnTerminal} from '../../terminal/confirm.ts';
import {interruptible} from '../../terminal/interrupt.ts';
import type {TaskResult} from '../../terminal/task.ts';
import {EbpfCommand} from '../base.ts';
import {hostFlagsOfOne, hostOf} from '../flags/hosts.ts';
import {archiveOf, installWays, kernelFlags, parsePreference} from '../flags/kernel.ts';
import {profileFlag} from '../flags/profiles.ts';

export default class KernelInstall extends EbpfCommand {
  static override summary = 'Install a newer kernel, boot it once, and keep it when it has proved itself.';
  static override description =
    `Everything that can go wrong is looked at before anything is changed. The kernel that runs stays installed and stays the default: a new one that does not come up falls back to it by itself.
WHAT is a version of the Ubuntu mainline archive (v6.12.95), a range of them ('6.12.x'), "mainline" for its newest that will do, "distro" for the distribution's own, or "auto" for the least change that suffices.
Mainline packages are installed only as the Kernel PPA key has signed them. Exit codes: 0 done, 1 refused, failed or fallen back, 2 bad usage, 5 done but for the reboot.`;
  static override examples = [
    {description: 'See what would be done', command: '<%= config.bin %> kernel install auto --dry-run'},
    {description: 'A version, on this machine', command: '<%= config.bin %> kernel install v6.12.95'},
    {
      description: 'On a host elsewhere, rebooting it',
      command: '<%= config.bin %> kernel install distro --remote user@host --yes --reboot',
    },
  ];
  static override args = {
    what: Args.string({ignoreStdin: true, description: 'Version, range, auto, distro or mainline.', required: true}),
  };
  static override flags = {
    ...kernelFlags,
    'dry-run': Flags.boolean({description: 'Show what would be done and change nothing.'}),
    yes: Flags.boolean({char: 'y', description: 'Do not ask.'}),
    for: profileFlag('that the kernel must suffice for'),
    ...hostFlagsOfOne,
  };

  protected override guessesCauses = false;

  async run(): Promise<KernelInstallation> {
    const {args, flags} = await this.parse(KernelInstall);
    const preference = parsePreference(args.what, installWays);
    const signal = interruptible((text) => this.progress(text));
    const archive = await archiveOf(flags, signal);
    const host = await hostOf(flags);
    const results: TaskResult[] = [];
    const options = {
      host,
      archive,
      signal,
      profiles: chooseProfiles(flags.for ?? []),
      display: this.display,
      reboot: flags.reboot,
      again: this.sameLine,
      lockWait: usualLockWait,
      results,
    } as const;
    const agree = async () => {
      if (!flags.yes) await confirmOnTerminal('This would install a kernel', {silent: this.jsonEnabled()});
    };
    const document = (release: string | undefined, why: string): KernelInstallation => ({
      schema: 'ebpf.kernel-install/1',
      host: host.name,
      ...(release && {release}),
      why,
      passedOver: [],
      files: [],
      steps: results,
      exitCode: exitCodes.ready,
    });
    const dryRun = flags['dry-run'];
    try {
      await host.elevate();
      const earlier = await reviewTrial(host);
      if (earlier) {
        const begun = document(earlier.trial.release, trialText(earlier, host));
        if (dryRun) this.progress(begun.why);
        const done = dryRun ? begun : await this.carryOut(begun, () => finishTrial(earlier, options));
        if (done.error || (dryRun && !earlier.booted)) return done;
      }
      const facts = dryRun ? await probe(host, {asRoot: true}) : await this.prepare(options, agree);
      const first = dryRun ? await firstSteps(host, facts) : [];
      if (first.length > 0) this.showFirst(first);
      if (waitsFor(first, {facts, profiles: options.profiles, preference})) {
        const wait = document(undefined, 'Which kernel it would be is told once apt can be asked.');
        this.progress(wait.why);
        return wait;
      }
      const plan = await planKernel(host, facts, options.profiles, preference, archive, preference !== 'auto');
      const {release, decision, passedOver, files} = plan;
      this.progress(kernelPlanText(plan, host, flags.reboot, this.style(process.stderr)));
      const planned = {...document(release, decision.why), passedOver, files};
      if (release === undefined || dryRun) return planned;
      await agree();
      return await this.carryOut(planned, () => installKernel(plan, options));
    } finally {
      await host.close();
    }
  }

  /** Does WORK; as JSON, what ends it is told in the document, beside what was done before. */
  private async carryOut(document: KernelInstallation, work: () => Promise<void>): Promise<KernelInstallation> {
    try {
      await work();
      return document;
    } catch (error) {
      if (!(error instanceof Failure && this.jsonEnabled())) throw error;
      const {what, why, todo, exitCode} = error;
      this.finish(exitCode);
      return {...document, error: {what, why, todo}, exitCode};
    }
  }

  /** Has apt made ready to be asked about kernels, where it is not. */
  private async prepare(
    options: FirstStepsOptions & {readonly results: TaskResult[]},
    agree: () => Promise<void>,
  ): Promise<Facts> {
    const {facts, done} = await probeForKernels(options, (steps) => {
      this.showFirst(steps);
      return agree();
    });
    options.results.push(...done);
    return facts;
  }

  private showFirst(steps: readonly Step[]): void {
    const what = stepTexts(steps, 'root', this.style(process.stderr)).join('\n');
    this.progress(`Before apt can be asked about kernels, as root:\n${what}`);
  }
}
