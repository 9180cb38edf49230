import {install} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, says} from '../cause.ts';
import {text} from '../evidence/evidence.ts';
import {missingProgram, unmetBuildDependency} from '../symptoms.ts';

export const bpftoolMissing = {
  label: 'bpftool-missing',
  title: 'bpftool is not installed, or not in PATH',
  why: 'The build or command calls bpftool and there is none. Debian keeps it in /usr/sbin, which is not in the PATH of a normal user; on Ubuntu up to 24.04 the package bpftool has no candidate and linux-tools brings it.',
  remedy: install('bpftool'),
  decide: 'command -v bpftool; ls /usr/sbin/bpftool /usr/lib/linux-tools/*/bpftool',
  sources: ['Debian package bpftool: /usr/sbin/bpftool', 'Ubuntu linux-tools-common'],
  signatures: [
    // An empty $(BPFTOOL) leaves its first argument for the command.
    says(6, /\b(gen|btf|prog): (command )?not found/),
    says(5.5, missingProgram('bpftool')),
    says(5.5, unmetBuildDependency('bpftool')),
    says(5, /Cannot find tool bpftool|bpftool (is|was) (not|missing)|missing:? bpftool|no (working )?bpftool/),
    says(
      4,
      /(unable to locate package|no package|package) '?bpftool'?( has no installation candidate| is not available| available)?\s*$/,
    ),
    says(3, /(install|requires?|needs?) bpftool/),
    describes(
      /\bbpftool\b/,
      /\b(package request|package bpftool|separate(ly)?( package)?|packaged|(Docker\w*|container|build\w*) image)\b|\bin [^ ]*PATH\b|(not|n't) installed|(not|n't) found|missing|absent|build[ -]?dep|(?<!-)dependenc|prerequisite|\b(is )?(required|needed)|(requires?|needs?) bpftool|\b(not|n't) (in|part of)\b/,
    ),
  ],
  clues: [
    clue(-5, 'the wrapper of linux-tools-common is there', (e) =>
      text(e, /bpftool not found for kernel|\/linux-tools\/\S+\/bpftool/i),
    ),
  ],
} satisfies Cause;
