import {Args} from '@oclif/core';
import {exitCodes, Failure} from '../../hosts/failure.ts';
import {loadPolicy} from '../../policy/judge.ts';
import {EbpfCommand} from '../base.ts';

export default class PolicyCheck extends EbpfCommand {
  static override summary = 'Check a policy without looking at any host.';
  static override description =
    'Exit codes: 0 it can be followed, 2 it has mistakes or there is none. Each mistake is told as FILE:LINE:COLUMN; under GitHub Actions as an annotation there.';
  static override examples = [
    {description: 'The policy that would be followed here', command: '<%= config.bin %> policy check'},
    {description: 'A policy that a program writes', command: 'make-policy | <%= config.bin %> policy check -'},
  ];
  static override args = {
    file: Args.string({
      ignoreStdin: true,
      description: 'The policy; - for standard input. Default: as "ebpf doctor" finds it.',
    }),
  };

  async run(): Promise<{policy: string; files: readonly string[]}> {
    const {args} = await this.parse(PolicyCheck);
    const policy = await loadPolicy(args.file);
    if (!policy) throw nothingToCheck();
    this.show(`${policy.files.join(', ')}: no mistakes`);
    return {policy: policy.file, files: policy.files};
  }
}

const nothingToCheck = (): Failure =>
  new Failure({
    what: 'There is no policy here, nor above up to the root of the repository.',
    todo: 'Name a file, or write ebpf.yml: docs/policy.md shows what it can say.',
    exitCode: exitCodes.usage,
  });
