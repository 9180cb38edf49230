import {Args, Flags, type Interfaces} from '@oclif/core';
import {askedChecks} from '../assess/asked.ts';
import type {Judge} from '../assess/assess.ts';
import {examineHosts, examineSaved} from '../assess/examine.ts';
import {makeReport} from '../assess/make.ts';
import {idsOf} from '../assess/programs/ids.ts';
import {Kernels} from '../assess/programs/kernels.ts';
import type {HostReport, Report} from '../assess/report.ts';
import {attachModeFor, toolsFor} from '../assess/trying.ts';
import {verdictOf} from '../assess/verdict.ts';
import {cleanLine} from '../hosts/clean.ts';
import {localHost} from '../hosts/local.ts';
import {judgeBy, loadPolicy} from '../policy/judge.ts';
import type {FormatName} from '../reports/formats.ts';
import {judgedBy} from '../reports/judged-by.ts';
import {chooseOutputs, deliver, type Output} from '../reports/outputs.ts';
import {addStepSummary} from '../reports/step-summary.ts';
import {stoppable} from '../terminal/interrupt.ts';
import type {Style} from '../terminal/style.ts';
import {lookingAt} from '../terminal/waiting.ts';
import {EbpfCommand} from './base.ts';
import {fleetOf, hostFlags, hostsAsked, several} from './flags/hosts.ts';
import {profileFlag} from './flags/profiles.ts';
import {besideFacts, examineKernels, judging, programFlags, programsOf, requireProgram} from './flags/programs.ts';
import {reportFlags} from './flags/report.ts';
import {oneReader} from './flags/standard-input.ts';
import {baselineOf, verdictFlags} from './flags/verdict.ts';

export default class Doctor extends EbpfCommand {
  static override summary = 'Check whether a host is ready for eBPF, and say how to fix what is not.';
  static override usage = 'doctor [CHECK...] [--for PROFILE] [--remote HOST] [flags]';
  static override description =
    'Changes nothing. Exit codes: 0 ready, 1 a required check fails, 2 bad usage, 3 a required check is unknown or a host was not reached, 4 only recommended checks fail (with --strict).';
  static override strict = false;
  static override examples = [
    {description: 'Is this machine ready for libbpf and CO-RE?', command: '<%= config.bin %> doctor'},
    {
      description: 'Only two checks, which then both count',
      command: '<%= config.bin %> doctor btf.vmlinux tool.bpftool',
    },
    {description: 'For another toolchain', command: '<%= config.bin %> doctor --for bpftrace'},
    {description: 'Another host', command: '<%= config.bin %> doctor --remote user@host'},
    {description: 'Many hosts', command: '<%= config.bin %> doctor --hosts hosts.txt --json'},
    {
      description: 'A gate for CI: reports for machines and people, red where ebpf.yml is not met',
      command: '<%= config.bin %> doctor --format junit --output report.xml --format text',
    },
    {
      description: 'Whether a compiled program of yours runs here, and on each host of a list',
      command: '<%= config.bin %> doctor --program hello.bpf.o --hosts hosts.txt',
    },
    {
      description: 'Whether it runs on kernels that are not here: a folder with their BTF',
      command: '<%= config.bin %> doctor --program hello.bpf.o --btf kernels/',
    },
    {description: 'Replay facts that were saved elsewhere', command: '<%= config.bin %> doctor --facts saved.json'},
  ];
  static override args = {
    check: Args.string({
      ignoreStdin: true,
      description: 'Ids of checks to look at (see "ebpf checks"); naming one makes it required.',
    }),
  };
  static override flags = {
    for: profileFlag('to judge by'),
    facts: Flags.string({
      description:
        "Judge saved facts (JSON or the probe's own output; a file, a folder of them, or - for stdin) instead of this machine.",
      helpValue: 'FILE',
    }),
    ...programFlags,
    ...hostFlags,
    ...verdictFlags,
    ...reportFlags,
    attach: Flags.boolean({
      description:
        'Probe kernel features by loading and attaching small BPF programs; nothing is left behind. Default: as root, for programs, and where a profile asks for program types (tracing, network, lsm, sched-ext, features).',
      allowNo: true,
    }),
    compile: Flags.boolean({
      description:
        'Also compile, generate a skeleton and link a program of ten lines there, in a private directory that is removed.',
    }),
    wait: Flags.string({
      description: 'Retry until ready, for at most TIME (120s, 2m).',
      helpValue: 'TIME',
    }),
  };

