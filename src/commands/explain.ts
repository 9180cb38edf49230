import {Args, Flags} from '@oclif/core';
import {answer, isKnown} from '../explain/answer.ts';
import type {Diagnosis} from '../explain/diagnosis.ts';
import type {Context} from '../explain/evidence/context.ts';
import {explain} from '../explain/explain.ts';
import {explainFile, loadContext} from '../explain/inputs.ts';
import {foreignTo} from '../explain/notes/contradictions.ts';
import {type Condensed, condense} from '../explain/read/condense.ts';
import {readable, readSource} from '../explain/read/source.ts';
import type {Facts} from '../facts/facts.ts';
import {loadFacts} from '../facts/load.ts';
import {probe} from '../facts/probe.ts';
import {exitCodes, Failure} from '../hosts/failure.ts';
import {localHost} from '../hosts/local.ts';
import {type Ending, runThrough} from '../hosts/run-through.ts';
import {parseDestination} from '../hosts/ssh/destination.ts';
import {showCommand} from '../remedies/show.ts';
import {diagnosisText} from '../reports/diagnosis-text.ts';
import {Interrupted} from '../terminal/interrupt.ts';
import {lookingAt} from '../terminal/waiting.ts';
import {EbpfCommand} from './base.ts';
import {hostFlagsOfOne, hostOf, type OneHostFlagValues} from './flags/hosts.ts';

export default class Explain extends EbpfCommand {
  static override summary = 'Explain why an eBPF tool, build or installation failed, from what it printed.';
  static override usage = ['explain [FILE | -] [flags]', 'explain [flags] -- COMMAND...'];
  static override description =
    'Reads what libbpf, bpftool, clang, BCC, bpftrace, the verifier, make, apt, ssh and others print, and what is known of the host. ' +
    'Exit codes: 0 causes found, 1 none found, 2 nothing that could be read; after -- that of the command.';
  static override examples = [
    {description: 'Run a command, and explain it if it fails', command: '<%= config.bin %> explain -- make'},
    {description: 'What a tool printed', command: '$ ./loader 2>&1 | <%= config.bin %> explain -'},
    {description: 'A log of another machine', command: '<%= config.bin %> explain build.log --context host.json'},
    {
      description: 'The same, with the facts of that machine',
      command: '<%= config.bin %> explain build.log --remote user@host',
    },
  ];
  static override args = {
    // oclif would take what is piped in for the name of the file.
    file: Args.string({description: 'What the tool printed: a file, or - for standard input.', ignoreStdin: true}),
  };
  static override flags = {
    context: Flags.string({
      description: 'What is known of the failing host: {command, distro, arch, kernel, tools, facts} as JSON.',
      helpValue: 'FILE',
    }),
    facts: Flags.string({
      description: 'Saved facts of the failing host (see "ebpf probe"), instead of those of this machine.',
      helpValue: 'FILE',
    }),
    elsewhere: Flags.boolean({
      description: 'The text comes from another machine: do not look at this one.',
    }),
    batch: Flags.string({
      description: 'Explain each line {id, error, command?, distro?, ...} of a file (- for stdin), one JSON line each.',
      helpValue: 'FILE',
    }),
    verbose: Flags.boolean({description: 'Show every match and the causes ruled out, on a terminal too.'}),
    ...hostFlagsOfOne,
  };

  /** A batch is JSON already, a line each. */
  override jsonEnabled(): boolean {
    return super.jsonEnabled() && !this.argv.some((word) => word.startsWith('--batch'));
  }

  async run(): Promise<Diagnosis | undefined> {
    const dashes = this.argv.indexOf('--');
    const command = dashes < 0 ? [] : this.argv.slice(dashes + 1);
    const {args, flags} = await this.parse(Explain, dashes < 0 ? this.argv : this.argv.slice(0, dashes));
    const nothingNamed = dashes >= 0 ? command.length === 0 : args.file === undefined && process.stdin.isTTY;
    if (nothingNamed && flags.batch === undefined) throw nothingToExplain();
    if (command.length > 0 && args.file !== undefined)
      throw refuse(`${args.file} and a command can't both be explained.`);
    if (flags.batch !== undefined) {
      if (command.length > 0) throw refuse("--batch and a command can't both be explained.");
      return this.answerBatch(flags.batch);
    }
    const {context, unused} = flags.context === undefined ? {unused: []} : await loadContext(flags.context);
    const place = command.length > 0 && flags.remote !== undefined ? [ranHere(command, flags.remote)] : [];
    for (const line of place) this.progress(line);
    const {read, ending} = await this.read(args.file, command);
    if (ending?.exitCode === 0) return this.succeeded(command);
    const {facts, note} = await this.factsFor(read.text, flags, context);
    const diagnosis = answer({
      read,
      ran: ending && {command, ending},
      facts,
      context,
      notes: [...(this.jsonEnabled() ? place : []), ...unused, ...(note ? [note] : [])],
    });
    // As time(1) and strace(1) have it: `explain -- make && ./load` must not go on.
    if (ending) process.exitCode = ending.exitCode;
    else this.finish(isKnown(diagnosis) ? exitCodes.ready : exitCodes.notReady);
    const {screen, ...style} = this.style();
    this.show(
      diagnosisText(diagnosis, {...style, ...(screen && (flags.verbose ? {columns: screen.columns} : {screen}))}),
    );
    return diagnosis;
  }

