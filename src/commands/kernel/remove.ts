import {Args, Flags} from '@oclif/core';
import {planRemoval, settleRemoval} from '../../kernels/remove.ts';
import {showCommand} from '../../remedies/show.ts';
import {runApt, usualLockWait} from '../../setup/apt.ts';
import {interruptible} from '../../setup/interrupt.ts';
import {EbpfCommand} from '../base.ts';
import {confirmOnTerminal} from '../base-confirm.ts';
import {hostFlagsOfOne, hostOf} from '../base-hosts.ts';

interface Removed {
  readonly host: string;
  readonly release: string;
  readonly packages: readonly string[];
  /** Kernels that are left and can be booted. */
  readonly stays: readonly string[];
}

export default class KernelRemove extends EbpfCommand {
  static override summary = 'Remove an installed kernel: never the one that runs, never the last.';
  static override description =
    'Afterwards it looks whether the boot menu is whole. Exit codes: 0 removed, 1 failed, 2 refused.';
  static override examples = [
    '<%= config.bin %> kernel remove 6.12.95-061295-generic',
    '<%= config.bin %> kernel remove v6.12.95',
  ];
  static override args = {
    release: Args.string({ignoreStdin: true, description: 'As uname -r has it, or its version.', required: true}),
  };
  static override flags = {
    'dry-run': Flags.boolean({description: 'Show what would be removed.'}),
    yes: Flags.boolean({char: 'y', description: 'Do not ask.'}),
    ...hostFlagsOfOne,
  };

  protected override guessesCauses = false;

  async run(): Promise<Removed> {
    const {args, flags} = await this.parse(KernelRemove);
    const host = await hostOf(flags);
    try {
      await host.elevate();
      const removal = await planRemoval(host, args.release);
      const command = ['apt-get', 'purge', '--yes', ...removal.packages];
      this.progress(`${showCommand(command)}\n${removal.stays.join(', ')} can still be booted.`);
      if (!flags['dry-run']) {
        if (!flags.yes) await confirmOnTerminal('This would remove a kernel', {silent: this.jsonEnabled()});
        await runApt(host, command, {
          signal: interruptible((text) => this.progress(text)),
          say: (text, weight) => weight && this.progress(text),
          lockWait: usualLockWait,
        });
        await settleRemoval(host, removal);
        this.log(`${removal.release} is removed; the boot menu is whole.`);
      }
      const {release, packages, stays} = removal;
      return {host: host.name, release, packages, stays};
    } finally {
      await host.close();
    }
  }
}
