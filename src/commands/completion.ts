import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {Args} from '@oclif/core';
import {EbpfCommand} from './base.ts';

const files = {bash: 'ebpf.bash', zsh: '_ebpf', fish: 'ebpf.fish'} as const;

export default class Completion extends EbpfCommand {
  static override summary = 'Print the completion of commands, flags, profiles, checks and hosts for a shell.';
  static override description = 'Packages bring it. It starts no program of ebpf at a Tab.';
  static override examples = [
    {
      description: 'bash',
      command:
        'mkdir -p ~/.local/share/bash-completion/completions && <%= config.bin %> completion bash >~/.local/share/bash-completion/completions/ebpf',
    },
    {description: 'zsh, where DIR is a folder of $fpath', command: '<%= config.bin %> completion zsh >DIR/_ebpf'},
    {
      description: 'fish',
      command:
        'mkdir -p ~/.config/fish/completions && <%= config.bin %> completion fish >~/.config/fish/completions/ebpf.fish',
    },
  ];
  static override args = {
    shell: Args.string({
      ignoreStdin: true,
      required: true,
      options: Object.keys(files),
      description: 'The shell to complete in.',
    }),
  };

  async run(): Promise<{completion: string}> {
    const {args} = await this.parse(Completion);
    const name = files[args.shell as keyof typeof files];
    const completion = await readFile(path.join(this.config.root, 'completions', name), 'utf8');
    if (!this.jsonEnabled()) process.stdout.write(completion);
    return {completion};
  }
}
