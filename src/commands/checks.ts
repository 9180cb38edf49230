import {Args} from '@oclif/core';
import {knownChecks} from '../assess/known-checks.ts';
import {catalogue} from '../checks/catalogue.ts';
import {profiles} from '../profiles/catalogue.ts';
import {severityOf} from '../profiles/severity.ts';
import {paint} from '../terminal/style.ts';
import {EbpfCommand} from './base.ts';

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly reads: string;
  readonly sources: readonly string[];
  readonly severity: Readonly<Record<string, string>>;
}

export default class Checks extends EbpfCommand {
  static override summary = 'List the checks, or explain one: what it reads, why it matters, where that is documented.';
  static override usage = 'checks [CHECK] [flags]';
  static override examples = ['<%= config.bin %> checks', '<%= config.bin %> checks btf.vmlinux'];
  static override args = {id: Args.string({ignoreStdin: true, description: 'The check to explain.'})};

  async run(): Promise<{checks: Entry[]}> {
    const {args} = await this.parse(Checks);
    const wanted = args.id === undefined ? undefined : knownChecks([args.id]);
    const checks = catalogue.filter(({id}) => wanted?.includes(id) ?? true).map(entry);
    for (const check of checks) this.log(wanted ? this.explain(check) : `${check.id.padEnd(30)} ${check.title}`);
    return {checks};
  }

  private explain({id, title, why, reads, sources, severity}: Entry): string {
    const rows = [
      ['why', why],
      ['reads', reads],
      [
        'matters to',
        Object.entries(severity)
          .map(([name, weight]) => `${name} (${weight})`)
          .join(', ') || 'no profile',
      ],
      ...sources.map((source, index) => [index === 0 ? 'source' : '', source]),
    ];
    const style = this.style();
    return [
      `${paint(id, 'strong', style)}: ${title}`,
      ...rows.map(([label = '', text]) => `  ${paint(label.padEnd(10), 'muted', style)} ${text}`),
    ].join('\n');
  }
}

const entry = ({id, title, why, reads, sources}: (typeof catalogue)[number]): Entry => ({
  id,
  title,
  why,
  reads,
  sources,
  severity: Object.fromEntries(
    profiles.flatMap((profile) => {
      const severity = severityOf(id, [profile]);
      return severity ? [[profile.name, severity]] : [];
    }),
  ),
});
