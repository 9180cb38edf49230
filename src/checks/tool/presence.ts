import {looked} from '../../facts/fact.ts';
import type {Facts, ToolName} from '../../facts/facts.ts';
import {cutOff, saysNothing} from '../../facts/toolchain.ts';
import {install, type Need} from '../../remedies/remedy.ts';
import {fail, type Outcome, pass, unknown, unseen} from '../check.ts';
import {replace} from './replace.ts';

/** The outcome of wanting a program that runs, whatever its version. */
export const wantTool = ({tools}: Facts, name: ToolName, need: Need): Outcome => {
  const tool = looked(tools[name]);
  if (tool.state === 'unreadable') return unseen(name, tool, {expected: name});
  if (tool.state === 'absent') {
    return fail('not installed', {
      evidence: [`no ${name} in PATH or the sbin directories`],
      expected: name,
      remedy: install(need),
    });
  }
  const {path, exitCode, output, version} = tool.value;
  const evidence = [`${path}: ${output.split('\n')[0]}`];
  const late = cutOff(tool.value);
  if (late) return unknown(late, {evidence, expected: name});
  if (saysNothing(tool.value))
    return fail(`${path} prints nothing`, {
      evidence: [`${path}: an empty file?`],
      expected: name,
      remedy: replace(path, need),
    });
  return exitCode === 0
    ? pass(version ?? path, {evidence, expected: name})
    : fail(`${path} does not run`, {
        evidence: [...evidence, `exit code ${exitCode}`],
        expected: name,
        remedy: replace(path, need),
      });
};
