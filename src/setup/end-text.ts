import type {Report} from '../assess/report.ts';
import {sudoText} from '../assess/with-sudo.ts';
import type {Route} from '../hello/route.ts';
import {counted} from '../hosts/in-words.ts';
import type {Elevation} from '../remedies/elevation.ts';
import {showCommand} from '../remedies/show.ts';
import {projectWays} from '../reports/hello-text.ts';
import {isWarning} from '../reports/screen-text.ts';
import {tracedRows, tracedText} from '../reports/traced-text.ts';
import {detailsOf, type WayOut} from '../reports/way-out.ts';
import {headline, pageOf, waysText} from '../reports/ways-text.ts';
import type {Screen, Style} from '../terminal/style.ts';
import {wrap} from '../terminal/wrap.ts';
import type {SetupResult} from './setup.ts';

/** What a person is told beside the result. */
export interface EndOptions {
  readonly report: Report;
  readonly elevation: Elevation | undefined;
  /** The routes that were verified. */
  readonly routes: readonly Route[];
}

/** The end of a setup that went well, on a terminal: what was traced, the verdict, and how to go on, and back. */
export const endText = (
  result: SetupResult,
  {report, elevation, routes}: EndOptions,
  {columns}: Screen,
  style: Style,
): string => {
  const page = pageOf(style, columns);
  const [host] = report.hosts;
  if (!host) return '';
  const {hellos, steps, changed} = result;
  const traced = hellos.flatMap((hello) => {
    const rows = tracedRows(hello, page.width);
    return rows.length > 0 ? [...rows, ''] : [];
  });
  const notes = hellos.flatMap(({notes: all}) => all.flatMap((note) => [...wrap(note, page.width), '']));
  const names = Object.keys(host.profiles);
  const took = Math.max(Math.round(steps.reduce((sum, {milliseconds}) => sum + milliseconds, 0) / 1000), 1);
  const verdict = `Ready for ${names.join(', ')}${sudoText(host, ...names)}`;
  const warnings = host.findings
    .filter((finding) => isWarning(finding) && !finding.because)
    .map(({title, found, id}): WayOut => ({label: 'Warning', text: `${title}: ${found} (ebpf checks ${id})`}));
  return [
    '',
    ...traced,
    ...notes,
    ...(changed ? [] : wrap(nothingChanged(result), page.width)),
    ...headline(`${verdict}, verified on Linux ${host.kernel} in ${took} s`, verdict, page),
    '',
    ...waysText(
      [
        ...hellos.flatMap((hello) => {
          const route = routes.find(({name}) => name === hello.route);
          return route ? projectWays(hello, route, elevation) : [];
        }),
        ...changes(result, elevation),
        ...warnings.slice(0, 3),
        detailsOf(host),
      ],
      page,
    ),
  ].join('\n');
};

/** What is said of a setup that had nothing to do. */
export const nothingChanged = ({hellos}: Pick<SetupResult, 'hellos'>): string =>
  `Nothing was changed: everything was in place, and ${hellos.length > 1 ? 'the programs' : 'the program'} traced ${tracedText(hellos)}.`;

/** What is there now that was not before, and how it goes again. */
const changes = ({plan, hellos, changed}: SetupResult, elevation: Elevation | undefined): readonly WayOut[] => {
  if (!changed) return [];
  const installed = plan.steps.flatMap((step) => (step.kind === 'packages' ? [step] : []));
  const packages = installed.reduce((sum, {size, packages: names}) => sum + (size?.packages ?? names.length), 0);
  const commands = plan.steps.flatMap((step) => (step.kind === 'command' ? step.commands : []));
  const mounts = commands.flatMap(([program, ...words]) => (program === 'mount' ? [words.at(-1) ?? ''] : []));
  const settings = commands.filter(([program]) => program === 'sysctl').length;
  const folders = hellos.filter(({project}) => project && project.written.length > 0).length;
  const linked = plan.steps.some(({kind}) => kind === 'headers');
  const amounts = [
    [packages, 'package'],
    [mounts.length, 'mount'],
    [settings, 'setting'],
    [folders, 'folder'],
  ] as const;
  const told = [
    ...amounts.flatMap(([count, word]) => (count > 0 ? [counted(count, word)] : [])),
    ...plan.steps.flatMap((step) => (step.kind === 'repair' ? [step.title] : [])),
    ...(linked ? ['links to headers of another kernel'] : []),
    ...(plan.kernel ? [`kernel ${plan.kernel.release}`] : []),
  ];
  // What was there and is there again is not ours to take away.
  const ours = installed.filter((step) => !step.commands.some((words) => words.includes('--reinstall')));
  const names = ours.flatMap((step) => step.packages);
  const undo = [
    ...(names.length > 0 ? [['apt-get', 'autoremove', ...names]] : []),
    ...mounts.map((place) => ['umount', place]),
  ].map((command) => showCommand(command, elevation));
  if (linked) undo.push('ebpf setup --undo');
  return [
    ...(told.length > 0 ? [{label: 'Changed', text: told.join(', ')}] : []),
    ...(undo.length > 0 ? [{label: 'Remove', commands: undo}] : []),
  ];
};
