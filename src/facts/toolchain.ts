import {absent, type Fact, unreadable} from './fact.ts';
import type {Facts, Library, Tool} from './facts.ts';
import {tripleOf} from './triple.ts';
import {compareVersions, parseVersion} from './version.ts';

/** The clang to use: the plain name if it can compile for BPF, else the newest versioned one, else what there is. */
export const bestClang = ({tools}: Facts): Fact<Tool> => best(tools.clang, tools['clang-newest']);

/** The bpftool to use: /usr/sbin/bpftool, or what lies behind Ubuntu's wrapper where the wrapper finds nothing. */
export const bestBpftool = ({tools}: Facts): Fact<Tool> => best(tools.bpftool, tools['bpftool-linux-tools']);

/** The first, which is what builds call, where it did not answer. Else the first that runs; else one that did not answer, which may run; else the first that is there. */
const best = (...tools: readonly Fact<Tool>[]): Fact<Tool> =>
  tools.slice(0, 1).find((tool) => tool.state === 'unreadable' || (tool.state === 'known' && cutOff(tool.value))) ??
  tools.find((tool) => tool.state === 'known' && tool.value.exitCode === 0) ??
  tools.find((tool) => tool.state === 'unreadable') ??
  tools.find((tool) => tool.state === 'known') ??
  absent;

/**
 * What to say of a tool that the probe's time limit cut off; undefined where it ended by itself. The probe's word is a line of its output
 * (`did not answer within 5 s`), which facts of earlier versions do not have.
 */
export const cutOff = ({path, exitCode, output}: Tool): string | undefined =>
  exitCode === 124
    ? `${path} ${output.split('\n').find((line) => /^(?:did not answer|prints)/.test(line)) ?? 'did not answer in time'}`
    : undefined;

/** Whether a program that runs says nothing at all, as an empty file does: a full disk or a cut download leaves those. */
export const saysNothing = ({exitCode, output}: Tool): boolean => exitCode === 0 && output.trim() === '';

/** Whether bpftool is the wrapper of Ubuntu's linux-tools-common that has no tool for the running kernel. */
export const isBrokenWrapper = ({output}: Tool): boolean => /bpftool not found for kernel/.test(output);

/** What became of parsing the kernel's BTF with bpftool; undefined when the probe did not try. */
export const btfParsing = ({output}: Tool): string | undefined => /^btf: ([\s\S]*)/m.exec(output)?.[1];

/** The newest pkg-config file of a library. */
export const library = ({development: {libraries}}: Facts, name: Library['name']): Fact<Library> => {
  if (libraries.state !== 'known') return libraries;
  const newest = libraries.value
    .filter((candidate) => candidate.name === name)
    .toSorted((a, b) => compareVersions(parseVersion(a.version) ?? [], parseVersion(b.version) ?? []))
    .at(-1);
  return newest ? {state: 'known', value: newest} : {state: 'absent'};
};

/**
 * A header file, looked for as the compiler would: that of this architecture, else the first existing of the paths that end in `name`.
 * linux-libc-dev has asm/ for every architecture since Debian 13, in a folder each.
 */
export const include = ({development: {includes}, kernel: {arch}}: Facts, name: string): Fact<string> => {
  if (includes.state !== 'known')
    return unreadable(includes.state === 'unreadable' ? includes.reason : 'not looked at');
  const paths = includes.value.filter((candidate) => candidate.endsWith(`/${name}`));
  const triple = arch.state === 'known' ? tripleOf(arch.value) : undefined;
  const path = paths.find((candidate) => triple && candidate.includes(`/${triple}/`)) ?? paths[0];
  return path ? {state: 'known', value: path} : {state: 'absent'};
};
