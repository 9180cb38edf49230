import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, says} from '../cause.ts';
import {text, toolOlderThan} from '../evidence/evidence.ts';
import {ubuntuOfSkeletons, wrapperWithoutSkeletons} from '../evidence/ubuntu-bpftool.ts';

export const bpftoolTooOld = {
  label: 'bpftool-too-old',
  title: 'bpftool is too old for what is asked of it',
  why: 'This bpftool lacks the subcommand or option that the build uses, or does not know the BTF kinds of the running kernel ("Invalid argument" while loading BTF).',
  remedy: advise(
    'Use a newer bpftool: from the distribution backports, from linux-tools of a newer kernel, or built from github.com/libbpf/bpftool (about 20 seconds). `ebpf vmlinux` reads the BTF without bpftool.',
  ),
  decide: 'bpftool version',
  sources: [
    'tools/bpf/bpftool/gen.c, btf.c, prog.c, main.h: p_err texts',
    'Debian 11 bpftool 5.10 on a 6.18 kernel: "Invalid argument", exit 22',
  ],
  signatures: [
    says(4, /^Error: unknown (object|command|subcommand)/),
    says(3.6, /^Error: what is '[^']+'\?/),
    // Members of skeletons that came later than bpftool's first skeletons (5.6).
    says(
      4,
      /no member named '(struct_ops|arena|links)' in 'struct (?!bpf_)\w+'|'struct (?!bpf_)\w+' has no member named '(struct_ops|arena|links)'/,
    ),
    says(3.4, /^Error: unrecognized (option|map type|format specifier|BTF source|character)|^Error: unknown arg/),
    says(
      4.5,
      /(doesn't|does not|lacks|without) support (for )?(skeletons?|skeleton generation)|OBJECT := \{ prog \| map (\| cgroup )?\}/,
    ),
    says(4.4, /Error finalizing \.BTF|No offset found in symbol table for VAR/),
    says(
      4.2,
      /^Error: failed to load BTF from [^\n]*: (Invalid argument|Unknown error (?!-(2|3|61)\b)|Operation not supported|Numerical|Bad address)/,
    ),
    says(4.5, /failed parsing '[^']*' BTF file/),
    says(3.5, /^Error: extra unknown arguments/),
    says(4.5, /^Error: (expected no more arguments|expected '?(no more|'))[^\n]*got: '?\w+/),
    says(
      4,
      /^Error: (expected|unknown|unrecognized|invalid|unexpected) (?!argument\b)[^\n]*(option|\barg|'(file|id|pinned|format|object|skeleton|name|map|type|dev)')[^\n]*/,
    ),
    says(
      4,
      /bpftool[^\n]*(unrecognized|unknown|invalid|unsupported) (option|command|subcommand|argument|object)|(unrecognized|invalid) option[^\n]*(--use-loader|--sign|--base-btf|--legacy|-L\b)/,
    ),
    says(3, /Usage: (\S*\/)?bpftool (\[OPTIONS\] |gen |btf |prog |link |struct_ops )/),
    says(
      4,
      /(update|upgrade|newer|too old|old|outdated|requires? (a|v|at)|version of|minimum)[^\n]{0,30}bpftool|bpftool[^\n]{0,50}(too old|outdated|is old|newer|(>=|at least|version) ?v?\d|languish|unsupported)/,
      /built[^\n]*without|libbfd|disassembl|\.deb\b/i,
    ),
    says(
      3,
      /bpftool[^\n]*(fails?|failed|error|cannot|can't|unable)[^\n]*(recent|newer?|current|latest|[56]\.\d+) kernels?/,
    ),
    says(3, /bpftool (gen|btf)[^\n]*(not supported|unsupported|unknown|fail)/),
    says(3, /Unknown error -?(4001|22)\b|-4001\b/),
    describes(
      /\bbpftool\b/,
      /cannot|fails?|unable|old|does not|n't\b/,
      /new(er)? kernels?|recent|\bBTF\b|subcommand|option|skeleton|struct_ops|min_core_btf|\bgen\b/,
    ),
    describes(/\bbpftool\b/, /too old|outdated|update|upgrade/),
  ],
  clues: [
    clue(2, 'it was to write vmlinux.h', (e) => e.stage === 'vmlinux.h'),
    clue(
      -3,
      'the bpftool of such an Ubuntu generates skeletons: its wrapper was asked, which found none',
      (e) => text(e, wrapperWithoutSkeletons) && ubuntuOfSkeletons(e),
    ),
    clue(1.5, 'bpftool is older than 5.13, and knows neither `gen object` nor newer BTF', (e) =>
      toolOlderThan(e, 'bpftool', '5.13'),
    ),
    clue(0.8, 'the version of bpftool is stated', (e) => 'bpftool' in e.tools),
    clue(0.7, 'bpftool was the command', (e) => /bpftool/.test(e.command)),
    clue(-3, 'the object itself is not eBPF', (e) => text(e, /not a valid eBPF object/i)),
  ],
} satisfies Cause;
