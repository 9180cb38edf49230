import {Args, Flags} from '@oclif/core';
import {inspectFiles} from '../assess/programs/inspected.ts';
import {forShortRun} from '../hosts/short-run.ts';
import type {Inspection} from '../programs/inspect/document.ts';
import {inspectText} from '../reports/inspect-text.ts';
import {EbpfCommand} from './base.ts';
import {loaderFlag} from './flags/programs.ts';
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
      description: 'A minimal BTF of each kernel in a folder, for loaders (btf_custom_path) on hosts without BTF',
      command: '<%= config.bin %> inspect hello.bpf.o --btf kernels/ --min-btf min/',
    },
    {
      description: 'The helpers that its programs call, of any of them',
      command: `<%= config.bin %> inspect hello.bpf.o --json | jq -r '.objects[].programs[].helpers[]' | sort -u`,
    },
  ];
  static override flags = {
    loader: loaderFlag,
    btf: Flags.string({
      ...repeatable,
      description:
        'Say whether a kernel has the types that programs reach: raw BTF, vmlinux, vmlinuz, a module or a package; or a folder of them. Repeatable.',
      helpValue: 'FILE',
    }),
    'min-btf': Flags.string({
      description:
        'Write the part of the BTF that the objects ask for, for hosts whose kernel has none; with several kernels, into this folder.',
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
    forShortRun();
    const inspection = await inspectFiles(argv as string[], {
      btf: flags.btf,
      loader: flags.loader,
      minBtf: flags['min-btf'],
    });
    if (!this.jsonEnabled()) this.show(inspectText(inspection, this.style()));
    return inspection;
  }
}
