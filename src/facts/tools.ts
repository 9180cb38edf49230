import {absent, type Fact, known} from './fact.ts';
import {type Tool, type ToolName, toolNames} from './facts.ts';
import type {RecordReader} from './records.ts';

/** Reads the records of the tools: the exit code is the record's state, its first line the path, the rest the output. */
export const parseTools = (read: RecordReader): Record<ToolName, Fact<Tool>> =>
  Object.fromEntries(toolNames.map((name) => [name, parseTool(read, name)])) as Record<ToolName, Fact<Tool>>;

const parseTool = (read: RecordReader, name: ToolName): Fact<Tool> => {
  const record = read.record(`tool ${name}`);
  if (!record) return read.missing(`tool ${name}`);
  if (record.state === 'absent') return absent;
  const [path = '', ...rest] = record.text.split('\n');
  const output = rest.join('\n');
  const version = versionIn(name, output);
  return known({path, exitCode: Number(record.state), output, ...(version && {version})});
};

/** What stands before a version. Vendors and wrappers put numbers of their own in front of it: `BiSheng Enterprise 4.2.0.2.B002 clang version 17.0.6`. */
const before: Partial<Record<ToolName, RegExp>> = {
  clang: /clang version /i,
  'clang-newest': /clang version /i,
  // gcc ends its name and its vendor with a parenthesis; cc may be clang, too.
  cc: /clang version |\) |version /i,
  bpftool: /bpftool v/,
  'bpftool-linux-tools': /bpftool v/,
  pahole: /^v/,
  make: /Make (?:version )?/,
  git: /git version /,
};

/** The version that a program tells of itself; undefined where it tells none, or was not started. */
const versionIn = (name: ToolName, output: string): string | undefined => {
  const start = before[name];
  return start && new RegExp(`(?:${start.source})(\\d+(?:\\.\\d+)+)`, `m${start.flags}`).exec(output)?.[1];
};
