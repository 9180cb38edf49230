import {costText} from '../hello/route.ts';
import {shortLine} from '../hosts/clean.ts';
import {counted, sized} from '../hosts/in-words.ts';
import {elevationFor, type Reader} from '../remedies/elevation.ts';
import type {Plan} from '../remedies/plan.ts';
import {showCommand} from '../remedies/show.ts';
import type {Size, Step} from '../remedies/step.ts';
import {paint, type Style, type Tone} from '../terminal/style.ts';
import {widest, wrap, wrapCommand} from '../terminal/wrap.ts';
import type {Proof} from './projects.ts';

/** The plan as a person reads it: each step with its exact commands, then what only a person can mend. */
export const planText = (
  {steps, manual, host}: Plan,
  proofs: readonly Proof[],
  reader: Reader,
  style: Style,
  /** Whether another kernel is told of before. */
  beside = false,
): string => {
  const who = reader === 'nobody' ? ', as root' : '';
  const changes = stepTexts(steps, reader, style);
  const obstacles = manual.flatMap(({check, title, text}) => [
    `${paint(title, 'bad', style)} (${check})`,
    ...text.split('\n').flatMap((line) => within(line, style).map((row) => `     ${row}`)),
  ]);
  const nothing = manual.length > 0 ? [] : [`Nothing ${beside ? 'else ' : ''}is missing on ${host}.`];
  const verified = proofs.flatMap(({route: {name, cost, traces = 'an execve'}, directory}) => [
    ...hanging('Verify: ', `create ${directory} (${name}), build it, and see it trace ${traces}.`, style),
    ...(cost ? within(costText(cost), style).map((row) => `     ${row}`) : []),
  ]);
  const paragraphs = [
    steps.length > 0 ? [`To change on ${host}${who}:`, ...changes] : nothing,
    manual.length > 0 ? [`Needs manual action on ${host}:`, ...obstacles] : verified,
  ];
  return paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
};

/** Steps with their numbers, their exact commands and what they take; a line each. */
export const stepTexts = (steps: readonly Step[], reader: Reader, style: Style): readonly string[] => {
  const elevation = elevationFor(reader);
  return steps.flatMap((step, index) => [
    ...hanging(`${index + 1}. `, shortLine(step.title, 300), style, 'strong'),
    ...(step.kind === 'headers' ? hanging('     warning: ', step.warning, style) : []),
    ...step.commands
      .map((command) => showCommand(command, step.needsRoot ? elevation : undefined))
      // On a terminal it breaks so that it still pastes.
      .flatMap((command) => (style.screen ? wrapCommand(command, style.screen.columns - 5) : [command]))
      .map((line) => `     ${line}`),
    ...(step.kind === 'packages' ? hanging('     ', sizeText(step.size), style) : []),
  ]);
};

/** A text in lines that fit beside its indent of five; a file has it in one. */
const within = (text: string, {screen}: Style): readonly string[] =>
  screen ? wrap(text, Math.min(screen.columns, widest) - 5) : [text];

/** A text behind its label, and what does not fit below it. */
const hanging = (label: string, text: string, style: Style, tone?: Tone): readonly string[] => {
  const {screen} = style;
  const lines = screen ? wrap(text, Math.min(screen.columns, widest) - label.length) : [text];
  return lines.map((line, index) => {
    const painted = tone ? paint(line, tone, style) : line;
    return `${index === 0 ? label : ' '.repeat(label.length)}${painted}`;
  });
};

/** What packages take. */
export const sizeText = (size: Size | undefined): string =>
  size?.packages === 0
    ? 'installed already'
    : size
      ? `${counted(size.packages, 'package')}, ${sized(size.download)} to download, ${sized(size.disk)} on disk`
      : 'What it takes is told once apt has worked it out.';
