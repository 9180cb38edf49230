import {Args, Flags} from '@oclif/core';
import {knownChecks} from '../assess/known-checks.ts';
import {catalogue} from '../checks/catalogue.ts';
import {groups} from '../checks/groups.ts';
import {profiles} from '../profiles/catalogue.ts';
import {chooseProfiles} from '../profiles/choose.ts';
import {severityOf} from '../profiles/severity.ts';
import {paint} from '../terminal/style.ts';
import {widest, wrap} from '../terminal/wrap.ts';
import {EbpfCommand} from './base.ts';
import {repeatable} from './flags/repeatable.ts';

/** Cells before the text of a row. */
const indent = 13;

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly reads: string;
  readonly sources: readonly string[];
  readonly severity: Readonly<Record<string, string>>;
}

export default class Checks extends EbpfCommand {
  static override summary = 'List the checks, or explain one: what it reads, why it matters, its sources.';
  static override usage = 'checks [ID] [flags]';
  static override examples = [
    '<%= config.bin %> checks',
    '<%= config.bin %> checks --for libbpf',
    '<%= config.bin %> checks btf.vmlinux',
  ];
  static override flags = {
    for: Flags.string({
      description: 'List those of a profile only. Repeatable.',
      ...repeatable,
      helpValue: 'PROFILE',
    }),
  };
  static override args = {id: Args.string({ignoreStdin: true, description: 'The check to explain.'})};

  async run(): Promise<{checks: Entry[]}> {
    const {args, flags} = await this.parse(Checks);
    const wanted = args.id === undefined ? undefined : knownChecks([args.id]);
    const cared = flags.for && chooseProfiles(flags.for);
    const checks = catalogue
      .filter(({id}) => wanted?.includes(id) ?? true)
      .filter(({id}) => !cared || severityOf(id, cared) !== undefined)
      .map(entry);
    if (wanted) for (const check of checks) this.log(this.explain(check));
    else this.list(checks, flags.for === undefined);
    return {checks};
  }

  /** A row each; on a terminal below the title of its group. */
  private list(checks: readonly Entry[], all: boolean): void {
    const style = this.style();
    const width = Math.max(...checks.map(({id}) => id.length));
    let last: string | undefined;
    for (const {id, title} of checks) {
      const group = groups[id.slice(0, id.indexOf('.'))] ?? '';
      if (style.screen && group !== last) this.log(`${last === undefined ? '' : '\n'}${paint(group, 'strong', style)}`);
      last = group;
      this.log(`${style.screen ? '  ' : ''}${id.padEnd(width)} ${title}`);
    }
    if (style.screen)
      this.log(`\n${all ? 'Those of a toolchain: ebpf checks --for libbpf   ' : ''}One of them: ebpf checks ID`);
  }

  private explain({id, title, why, reads, sources, severity}: Entry): string {
    const rows = [
      ['why', why],
      ['reads', reads],
      [
        'used by',
        Object.entries(severity)
          .map(([name, weight]) => `${name} (${weight})`)
          .join(', ') || 'no profile',
      ],
      ...sources.map((source, index) => [index === 0 ? 'source' : '', source]),
    ];
    const style = this.style();
    const room = Math.min(style.screen?.columns ?? Number.POSITIVE_INFINITY, widest) - indent;
    const lines = ([label = '', text = '']: readonly string[]) =>
      (style.screen ? wrap(text, room) : [text]).map(
        (line, index) => `  ${paint((index === 0 ? label : '').padEnd(indent - 3), 'muted', style)} ${line}`,
      );
    return [`${paint(id, 'strong', style)}: ${title}`, ...rows.flatMap(lines)].join('\n');
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
