import {Flags} from '@oclif/core';
import type {Facts} from '../facts/facts.ts';
import {probe, probeScript} from '../facts/probe.ts';
import {redact} from '../facts/redact.ts';
import {localHost} from '../hosts/local.ts';
import {EbpfCommand} from './base.ts';

export default class Probe extends EbpfCommand {
  static override summary = 'Print the facts of this machine as JSON.';
  static override description =
    'One POSIX sh script reads them all; it changes nothing and needs no root, though root sees more.';
  static override examples = [
    {description: 'Save the facts, to look at them elsewhere', command: '<%= config.bin %> probe >facts.json'},
    {
      description: 'The script itself, for another engine to run',
      command: '<%= config.bin %> probe --script | ssh host sh -s >host.facts',
    },
  ];
  static override flags = {
    script: Flags.boolean({description: 'Print the script instead of running it.', exclusive: ['redact']}),
    redact: Flags.boolean({description: 'Leave out names of hosts, users, devices and places, to share the facts.'}),
    attach: Flags.boolean({
      description:
        'Also try what the kernel can do by loading and attaching tiny programs, which leaves nothing behind.',
    }),
  };

  async run(): Promise<Facts | {script: string}> {
    const {flags} = await this.parse(Probe);
    const attach = flags.attach ? 'always' : 'never';
    if (flags.script) {
      const script = await probeScript(attach);
      if (!this.jsonEnabled()) process.stdout.write(script);
      return {script};
    }
    const found = await probe(localHost(), {attach});
    const facts = flags.redact ? redact(found) : found;
    this.log(JSON.stringify(facts, undefined, 2));
    return facts;
  }
}
