import {Args, Flags} from '@oclif/core';
import {chooseProfiles} from '../../profiles/choose.ts';
import {usualLockWait} from '../../setup/apt/run.ts';
import type {KernelInstallation} from '../../setup/kernel/install.ts';
import {setUpKernel} from '../../setup/kernel/set-up.ts';
import {confirmOnTerminal} from '../../terminal/confirm.ts';
import {interruptible} from '../../terminal/interrupt.ts';
import {EbpfCommand} from '../base.ts';
import {elsewhere, hostFlagsOfOne, hostOf} from '../flags/hosts.ts';
import {archiveOf, installWays, kernelFlags, parsePreference, timesOf} from '../flags/kernel.ts';
import {profileFlag} from '../flags/profiles.ts';

export default class KernelInstall extends EbpfCommand {
  static override summary = 'Install a newer kernel, boot it once, and keep it after it passes verification.';
  static override usage = 'kernel install auto|distro|mainline|VERSION [flags]';
  static override description = [
    `Everything that can go wrong is looked at before anything is changed. The kernel that runs stays installed and stays the default: a new one that does not come up falls back to it by itself.`,
    `WHAT is a version of the Ubuntu mainline archive (v6.12.95), a range of them ('6.12.x'), "lts" for the newest longterm series of kernel.org, "mainline" for its newest that will do, "distro" for the distribution's own, or "auto" for the least change that suffices.`,
    `Mainline packages are installed only as the Kernel PPA key has signed them. Exit codes: 0 done, 1 refused, failed or fallen back, 2 bad usage, 5 done but for the reboot.`,
  ].join(' ');
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
    yes: Flags.boolean({char: 'y', description: 'Skip the confirmation prompt.'}),
    for: profileFlag('that the kernel must suffice for'),
    ...hostFlagsOfOne,
  };

  async run(): Promise<KernelInstallation> {
    const {args, flags} = await this.parse(KernelInstall);
    const preference = parsePreference(args.what, installWays);
    const signal = interruptible((text) => this.progress(text), {elsewhere: elsewhere(flags)});
    const archive = await archiveOf(flags, signal);
    const host = await hostOf(flags, signal);
    const {installation, failure} = await setUpKernel(
      {
        host,
        archive,
        signal,
        preference,
        profiles: chooseProfiles(flags.for ?? []),
        display: this.display,
        reboot: flags.reboot,
        times: timesOf(flags),
        dryRun: flags['dry-run'],
        again: this.sameLine,
        lockWait: usualLockWait,
      },
      {
        style: this.style(process.stderr),
        say: (text) => this.progress(text),
        wait: (text, work) => this.waiting(text, work),
        confirm: async (reboots) => {
          const asked = {silent: this.jsonEnabled(), usually: !reboots};
          if (!flags.yes) await confirmOnTerminal(`This would install a kernel on ${host.name}`, asked);
        },
      },
    ).finally(() => host.close());
    if (failure && !this.jsonEnabled()) throw failure;
    this.finish(installation.exitCode);
    return installation;
  }
}
