import {Flags} from '@oclif/core';
import {vmlinuxOf} from '../hello/remote-btf.ts';
import {runningKernelBtf} from '../hello/vmlinux.ts';
import {saveHeader} from '../hello/vmlinux-file.ts';
import {EbpfCommand} from './base.ts';
import {hostFlagsOfOne, hostOf} from './flags/hosts.ts';

export default class Vmlinux extends EbpfCommand {
  static override summary = 'Write vmlinux.h, the types of the running kernel as a C header; of another host over SSH.';
  static override description =
    'The file appears whole or not at all: a full disk or a failed bpftool leaves what was there before.';
  static override examples = [
    '<%= config.bin %> vmlinux',
    {
      description: 'To standard output',
      command: '<%= config.bin %> vmlinux --output - | grep -A9 "struct task_struct {"',
    },
    {
      description: 'From the BTF of another kernel',
      command: '<%= config.bin %> vmlinux --from 5.4.0-104-generic.btf --output vmlinux-5.4.h',
    },
    {
      description: 'Of another host, which needs no bpftool',
      command: '<%= config.bin %> vmlinux --remote user@host --output vmlinux-host.h',
    },
  ];
  static override flags = {
    ...hostFlagsOfOne,
    from: Flags.string({
      description: 'File with BTF: raw, or a vmlinux with a .BTF section.',
      default: runningKernelBtf,
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
    const host = await hostOf(flags);
    const header = await vmlinuxOf(host, {btf: flags.from}).finally(() => host.close());
    const result = flags.output === '-' && this.jsonEnabled() ? 'unchanged' : await saveHeader(header, flags.output);
    if (flags.output !== '-') this.log(`${flags.output}: ${result}, ${header.length} bytes`);
    return {output: flags.output, bytes: header.length, result};
  }
}
