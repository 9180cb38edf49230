import {type Cause, install, missingProgram} from '../../in-causes.ts';

export const bpftoolMissing = {
  title: 'bpftool is not installed, or not in PATH',
  why: 'The build or command calls bpftool and there is none. Debian keeps it in /usr/sbin, which is not in the PATH of a normal user; on Ubuntu up to 24.04 the package bpftool has no candidate and linux-tools brings it.',
  remedy: install('bpftool'),
  decide: 'command -v bpftool; ls /usr/sbin/bpftool /usr/lib/linux-tools/*/bpftool',
  sources: ['Debian package bpftool: /usr/sbin/bpftool', 'Ubuntu linux-tools-common'],
  certain: [
    // An empty $(BPFTOOL) leaves its first argument for the command.
    /\b(gen|btf|prog): (command )?not found/,
    missingProgram('bpftool'),
    /Cannot find tool bpftool|no (working )?bpftool/,
  ],
  strong: [
    /(unable to locate package|no package|package) '?bpftool'?( has no installation candidate| is not available| available)?\s*$/,
  ],
  excludes: {'the wrapper of linux-tools-common is there': /bpftool not found for kernel|\/linux-tools\/\S+\/bpftool/i},
} satisfies Cause;
