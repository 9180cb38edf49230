import {absent, type Fact, known} from './fact.ts';
import {type Tool, type ToolName, toolNames} from './facts.ts';
import type {RecordReader} from './records.ts';

/** Reads the records of the tools: the exit code is the record's state, its first line the path, the rest the output. */
export const parseTools = (read: RecordReader): Record<ToolName, Fact<Tool>> =>
  Object.fromEntries(toolNames.map((name) => [name, parseTool(read, name)])) as Record<ToolName, Fact<Tool>>;

const parseTool = (read: RecordReader, name: ToolName): Fact<Tool> => {
  const record = read.record(`tool ${name}`);
  if (!record) return read.missing;
  if (record.state === 'absent') return absent;
  const [path = '', ...rest] = record.text.split('\n');
  const output = rest.join('\n');
  const version = /(?:version|^|\s)v?(\d+\.\d+(?:\.\d+)*)/im.exec(output)?.[1];
  return known({path, exitCode: Number(record.state), output, ...(version && {version})});
};
