import {Args, Flags} from '@oclif/core';
import {probe} from '../../facts/probe.ts';
import {exitCodes, Failure} from '../../hosts/failure.ts';
import {planKernel} from '../../kernels/plan.ts';
import {chooseProfiles} from '../../profiles/choose.ts';
import {finishTrial, installKernel} from '../../setup/install-kernel.ts';
import {interruptible} from '../../setup/interrupt.ts';
import {kernelPlanText, reviewTrial} from '../../setup/kernel.ts';
import {prepareApt} from '../../setup/mend-packages.ts';
import type {TaskResult} from '../../setup/task.ts';
import {EbpfCommand} from '../base.ts';
import {hostFlagsOfOne, hostOf} from '../base-hosts.ts';
import {archiveOf, kernelFlags, parsePreference} from '../base-kernel.ts';

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
    for: Flags.string({
      description: 'Profile that the kernel must suffice for; repeatable.',
      multiple: true,
      // Or it would take WHAT for a further profile.
      multipleNonGreedy: true,
      helpValue: 'PROFILE',
    }),
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
      results,
    } as const;
    try {
      await host.elevate();
      const earlier = await reviewTrial(host);
      if (earlier && !flags['dry-run']) await finishTrial(earlier, options);
      if (!flags['dry-run'])
        await prepareApt({
          ...options,
          say: (line) => this.progress(line),
          confirm: () => (flags.yes ? Promise.resolve() : this.confirm()),
        });
      const plan = await planKernel(host, await probe(host, {asRoot: true}), options.profiles, preference, archive);
      const {release, decision, passedOver, files} = plan;
      this.progress(kernelPlanText(plan, host, flags.reboot, this.style(process.stderr)));
      if (release !== undefined && !flags['dry-run']) {
        if (!flags.yes) await this.confirm();
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

  private async confirm(): Promise<void> {
    if (this.jsonEnabled() || !process.stdin.isTTY)
      throw new Failure({
        what: 'This would install a kernel, and there is no terminal to ask on.',
        todo: 'Add --yes to let it, or --dry-run to only see what it would do.',
        exitCode: exitCodes.usage,
      });
    const {default: ask} = await import('@inquirer/confirm');
    const go = await ask({message: 'Go ahead?'}, {output: process.stderr}).catch(() => false);
    if (!go) throw new Failure({what: 'Nothing was changed.'});
  }
}
