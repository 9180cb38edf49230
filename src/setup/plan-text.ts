import type {Plan} from '../remedies/plan.ts';
import {showCommand} from '../remedies/show.ts';
import {paint, type Style} from '../reports/style.ts';

/** The plan as a person reads it: each step with its exact commands, then what only a person can mend. */
export const planText = ({steps, manual, host}: Plan, directory: string, root: boolean, style: Style): string => {
  const sudo = root ? '' : 'sudo ';
  const changes = steps.flatMap((step, index) => [
    `${index + 1}. ${paint(step.title, 'strong', style)}`,
    ...step.commands.map((command) => `     ${step.needsRoot ? sudo : ''}${showCommand(command)}`),
  ]);
  const obstacles = manual.flatMap(({check, title, text}) => [
    `${paint(title, 'bad', style)} (${check})`,
    `     ${text}`,
  ]);
  const nothing = manual.length > 0 ? [] : [`Nothing is missing on ${host}.`];
  const proof = `Then: write the hello project and vmlinux.h to ${directory}, build it, load it, attach it, and see it trace an execve.`;
  return [
    ...(steps.length > 0 ? [`To change on ${host}:`, ...changes] : nothing),
    ...(manual.length > 0 ? [`What setup can't mend on ${host}:`, ...obstacles] : ['', proof]),
  ].join('\n');
};
