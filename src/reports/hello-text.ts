import type {HelloResult} from '../hello/hello.ts';
import type {Route} from '../hello/route.ts';
import type {Stage} from '../hello/stage.ts';
import type {Elevation} from '../remedies/elevation.ts';
import {markOf, paint, type Style} from '../terminal/style.ts';

/** A hello as a person reads it: its stages, the line that proves it, what to know, and what to do next. */
export const helloText = (
  result: HelloResult,
  {name, next}: Route,
  elevation: Elevation | undefined,
  style: Style,
): string => {
  const {stages, ok, lines, proof, notes, directory, host, program} = result;
  const place = host === 'localhost' ? '' : ` on ${host}`;
  const head = paint(`${name}, in ${directory}`, 'strong', style);
  const shown = lines.slice(0, 12).map((line) => `    ${line}`);
  return [
    head,
    ...stages.map((stage) => stageText(stage, style)),
    ...(ok && shown.length > 0 ? ['', proof === undefined ? 'It printed:' : 'It traces:', ...shown] : []),
    ...notes.map((note) => `\n${paint('!', 'warn', style)} ${note}`),
    ...(ok ? ['', `Next steps${place}: ${next(directory, elevation, program)}`] : []),
  ].join('\n');
};

const stageText = ({name, ok, milliseconds, message}: Stage, style: Style): string => {
  const {mark, tone} = markOf({verdict: ok ? 'pass' : 'fail', severity: 'required'}, style);
  const time = milliseconds === undefined ? '' : `${milliseconds} ms`;
  return `${paint(mark, tone, style)} ${name.padEnd(10)} ${time.padStart(9)}  ${message ?? ''}`.trimEnd();
};
