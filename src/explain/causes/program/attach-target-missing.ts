import {type Cause, symptoms, tracepointIsMisspelt} from '../../in-causes.ts';

export const attachTargetMissing = {
  title: 'What the program attaches to does not exist anywhere',
  why: 'The tracepoint, section name, symbol or function is misspelt, or is none of this kind: libbpf finds no program type for the section, or the kernel no such event.',
  remedy:
    'Check the name: `ls /sys/kernel/tracing/events/CATEGORY`, `bpftrace -l "tracepoint:*NAME*"`, `nm -D LIBRARY | grep SYMBOL`; section names are listed in libbpf docs/program_types.rst.',
  decide: 'bpftrace -l "*NAME*"; nm -D BINARY | grep SYMBOL',
  sources: ['libbpf.c: section_defs', 'bpftrace attached_probe.cpp'],
  certain: [
    /(invalid|unknown|malformed) program section|data section \S+: unknown section type/,
    /cannot attach u(ret)?probe, probe entry may not exist|(creating|create) perf_u(ret)?probe PMU[^\n]*not found|symbol \S+: (symbol not found|not found)|: symbol not found/,
  ],
  strong: [
    /(?<!KernelSymbols): no symbols found|failed to get symbol/,
    [
      /Could not resolve symbol: (?!\S+:(BEGIN|END)_trigger)|(symbol|function) \S+ not found in (?!kernel|vmlinux)\S+|could(n't| not) (find|resolve) (symbol|function|offset)[^\n]*|elf: (failed to find|ambiguous match)[^\n]*(symbol|function)|\bUSDT(?!\.(bpf|h))[^\n]*(not found|No such|missing)|failed to (resolve|find)[^\n]*(usdt|uprobe|binary|path for|symbol)/,
      // Where bpftrace names the variable, it is the image of the kernel that it did not find.
      /bpf_module|LLVM|kallsyms|find symbol \S+ in kernel|kernel symbol|BTF info|BPFTRACE_VMLINUX/i,
    ],
  ],
  likely: [
    /missing ':function|could not (determine address of|resolve uprobe|resolve symbol:? (?!\/proc\/self))|error resolving symbol|error finding uprobe target|symbol `?[^`\s]+`? not found/,
  ],
  hint: [
    symptoms.tracepointMissing,
    /tracepoint[^\n]{0,60}(not found|does not exist|unknown|No such)|unknown tracepoint/,
    /failed to find kernel BTF type ID of '[^']+'/,
  ],
  confirms: {
    'no kernel has such a tracepoint': tracepointIsMisspelt,
    'it is a name that no kernel ever had': /of '(do_)?no_such|nonexist|'foo'|does_not_exist|_typo/i,
  },
  suggests: {'the target is in a program or library': (e) => /\bu(ret)?probe|usdt(?!\.bpf)/i.test(e.text + e.command)},
  excludes: {
    'the tool was stripped of its own symbols': /\b(BEGIN|END)_trigger/i,
    'clang wrote no symbols': /program symbol at offset/i,
    'every kernel has this tracepoint': (e) =>
      e.says(
        /sched[/:]sched_(process_\w+|switch|wakeup)|syscalls[/:]sys_(enter|exit)_(exec\w+|open\w*|read|write|connect)\b|raw_syscalls/i,
      ) && !tracepointIsMisspelt(e),
  },
} satisfies Cause;
