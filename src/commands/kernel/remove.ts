import {Args, Flags} from '@oclif/core';
import {at} from '../../hosts/at.ts';
import type {Host} from '../../hosts/host.ts';
import {type KernelRemoval, planRemoval, purge, type Removal, settleRemoval} from '../../kernels/remove.ts';
import {showCommand} from '../../remedies/show.ts';
import {runApt, usualLockWait} from '../../setup/apt/run.ts';
import {confirmOnTerminal} from '../../terminal/confirm.ts';
import {interruptible} from '../../terminal/interrupt.ts';
import {EbpfCommand} from '../base.ts';
import {elsewhere, hostFlagsOfOne, hostOf} from '../flags/hosts.ts';

export default class KernelRemove extends EbpfCommand {
  static override summary = 'Remove an installed kernel: never the one that runs, never the last.';
  static override usage = 'kernel remove RELEASE [flags]';
  static override description =
    'Shows what apt would remove, asks, and looks afterwards whether the boot menu is whole. Exit codes: 0 removed, 1 failed, 2 refused.';
  static override examples = [
    '<%= config.bin %> kernel remove 6.12.95-061295-generic',
    '<%= config.bin %> kernel remove v6.12.95',
  ];
  static override args = {
    release: Args.string({ignoreStdin: true, description: 'As uname -r has it, or its version.', required: true}),
  };
  static override flags = {
    'dry-run': Flags.boolean({description: 'Show what would be removed.'}),
    yes: Flags.boolean({char: 'y', description: 'Skip the confirmation prompt.'}),
    ...hostFlagsOfOne,
  };

  async run(): Promise<KernelRemoval> {
    const {args, flags} = await this.parse(KernelRemove);
    const signal = interruptible((text) => this.progress(text), {elsewhere: elsewhere(flags)});
    const host = await hostOf(flags, signal);
    try {
      await host.elevate();
      const removal = await planRemoval(host, args.release);
      this.progress(removalText(removal, host));
      const removed = !flags['dry-run'];
      if (removed) {
        const what = `This would remove a kernel from ${host.name}`;
        if (!flags.yes) await confirmOnTerminal(what, {silent: this.jsonEnabled()});
        const say = (text: string, weight?: 'lasting') => weight && this.progress(text);
        if (removal.packages.length > 0)
          await runApt(host, purge(removal.packages), {signal, say, lockWait: usualLockWait});
        await settleRemoval(host, removal);
        this.log(`${removal.release} is removed; the boot menu is whole.`);
      }
      const {release, packages, along, stays, lastOfDistribution} = removal;
      return {
        schema: 'ebpf.kernel-remove/1',
        host: host.name,
        ...{release, packages, along, stays, removed},
        ...(lastOfDistribution && {lastOfDistribution}),
      };
    } finally {
      await host.close();
    }
  }
}

/** What is going to be removed, as a person reads it before saying yes. */
const removalText = ({release, packages, along, stays, lastOfDistribution}: Removal, host: Host): string =>
  [
    packages.length > 0
      ? showCommand(purge(packages))
      : `${release} is gone already; what an earlier run has set for it is reverted.`,
    ...(along.length > 0
      ? [
          `apt removes with it: ${along.join(', ')}. Where that brings the distribution's newer kernels, they no longer come by themselves until it is installed again.`,
        ]
      : []),
    ...(lastOfDistribution
      ? [
          `${release} is the last kernel of the distribution's own: what is left gets no security updates from it. To have one again: ebpf kernel install distro${at(host)}`,
        ]
      : []),
    `${stays.join(', ')} can still be booted.`,
  ].join('\n');
