import {alwaysHarmless, type Cause, endsWell, failsOtherwise, wentOnWithoutBtf} from '../../in-causes.ts';

export const benignWarningNotAFailure = {
  title: 'The message is harmless',
  why: 'The line looks like an error and changes nothing: what was asked for works. If something does fail, the reason stands elsewhere in the output.',
  remedy: 'Nothing needs fixing. If the command failed all the same, explain its whole output.',
  decide: 'echo $?',
  sources: ['scripts/Makefile.modfinal', 'kernel/trace/bpf_trace.c', 'arch/x86/kernel/cpu/bugs.c'],
  strong: [
    ...alwaysHarmless.map((line) => [line, failsOtherwise] as const),
    /XDP_TX and XDP_REDIRECT will operate in a slower locked tx mode/,
    wentOnWithoutBtf,
    [/\b(success\w*|loaded|attached)\b/, (e) => !endsWell(e)],
    /Automounting of tracing to debugfs is deprecated/,
    // libbpf.c: bpf_object_prepare_token, bpf_object__sanitize_and_load_btf.
    /skipping optional step/,
    /automatic program removal on unload is disabled|find runtime libbpf version - falling back/,
    /\.BTF\b[^\n]*\b(Ignored|is optional, ignoring)/,
    /taint(ing|s) kernel/,
    /(?<!denied\(-?13\)\. |permitted\(-?1\)\. |memory\(-12\)\. )Retrying without BTF|skipping all of \.BTF\.ext|skeleton version is old, skipping/,
    /WARN: multiple IDs found for/,
    [/\bwarning: [^\n]*\[-W[\w-]+\]/, /\b(error|fatal|failed|killed)\b/i],
  ],
  likely: [
    /(warning|WARNING|WARN|debug|notice)[^\n]*(harmless|ignor(ed|e|ing)|safe(ly)? (to )?ignore|falling back|fall ?back|continuing|optional|non-?fatal)|(harmless|can be (safely )?ignored|falling back to|not an error|only a warning|cosmetic)/,
    /libbpf: (elf: skipping|Kernel doesn't support|[^\n]*(falling back|skipping|skipped))/,
    /\bwarning: [^\n]*(\[-W[\w-]+\]|macro redefined|discards qualifiers|unused|deprecated)/,
  ],
  hint: [/(couldn't set|Failed to bump) RLIMIT/],
  excludes: {'a real failure is in the text too': failsOtherwise},
} satisfies Cause;
