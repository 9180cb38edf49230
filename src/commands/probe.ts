import {Flags} from '@oclif/core';
import {worst} from '../assess/exit-code.ts';
import {Kernels} from '../assess/programs/kernels.ts';
import type {Facts} from '../facts/facts.ts';
import {probeScript} from '../facts/probe.ts';
import {probeHosts} from '../facts/probe-hosts.ts';
import {redact} from '../facts/redact.ts';
import type {Failure} from '../hosts/failure.ts';
import {localHost} from '../hosts/local.ts';
import {stoppable} from '../terminal/interrupt.ts';
import {lookingAt} from '../terminal/waiting.ts';
import {EbpfCommand} from './base.ts';
import {fleetOf, hostFlags, several} from './flags/hosts.ts';

export default class Probe extends EbpfCommand {
  static override summary = 'Print the facts of this machine, or of others over SSH, as JSON.';
  static override usage = 'probe [--remote HOST] [flags]';
  static override description =
    'One POSIX sh script reads them all; it changes nothing and needs no root, though root sees more.';
  static override examples = [
    {description: 'Save the facts, to look at them elsewhere', command: '<%= config.bin %> probe >facts.json'},
    {
      description: 'The script itself, for another engine to run',
      command: '<%= config.bin %> probe --script | ssh host sh -s >host.facts',
    },
    {
      description: 'Many hosts; doctor --facts reads the file',
      command: '<%= config.bin %> probe --hosts hosts.txt >all.json',
    },
    {
      description:
        "Facts and the kernel's types, to judge programs elsewhere: doctor --program hello.bpf.o --facts facts.json",
      command: '<%= config.bin %> probe --btf btf >facts.json',
    },
  ];
  static override flags = {
    script: Flags.boolean({description: 'Print the script instead of running it.'}),
    stream: Flags.boolean({description: 'Stream one JSON line per host.'}),
    ...hostFlags,
    redact: Flags.boolean({description: 'Leave out names of hosts, users, devices and places, to share the facts.'}),
    btf: Flags.string({
      description:
        "Also fetch the types of each host's kernel into this folder, once by hash: doctor --program --facts finds them beside the facts, or in btf/ there.",
      helpValue: 'FOLDER',
    }),
    attach: Flags.boolean({
      description: 'Also probe kernel features by loading and attaching small BPF programs; nothing is left behind.',
    }),
  };

  async run(): Promise<Facts | readonly Facts[] | {script: string}> {
    const {flags} = await this.parse(Probe);
    const attach = flags.attach ? 'always' : 'never';
    if (flags.script) {
      const script = probeScript({attach});
      if (!this.jsonEnabled()) process.stdout.write(script);
      return {script};
    }
    const signal = several(flags) ? stoppable((text) => process.stderr.write(`${text}\n`)) : undefined;
    const {hosts, progress} = await fleetOf(flags, {silent: this.jsonEnabled(), signal});
    const all: Facts[] = [];
    const failures: Failure[] = [];
    const unkept: Failure[] = [];
    const onTrouble = (trouble: Failure) => unkept.push(trouble);
    const kernels = flags.btf === undefined ? undefined : new Kernels({keepIn: {folder: flags.btf, onTrouble}});
    const look = async (): Promise<void> => {
      for await (const result of probeHosts(hosts, {
        jobs: flags.jobs,
        ...(kernels && {also: (host, facts) => kernels.fetch(host, facts, {signal})}),
        attach,
        signal,
        onStart: (name) => progress.start(name),
      })) {
        if ('failure' in result) {
          failures.push(result.failure);
          progress.finish(result.name, 'not reached', result.failure.message);
          continue;
        }
        const facts = flags.redact ? redact(result.value) : result.value;
        if (flags.stream) process.stdout.write(`${JSON.stringify(facts)}\n`);
        if (!flags.stream || this.jsonEnabled()) all.push(facts);
        progress.finish(result.name, 'probed');
      }
    };
    const [host = localHost()] = hosts;
    await (hosts.length > 1 ? look() : this.waiting(lookingAt(host), look));
    progress.end();
    const [only] = all;
    const [failure] = failures;
    if (failure && hosts.length === 1) throw failure;
    const troubles = [...failures, ...unkept];
    for (const {message} of troubles) this.progress(message);
    this.finish(worst(troubles.map(({exitCode}) => exitCode)), signal);
    const found = hosts.length === 1 && only ? only : all;
    if (!flags.stream && !this.jsonEnabled()) this.logJson(found);
    return found;
  }
}
