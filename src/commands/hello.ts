import {Flags} from '@oclif/core';
import {type HelloResult, runHello} from '../hello/hello.ts';
import {routeOf, routes} from '../hello/routes.ts';
import {Failure} from '../hosts/failure.ts';
import {localHost} from '../hosts/local.ts';
import {chooseProfiles} from '../profiles/choose.ts';
import {worst} from '../reports/exit-code.ts';
import {helloText} from '../reports/hello-text.ts';
import {proofsOf} from '../setup/directories.ts';
import {interruptible} from '../setup/interrupt.ts';
import {followProgress} from '../setup/progress.ts';
import {EbpfCommand} from './base.ts';
import {routeFlags, routeOptionsOf} from './base-routes.ts';

export default class Hello extends EbpfCommand {
  static override summary = 'Build a hello project and prove that it traces an execve.';
  static override description =
    'Writes the project if it is not there, builds it, runs it as root until it has reported an execve that ebpf caused itself, and stops it. Nothing stays loaded.';
  static override examples = [
    '<%= config.bin %> hello',
    '<%= config.bin %> hello --dir ~/src/my-first-bpf',
    {description: 'Another way of writing eBPF', command: '<%= config.bin %> hello --for bpftrace'},
  ];
  static override flags = {
    for: Flags.string({
      description: `Way of writing eBPF: ${routes.map(({name}) => name).join(', ')}; repeatable.`,
      multiple: true,
      helpValue: 'PROFILE',
    }),
    dir: Flags.string({
      description:
        'Directory of the project, by default ./hello-ebpf or ./hello-PROFILE; with several profiles each has a folder of it.',
      helpValue: 'DIR',
    }),
    ...routeFlags,
  };

  async run(): Promise<HelloResult | {hellos: HelloResult[]}> {
    const {flags} = await this.parse(Hello);
    const host = localHost();
    const signal = interruptible((text) => this.progress(text));
    const wanted = flags.for ?? [];
    for (const name of wanted) routeOf(name);
    const proofs = proofsOf(chooseProfiles(wanted), flags.dir);
    await host.elevate();
    const hellos: HelloResult[] = [];
    for (const {route, directory} of proofs) {
      const {onProgress, done} = followProgress(process.stderr);
      const result = await runHello(route, {
        host,
        directory,
        signal,
        ...routeOptionsOf(flags),
        ...(!this.jsonEnabled() && {onProgress}),
      }).finally(done);
      hellos.push(result);
      this.log(helloText(result, route, this.style()));
    }
    this.finish(worst(hellos.map(({exitCode}) => exitCode)));
    const failed = hellos.find(({ok}) => !ok);
    if (failed && !this.jsonEnabled()) {
      const {what = 'The hello project failed.', why, todo} = failed.trouble ?? {};
      throw new Failure({what, why, todo, exitCode: failed.exitCode});
    }
    return hellos.length === 1 && hellos[0] ? hellos[0] : {hellos};
  }
}
