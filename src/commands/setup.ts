import {Flags} from '@oclif/core';
import {valueIfKnown} from '../facts/fact.ts';
import {exitCodes, Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import {localHost} from '../hosts/local.ts';
import {chooseProfiles} from '../profiles/choose.ts';
import type {Plan} from '../remedies/plan.ts';
import {FleetProgress} from '../reports/fleet-progress.ts';
import {textReport} from '../reports/text.ts';
import {proofsOf} from '../setup/directories.ts';
import {cannotMend, type FleetResult, setupFleet} from '../setup/fleet.ts';
import {interruptible} from '../setup/interrupt.ts';
import {planText} from '../setup/plan-text.ts';
import {awaitEarlier} from '../setup/root-command.ts';
import {carryOutSetup, planSetup, type SetupOptions, type SetupResult} from '../setup/setup.ts';
import {carryOutUndo, planUndo} from '../setup/undo.ts';
import {EbpfCommand} from './base.ts';
import {hostFlags, hostsOf} from './base-hosts.ts';
import {type RouteFlagValues, routeFlags, routeOptionsOf} from './base-routes.ts';

interface SetupFlags extends RouteFlagValues {
  readonly for?: string[] | undefined;
  readonly dir?: string | undefined;
  readonly undo: boolean;
  readonly 'dry-run': boolean;
  readonly yes: boolean;
}

export default class Setup extends EbpfCommand {
  static override summary = 'Install what is missing, then build a BPF program and see it trace.';
  static override description =
    'Says what it will do, asks, does it, proves it, and looks again. A second run changes nothing. Exit codes: 0 ready, 1 a step failed or a required check still fails, 2 bad usage, 3 a required check is unknown.';
  static override examples = [
    {description: 'Get this machine ready', command: '<%= config.bin %> setup'},
    {description: 'Show what it would do, with the exact commands', command: '<%= config.bin %> setup --dry-run'},
    {
      description: 'Another host; what it installs goes on there when the connection is cut',
      command: '<%= config.bin %> setup --remote user@host',
    },
    {description: 'Many hosts', command: '<%= config.bin %> setup --hosts hosts.txt --dry-run'},
    {description: 'In a script', command: '<%= config.bin %> setup --yes --json'},
  ];
  static override flags = {
    for: Flags.string({description: 'Profile to get ready for; repeatable.', multiple: true, helpValue: 'PROFILE'}),
    dir: Flags.string({
      description:
        'Directory of the hello project, by default ./hello-ebpf or ./hello-PROFILE; with several profiles each has a folder of it.',
      helpValue: 'DIR',
    }),
    ...routeFlags,
    'dry-run': Flags.boolean({description: 'Show the plan and change nothing.'}),
    undo: Flags.boolean({
      description: 'Take back what setup linked in: headers of another kernel, for BCC. Packages stay installed.',
    }),
    yes: Flags.boolean({char: 'y', description: 'Do not ask.'}),
    ...hostFlags,
  };

  async run(): Promise<SetupResult | Plan | FleetResult> {
    const {flags} = await this.parse(Setup);
    let progress: FleetProgress | undefined;
    const hosts = await hostsOf(flags, {before: () => progress?.pause(), after: () => progress?.resume()});
    const [host = localHost()] = hosts;
    if (hosts.length === 1) return this.setUp(host, flags).finally(() => host.close());
    if (flags.undo || !(flags.yes || flags['dry-run'])) throw asksNobody;
    if (!this.jsonEnabled()) progress = new FleetProgress(hosts.length, process.stderr);
    return this.setUpMany(hosts, flags, progress);
  }

  /** Several hosts at once: how far it is, and then a line for each. */
  private async setUpMany(
    hosts: readonly Host[],
    flags: SetupFlags & {readonly jobs: number},
    progress: FleetProgress | undefined,
  ): Promise<FleetResult> {
    const profiles = chooseProfiles(flags.for ?? []);
    const fleet = await setupFleet(hosts, {
      profiles,
      ...(flags.dir !== undefined && {directory: flags.dir}),
      route: routeOptionsOf(flags),
      version: this.version,
      signal: interruptible((text) => this.progress(text)),
      jobs: flags.jobs,
      dryRun: flags['dry-run'],
      onStart: (name) => progress?.start(name),
      onDone: ({host, error}) => progress?.finish(host, error ? 'failed' : 'done', error?.what),
    });
    progress?.end();
    this.finish(fleet.exitCode);
    for (const {host, plan, error} of fleet.hosts) {
      if (plan) this.log(`${planText(plan, proofsOf(profiles, flags.dir), false, this.style())}\n`);
      else if (error) this.log([`${host}: ${error.what}`, error.why, error.todo].filter(Boolean).join('\n  '));
      else this.log(`${host}: ready, and seen to trace`);
    }
    return fleet;
  }

  private async setUp(host: Host, flags: SetupFlags): Promise<SetupResult | Plan> {
    const options: SetupOptions = {
      host,
      profiles: chooseProfiles(flags.for ?? []),
      ...(flags.dir !== undefined && {directory: flags.dir}),
      route: routeOptionsOf(flags),
      version: this.version,
      display: this.jsonEnabled() ? 'silent' : process.stderr.isTTY ? 'live' : 'lines',
      signal: interruptible((text) => this.progress(text)),
    };
    const dryRun = flags['dry-run'];
    const refusal = dryRun ? undefined : await elevate(host);
    if (!host.local && !dryRun && !refusal) await awaitEarlier(host, (line) => this.progress(line), options.signal);
    const {plan, facts} = await (flags.undo ? planUndo(options) : planSetup(options, !dryRun && !refusal));
    const proofs = flags.undo ? [] : proofsOf(options.profiles, flags.dir);
    const root = host.local ? process.getuid?.() === 0 : valueIfKnown(facts.privileges.uid) === 0;
    const text = planText(plan, proofs, root, this.style());
    if (dryRun) {
      this.log(text);
      return plan;
    }
    if (plan.steps.length > 0 || plan.manual.length > 0) this.progress(text);
    if (plan.manual.length > 0) throw cannotMend(plan);
    if (refusal) throw refusal;
    if (plan.steps.length > 0 && !flags.yes) await this.confirm();
    return this.finishSetup(flags.undo ? await carryOutUndo(options, plan) : await carryOutSetup(options, plan));
  }

  private finishSetup(result: SetupResult): SetupResult {
    this.finish(result.exitCode);
    if (result.error) {
      if (!this.jsonEnabled()) throw new Failure({...result.error, exitCode: result.exitCode});
      return result;
    }
    if (result.report) this.log(`\n${textReport(result.report, this.style())}`);
    if (!result.changed)
      this.log(
        result.report
          ? 'Nothing was changed: all was in place, and the program was seen to trace.'
          : 'There is nothing to take back.',
      );
    return result;
  }

  private async confirm(): Promise<void> {
    if (this.jsonEnabled() || !process.stdin.isTTY) {
      throw new Failure({
        what: 'Setup would change this host, and there is no terminal to ask on.',
        todo: 'Add --yes to let it, or --dry-run to only see what it would do.',
        exitCode: exitCodes.usage,
      });
    }
    const {default: ask} = await import('@inquirer/confirm');
    const go = await ask({message: 'Go ahead?'}, {output: process.stderr}).catch(() => false);
    if (!go) throw new Failure({what: 'Nothing was changed.'});
  }
}

/** Root for the steps that need it; the refusal is kept until it is known whether any does. */
const elevate = async (host: Host): Promise<Failure | undefined> => {
  try {
    await host.elevate();
    return undefined;
  } catch (error) {
    // A host that can't be reached can't be looked at either.
    if (error instanceof Failure && !error.link) return error;
    throw error;
  }
};

const asksNobody = new Failure({
  what: 'Setting up several hosts asks nobody in between.',
  todo: 'Look with --dry-run what it would do to each, then give --yes. --undo works on one host.',
  exitCode: exitCodes.usage,
});
