import {Args} from '@oclif/core';
import {demandsOn, type PolicyOfHost} from '../../policy/demands.ts';
import {judgeBy, loadPolicy} from '../../policy/judge.ts';
import {policyText} from '../../reports/policy-text.ts';
import {EbpfCommand} from '../base.ts';
import {policyFlag} from '../flags/policy.ts';
import {profileFlag} from '../flags/profiles.ts';

export default class PolicyShow extends EbpfCommand {
  static override summary = 'Show what holds for a host, and who says so.';
  static override description =
    'Looks at no host: it tells what "ebpf doctor" would judge a host of this name by, each demand with its place in the policy.';
  static override examples = [
    {description: 'What this machine is judged by', command: '<%= config.bin %> policy show'},
    {description: 'What a host is judged by', command: '<%= config.bin %> policy show ci-7.example'},
  ];
  static override args = {
    host: Args.string({
      ignoreStdin: true,
      default: 'localhost',
      description: 'As it is called in --remote or --hosts.',
    }),
  };
  static override flags = {policy: policyFlag('Show'), for: profileFlag('to judge by')};

  async run(): Promise<PolicyOfHost> {
    const {args, flags} = await this.parse(PolicyShow);
    const policy = await loadPolicy(flags.policy);
    const judge = judgeBy({profiles: flags.for ?? []}, policy);
    const found = demandsOn(args.host, judge(args.host), policy?.file ?? null);
    this.show(policyText(found, this.style()));
    return found;
  }
}
