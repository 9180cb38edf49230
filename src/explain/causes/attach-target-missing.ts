import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, says} from '../cause.ts';
import {text} from '../evidence/evidence.ts';
import {eventSystemIsUnknown, tracepointIsMisspelt} from '../evidence/tracepoints.ts';
import {symptoms} from '../symptoms.ts';

export const attachTargetMissing = {
  label: 'attach-target-missing',
  title: 'What the program attaches to does not exist anywhere',
  why: 'The tracepoint, section name, symbol or function is misspelt, or is none of this kind: libbpf finds no program type for the section, or the kernel no such event.',
  remedy: advise(
    'Check the name: `ls /sys/kernel/tracing/events/CATEGORY`, `bpftrace -l "tracepoint:*NAME*"`, `nm -D LIBRARY | grep SYMBOL`; section names are listed in libbpf docs/program_types.rst.',
  ),
  decide: 'bpftrace -l "*NAME*"; nm -D BINARY | grep SYMBOL',
  sources: [
    'libbpf.c: section_defs, "missing BPF prog type, check ELF section name"',
    'bpftrace: "Could not resolve symbol"',
  ],
  signatures: [
    says(3.4, /attach_btf_id \d+ is not a (function|typedef)/),
    says(4.4, /trace_uprobe: error: (Failed to find the given file|Not a regular file|Invalid uprobe offset)/),
    says(
      4.6,
      /HINT: (Binary path \S+ should be absolute|Specified binary \S+ doesn't exist)|error retrieving probe (argument|location)/,
    ),
    says(4.8, /(?<!KernelSymbols): no symbols found|failed to get symbol/),
    says(3, /Invalid probe type: \w+/),
    says(5, /tracepoint not found: \S+\s+Did you mean/),
    says(4.4, /unknown BTF type [`'"]btf_trace_\w+|\braw_tp \w+:? not supported$/),
    says(3, /No probes to attach/, (e) => !/\bu(ret)?probe:|usdt:|\bu:/i.test(e.text + e.command)),
    says(
      3.2,
      /missing ':function|could not (determine address of|resolve uprobe|resolve symbol:? (?!\/proc\/self))|error resolving symbol|target file '[^']*' does not exist or is not executable|error finding uprobe target|symbol `?[^`\s]+`? not found/,
      /undefined symbol|kallsyms|kernel|LIBBPF_\d/i,
    ),
    says(
      5.6,
      /missing BPF prog type, check ELF section name|failed to guess (program|attach) type|unrecognized ELF section name|(unknown|invalid|unsupported|unrecognized|malformed) (program )?section( name)?|section name '[^']+' (not|is)/,
    ),
    says(
      5,
      /cannot attach u(ret)?probe, probe entry may not exist|(creating|create) perf_u(ret)?probe PMU[^\n]*not found|Could not resolve address: |could not determine address of symbol|failed to (create|open|find|parse|determine)(?! (legacy )?u(ret)?probe (perf type|retprobe bit))[^\n]*u(ret)?probe[^\n]*(No such file|not found|ENOENT)|Unable to attach uprobe for binary|symbol \S+: (symbol not found|not found)|: symbol not found|no symbol section/,
      /LLVM|(in|of|from) (the )?kernel|vmlinux|kallsyms/i,
    ),
    says(4.4, /Perhaps this kernel misses some CONFIG_ setting/, (e) => !eventSystemIsUnknown(e)),
    says(2, symptoms.tracepointMissing),
    says(2.2, /tracepoint[^\n]{0,60}(not found|does not exist|unknown|No such)|unknown tracepoint/),
    says(
      4.4,
      /Could not resolve symbol: (?!\S+:(BEGIN|END)_trigger)|(symbol|function) \S+ not found in (?!kernel|vmlinux)\S+|could(n't| not) (find|resolve) (symbol|function|offset)[^\n]*|elf: (failed to find|ambiguous match)[^\n]*(symbol|function)|symbol '[^']*' not found in '|\bUSDT(?!\.(bpf|h))[^\n]*(not found|No such|missing)|failed to (resolve|find)[^\n]*(usdt|uprobe|binary|path for|symbol)|no such (probe|tracepoint|function|event)/,
      /bpf_module|LLVM|kallsyms|find symbol \S+ in kernel|BTF info/i,
    ),
    says(2.6, /failed to find kernel BTF type ID of '[^']+'/),
    says(2, /kprobe[^\n]*(No such file|not found|ENOENT)/),
    describes(
      /tracepoint|section( name)?|kprobe|uprobe|symbol|function|event/,
      /mis-?spel|typo|wrong name|does not exist anywhere|nonexistent|non-existing name/,
    ),
  ],
  clues: [
    clue(-4, 'the tool was stripped of its own symbols', (e) => text(e, /\b(BEGIN|END)_trigger/i)),
    clue(-3, 'clang wrote no symbols', (e) => text(e, /program symbol at offset/i)),
    clue(4, 'no kernel has such a tracepoint', tracepointIsMisspelt),
    clue(
      -2.5,
      'every kernel has this tracepoint',
      (e) =>
        text(
          e,
          /sched[/:]sched_(process_\w+|switch|wakeup)|syscalls[/:]sys_(enter|exit)_(exec\w+|open\w*|read|write|connect)\b|raw_syscalls/i,
        ) && !tracepointIsMisspelt(e),
    ),
    clue(2.5, 'it is a name that no kernel ever had', (e) =>
      text(e, /of '(do_)?no_such|nonexist|'foo'|does_not_exist|_typo/i),
    ),
    clue(1, 'the target is in a program or library', (e) => /\bu(ret)?probe|usdt(?!\.bpf)/i.test(e.text + e.command)),
    clue(-2, 'the function belongs to a module', (e) => text(e, /of '(nf|nft|xfs|kvm)_/)),
  ],
} satisfies Cause;
