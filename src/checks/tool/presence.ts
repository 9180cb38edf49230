import {looked} from '../../facts/fact.ts';
import type {Facts, ToolName} from '../../facts/facts.ts';
import {install, type Need} from '../../remedies/remedy.ts';
import {fail, type Outcome, pass, unknown} from '../check.ts';

/** The outcome of wanting a program that runs, whatever its version. */
export const wantTool = ({tools}: Facts, name: ToolName, need: Need): Outcome => {
  const tool = looked(tools[name]);
  if (tool.state === 'unreadable') return unknown(tool.reason, {expected: name});
  if (tool.state === 'absent') {
    return fail('not installed', {
      evidence: [`no ${name} in PATH or the sbin directories`],
      expected: name,
      remedy: install(need),
    });
  }
  const {path, exitCode, output, version} = tool.value;
  const evidence = [`${path}: ${output.split('\n')[0]}`];
  if (exitCode === 124) return unknown(`${path} did not answer within 5 seconds`, {evidence, expected: name});
  return exitCode === 0
    ? pass(version ?? path, {evidence, expected: name})
    : fail(`${path} does not run`, {
        evidence: [...evidence, `exit code ${exitCode}`],
        expected: name,
        remedy: install(need),
      });
};
