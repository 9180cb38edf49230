import {Flags, type Interfaces} from '@oclif/core';
import {exitCodes, Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import {localHost} from '../hosts/local.ts';
import {requireWorkingDirectory} from '../hosts/working-directory.ts';
import {judgeBy, loadPolicy} from '../policy/judge.ts';
import {elevationFor, readerOn} from '../remedies/elevation.ts';
import type {Plan} from '../remedies/plan.ts';
import {text} from '../reports/text.ts';
import {tracedRows} from '../reports/traced-text.ts';
import {usualLockWait} from '../setup/apt/run.ts';
import {endText, nothingChanged} from '../setup/end-text.ts';
import {type FleetResult, type Goal, setupFleet} from '../setup/fleet.ts';
import {keepLogs} from '../setup/fleet-logs.ts';
import {endOf, fleetTexts} from '../setup/fleet-text.ts';
import {setUpHost} from '../setup/host.ts';
import type {SetupOptions} from '../setup/options.ts';
import {buildable, proofsOf} from '../setup/projects.ts';
import type {SetupResult} from '../setup/setup.ts';
import {usualRolling} from '../setup/turns.ts';
import {confirmOnTerminal} from '../terminal/confirm.ts';
import type {FleetProgress} from '../terminal/fleet-progress.ts';
import {interruptible} from '../terminal/interrupt.ts';
import type {Style} from '../terminal/style.ts';
import {EbpfCommand} from './base.ts';
import {elsewhere, fleetOf, hostFlags} from './flags/hosts.ts';
import {archiveOf, kernelFlags, parsePreference, setupWays, timesOf} from './flags/kernel.ts';
import {policyFlag} from './flags/policy.ts';
import {profileFlag} from './flags/profiles.ts';
import {requireUsed, routeFlags, routeOptionsOf} from './flags/toolchain.ts';

export default class Setup extends EbpfCommand {
  static override summary = 'Install what is missing, then build a BPF program and see it trace.';
  static override usage = 'setup [--for PROFILE] [--remote HOST] [flags]';
  static override description =
    'Shows its plan, asks, carries it out, verifies the result, and checks again. A second run changes nothing. Exit codes: 0 ready, 1 a step failed or a required check still fails, 2 bad usage, 3 a required check is unknown, 5 all is done but a reboot into a new kernel.';
  static override examples = [
    {description: 'Get this machine ready', command: '<%= config.bin %> setup'},
    {description: 'For another toolchain', command: '<%= config.bin %> setup --for bcc'},
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
    {
      description: 'Again, those that failed',
      command: '<%= config.bin %> setup --hosts report.json --limit failed --yes --json >report-2.json',
    },
    {description: 'In a script', command: '<%= config.bin %> setup --yes --json'},
  ];
  static override flags = {
    for: profileFlag('to get ready for'),
    dir: Flags.string({
      description:
        'Directory of the hello project, by default ./hello-ebpf or ./hello-PROFILE; with several profiles each has a folder of it.',
      helpValue: 'DIR',
    }),
    policy: policyFlag('Get ready for'),
    ...routeFlags,
    'dry-run': Flags.boolean({description: 'Show the plan and change nothing.'}),
    undo: Flags.boolean({
      description: 'Revert what setup linked in: headers of another kernel, for BCC. Packages stay installed.',
    }),
    yes: Flags.boolean({char: 'y', description: 'Skip the confirmation prompt.'}),
    'max-failures': Flags.integer({
      description: 'Begin no other host once so many have failed; those that are begun go on to their end.',
      min: 1,
      helpValue: 'N',
    }),
    rolling: Flags.integer({
      description:
        'Of several hosts, the number that get another kernel at once, after a first one alone; none follows one that fails.',
      default: usualRolling,
      min: 1,
      helpValue: 'N',
    }),
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
    if (!elsewhere(flags) && !flags.undo) requireWorkingDirectory(flags.dir);
    const signal = interruptible((text) => this.progress(text), {elsewhere: elsewhere(flags)});
    const goalOf = await this.goals(flags);
    const {hosts, progress} = await fleetOf(flags, {silent: this.jsonEnabled(), signal});
    const [host = localHost(), ...more] = hosts;
    const profiles = [host, ...more].flatMap(({name}) => goalOf(name).profiles);
    requireUsed(
      flags,
      profiles.map(({name}) => name),
    );
    if (hosts.length > 1) return this.setUpMany(hosts, goalOf, flags, progress, signal);
    return this.setUpOne(host, goalOf(host.name), flags, signal).finally(() => host.close());
  }

  private async setUpOne(host: Host, goal: Goal, flags: SetupFlags, signal: AbortSignal): Promise<SetupResult | Plan> {
    const dryRun = flags['dry-run'];
    const result = await setUpHost(
      {...(await this.common(flags, signal)), ...goal, host, display: this.display},
      {dryRun, asks: !flags.yes, undo: flags.undo},
      {
        style: this.style(dryRun ? process.stdout : process.stderr),
        say: (line) => this.progress(line),
        wait: (text, work) => this.waiting(text, work),
        show: (text) => (dryRun ? this.show(text) : this.progress(text)),
        confirm: async (doubtful) => {
          const asked = {silent: this.jsonEnabled(), usually: !doubtful};
          if (!flags.yes) await confirmOnTerminal(`Setup would change ${host.name}`, asked);
        },
      },
    );
    if (result.schema === 'ebpf.plan/1') return result;
    const style = this.style();
    const {report} = result;
    if (!style.screen || !report || result.exitCode !== exitCodes.ready) return this.tell(result, style);
    const elevation = elevationFor(await readerOn(host));
    const routes = proofsOf(goal.profiles, flags.dir).map(({route}) => route);
    this.finish(result.exitCode);
    this.show(endText(result, {report, elevation, routes}, style.screen, style));
    return result;
  }

  /** Several hosts at once: how far it is, and then a plan or a line for each. */
  private async setUpMany(
    hosts: readonly Host[],
    goalOf: (host: string) => Goal,
    flags: SetupFlags,
    progress: FleetProgress,
    signal: AbortSignal,
  ): Promise<FleetResult> {
    if (flags.undo || !(flags.yes || flags['dry-run'])) throw asksNobody();
    const said = new Map<string, string[]>();
    const fleet = await setupFleet(hosts, {
      ...(await this.common(flags, signal)),
      goalOf,
      jobs: flags.jobs,
      maxFailures: flags['max-failures'],
      rolling: flags.rolling,
      dryRun: flags['dry-run'],
      dialogue: ({name}) => {
        const lines: string[] = [];
        said.set(name, lines);
        return {
          style: this.style(),
          say: (line) => lines.push(line),
          show: (text) => lines.push(text),
        };
      },
      onStart: (name) => progress.start(name),
      onTask: (name, title) => progress.tell(name, title),
      onDone: (host) => progress.finish(host.host, endOf(host), host.error?.what),
    });
    progress.end();
    this.finish(fleet.exitCode, signal);
    const logs = flags['dry-run'] ? new Map() : await keepLogs(fleet.hosts, said);
    for (const text of fleetTexts(fleet, {said, logs})) this.show(text);
    return fleet;
  }

  /** What each host is to become, by the command line and the policy, which is named on stderr. */
  private async goals(flags: SetupFlags): Promise<(host: string) => Goal> {
    const policy = await loadPolicy(flags.policy);
    const judge = judgeBy({profiles: flags.for ?? []}, policy);
    if (policy) this.progress(`Policy: ${policy.file}`);
    return (host) => {
      const judged = judge(host);
      return {...judged, profiles: judged.profiles.map(buildable(flags['go-proxy'])), policy: policy?.toldOf([host])};
    };
  }

  /** What is the same for every host. */
  private async common(
    flags: SetupFlags,
    signal: AbortSignal,
  ): Promise<Omit<SetupOptions, 'host' | 'display' | keyof Goal>> {
    const preference = parsePreference(flags.kernel, setupWays);
    return {
      ...(preference !== 'never' && {
        kernel: {preference, archive: await archiveOf(flags, signal), reboot: flags.reboot, times: timesOf(flags)},
      }),
      ...(flags.dir !== undefined && {directory: flags.dir}),
      route: routeOptionsOf(flags),
      version: this.version,
      lockWait: flags['lock-wait'],
      again: this.sameLine,
      signal,
    };
  }

  /** What was done, and how the host is now. */
  private tell(result: SetupResult, style: Style): SetupResult {
    this.finish(result.exitCode);
    if (result.error) {
      if (!this.jsonEnabled()) throw new Failure({...result.error, exitCode: result.exitCode});
      return result;
    }
    if (result.changed && result.report) this.log('');
    if (!result.changed) this.log(result.report ? nothingChanged(result) : 'There is nothing to revert.');
    for (const hello of result.hellos) {
      if (result.report && hello.ok) this.show(['It traces:', ...tracedRows(hello, wideEnough), ''].join('\n'));
    }
    if (result.report) this.show(text(result.report, style).trimEnd());
    return result;
  }
}

type SetupFlags = Interfaces.InferredFlags<typeof Setup.flags>;

/** Cells of a line in a file. */
const wideEnough = 1000;

const asksNobody = (): Failure =>
  new Failure({
    what: 'Setup of several hosts cannot prompt.',
    todo: 'See what it would do to each with --dry-run, then give --yes. --undo works on one host.',
    exitCode: exitCodes.usage,
  });
