import {Args, Flags} from '@oclif/core';
import {readObjectFile} from '../assess/programs/objects.ts';
import type {Inspection} from '../programs/inspect/document.ts';
import {inspect, type NamedTypes, readKernelTypes} from '../programs/inspect/inspect.ts';
import {inspectText} from '../reports/inspect-text.ts';
import {EbpfCommand} from './base.ts';
import {repeatable} from './flags/repeatable.ts';

export default class Inspect extends EbpfCommand {
  static override summary = 'Show what compiled BPF programs require of a kernel.';
  static override usage = 'inspect OBJECT... [flags]';
  static override description =
    'Reads objects of clang or gcc, and programs that carry them: libbpf skeletons in binaries and shared libraries, bpf2go, aya. ' +
    'Loads nothing and looks at no host. Of a kernel only its types are judged, with --btf. Exit codes: 0 read, 2 not a BPF object.';
  static override examples = [
    {description: 'An object', command: '<%= config.bin %> inspect hello.bpf.o'},
    {description: 'All objects that a program carries', command: '<%= config.bin %> inspect /usr/sbin/runqlat'},
    {
      description: 'Whether this kernel and another one have the types that its programs reach',
      command: '<%= config.bin %> inspect hello.bpf.o --btf /sys/kernel/btf/vmlinux --btf vmlinux-5.10.btf',
    },
    {
      description: 'The helpers that its programs call, of any of them',
      command: `<%= config.bin %> inspect hello.bpf.o --json | jq -r '.objects[].programs[].helpers[]' | sort -u`,
    },
  ];
  static override flags = {
    btf: Flags.string({
      ...repeatable,
      description: "File with a kernel's BTF: say whether it has the types that programs reach. Repeatable.",
      helpValue: 'FILE',
    }),
  };
  // Several files: oclif hands on what it has no name for.
  static override strict = false;
  static override args = {
    object: Args.string({required: true, ignoreStdin: true, description: 'Files with BPF objects.'}),
  };

  async run(): Promise<Inspection> {
    const {argv, flags} = await this.parse(Inspect);
    const kernels: NamedTypes[] = [];
    for (const file of flags.btf ?? []) kernels.push(readKernelTypes(file, await readObjectFile(file)));
    const objects = [];
    for (const file of argv as string[]) objects.push(...inspect(file, await readObjectFile(file), kernels));
    const inspection: Inspection = {schema: 'ebpf.inspect/1', objects};
    this.show(inspectText(inspection, this.style()));
    return inspection;
  }
}
