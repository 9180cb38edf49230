import {Flags} from '@oclif/core';
import {vmlinuxOf} from '../hello/vmlinux.ts';
import {savedText, saveFile} from '../hosts/save-file.ts';
import {forShortRun} from '../hosts/short-run.ts';
import {EbpfCommand} from './base.ts';
import {hostFlagsOfOne, hostOf} from './flags/hosts.ts';

export default class Vmlinux extends EbpfCommand {
  static override summary = 'Write vmlinux.h, the types of a kernel as a C header: of this one or another.';
  static override usage = 'vmlinux [--output FILE] [flags]';
  static override description =
    'It is written without bpftool, and appears whole or not at all: a full disk leaves what was there before.';
  static override examples = [
    '<%= config.bin %> vmlinux',
    {
      description: 'To standard output',
      command: '<%= config.bin %> vmlinux --output - | grep -A9 "struct task_struct {"',
    },
    {
      description: 'Of another kernel, in any form that it comes in',
      command: '<%= config.bin %> vmlinux --from linux-image-6.1.0-50-amd64_6.1.176-1_amd64.deb --output vmlinux-6.1.h',
    },
    {
      description: 'Of a module that runs on this kernel',
      command: '<%= config.bin %> vmlinux --from /sys/kernel/btf/nf_conntrack --output nf_conntrack.h',
    },
    {
      description: 'Of another host, which needs no bpftool',
      command: '<%= config.bin %> vmlinux --remote user@host --output vmlinux-host.h',
    },
  ];
  static override flags = {
    ...hostFlagsOfOne,
    from: Flags.string({
      description: 'Raw BTF, vmlinux, vmlinuz, module or Debian package of a kernel; default: the running kernel.',
      helpValue: 'FILE',
    }),
    base: Flags.string({
      description: 'The kernel of a module, in any of these forms; default: the running kernel.',
      helpValue: 'FILE',
    }),
    output: Flags.string({
      char: 'o',
      description: 'Where to write; - for standard output.',
      default: 'vmlinux.h',
      helpValue: 'FILE',
    }),
  };

  async run(): Promise<{output: string; bytes: number; result: 'written' | 'unchanged'}> {
    const {flags} = await this.parse(Vmlinux);
    forShortRun();
    const host = await hostOf(flags);
    const header = await this.waiting('Writing the header', () => vmlinuxOf(host, flags)).finally(() => host.close());
    const result = flags.output === '-' && this.jsonEnabled() ? 'unchanged' : await saveFile(header, flags.output);
    if (flags.output !== '-') this.log(savedText(flags.output, result, header));
    return {output: flags.output, bytes: header.length, result};
  }
}
