import {toolWords} from '../hosts/tool-words.ts';
import type {BuildStage, Trouble, Work} from './stage.ts';

export interface Cause {
  readonly matches: RegExp;
  readonly what: string;
  readonly todo: string;
}

const setup = 'or let "ebpf setup" install it';

/** What stands behind the messages of clang, bpftool, the C compiler and the linker, on Debian 11 to 13. */
const causes: readonly Cause[] = [
  {
    matches: /No space left|disk full/,
    what: 'The disk is full.',
    todo: 'Make room, or choose a directory on another disk with --dir DIR.',
  },
  {
    matches: /make: not found|make: command not found/,
    what: 'make is not installed.',
    todo: `Install it (Debian and Ubuntu: apt install make), ${setup}.`,
  },
  {
    matches: /no clang found|clang\S*: (?:command )?not found/,
    what: 'There is no clang.',
    todo: `Install it (Debian and Ubuntu: apt install clang), ${setup}.`,
  },
  {
    matches: /failed to load BTF/,
    what: 'bpftool could not read the BTF of that kernel.',
    todo: 'Write vmlinux.h with "ebpf vmlinux", which needs no bpftool.',
  },
  {
    matches: /no working bpftool found|bpftool: (?:command )?not found|bpftool not found for kernel/,
    what: 'There is no bpftool that works.',
    todo: `Install it (Debian: bpftool, Ubuntu before 25.04: linux-tools-generic), ${setup}.`,
  },
  {
    matches: /'?bpf\/\w+\.h'?(?: file not found|: No such file)|cannot find -lbpf|unable to find library -lbpf/,
    what: "libbpf's development files are not installed.",
    todo: `Install them (Debian and Ubuntu: apt install libbpf-dev), ${setup}.`,
  },
  {
    matches: /(?:cannot find|unable to find library) -l(?:elf|z)\b/,
    what: 'The development files of libelf or zlib are not installed.',
    todo: `Install them (Debian and Ubuntu: apt install libelf-dev zlib1g-dev), ${setup}.`,
  },
  {
    matches: /'?(?:stdio|stdlib|errno|signal)\.h'?(?: file not found|: No such file)|cannot find (?:-lc\b|crt1|Scrt1)/,
    what: "The C library's development files are not installed.",
    todo: `Install them (Debian and Ubuntu: apt install libc6-dev), ${setup}.`,
  },
  {
    matches: /unable to create target|unknown target triple 'bpf|No available targets/,
    what: 'This clang was built without the BPF target.',
    todo: 'Use the clang of your distribution, or one that lists bpf in the output of: clang -print-targets',
  },
  {
    matches: /vmlinux\.h:.*(?:unterminated|error)|unknown type name '__u\d+'|unknown type name 'u\d+'/,
    what: 'vmlinux.h is damaged or incomplete.',
    todo: 'Remove it and build again: make distclean; make',
  },
  {
    matches: /Permission denied|Read-only file system/,
    what: 'The directory cannot be written.',
    todo: 'Make its files your own, or choose another directory with --dir DIR.',
  },
  {
    matches: /No rule to make target|No targets specified and no makefile found/,
    what: 'A file of the project is missing.',
    todo: 'Run "ebpf hello" again with a fresh directory: --dir DIR.',
  },
  {
    matches: /^(?:\.\/)?[\w-]+\.(?:bpf\.)?[ch]:\d+(?::\d+)?: (?:fatal )?error:/m,
    what: "The project's source does not compile.",
    todo: 'Fix what the compiler names, or start afresh in another directory: --dir DIR.',
  },
];

/** Explains why make stopped in a stage, by what the tools printed. */
export const explainBuild = (
  stage: BuildStage,
  relevant: string,
  all: string,
  {directory}: Work,
  own: readonly Cause[] = [],
  verbose = 'make V=1',
): Trouble => {
  const known = [...own, ...causes];
  return (
    known.find(({matches}) => matches.test(toolWords(relevant))) ??
    // With several jobs at once the telling line may come late.
    known.find(({matches}) => matches.test(toolWords(all))) ?? {
      what: `The build stopped at ${stage}.`,
      todo: `Read what the tool says; "${verbose}" in ${directory} shows the command.`,
    }
  );
};
