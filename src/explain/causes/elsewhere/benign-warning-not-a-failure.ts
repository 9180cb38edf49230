import {alwaysHarmless, type Cause, counted, endsWell, failsOtherwise, wentOnWithoutBtf} from '../../in-causes.ts';

export const benignWarningNotAFailure = {
  title: 'The message is harmless',
  why: 'The line looks like an error and changes nothing: what was asked for works. If something does fail, the reason stands elsewhere in the output.',
  remedy: 'Nothing needs fixing. If the command failed all the same, explain its whole output.',
  decide: 'echo $?',
  sources: ['scripts/Makefile.modfinal', 'kernel/trace/bpf_trace.c', 'arch/x86/kernel/cpu/bugs.c'],
  strong: [
    ...alwaysHarmless.map((line) => [line, failsOtherwise] as const),
    wentOnWithoutBtf,
    counted,
    [/\b(success\w*|loaded|attached)\b/, (e) => !endsWell(e)],
    /\.BTF\b[^\n]*\b(Ignored|is optional, ignoring)/,
    /taint(ing|s) kernel/,
    /(?<!denied\(-?13\)\. |permitted\(-?1\)\. |memory\(-12\)\. )Retrying without BTF|skipping all of \.BTF\.ext|skeleton version is old, skipping/,
  ],
  likely: [
    /(warning|WARNING|WARN|debug|notice)[^\n]*(harmless|ignor(ed|e|ing)|safe(ly)? (to )?ignore|falling back|fall ?back|continuing|optional|non-?fatal)|(harmless|can be (safely )?ignored|falling back to|not an error|only a warning|cosmetic)/,
    /libbpf: (elf: skipping|Kernel doesn't support|[^\n]*(falling back|skipping|skipped))/,
    /\bwarning: [^\n]*(\[-W[\w-]+\]|macro redefined|discards qualifiers|unused|deprecated)/,
  ],
  excludes: {'a real failure is in the text too': failsOtherwise},
} satisfies Cause;
