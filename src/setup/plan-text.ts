import {shortLine} from '../hosts/clean.ts';
import {elevationFor, type Reader} from '../remedies/elevation.ts';
import type {Plan} from '../remedies/plan.ts';
import {showCommand} from '../remedies/show.ts';
import type {Size, Step} from '../remedies/step.ts';
import {costText, megabytes} from '../reports/size-text.ts';
import {paint, type Style} from '../terminal/style.ts';
import {wrapCommand} from '../terminal/wrap.ts';
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
    ...text.split('\n').map((line) => `     ${line}`),
  ]);
  const nothing = manual.length > 0 ? [] : [`Nothing ${beside ? 'else ' : ''}is missing on ${host}.`];
  const next = proofs.flatMap(({route: {name, cost, traces = 'an execve'}, directory}) => [
    `Next: create ${directory} (${name}), build it, and verify that it traces ${traces}.`,
    ...(cost ? [`     ${costText(cost)}`] : []),
  ]);
  return [
    ...(steps.length > 0 ? [`To change on ${host}${who}:`, ...changes] : nothing),
    ...(manual.length > 0 ? [`Needs manual action on ${host}:`, ...obstacles] : next.length > 0 ? ['', ...next] : []),
  ].join('\n');
};

/** Steps with their numbers, their exact commands and what they take; a line each. */
export const stepTexts = (steps: readonly Step[], reader: Reader, style: Style): readonly string[] => {
  const elevation = elevationFor(reader);
  return steps.flatMap((step, index) => [
    `${index + 1}. ${paint(shortLine(step.title, 300), 'strong', style)}`,
    ...step.commands
      .map((command) => showCommand(command, step.needsRoot ? elevation : undefined))
      // On a terminal it breaks so that it still pastes.
      .flatMap((command) => (style.screen ? wrapCommand(command, style.screen.columns - 5) : [command]))
      .map((line) => `     ${line}`),
    ...(step.kind === 'packages' ? [`     ${sizeText(step.size)}`] : []),
  ]);
};

/** What packages take. */
export const sizeText = (size: Size | undefined): string =>
  size?.packages === 0
    ? 'installed already'
    : size
      ? `${size.packages} package${size.packages === 1 ? '' : 's'}, ${megabytes(size.download)} to download, ${megabytes(size.disk)} on disk`
      : 'What it takes is known when the package lists are fetched.';
