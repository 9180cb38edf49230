import {Args, Flags} from '@oclif/core';
import type {Facts} from '../../facts/facts.ts';
import {probe} from '../../facts/probe.ts';
import {planKernel} from '../../kernels/plan.ts';
import {chooseProfiles} from '../../profiles/choose.ts';
import {usualLockWait} from '../../setup/apt.ts';
import {type FirstStepsOptions, probeForKernels} from '../../setup/first-steps.ts';
import {finishTrial, installKernel} from '../../setup/install-kernel.ts';
import {interruptible} from '../../setup/interrupt.ts';
import {kernelPlanText, reviewTrial} from '../../setup/kernel.ts';
import {stepTexts} from '../../setup/plan-text.ts';
import type {TaskResult} from '../../setup/task.ts';
import {EbpfCommand} from '../base.ts';
import {confirmOnTerminal} from '../base-confirm.ts';
import {hostFlagsOfOne, hostOf} from '../base-hosts.ts';
import {archiveOf, kernelFlags, parsePreference} from '../base-kernel.ts';
import {profileFlag} from '../base-profiles.ts';

interface Installed {
  readonly schema: 'ebpf.kernel-install/1';
  readonly host: string;
  /** Absent when the running kernel suffices. */
  readonly release?: string;
  readonly why: string;
  readonly passedOver: readonly {readonly what: string; readonly why: string}[];
  readonly files: readonly string[];
  readonly steps: readonly TaskResult[];
}

export default class KernelInstall extends EbpfCommand {
  static override summary = 'Install a newer kernel, boot it once, and keep it when it has proved itself.';
  static override description =
    `Everything that can go wrong is looked at before anything is changed. The kernel that runs stays installed and stays the default: a new one that does not come up falls back to it by itself.
WHAT is a version of the Ubuntu mainline archive (v6.12.95), a range of them ('6.12.x'), "distro" for the distribution's own, or "auto" for the least change that suffices.
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
    what: Args.string({ignoreStdin: true, description: 'Version, range, distro or auto.', required: true}),
  };
  static override flags = {
    ...kernelFlags,
    'dry-run': Flags.boolean({description: 'Show what would be done and change nothing.'}),
    yes: Flags.boolean({char: 'y', description: 'Do not ask.'}),
    for: profileFlag('that the kernel must suffice for'),
    ...hostFlagsOfOne,
  };

  protected override guessesCauses = false;

  async run(): Promise<Installed> {
    const {args, flags} = await this.parse(KernelInstall);
    const preference = parsePreference(args.what);
    const host = await hostOf(flags);
    const signal = interruptible((text) => this.progress(text));
    const archive = archiveOf(flags, signal);
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
    try {
      await host.elevate();
      const earlier = await reviewTrial(host);
      if (earlier && !flags['dry-run']) await finishTrial(earlier, options);
      const facts = flags['dry-run'] ? await probe(host, {asRoot: true}) : await this.prepare(options, agree);
      const plan = await planKernel(host, facts, options.profiles, preference, archive);
      const {release, decision, passedOver, files} = plan;
      this.progress(kernelPlanText(plan, host, flags.reboot, this.style(process.stderr)));
      if (release !== undefined && !flags['dry-run']) {
        await agree();
        await installKernel(plan, options);
      }
      return {
        schema: 'ebpf.kernel-install/1',
        host: host.name,
        ...(release && {release}),
        why: decision.why,
        passedOver,
        files,
        steps: results,
      };
    } finally {
      await host.close();
    }
  }

  /** Has apt made ready to be asked about kernels, where it is not. */
  private async prepare(
    options: FirstStepsOptions & {readonly results: TaskResult[]},
    agree: () => Promise<void>,
  ): Promise<Facts> {
    const {facts, done} = await probeForKernels(options, (steps) => {
      const what = stepTexts(steps, 'root', this.style(process.stderr)).join('\n');
      this.progress(`Before apt can be asked about kernels, as root:\n${what}`);
      return agree();
    });
    options.results.push(...done);
    return facts;
  }
}
