import {Args, Flags} from '@oclif/core';
import {goBack} from '../../setup/kernel/back.ts';
import type {KernelInstallation} from '../../setup/kernel/install.ts';
import {confirmOnTerminal} from '../../terminal/confirm.ts';
import {interruptible} from '../../terminal/interrupt.ts';
import {EbpfCommand} from '../base.ts';
import {elsewhere, hostFlagsOfOne, hostOf} from '../flags/hosts.ts';
import {rebootFlag, rebootFlags, timesOf} from '../flags/kernel.ts';

export default class KernelBack extends EbpfCommand {
  static override summary = 'Go back to the previous kernel, or to another that is installed.';
  static override usage = 'kernel back [RELEASE] [flags]';
  static override description =
    'By the same safe way as to a new one: it is booted once and becomes the default when the host has come up with it. A kernel that was made ready and not booted yet is let go of. Exit codes: 0 done, 1 failed or fallen back, 2 refused, 5 done but for the reboot.';
  static override examples = [
    '<%= config.bin %> kernel back --dry-run',
    '<%= config.bin %> kernel back --remote user@host --reboot',
    '<%= config.bin %> kernel back 6.1.0-50-amd64',
  ];
  static override args = {
    release: Args.string({
      ignoreStdin: true,
      description: 'As uname -r has it. Default: the kernel that was replaced last.',
    }),
  };
  static override flags = {
    'dry-run': Flags.boolean({description: 'Show what would be done and change nothing.'}),
    yes: Flags.boolean({char: 'y', description: 'Skip the confirmation prompt.'}),
    ...rebootFlag,
    ...rebootFlags,
    ...hostFlagsOfOne,
  };

  async run(): Promise<KernelInstallation> {
    const {args, flags} = await this.parse(KernelBack);
    const signal = interruptible((text) => this.progress(text), {elsewhere: elsewhere(flags)});
    const host = await hostOf(flags, signal);
    const request = {
      ...{host, signal, display: this.display, wanted: args.release, dryRun: flags['dry-run']},
      ...{reboot: flags.reboot, times: timesOf(flags), again: this.sameLine},
    };
    const {installation, failure} = await goBack(request, {
      style: this.style(process.stderr),
      say: (text) => this.progress(text),
      wait: (text, work) => this.waiting(text, work),
      confirm: async (reboots) => {
        const asked = {silent: this.jsonEnabled(), usually: !reboots};
        if (!flags.yes) await confirmOnTerminal(`This would change which kernel boots on ${host.name}`, asked);
      },
    }).finally(() => host.close());
    if (failure && !this.jsonEnabled()) throw failure;
    this.finish(installation.exitCode);
    return installation;
  }
}
