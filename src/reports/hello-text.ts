import type {HelloResult} from '../hello/hello.ts';
import type {Route} from '../hello/route.ts';
import type {Stage, StageName} from '../hello/stage.ts';
import type {Elevation} from '../remedies/elevation.ts';
import {stepRows} from '../terminal/step-rows.ts';
import {markOf, paint, type Style} from '../terminal/style.ts';
import {wrap} from '../terminal/wrap.ts';
import {tracedRows} from './traced-text.ts';
import type {WayOut} from './way-out.ts';
import {headline, pageOf, waysText} from './ways-text.ts';

/** A hello as a person reads it: its stages, the line that proves it, what to know, and what to do next. On a terminal in short. */
export const helloText = (
  result: HelloResult,
  route: Route,
  elevation: Elevation | undefined,
  style: Style,
): string => {
  if (style.screen) return helloScreen(result, route, elevation, style, style.screen.columns);
  const {stages, ok, lines, proof, notes, directory, host, program} = result;
  const place = host === 'localhost' ? '' : ` on ${host}`;
  const head = paint(`${route.name}, in ${directory}`, 'strong', style);
  const shown = lines.slice(0, 12).map((line) => `    ${line}`);
  const next = [route.next(directory, elevation, program), route.advice?.(directory)].filter(Boolean).join('; ');
  return [
    head,
    ...stages.map((stage) => stageText(stage, style)),
    ...(ok && shown.length > 0 ? ['', proof === undefined ? 'It printed:' : 'It traces:', ...shown] : []),
    ...notes.map((note) => `\n${paint('!', 'warn', style)} ${note}`),
    ...(ok ? ['', `Next steps${place}: ${next}`] : []),
  ].join('\n');
};

const stageText = ({name, ok, milliseconds, message}: Stage, style: Style): string => {
  const {mark, tone} = markOf({verdict: ok ? 'pass' : 'fail', severity: 'required'}, style);
  const time = milliseconds === undefined ? '' : `${milliseconds} ms`;
  return `${paint(mark, tone, style)} ${name.padEnd(10)} ${time.padStart(9)}  ${message ?? ''}`.trimEnd();
};

const helloScreen = (
  result: HelloResult,
  route: Route,
  elevation: Elevation | undefined,
  style: Style,
  columns: number,
): string => {
  const page = pageOf(style, columns);
  const {ok, notes, host, stages} = result;
  const rows = folded(result, route).flatMap((step) => stepRows(step, style, columns));
  if (!ok) return rows.join('\n');
  const took = Math.max(Math.round(stages.reduce((sum, {milliseconds = 0}) => sum + milliseconds, 0) / 1000), 1);
  const verdict = `Verified for ${route.name}`;
  const told = `${verdict}${host === 'localhost' ? '' : ` on ${host}`} in ${took} s; nothing stays loaded`;
  return [
    ...rows,
    '',
    ...tracedRows(result, page.width),
    '',
    ...notes.flatMap((note) => [...wrap(note, page.width), '']),
    ...headline(told, verdict, page),
    '',
    ...waysText(projectWays(result, route, elevation), page),
  ].join('\n');
};

/** How the user runs what was built, and where it is changed. */
export const projectWays = (
  {directory, host, program, project}: HelloResult,
  {next, advice, traces}: Route,
  elevation: Elevation | undefined,
): readonly WayOut[] => {
  const command = next(directory, elevation, program);
  const told = advice?.(directory);
  const [source] = [...(project?.untouched ?? []), ...(project?.kept ?? []), ...(project?.written ?? [])]
    .filter((name) => !/^(?:Makefile|README\.md|\.\w+)$/.test(name))
    .toSorted((one, other) => rank(one) - rank(other));
  return [
    ...(command === undefined
      ? []
      : [
          {
            label: host === 'localhost' ? 'Run' : 'Run there',
            commands: [command],
            ...(traces === undefined && {purpose: 'until Ctrl-C'}),
          },
        ]),
    ...(told === undefined
      ? source === undefined
        ? []
        : [{label: 'Edit', text: `${directory}/${source}; README.md beside it tells how to build it`}]
      : [{label: 'Edit', text: told}]),
  ];
};

/** The part in the kernel first: that is what one changes. */
const rank = (name: string): number => (/\.(?:bpf\.c|bt|py)$/.test(name) ? 0 : 1);

const beforeBuild: ReadonlySet<StageName> = new Set(['given', 'clone', 'submodules', 'source']);
const whileRunning: ReadonlySet<StageName> = new Set([
  'open',
  'load',
  'compile',
  'attach',
  'trigger',
  'observe',
  'detach',
]);

/** What stages say: what all of them do, or each by its name, or the size of one file would be taken for that of all. */
const saidOf = (stages: readonly Stage[]): string => {
  const [said = '', ...others] = new Set(stages.map(({message}) => message));
  if (others.length === 0) return said;
  return stages.flatMap(({name, message}) => (message === undefined ? [] : [`${name} ${message}`])).join(', ');
};

/** The stages as steps: getting the project, building, and seeing that it works. A stage that failed is named. */
const folded = (
  {stages, directory, proof, ok}: HelloResult,
  {traces = 'a test execve'}: Route,
): readonly {text: string; ok: boolean; milliseconds: number | undefined}[] => {
  const all = [
    {verb: 'Write', of: stages.filter(({name}) => name === 'project'), what: directory},
    {verb: 'Get', of: stages.filter(({name}) => beforeBuild.has(name)), what: directory},
    {
      verb: 'Build',
      of: stages.filter(({name}) => name !== 'project' && !beforeBuild.has(name) && !whileRunning.has(name)),
      what: `in ${directory}`,
    },
    {verb: 'Verify', of: stages.filter(({name}) => whileRunning.has(name)), what: 'on the running kernel'},
  ];
  return all.flatMap(({verb, of, what}) => {
    if (of.length === 0) return [];
    const failed = of.find((stage) => !stage.ok);
    const told = failed
      ? `${failed.name} failed${failed.message ? `: ${failed.message}` : ''}`
      : verb === 'Verify'
        ? ok && proof !== undefined && `traced ${traces}`
        : saidOf(of);
    return [
      {
        text: [`${verb} ${what}`, told].filter(Boolean).join(': '),
        ok: !failed,
        milliseconds: of.reduce((sum, {milliseconds = 0}) => sum + milliseconds, 0),
      },
    ];
  });
};
