import {Flags} from '@oclif/core';
import {exitCodes, Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import {localHost} from '../hosts/local.ts';
import {chooseProfiles} from '../profiles/choose.ts';
import type {Plan} from '../remedies/plan.ts';
import {FleetProgress} from '../reports/fleet-progress.ts';
import {textReport} from '../reports/text.ts';
import {usualLockWait} from '../setup/apt.ts';
import {proofsOf} from '../setup/directories.ts';
import {cannotMend, type FleetResult, setupFleet} from '../setup/fleet.ts';
import {Interrupted, interruptible} from '../setup/interrupt.ts';
import {kernelPlanText, trialText} from '../setup/kernel.ts';
import {prepareApt} from '../setup/mend-packages.ts';
import {planText} from '../setup/plan-text.ts';
import {needsRoot, readerOf, tryToElevate} from '../setup/root-access.ts';
import {awaitEarlier} from '../setup/root-command.ts';
import {carryOutSetup, type Planned, planSetup, type SetupOptions, type SetupResult} from '../setup/setup.ts';
import {carryOutUndo, planUndo} from '../setup/undo.ts';
import {EbpfCommand} from './base.ts';
import {hostFlags, hostsOf} from './base-hosts.ts';
import {archiveOf, type KernelFlagValues, kernelFlags, parsePreference} from './base-kernel.ts';
import {type RouteFlagValues, routeFlags, routeOptionsOf} from './base-routes.ts';

interface SetupFlags extends KernelFlagValues, RouteFlagValues {
  readonly for?: string[] | undefined;
  readonly dir?: string | undefined;
  readonly undo: boolean;
  readonly 'dry-run': boolean;
  readonly yes: boolean;
  readonly kernel: string;
  readonly reboot: boolean;
  readonly 'lock-wait': number;
}

export default class Setup extends EbpfCommand {
  static override summary = 'Install what is missing, then build a BPF program and see it trace.';
  static override description =
    'Says what it will do, asks, does it, proves it, and looks again. A second run changes nothing. Exit codes: 0 ready, 1 a step failed or a required check still fails, 2 bad usage, 3 a required check is unknown, 5 all is done but a reboot into a new kernel.';
  static override examples = [
    {description: 'Get this machine ready', command: '<%= config.bin %> setup'},
    {description: 'Show what it would do, with the exact commands', command: '<%= config.bin %> setup --dry-run'},
    {
      description: 'Another host; what it installs goes on there when the connection is cut',
      command: '<%= config.bin %> setup --remote user@host',
    },
    {
      description: 'With a newer kernel, if this one has no BTF or is too old',
      command: '<%= config.bin %> setup --kernel auto',
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
    'lock-wait': Flags.integer({
      description: 'Seconds to wait while another package manager is at work.',
      default: usualLockWait,
      min: 0,
      helpValue: 'SECONDS',
    }),
    ...hostFlags,
    kernel: Flags.string({
      description:
        'Where another kernel may come from when this one lacks what is needed: auto (the least change that suffices), never, distro, mainline, or a version or range of the mainline archive.',
      default: 'never',
      helpValue: 'WAY',
    }),
    ...kernelFlags,
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
    const common = this.common(flags);
    const fleet = await setupFleet(hosts, {
      ...common,
      jobs: flags.jobs,
      dryRun: flags['dry-run'],
      onStart: (name) => progress?.start(name),
      onDone: ({host, error}) => progress?.finish(host, error ? 'failed' : 'done', error?.what),
    });
    progress?.end();
    this.finish(fleet.exitCode);
    for (const {host, plan, error} of fleet.hosts) {
      if (plan) this.log(`${planText(plan, proofsOf(common.profiles, flags.dir), 'sudo', this.style())}\n`);
      else if (error) this.log([`${host}: ${error.what}`, error.why, error.todo].filter(Boolean).join('\n  '));
      else this.log(`${host}: ready, and seen to trace`);
    }
    return fleet;
  }

  /** What is the same for every host. */
  private common(flags: SetupFlags): Omit<SetupOptions, 'host' | 'display'> {
    const signal = interruptible((text) => this.progress(text));
    const preference = parsePreference(flags.kernel);
    this.guessesCauses = preference === 'never';
    return {
      ...(preference !== 'never' && {kernel: {preference, archive: archiveOf(flags, signal), reboot: flags.reboot}}),
      profiles: chooseProfiles(flags.for ?? []),
      ...(flags.dir !== undefined && {directory: flags.dir}),
      route: routeOptionsOf(flags),
      version: this.version,
      lockWait: flags['lock-wait'],
      again: this.sameLine,
      signal,
    };
  }

  private async setUp(host: Host, flags: SetupFlags): Promise<SetupResult | Plan> {
    const options: SetupOptions = {
      ...this.common(flags),
      host,
      display: this.display,
    };
    const {signal} = options;
    const dryRun = flags['dry-run'];
    const refusal = dryRun ? undefined : await tryToElevate(host);
    signal.throwIfAborted();
    if (!host.local && !dryRun && !refusal) await awaitEarlier(host, (line) => this.progress(line), signal);
    if (options.kernel && !dryRun && !refusal)
      await prepareApt({
        ...options,
        results: [],
        say: (line) => this.progress(line),
        confirm: () => (flags.yes ? Promise.resolve() : this.confirm()),
      });
    const planned: Planned = await (flags.undo ? planUndo(options) : planSetup(options, !dryRun && !refusal));
    const {plan, facts, kernel, trial} = planned;
    const proofs = flags.undo ? [] : proofsOf(options.profiles, flags.dir);
    const style = this.style(dryRun ? process.stdout : process.stderr);
    const kernelText = kernel
      ? [kernelPlanText(kernel, host, flags.reboot, style)]
      : trial
        ? [trialText(trial, host)]
        : [];
    const beside = kernelText.length > 0;
    const text = [...kernelText, planText(plan, proofs, readerOf(facts, host, refusal), style, beside)].join('\n\n');
    if (dryRun) {
      this.log(text);
      return plan;
    }
    if (kernel || trial || plan.steps.length > 0 || plan.manual.length > 0) this.progress(text);
    if (plan.manual.length > 0) throw cannotMend(plan);
    if (refusal) throw needsRoot(refusal, plan);
    if ((kernel || plan.steps.length > 0) && !flags.yes) await this.confirm();
    return this.finishSetup(flags.undo ? await carryOutUndo(options, plan) : await carryOutSetup(options, planned));
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
    const go = await ask({message: 'Go ahead?'}, {output: process.stderr}).catch(() => {
      throw new Interrupted('SIGINT', 'Nothing was changed.');
    });
    if (!go) throw new Failure({what: 'Nothing was changed.'});
  }
}

const asksNobody = new Failure({
  what: 'Setting up several hosts asks nobody in between.',
  todo: 'Look with --dry-run what it would do to each, then give --yes. --undo works on one host.',
  exitCode: exitCodes.usage,
});
