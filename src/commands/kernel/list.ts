import {Flags} from '@oclif/core';
import {maintenanceOf} from '../../facts/longterm.ts';
import {cacheDirectory} from '../../hosts/cache.ts';
import {parseArchitecture} from '../../kernels/mainline/architecture.ts';
import {parseArchive} from '../../kernels/mainline/archive.ts';
import {lookAtBuilds} from '../../kernels/mainline/built.ts';
import {type KernelList as Document, listVersions} from '../../kernels/mainline/list.ts';
import {inColumns} from '../../terminal/in-columns.ts';
import {EbpfCommand} from '../base.ts';
import {archiveFlags} from '../flags/archive.ts';

export default class KernelList extends EbpfCommand {
  static override summary = 'List the kernels of the Ubuntu mainline archive, newest first.';
  static override usage = 'kernel list [--range RANGE] [flags]';
  static override description =
    'Reads the index of the archive and nothing else; with --arch also the page of each version, 20 at most. Mainline builds are for testing and get no security updates: prefer your distribution where its kernel will do.';
  static override examples = [
    {
      description: 'From 5.15 up to, but not including, 6.2',
      command: "<%= config.bin %> kernel list --range '>=5.15 <6.2'",
    },
    {description: 'Longterm series', command: '<%= config.bin %> kernel list --range lts'},
    {
      description: 'Release candidates and odd builds too',
      command: "<%= config.bin %> kernel list --all --range '>=6.18-rc1'",
    },
    {
      description: 'Whether they were built for an architecture',
      command: '<%= config.bin %> kernel list --range 6.12.x --arch arm64',
    },
  ];
  static override flags = {
    range: Flags.string({
      description: 'Versions to list, as a semver range; lts for the longterm series that kernel.org maintains still.',
      helpValue: 'RANGE',
    }),
    all: Flags.boolean({description: 'Release candidates and odd builds (-unstable, -dontuse) too.'}),
    arch: Flags.string({
      description: 'Tell of each version whether it was built for this architecture (amd64, arm64, ...).',
      helpValue: 'ARCH',
    }),
    ...archiveFlags,
  };

  async run(): Promise<Document> {
    const {flags} = await this.parse(KernelList);
    const archive = parseArchive(flags.archive, {plainHttp: flags['plain-http']});
    const arch = flags.arch === undefined ? undefined : parseArchitecture(flags.arch);
    const web = {
      archive,
      cache: cacheDirectory(),
      onRetry: (text: string) => this.progress(`${text}; trying again`),
    };
    const {entries, source, why} = await this.waiting('Reading the archive', () =>
      listVersions({...web, range: flags.range, all: flags.all}),
    );
    if (why) this.progress(`The archive is out of reach: ${why}`);
    const builds = arch
      ? await this.waiting('Reading the archive', () => lookAtBuilds(entries, {...web, arch}))
      : undefined;
    const rows = entries.map(({version, changed = ''}) => {
      const until = maintenanceOf(version.semver)?.until;
      const about = [builds?.get(version.name), until && `longterm until ${until}`].filter(Boolean).join(', ');
      return [version.name, changed, about];
    });
    for (const line of inColumns(rows)) this.log(line);
    if (entries.length === 0) this.progress('No version of the archive lies in that range.');
    return {
      schema: 'ebpf.kernel-list/1',
      archive: archive.href,
      source,
      ...(why && {why}),
      versions: entries.map(({version, changed}) => {
        const build = builds?.get(version.name);
        const until = maintenanceOf(version.semver)?.until;
        return {
          name: version.name,
          version: version.semver,
          ...(changed && {changed}),
          ...(until && {longtermUntil: until}),
          ...(build && {build}),
        };
      }),
    };
  }
}
