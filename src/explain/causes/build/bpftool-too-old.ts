import {type Cause, ubuntuOfSkeletons, wrapperWithoutSkeletons} from '../../in-causes.ts';

export const bpftoolTooOld = {
  title: 'bpftool is too old for what is asked of it',
  why: 'This bpftool lacks the subcommand or option that the build uses, or does not know the BTF kinds of the running kernel ("Invalid argument" while loading BTF).',
  remedy:
    'Use a newer bpftool: from the distribution backports, from linux-tools of a newer kernel, or built from github.com/libbpf/bpftool (about 20 seconds). `ebpf vmlinux` reads the BTF without bpftool.',
  decide: 'bpftool version',
  sources: ['Debian 11 bpftool 5.10 on a 6.18 kernel: "Invalid argument", exit 22'],
  strong: [
    /^Error: unknown (object|command|subcommand)/,
    // Members of skeletons that came later than bpftool's first skeletons (5.6).
    /no member named '(struct_ops|arena|links)' in 'struct (?!bpf_)\w+'/,
    /(doesn't|does not|lacks|without) support (for )?(skeletons?|skeleton generation)|OBJECT := \{ prog \| map (\| cgroup )?\}/,
    /^Error: failed to load BTF from [^\n]*: (Invalid argument|Unknown error (?!-(2|3|61)\b)|Operation not supported|Numerical|Bad address)/,
    /^Error: (expected|unknown|unrecognized|invalid|unexpected) (?!argument\b)[^\n]*(option|\barg|'(file|id|pinned|format|object|skeleton|name|map|type|dev)')[^\n]*/,
    /bpftool[^\n]*(unrecognized|unknown|invalid|unsupported) (option|command|subcommand|argument|object)|(unrecognized|invalid) option[^\n]*(--use-loader|--sign|--base-btf|--legacy|-L\b)/,
  ],
  suggests: {
    'bpftool is older than 5.13, and knows neither `gen object` nor newer BTF': (e) =>
      e.toolOlderThan('bpftool', '5.13'),
    'it was to write vmlinux.h': (e) => e.stage === 'vmlinux.h',
    'the version of bpftool is stated': (e) => 'bpftool' in e.tools,
    'bpftool was the command': (e) => /bpftool/.test(e.command),
  },
  excludes: {
    'the bpftool of such an Ubuntu generates skeletons: its wrapper was asked, which found none': (e) =>
      e.says(wrapperWithoutSkeletons) && ubuntuOfSkeletons(e),
  },
} satisfies Cause;
