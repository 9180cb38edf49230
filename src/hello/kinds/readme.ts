import type {Kind} from './kind.ts';
import {kindLessons} from './lessons.ts';

/** What the README of a project tells of its toolchain. */
export interface Lesson {
  /** What the program is written on, as Markdown. */
  readonly on: string;
  /** What is typed to build and run it. */
  readonly run: readonly string[];
  readonly files: readonly (readonly [file: string, what: string])[];
  readonly ends: string;
  readonly change: readonly string[];
  readonly read: readonly string[];
  readonly licence?: string;
}

const outside = 'See it from outside, while it runs: `sudo bpftool prog list`, `sudo bpftool map list`.';

/** What a project's README teaches: what there is, what happens, how to change it, what to read next. */
export const readme = (
  {name: kind, does, once}: Kind,
  name: string,
  {on, run, files, ends, change, read, licence}: Lesson,
): string => {
  const teaches = kindLessons[kind];
  const mine = (text: string): string => text.replace(/\bNAME\b/g, name);
  return `# ${name}

A program on ${on} that ${does}. It is yours: change it, build on it.

${run.map((line) => `    ${line}`).join('\n')}

${teaches.see}

| file | what it is |
|---|---|
${files.map(([file, what]) => `| \`${file}\` | ${what} |`).join('\n')}

## What happens

${mine(teaches.happens)}

${ends}

## Change it

${[...change, ...(once ? [] : [outside])].map((line) => `- ${mine(line)}`).join('\n')}

## Read next

${[...teaches.read, ...read].map((link) => `- <${link}>`).join('\n')}
${licence ? `\n${licence}\n` : ''}`;
};

/** How the program is called, as its README shows it. */
const called = (file: string, {argument}: Kind): string =>
  `sudo ./${file}${argument === undefined ? '' : ` ${argument}`}`;

/** Of a project in C, with both parts on libbpf. */
export const cReadme = (kind: Kind, name: string): string => {
  const run = called(name, kind);
  return readme(kind, name, {
    on: '[libbpf](https://libbpf.readthedocs.io)',
    run: [
      `make    # builds ./${name}; \`make V=1\` shows the commands`,
      `${run}${kind.once ? '' : `    # ${kind.until ?? 'until Ctrl-C'}`}`,
    ],
    files: [
      [`${name}.bpf.c`, 'the part that runs in the kernel'],
      [
        `${name}.c`,
        'the part that runs as an ordinary program: loads the first into the kernel, prints what comes of it',
      ],
      ...(kind.shares ? [[`${name}.h`, 'what both share'] as const] : []),
      [
        'Makefile',
        `builds them: \`vmlinux.h\` (the types of the kernel), \`${name}.bpf.o\` (BPF instructions), \`${name}.skel.h\` (the same as a C header, with functions that load it), \`${name}\``,
      ],
    ],
    ends: `Whatever ends the program, the kernel detaches and unloads what it held${kind.detach ? ', but for a filter of tc, see below' : ''}.`,
    change: [
      ...kindLessons[kind.name].change,
      `After each change: \`make && ${run}\`. The verifier says on stderr what it refuses, and why. An error looks itself up: \`make 2>&1 | ebpf explain\`.`,
      'On another machine: `ebpf setup` installs what it takes to build it.',
    ],
    read: ['https://docs.kernel.org/bpf/libbpf/libbpf_overview.html'],
    licence: 'Both parts may be used under the GPL-2.0 or the BSD 2-Clause licence.',
  });
};

/** Of a project that is one script. */
export const scriptReadme = (
  kind: Kind,
  file: string,
  {on, change, read}: Pick<Lesson, 'on' | 'change' | 'read'>,
): string =>
  readme(kind, file.replace(/\.\w+$/, ''), {
    on,
    run: [`${called(file, kind)}    # until Ctrl-C`],
    files: [[file, 'all of it; compiled when it starts']],
    ends:
      kind.argument === undefined
        ? 'Whatever ends the program, the kernel detaches and unloads what it held.'
        : 'Ctrl-C detaches it. Killed with SIGKILL it stays: `ip link set dev INTERFACE xdp off`.',
    change: [...change, `An error looks itself up: \`${called(file, kind)} 2>&1 | ebpf explain\`.`],
    read,
  });
