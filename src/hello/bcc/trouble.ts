import {toolWords} from '../../hosts/tool-words.ts';
import type {Observed} from '../smoke-trouble.ts';
import type {SmokeStage, Trouble} from '../stage.ts';

const setup = '"ebpf setup --for bcc" does it where it can.';

/** What stands behind BCC's messages; texts of 0.18 to 0.31, on Debian 11 to 13. */
const causes: readonly {readonly matches: RegExp; readonly trouble: Trouble}[] = [
  {
    matches: /no module '?"?bcc|No module named '?"?bcc/,
    trouble: {
      what: "This python has no module 'bcc'.",
      why: "BCC's module belongs to the system's python3, not to one of pyenv, conda or a venv.",
      todo: 'Install it (Debian and Ubuntu: apt install python3-bpfcc) and run hello.py with /usr/bin/python3.',
    },
  },
  {
    matches: /\/usr\/bin\/python3['’]?: (?:bad interpreter|No such file)|env: .*python3/,
    trouble: {
      what: "The system's python3 is not installed.",
      todo: `Install it with BCC (Debian and Ubuntu: apt install python3-bpfcc); ${setup}`,
    },
  },
  {
    // Debian keeps headers in two directories; only the link `build` is there, or BCC_KERNEL_SOURCE names one of the two.
    matches: /linux\/kconfig\.h['’]? file not found/,
    trouble: {
      what: "BCC found only half of the kernel's headers.",
      why: 'Debian splits them: /lib/modules/RELEASE/build is the part of the architecture, /lib/modules/RELEASE/source the common one.',
      todo: `Link both: the second one leads to /usr/src/linux-headers-VERSION-common. ${setup}`,
    },
  },
  {
    matches: /Unable to find kernel headers|chdir\(\/lib\/modules\/.*No such file/,
    trouble: {
      what: 'BCC has no headers of the running kernel.',
      why: 'It compiles the program when it starts, and needs them for that.',
      todo: `Install linux-headers-$(uname -r), or another kernel's headers and link them in. ${setup}`,
    },
  },
  {
    matches: /static assertion failed|error: .*(?:asm|include|linux)\/|#error/,
    trouble: {
      what: 'This BCC does not compile with these headers.',
      why: 'A BCC older than the headers stumbles over what is new in them: https://github.com/iovisor/bcc/issues/3993',
      todo: 'Install a newer BCC, or link in the headers of an older kernel; or use libbpf, which needs no headers: "ebpf hello --for libbpf".',
    },
  },
];

export const explain = (stage: SmokeStage, {lines}: Observed): Trouble | undefined => {
  if (stage !== 'compile') return undefined;
  const text = toolWords(lines.join('\n'));
  return causes.find(({matches}) => matches.test(text))?.trouble;
};
