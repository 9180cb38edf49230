import {Flags, type Interfaces} from '@oclif/core';
import {worst} from '../assess/exit-code.ts';
import {afterBuiltHere, runHelloBuiltHere} from '../hello/build-here.ts';
import {runHelloFrom} from '../hello/from/hello-from.ts';
import {type HelloResult, runHello} from '../hello/hello.ts';
import {requireVerifiable} from '../hello/kinds/hello.ts';
import {costText, type RouteOptions} from '../hello/route.ts';
import {routes} from '../hello/routes.ts';
import {failureOf} from '../hello/trouble.ts';
import {verifiedBy} from '../hello/verified-by.ts';
import {exitCodes, Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import {localHost} from '../hosts/local.ts';
import {requireWorkingDirectory} from '../hosts/working-directory.ts';
import {chooseProfiles} from '../profiles/choose.ts';
import {elevationFor, readerOn} from '../remedies/elevation.ts';
import {helloText} from '../reports/hello-text.ts';
import {endOfHello, type HelloFleet, hellosText, proveFleet} from '../setup/hellos.ts';
import {proofsOf} from '../setup/projects.ts';
import type {FleetProgress} from '../terminal/fleet-progress.ts';
import {interruptible} from '../terminal/interrupt.ts';
import {followProgress} from '../terminal/stage-progress.ts';
import {EbpfCommand} from './base.ts';
import {elsewhere, fleetOf, hostFlags} from './flags/hosts.ts';
import {repeatable} from './flags/repeatable.ts';
import {requireUsed, routeFlags, routeOptionsOf} from './flags/toolchain.ts';

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
    {description: 'Many hosts', command: '<%= config.bin %> hello --hosts hosts.txt --build local'},
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
        'Where to build for hosts elsewhere: there, in DIR of that host, or here, as a static program that is only run there.',
      options: ['local', 'remote'] as const,
    })(),
    from: Flags.string({
      description:
        'Build and run the program in this folder instead of ours, as it is, and tell which of its lines are out of date.',
      helpValue: 'DIR',
    }),
    ...hostFlags,
    ...routeFlags,
  };

  async run(): Promise<HelloResult | {hellos: HelloResult[]} | HelloFleet> {
    const {flags} = await this.parse(Hello);
    if (!elsewhere(flags) || flags.build === 'local') requireWorkingDirectory(flags.dir);
    const wanted = flags.for ?? [];
    for (const name of wanted) requireVerifiable(name);
    // A program of the user's own may be one of the kernel's samples.
    requireUsed(flags, flags.from === undefined ? wanted : ['kernel-samples']);
    const signal = interruptible((text) => this.progress(text), {elsewhere: elsewhere(flags)});
    const {hosts, progress} = await fleetOf(flags, {silent: this.jsonEnabled(), signal});
    const [host = localHost()] = hosts;
    if (hosts.length > 1) return this.proveMany(hosts, flags, progress, signal);
    const hellos = await this.prove(host, flags, signal).finally(() => host.close());
    this.finish(worst(hellos.map(({exitCode}) => exitCode)));
    const failed = hellos.find(({ok}) => !ok);
    if (failed?.trouble && !this.jsonEnabled()) throw failureOf(failed.trouble, failed.exitCode);
    const told = await Promise.all(hellos.map((hello) => this.withCause(hello)));
    return told.length === 1 && told[0] ? told[0] : {hellos: told};
  }

  /** Several hosts at once: how far it is, and then what each has come to. */
  private async proveMany(
    hosts: readonly Host[],
    flags: HelloFlags,
    progress: FleetProgress,
    signal: AbortSignal,
  ): Promise<HelloFleet> {
    if (flags.from !== undefined) throw givenToOne();
    const fleet = await proveFleet(
      hosts,
      (host) => this.prove(host, flags, signal, (stage) => progress.tell(host.name, stage)),
      {
        // Projects of this machine are written and compiled one after the other.
        jobs: flags.build === 'local' ? 1 : flags.jobs,
        signal,
        onStart: (name) => progress.start(name),
        onDone: (done) => progress.finish(done.host, endOfHello(done), done.error?.what),
      },
    );
    progress.end();
    this.finish(fleet.exitCode, signal);
    for (const told of hellosText(fleet)) this.show(told);
    return fleet;
  }

  /** For a program: the cause beside the trouble, where one is likely. */
  private async withCause(hello: HelloResult): Promise<HelloResult> {
    const {trouble, exitCode} = hello;
    if (!trouble || trouble.cause) return hello;
    const known = await this.lookUp({said: undefined, ...trouble, exitCode});
    return known ? {...hello, trouble: {...trouble, cause: known.cause}} : hello;
  }

  /** Runs the programs on a host and shows each, or tells `onStage` alone, where they are many hosts. */
  private async prove(
    host: Host,
    flags: HelloFlags,
    signal: AbortSignal,
    onStage?: (stage: string) => void,
  ): Promise<HelloResult[]> {
    const proofs = proofsOf(chooseProfiles(flags.for ?? []), flags.dir);
    if (flags.build === 'local' && proofs.some(({route}) => route.name !== 'libbpf')) throw onlyLibbpf();
    const elevation = elevationFor(await readerOn(host));
    if (flags.from !== undefined) return this.proveGiven(host, flags.from, flags, {signal, elevation});
    const hellos: HelloResult[] = [];
    for (const {route, directory} of proofs) {
      const {onProgress, done} = onStage ? {onProgress: onStage, done: () => {}} : followProgress(process.stderr);
      const shown = this.jsonEnabled() ? {} : {onProgress};
      const options = {...routeOptionsOf(flags), host, directory, elevation, signal, ...shown};
      if (route.cost && !onStage) this.progress(`${route.name}, the first time: ${costText(route.cost)}.`);
      const work = flags.build === 'local' ? runHelloBuiltHere(options) : runHello(route, options);
      const result = await work.finally(done);
      hellos.push(result);
      if (onStage) continue;
      // What was built here stays here.
      const yours = flags.build === 'local' ? {...route, ...afterBuiltHere} : route;
      const at = flags.build === 'local' ? {...result, host: localHost().name} : result;
      this.show(helloText(at, yours, host.elevatedBy ?? elevation, this.style()));
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
      this.show(helloText(result, route, host.elevatedBy ?? elevation, this.style()));
    }).finally(done);
    return [...hellos];
  }
}

type HelloFlags = Interfaces.InferredFlags<typeof Hello.flags>;

const givenToOne = (): Failure =>
  new Failure({
    what: '--from works on one host.',
    todo: 'Name one: --remote HOST.',
    exitCode: exitCodes.usage,
  });

const onlyLibbpf = (): Failure =>
  new Failure({
    what: 'Only the libbpf hello can be built here and run there.',
    why: 'The others are compiled by tools of the host that they run on.',
    todo: 'Leave out --build, or --for.',
    exitCode: exitCodes.usage,
  });
