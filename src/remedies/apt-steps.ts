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
