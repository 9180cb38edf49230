import {Args, Flags} from '@oclif/core';
import {features} from '../facts/features.ts';
import {probe} from '../facts/probe.ts';
import {judgeTried} from '../facts/tried.ts';
import {requireGoProxy} from '../hello/go-proxy.ts';
import {type HelloResult, runHello} from '../hello/hello.ts';
import {kindOf, kinds} from '../hello/kinds/catalogue.ts';
import {requireName} from '../hello/kinds/name.ts';
import {newProject} from '../hello/kinds/route.ts';
import {projectToolchains, toolchainFor} from '../hello/kinds/toolchains.ts';
import {failureOf} from '../hello/trouble.ts';
import {exitCodes, Failure} from '../hosts/failure.ts';
import {localHost} from '../hosts/local.ts';
import {requireWorkingDirectory} from '../hosts/working-directory.ts';
import {elevationFor, readerOn} from '../remedies/elevation.ts';
import {helloText} from '../reports/hello-text.ts';
import {inColumns} from '../terminal/in-columns.ts';
import {interruptible} from '../terminal/interrupt.ts';
import {followProgress} from '../terminal/stage-progress.ts';
import {EbpfCommand} from './base.ts';
import {requireUsed, routeFlags} from './flags/toolchain.ts';

/** A kind, and whether a program of it works on this host; undefined where that was not found out. */
interface KindHere {
  readonly kind: string;
  readonly does: string;
  readonly toolchains: readonly string[];
  readonly works?: boolean;
  readonly found: string;
}

export default class New extends EbpfCommand {
  static override summary = 'Write a project of a kind, build it, and verify it by causing what it watches.';
  static override description =
    'The project is a folder NAME with a program for the kernel, its loader, a Makefile and a README; on bpftrace and BCC a script and a README. It is run as root until it has reported what ebpf caused for it: packets in a network namespace, a connect in a cgroup, a function called. Nothing stays loaded or attached, and nothing that is there already is written over.';
  static override examples = [
    '<%= config.bin %> new my_tracer',
    '<%= config.bin %> new flows --kind xdp',
    {description: 'On another toolchain', command: '<%= config.bin %> new lookups --kind uprobe --for bpftrace'},
    {description: 'What there is, and what works on this host', command: '<%= config.bin %> new --list'},
  ];
  static override args = {
    name: Args.string({name: 'NAME', description: 'Name of the project, its files and its folder: a C identifier.'}),
  };
  static override flags = {
    kind: Flags.string({
      description: `What the program is attached to: ${kinds.map(({name}) => name).join(', ')}.`,
      default: 'tracepoint',
      helpValue: 'KIND',
    }),
    for: Flags.string({
      description: `Toolchain of the project: ${projectToolchains.map(({name}) => name).join(', ')}. Not each has every kind: see --list.`,
      default: 'libbpf',
      helpValue: 'TOOLCHAIN',
    }),
    dir: Flags.string({description: 'Folder of the project; by default ./NAME.', helpValue: 'DIR'}),
    'go-proxy': routeFlags['go-proxy'],
    verify: Flags.boolean({description: 'Build and run it; --no-verify only writes it.', allowNo: true, default: true}),
    list: Flags.boolean({description: 'List the kinds, and whether each works on this host.'}),
  };

  async run(): Promise<HelloResult | {kinds: KindHere[]}> {
    const {args, flags} = await this.parse(New);
    const signal = interruptible((text) => this.progress(text), {elsewhere: false});
    if (flags.list) return this.list(signal);
    const kind = kindOf(flags.kind);
    const toolchain = toolchainFor(flags.for, kind);
    requireUsed(flags, [toolchain.name]);
    if (args.name === undefined)
      throw new Failure({
        what: 'The project has no name.',
        todo: `Name it: ebpf new NAME --kind ${kind.name}`,
        exitCode: exitCodes.usage,
      });
    requireName(args.name);
    requireWorkingDirectory(flags.dir);
    const host = localHost();
    const elevation = elevationFor(await readerOn(host));
    const route = newProject(kind, args.name, toolchain, flags);
    const {onProgress, done} = followProgress(process.stderr);
    const shown = this.jsonEnabled() ? {} : {onProgress};
    const goProxy = requireGoProxy(flags['go-proxy']);
    const options = {host, directory: flags.dir ?? route.directory, elevation, signal, goProxy, ...shown};
    const result = await runHello(route, options).finally(done);
    this.show(helloText(result, route, host.elevatedBy ?? elevation, this.style()));
    this.finish(result.exitCode, signal);
    if (result.trouble && !this.jsonEnabled()) throw failureOf(result.trouble, result.exitCode);
    return result;
  }

  private async list(signal: AbortSignal): Promise<{kinds: KindHere[]}> {
    const facts = await probe(localHost(), {attach: 'always', signal});
    const here = kinds.map(({name, does, feature}): KindHere => {
      const row = features.find(({id}) => id === feature);
      const tried = row && judgeTried(row, facts);
      const known = tried?.truth === 'works' || tried?.truth === 'unsupported' || tried?.truth === 'blocked';
      return {
        kind: name,
        does,
        toolchains: projectToolchains.filter((each) => each.kinds.includes(name)).map((each) => each.name),
        ...(known && {works: tried.truth === 'works'}),
        found: tried?.found ?? 'not probed: this takes root, sudo ebpf new --list',
      };
    });
    const answer = ({works, found}: KindHere): string =>
      works === undefined ? `unknown: ${found}` : works ? 'yes' : `no: ${found}`;
    const rows = here.map((each) => [each.kind, each.toolchains.join(', '), answer(each)]);
    this.show(inColumns([['KIND', 'TOOLCHAINS', 'WORKS HERE'], ...rows]).join('\n'));
    return {kinds: here};
  }
}
