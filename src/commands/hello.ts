import {Flags} from '@oclif/core';
import {runHelloBuiltHere} from '../hello/build-here.ts';
import type {HelloResult} from '../hello/hello.ts';
import {runHello} from '../hello/hello.ts';
import type {Stage} from '../hello/stage.ts';
import {Failure} from '../hosts/failure.ts';
import {markOf, paint} from '../reports/style.ts';
import {interruptible} from '../setup/interrupt.ts';
import {EbpfCommand} from './base.ts';
import {hostFlagsOfOne, hostOf} from './base-hosts.ts';

export default class Hello extends EbpfCommand {
  static override summary = 'Build the hello project and prove that it traces an execve.';
  static override description =
    'Writes the project if it is not there, builds it with make, runs it as root until it has reported an execve that ebpf caused itself, and stops it. Nothing stays loaded.';
  static override examples = [
    '<%= config.bin %> hello',
    '<%= config.bin %> hello --dir ~/src/my-first-bpf',
    {
      description: 'On another host: built here, run there, nothing installed and nothing left there',
      command: '<%= config.bin %> hello --remote user@host --build local',
    },
  ];
  static override flags = {
    dir: Flags.string({description: 'Directory of the project.', default: './hello-ebpf', helpValue: 'DIR'}),
    build: Flags.option({
      description:
        'Where to build for a --remote host: there, in DIR of that host, or here, as a static program that is only run there.',
      options: ['local', 'remote'] as const,
      dependsOn: ['remote'],
    })(),
    ...hostFlagsOfOne,
  };

  async run(): Promise<HelloResult> {
    const {flags} = await this.parse(Hello);
    const host = await hostOf(flags);
    const signal = interruptible((text) => this.progress(text));
    const run = flags.build === 'local' ? runHelloBuiltHere : runHello;
    const result = await host
      .elevate()
      .then(() => run({host, directory: flags.dir, signal}))
      .finally(() => host.close());
    for (const stage of result.stages) this.log(this.line(stage));
    this.finish(result.exitCode);
    if (!result.ok && !this.jsonEnabled()) {
      const {what = 'The hello project failed.', why, todo} = result.trouble ?? {};
      throw new Failure({what, why, todo, exitCode: result.exitCode});
    }
    const yours = host.local || flags.build !== 'local' ? `cd ${flags.dir} && sudo ./hello` : flags.dir;
    const where = host.local || flags.build === 'local' ? '' : `on ${host.name}: `;
    if (result.ok) this.log(`\nIt traces:\n${result.lines.join('\n')}\n\nNow yours: ${where}${yours}`);
    return result;
  }

  private line({name, ok, milliseconds, message}: Stage): string {
    const {mark, tone} = markOf(ok ? 'pass' : 'fail', 'required', this.style());
    const time = milliseconds === undefined ? '' : `${milliseconds} ms`;
    return `${paint(mark, tone, this.style())} ${name.padEnd(10)} ${time.padStart(8)}  ${message ?? ''}`.trimEnd();
  }
}