  async run(): Promise<Report> {
    const {argv, flags, raw} = await this.parse(Doctor);
    const outputs = await chooseOutputs(raw, this.standardFormat());
    const {facts, hosts, policy: rules, diff} = flags;
    oneReader({facts, hosts, policy: rules, diff});
    const programs = await programsOf(flags.program ?? [], flags.loader);
    const policy = await loadPolicy(flags.policy, programs.flatMap(idsOf));
    const objects = [...programs, ...(policy?.programs ?? [])];
    const asked = askedChecks(
      {
        only: [...(argv as string[]), ...(flags.only ?? [])],
        require: flags.require ?? [],
        ignore: flags.ignore ?? [],
      },
      objects.flatMap(idsOf),
    );
    if (flags.btf) requireProgram(objects);
    const kernels = new Kernels({alone: flags.btf !== undefined, beside: besideFacts(flags.facts, flags.diff)});
    const judge = judgeBy({...asked, profiles: flags.for ?? [], programs}, policy, {
      objects: await judging(objects, kernels),
      alone: kernels.alone,
    });
    const since = await baselineOf(flags.baseline);
    const signal = several(flags) ? stoppable((text) => process.stderr.write(`${text}\n`)) : undefined;
    const look = async (): Promise<Report> => {
      signal?.throwIfAborted();
      const hosts = await this.look(flags, judge, {kernels, signal});
      const told = policy?.toldOf(hosts.map(({host}) => host));
      return makeReport(since(hosts), this.version, {strict: flags.strict, policy: told});
    };
    const report = flags.wait === undefined ? await look() : await this.waitFor(look, flags.wait);
    this.finish(report.exitCode, signal);
    if (flags.stream) {
      for (const line of judgedBy(report)) this.progress(line);
      return report;
    }
    if (flags.diff !== undefined) return this.showDifference(report, flags.diff, {judge, kernels}, outputs);
    await this.deliver(report, outputs, this.styleFor(flags));
    await this.tellFiles(report, outputs, this.styleFor(flags, process.stderr));
    return report;
  }

  /** A terminal gets what matters, unless all is asked for. */
  private styleFor(flags: DoctorFlags, stream?: NodeJS.WriteStream): Style {
    const {verbose, facts, btf} = flags;
    const {screen, ...style} = this.style(stream);
    const saved = facts !== undefined || btf !== undefined;
    return {
      ...style,
      ...(verbose && {every: true}),
      ...(screen && verbose && {columns: screen.columns}),
      ...(screen && !verbose && {screen: {...screen, saved, asked: [...profileFlags(flags), ...hostsAsked(flags)]}}),
    };
  }

  /** What goes to standard output where no --format says it. */
  private standardFormat(): FormatName {
    if (this.jsonEnabled()) return 'json';
    return process.env.GITHUB_ACTIONS === 'true' ? 'github' : 'text';
  }

  private async deliver(report: Report, outputs: readonly Output[], style = this.style()): Promise<void> {
    const summary = process.env.GITHUB_ACTIONS === 'true' && process.env.GITHUB_STEP_SUMMARY;
    if (summary) await addStepSummary(report, summary);
    // With --json, oclif prints the report that run() returns.
    await deliver(report, outputs, style, (text) => this.jsonEnabled() || process.stdout.write(text));
  }

