import type {Kind} from './kind.ts';

/** What a project's README teaches: what there is, what happens, how to change it, what to read next. */
export const readme = (kind: Kind, name: string): string => {
  const {does, shares, argument, once, teaches} = kind;
  const run = `sudo ./${name}${argument === undefined ? '' : ` ${argument}`}`;
  const mine = (text: string): string => text.replace(/\bNAME\b/g, name);
  return `# ${name}

A program on [libbpf](https://libbpf.readthedocs.io) that ${does}. It is yours: change it, build on it.

    make    # builds ./${name}; \`make V=1\` shows the commands
    ${run}${once ? '' : '    # until Ctrl-C'}

| file | what it is |
|---|---|
| \`${name}.bpf.c\` | the part that runs in the kernel |
| \`${name}.c\` | the part that runs as an ordinary program: loads the first into the kernel, prints what comes of it |
${shares ? `| \`${name}.h\` | what both share |\n` : ''}| \`Makefile\` | builds them: \`vmlinux.h\` (the types of the kernel), \`${name}.bpf.o\` (BPF instructions), \`${name}.skel.h\` (the same as a C header, with functions that load it), \`${name}\` |

## What happens

${mine(teaches.happens)}

Whatever ends the program, the kernel detaches and unloads what it held${kind.detach ? ', but for a filter of tc, see below' : ''}.

## Change it

${teaches.change.map((line) => `- ${mine(line)}`).join('\n')}
- After each change: \`make && ${run}\`. What the verifier refuses it explains on stderr; \`make 2>&1 | ebpf explain\` looks an error up.
- See it from outside, while it runs: \`sudo bpftool prog list\`, \`sudo bpftool map list\`.

## Read next

${teaches.read.map((link) => `- <${link}>`).join('\n')}
- <https://docs.kernel.org/bpf/libbpf/libbpf_overview.html>

Both parts may be used under the GPL-2.0 or the BSD 2-Clause licence.
`;
};
