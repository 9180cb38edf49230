import {at} from '../../hosts/at.ts';
import {sized} from '../../hosts/in-words.ts';
import {type KernelStatus, readKernelStatus, type StatusOfKernel} from '../../kernels/status.ts';
import {interruptible} from '../../terminal/interrupt.ts';
import {lookingAt} from '../../terminal/waiting.ts';
import {EbpfCommand} from '../base.ts';
import {elsewhere, hostFlagsOfOne, hostOf} from '../flags/hosts.ts';

export default class KernelStatusCommand extends EbpfCommand {
  static override summary = 'Show the installed kernels, their BTF, which boots next, and which is on trial.';
  static override description = 'Looks as root, for boot menus are hidden from others; changes nothing.';
  static override examples = ['<%= config.bin %> kernel status', '<%= config.bin %> kernel status --remote user@host'];
  static override flags = {...hostFlagsOfOne};

  async run(): Promise<KernelStatus> {
    const {flags} = await this.parse(KernelStatusCommand);
    const signal = interruptible((text) => this.progress(text), {elsewhere: elsewhere(flags)});
    const host = await hostOf(flags, signal);
    try {
      await host.elevate();
      const status = await this.waiting(lookingAt(host), () => readKernelStatus(host));
      this.show(statusText(status, host.local));
      return status;
    } finally {
      await host.close();
    }
  }
}

const statusText = (status: KernelStatus, local: boolean): string => {
  const {host, running, loader, next, heldByEbpf, trial, kernels} = status;
  const wide = Math.max(0, ...kernels.map(({release}) => release.length));
  const remote = at({name: host, local});
  return [
    `${host} runs ${running}; ${loader ? `${loader} decides what boots` : 'which boot loader decides is not known here'}.`,
    '',
    ...(kernels.length > 0
      ? kernels.map((kernel) => `  ${kernel.release.padEnd(wide)}  ${aboutKernel(kernel, status)}`)
      : ['  No kernel lies in /boot: it comes from outside, as in many virtual machines and containers.']),
    '',
    ...(next
      ? [`Next boot: ${next.release}${next.once ? `, once; after that ${status.default ?? 'unknown'}` : ''}.`]
      : []),
    ...(heldByEbpf
      ? [
          `ebpf holds ${heldByEbpf} as the default, so newer kernels that are installed do not boot by themselves.${trial?.stage === 'fell back' ? ` To let go of it: ebpf kernel back${remote}` : ''}`,
        ]
      : []),
    ...(trial ? [trialText(trial, remote)] : []),
  ]
    .join('\n')
    .trimEnd();
};

const aboutKernel = (kernel: StatusOfKernel, {running, default: usual, trial}: KernelStatus): string =>
  [
    kernel.btf === undefined ? 'BTF unknown' : kernel.btf ? 'BTF' : 'no BTF',
    sized(kernel.bytes),
    ...(kernel.package ? [] : ['of no package']),
    ...(kernel.release === running ? ['runs'] : []),
    ...(kernel.release === usual ? ['default'] : []),
    ...(kernel.release === trial?.release ? [trial.stage === 'fell back' ? 'fell back' : 'on trial'] : []),
    ...(kernel.damage ? [`would not boot: ${kernel.damage}`] : []),
  ].join(', ');

const trialText = ({release, from, stage, end}: NonNullable<KernelStatus['trial']>, remote: string): string => {
  switch (stage) {
    case 'pending':
      return `${release} is to be booted once and has not been yet. Reboot, then: ebpf setup${remote}`;
    case 'booted':
      return `${release} runs on trial; ${from} stays the default until it has passed verification: ebpf setup${remote}`;
    case 'fell back':
      return [
        `${end?.what ?? `${release} was tried`}: ${from} runs again.`,
        ...(end ? end.why.split('\n').map((line) => `  ${line}`) : []),
        `To remove it: ebpf kernel remove ${release}${remote}`,
      ].join('\n');
  }
};