  /** Whoever looks on is told where reports went, and what is in them where nothing else says it. */
  private async tellFiles(report: Report, outputs: readonly Output[], style: Style): Promise<void> {
    const files = outputs.flatMap(({file}) => file ?? []);
    if (files.length === 0 || !style.screen) return;
    const printed = files.length < outputs.length;
    const {writtenText} = await import('../reports/written-text.ts');
    this.progress(writtenText(report, files, {printed}, style.screen, style));
  }

  private async waitFor(look: () => Promise<Report>, length: string): Promise<Report> {
    const {parseDuration, untilReady} = await import('../assess/wait.ts');
    return untilReady(look, parseDuration(length), (reason, left) =>
      this.progress(`${reason}; looking again for ${left} more seconds.`),
    );
  }

  /** What was found on every host: on those that are probed now, or by what is known of them. */
  private async look(flags: DoctorFlags, judge: Judge, {kernels, signal}: Looking): Promise<HostReport[]> {
    if (flags.facts === undefined && !flags.btf) return this.probe(flags, judge, {kernels, signal});
    const onReport = flags.stream ? streamed : undefined;
    return flags.btf
      ? examineKernels(flags.btf, judge, {kernels, onReport})
      : examineSaved(flags.facts ?? '-', judge, {kernels, onReport, onSkipped: skipped});
  }

  /** Probes the hosts and judges each; a single one that can't be reached is an error like any other. */
  private async probe(flags: DoctorFlags, judge: Judge, {kernels, signal}: Looking): Promise<HostReport[]> {
    const {hosts, progress} = await fleetOf(flags, {silent: this.jsonEnabled(), signal});
    const [host = localHost()] = hosts;
    const quiet = hosts.length > 1 || flags.stream;
    const judged = hosts.map(({name}) => judge(name));
    const examine = () =>
      examineHosts(hosts, judge, {
        signal,
        kernels,
        jobs: flags.jobs,
        attach: attachModeFor(judged, flags.attach),
        tools: toolsFor(judged),
        compile: flags.compile,
        onStart: (name) => progress.start(name),
        onReport: (report, failure) => {
          if (failure && hosts.length === 1 && !this.jsonEnabled() && !flags.stream) throw failure;
          progress.finish(report.host, verdictOf(report), report.error);
          if (flags.stream) streamed(report);
        },
      });
    const reports = quiet ? await examine() : await this.waiting(lookingAt(host), examine);
    progress.end();
    return reports;
  }

  /** Compares the hosts with what was saved of them; files get the report of the hosts, and pages and JSON the differences too. */
  private async showDifference(
    report: Report,
    saved: string,
    {judge, kernels}: {readonly judge: Judge; readonly kernels: Kernels},
    outputs: readonly Output[],
  ): Promise<Report> {
    const {pairHosts} = await import('../assess/compare.ts');
    const {savedReports} = await import('../assess/saved.ts');
    const {sinceOf} = await import('../assess/since.ts');
    const {diffText} = await import('../reports/diff.ts');
    const compared = pairHosts(report.hosts, await savedReports(saved, judge, kernels), saved);
    this.show(diffText(compared, this.style()));
    await this.deliver(
      {...report, since: sinceOf(compared, saved)},
      outputs.filter(({file}) => file !== undefined),
    );
    return report;
  }
}

interface Looking {
  readonly kernels: Kernels;
  readonly signal: AbortSignal | undefined;
}

type DoctorFlags = Interfaces.InferredFlags<typeof Doctor.flags>;

const profileFlags = (flags: DoctorFlags): readonly string[] => (flags.for ?? []).flatMap((name) => ['--for', name]);

const streamed = (report: HostReport): void => {
  process.stdout.write(`${JSON.stringify(report)}\n`);
};

const skipped = (file: string, kind: string): void => {
  process.stderr.write(`${cleanLine(file)} is ${kind}: skipped.\n`);
};