  /** The text to explain, and how the command ended that printed it. */
  private async read(
    file: string | undefined,
    command: readonly string[],
  ): Promise<{read: Condensed; ending?: Ending}> {
    if (command.length === 0) {
      if (file === '-' && process.stdin.isTTY) this.progress('Paste the output, then Ctrl-D on an empty line.');
      return {read: await readSource(file ?? '-')};
    }
    const shown = this.jsonEnabled() ? process.stderr : process.stdout;
    const {output, ended} = runThrough(command, shown, process.stderr);
    const [read, ending] = await Promise.all([condense(output), ended]);
    // Whoever pressed Ctrl-C knows why it ended.
    if (ending.exitCode === 130) throw new Interrupted('SIGINT', `${command[0]} was interrupted.`);
    if (ending.exitCode !== 0 && read.bytes > 0) readable(read, `What ${command[0]} printed`);
    return {read, ending};
  }

  private succeeded(command: readonly string[]): Diagnosis {
    const said = `${command[0]} succeeded: there is nothing to explain.`;
    this.progress(said);
    this.finish(exitCodes.ready);
    return {...explain({text: ''}), notes: [said]};
  }

  private async factsFor(
    text: string,
    flags: OneHostFlagValues & {readonly facts?: string | undefined; readonly elsewhere: boolean},
    context: Context | undefined,
  ): Promise<{facts?: Facts; note?: string}> {
    if (flags.facts !== undefined) {
      const [facts, another] = await loadFacts(flags.facts);
      if (another)
        throw refuse(`${flags.facts} holds the facts of several hosts.`, 'Name the file of the one that failed.');
      return facts ? {facts} : {};
    }
    if (flags.remote !== undefined) return {facts: await this.factsOfRemote(flags)};
    if (flags.elsewhere || context) return {};
    const facts = await this.waiting(lookingAt(localHost()), () => probe(localHost()).catch(() => undefined));
    const note = facts && foreignTo(text, facts);
    return note ? {note} : facts ? {facts} : {};
  }

  private async factsOfRemote(flags: OneHostFlagValues): Promise<Facts> {
    const host = await hostOf(flags);
    return probe(host).finally(() => host.close());
  }

  private async answerBatch(file: string): Promise<undefined> {
    let answered = false;
    let refused = false;
    for await (const line of explainFile(file)) {
      if (line instanceof Failure) {
        refused = true;
        process.stderr.write(`${line.message}\n`);
        continue;
      }
      answered ||= isKnown(line);
      process.stdout.write(`${JSON.stringify(line)}\n`);
    }
    this.finish(refused ? exitCodes.usage : answered ? exitCodes.ready : exitCodes.notReady);
    return undefined;
  }
}

/** The user may well have meant the other machine. */
const ranHere = (command: readonly string[], remote: string): string => {
  const {user, host, port} = parseDestination(remote);
  const there = [...(port ? ['-p', String(port)] : []), user ? `${user}@${host}` : host, showCommand(command)];
  return `${command[0]} runs on this machine; of ${remote} only the facts are looked at. To run it there: ${showCommand(['ssh', ...there])} 2>&1 | ebpf explain - --remote ${remote}`;
};

const nothingToExplain = (): Failure =>
  refuse(
    'There is nothing to explain.',
    'Name a file, pipe into "ebpf explain -", or let it run the command: ebpf explain -- make.',
  );

const refuse = (what: string, todo = 'See "ebpf explain --help".'): Failure =>
  new Failure({what, todo, exitCode: exitCodes.usage});
