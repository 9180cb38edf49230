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

/** A version, by what stands before it. Vendors and wrappers put numbers of their own in front of it: `BiSheng Enterprise 4.2.0.2.B002 clang version 17.0.6`. */
const versions: Partial<Record<ToolName, RegExp>> = {
  clang: /clang version (\d+(?:\.\d+)+)/i,
  'clang-newest': /clang version (\d+(?:\.\d+)+)/i,
  // gcc ends its name and its vendor with a parenthesis; cc may be clang, too.
  cc: /(?:clang version |\) |version )(\d+(?:\.\d+)+)/i,
  bpftool: /bpftool v(\d+(?:\.\d+)+)/,
  'bpftool-linux-tools': /bpftool v(\d+(?:\.\d+)+)/,
  pahole: /^v(\d+(?:\.\d+)+)/m,
  make: /Make (?:version )?(\d+(?:\.\d+)+)/,
  go: /go version (?:devel )?go(\d+(?:\.\d+)+)/,
  rustc: /rustc (\d+(?:\.\d+)+)/,
  'bpf-linker': /bpf-linker (\d+(?:\.\d+)+)/,
  git: /git version (\d+(?:\.\d+)+)/,
};

/** The version that a program tells of itself; undefined where it tells none, or was not started. */
const versionIn = (name: ToolName, output: string): string | undefined => versions[name]?.exec(output)?.[1];
