import {Flags, type Interfaces} from '@oclif/core';
import {worst} from '../assess/exit-code.ts';
import type {RankedCause} from '../explain/diagnosis.ts';
import {nextHere, runHelloBuiltHere} from '../hello/build-here.ts';
import {runHelloFrom} from '../hello/from/hello-from.ts';
import {type HelloResult, runHello} from '../hello/hello.ts';
import {requireVerifiable, verifiedBy} from '../hello/kinds/hello.ts';
import type {RouteOptions} from '../hello/route.ts';
import {routes} from '../hello/routes.ts';
import {exitCodes, Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import {localHost} from '../hosts/local.ts';
import {chooseProfiles} from '../profiles/choose.ts';
import {elevationFor, readerOn} from '../remedies/elevation.ts';
import {helloText} from '../reports/hello-text.ts';
import {proofsOf} from '../setup/projects.ts';
import {interruptible} from '../terminal/interrupt.ts';
import {followProgress} from '../terminal/stage-progress.ts';
import {EbpfCommand} from './base.ts';
import {elsewhere, hostFlagsOfOne, hostOf} from './flags/hosts.ts';
import {repeatable} from './flags/repeatable.ts';
import {routeFlags, routeOptionsOf} from './flags/toolchain.ts';

type ToldHello = HelloResult & {readonly trouble?: {readonly cause?: RankedCause}};

export default class Hello extends EbpfCommand {
  static override summary = 'Build a hello project and verify that it traces an execve.';
  static override usage = 'hello [--for TOOLCHAIN] [--remote HOST] [flags]';
  static override description =
    'Writes the project if it is not there, builds it, runs it as root until it has reported an execve that ebpf caused itself, and stops it. Nothing stays loaded.';
  static override examples = [
    '<%= config.bin %> hello',
    '<%= config.bin %> hello --dir ~/src/my-first-bpf',
    {description: 'Programs on packets: XDP, tc and cgroups', command: '<%= config.bin %> hello --for network'},
    {description: 'Another toolchain', command: '<%= config.bin %> hello --for bpftrace'},
    {
      description: 'On another host: built here, run there, nothing installed and nothing left there',
      command: '<%= config.bin %> hello --remote user@host --build local',
    },
  ];
  static override flags = {
    for: Flags.string({
      description: `Toolchain: ${routes.map(({name}) => name).join(', ')}; or what a program of each of its kinds verifies: ${Object.keys(verifiedBy).join(', ')}. Repeatable.`,
      ...repeatable,
      helpValue: 'PROFILE',
    }),
    dir: Flags.string({
      description:
        'Directory of the project, by default ./hello-ebpf or ./hello-PROFILE; with several profiles each has a folder of it.',
      helpValue: 'DIR',
    }),
    build: Flags.option({
      description:
        'Where to build for a --remote host: there, in DIR of that host, or here, as a static program that is only run there.',
      options: ['local', 'remote'] as const,
      dependsOn: ['remote'],
    })(),
    from: Flags.string({
      description:
        'Build and run the program in this folder instead of ours, as it is, and tell which of its lines are out of date.',
      helpValue: 'DIR',
      exclusive: ['for', 'build'],
    }),
    ...hostFlagsOfOne,
    ...routeFlags,
  };

  async run(): Promise<ToldHello | {hellos: ToldHello[]}> {
    const {flags} = await this.parse(Hello);
    const signal = interruptible((text) => this.progress(text), {elsewhere: elsewhere(flags)});
    const host = await hostOf(flags, signal);
    const hellos = await this.prove(host, flags, signal).finally(() => host.close());
    this.finish(worst(hellos.map(({exitCode}) => exitCode)));
    const failed = hellos.find(({ok}) => !ok);
    if (failed && !this.jsonEnabled()) {
      const {what = 'The hello project failed.', why, said, todo} = failed.trouble ?? {};
      throw new Failure({what, why, said, todo, exitCode: failed.exitCode});
    }
    const told = await Promise.all(hellos.map((hello) => this.withCause(hello)));
    return told.length === 1 && told[0] ? told[0] : {hellos: told};
  }

  /** For a program: the cause beside the trouble, where it is known. */
  private async withCause(hello: HelloResult): Promise<ToldHello> {
    const {trouble, exitCode} = hello;
    if (!trouble) return hello;
    const known = await this.lookUp({said: undefined, ...trouble, exitCode});
    return known ? {...hello, trouble: {...trouble, cause: known.cause}} : hello;
  }

  private async prove(host: Host, flags: HelloFlags, signal: AbortSignal): Promise<HelloResult[]> {
    const wanted = flags.for ?? [];
    for (const name of wanted) requireVerifiable(name);
    const proofs = proofsOf(chooseProfiles(wanted), flags.dir);
    if (flags.build === 'local' && proofs.some(({route}) => route.name !== 'libbpf')) throw onlyLibbpf();
    const elevation = elevationFor(await readerOn(host));
    if (flags.from !== undefined) return this.proveGiven(host, flags.from, flags, {signal, elevation});
    const hellos: HelloResult[] = [];
    for (const {route, directory} of proofs) {
      const {onProgress, done} = followProgress(process.stderr);
      const shown = this.jsonEnabled() ? {} : {onProgress};
      const options = {...routeOptionsOf(flags), host, directory, elevation, signal, ...shown};
      const work = flags.build === 'local' ? runHelloBuiltHere(options) : runHello(route, options);
      const result = await work.finally(done);
      hellos.push(result);
      // What was built here stays here.
      const yours = flags.build === 'local' ? {...route, next: nextHere} : route;
      const at = flags.build === 'local' ? {...result, host: localHost().name} : result;
      this.show(helloText(at, yours, elevation, this.style()));
    }
    return hellos;
  }

  private async proveGiven(
    host: Host,
    from: string,
    flags: HelloFlags,
    {signal, elevation}: Pick<RouteOptions, 'signal' | 'elevation'>,
  ): Promise<HelloResult[]> {
    const {onProgress, done} = followProgress(process.stderr);
    const shown = this.jsonEnabled() ? {} : {onProgress};
    const options = {...routeOptionsOf(flags), host, directory: flags.dir, elevation, signal, ...shown};
    const hellos = await runHelloFrom(from, options, (result, route) => {
      done();
      this.show(helloText(result, route, elevation, this.style()));
    }).finally(done);
    return [...hellos];
  }
}

type HelloFlags = Interfaces.InferredFlags<typeof Hello.flags>;

const onlyLibbpf = (): Failure =>
  new Failure({
    what: 'Only the libbpf hello can be built here and run there.',
    why: 'The others are compiled by tools of the host that they run on.',
    todo: 'Leave out --build, or --for.',
    exitCode: exitCodes.usage,
  });
