import broken from '../checks/apt/broken.ts';
import type {Facts} from '../facts/facts.ts';
import {aptUpdate} from './apt.ts';
import {type CommandStep, commandStep, type RepairStep, type StepFinding} from './step.ts';

/** Makes dpkg whole again, as the check `apt.broken` asks for. */
export const repairStep = (finding: StepFinding): RepairStep => ({...commandStep(finding), kind: 'repair'});

/** Fetches the package lists, for the checks whose packages are to be installed from them. */
export const updateStep = (checks: readonly string[]): CommandStep => ({
  kind: 'command',
  title: 'Fetch the package lists',
  checks,
  commands: [aptUpdate],
  needsRoot: true,
});

/**
 * What has to be done before a host's apt can be asked about packages at all: it knows nothing without lists, and refuses everything while
 * dpkg is not whole. Lists come first: a package whose unpacking was cut off is fetched again.
 */
export const aptSteps = (facts: Facts): readonly (RepairStep | CommandStep)[] => {
  const {verdict, remedy} = broken.evaluate(facts);
  return [
    ...(facts.packages.listsUpdated.state === 'absent' ? [updateStep([])] : []),
    ...(verdict === 'fail' && remedy ? [repairStep({...broken, remedy})] : []),
  ];
};
