import {toolWords} from '../hosts/tool-words.ts';

/** What stands behind bpftool's message when it can't dump BTF; texts seen on Debian 11 to 13 unless a source is given. */
const causes: readonly {readonly matches: RegExp; readonly why: string; readonly todo: string}[] = [
  {
    // The shell wrapper in linux-tools-common of Ubuntu up to 24.04: https://github.com/iovisor/bcc/issues/3599
    matches: /bpftool not found for kernel|linux-tools-\S+/,
    why: "This bpftool is Ubuntu's wrapper script, and the tools of the running kernel are not installed.",
    todo: 'Install linux-tools-generic and call /usr/lib/linux-tools/*/bpftool; "ebpf setup" does both.',
  },
  {
    matches: /(?:bpftool|make): .*not found|no working bpftool found/,
    why: 'There is no bpftool.',
    todo: 'Install it (Debian: apt install bpftool), or run "ebpf setup".',
  },
  {
    // bpftool 5.10 on the BTF of 6.18, which has kinds that it does not know: exit code 22.
    matches: /failed to load BTF from .*: Invalid argument/,
    why: 'The BTF is newer than this bpftool and has kinds of types that it does not know, or the file is not BTF.',
    todo: 'Use a newer bpftool: from the backports of your distribution, or built from https://github.com/libbpf/bpftool.',
  },
  {
    matches: /failed to load BTF from .*: No such file or directory/,
    why: 'This kernel was built without BTF (CONFIG_DEBUG_INFO_BTF), or the path is wrong.',
    todo: 'Boot a kernel with BTF: "ebpf doctor" tells which ones there are. Distributions have had it since 2020 to 2021.',
  },
  {
    matches: /failed to load BTF from .*: (?:Permission denied|Operation not permitted)/,
    why: 'This user may not read it.',
    todo: 'Run the command as root.',
  },
  {
    matches: /No space left|disk full/,
    why: 'The disk is full.',
    todo: 'Make room and run it again.',
  },
];

/** Explains what bpftool printed; `why` is absent when the text is not known. */
export const explainDump = (text: string): {readonly why?: string; readonly todo: string} => {
  const words = toolWords(text);
  return (
    causes.find(({matches}) => matches.test(words)) ?? {todo: 'Run "ebpf doctor": it looks at BTF and at bpftool.'}
  );
};
