import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, says} from '../cause.ts';
import {endsWell, failsOtherwise, wentOnWithoutBtf} from '../notes/fatal.ts';

export const benignWarningNotAFailure = {
  label: 'benign-warning-not-a-failure',
  title: 'The message is harmless',
  why: 'The line looks like an error and changes nothing: what was asked for works. If something does fail, the reason stands elsewhere in the output.',
  remedy: advise('Nothing needs fixing. If the command failed all the same, explain its whole output.'),
  decide: 'echo $?',
  sources: [
    'scripts/Makefile.modfinal: "Skipping BTF generation"',
    'kernel/trace/bpf_trace.c',
    'cilium#10256: warns wherever it cannot read the configuration of the kernel',
    'arch/x86/kernel/cpu/bugs.c',
  ],
  signatures: [
    says(6, /XDP_TX and XDP_REDIRECT will operate in a slower locked tx mode/),
    says(5, wentOnWithoutBtf),
    says(7, /\b(success\w*|loaded|attached)\b/, (e) => !endsWell(e)),
    says(6, /Automounting of tracing to debugfs is deprecated|trace_printk\(\) being used\. Allocating extra memory/),
    says(
      5,
      /(?<!denied\(-?13\)\. |permitted\(-?1\)\. |memory\(-12\)\. )Retrying without BTF|Kernel doesn't support [\w ]+, skipping|skipping all of \.BTF\.ext|skeleton version is old, skipping/,
    ),
    says(4.8, /WARN: multiple IDs found for|WARN: resolve_btfids: unresolved symbol/),
    // libbpf.c: bpf_object_prepare_token, bpf_object__sanitize_and_load_btf.
    says(6, /skipping optional step/),
    says(5.6, /automatic program removal on unload is disabled|find runtime libbpf version - falling back/),
    says(5.4, /\.BTF\b[^\n]*\b(Ignored|is optional, ignoring)/),
    says(4.8, /CONFIG_BPF kernel parameter is required/),
    says(3.6, /BTF is optional, ignor|but BTF is optional|Ignore it$/),
    says(3, /BTF debug data section '\.BTF' rejected/),
    says(5.2, /Skipping BTF generation for/),
    says(
      5,
      /Unprivileged eBPF is enabled[^\n]*, data leaks|helper that may corrupt user memory|taint(ing|s) kernel|interrupt took too long|Possible missing firmware|does not have a stable CLI interface/,
    ),
    says(
      4,
      /(warning|WARNING|WARN|debug|notice)[^\n]*(harmless|ignor(ed|e|ing)|safe(ly)? (to )?ignore|falling back|fall ?back|continuing|optional|non-?fatal)|(harmless|can be (safely )?ignored|falling back to|not an error|only a warning|cosmetic)/,
    ),
    says(3.4, /libbpf: (elf: skipping|Kernel doesn't support|[^\n]*(falling back|skipping|skipped))/),
    says(4.4, /\bwarning: [^\n]*\[-W[\w-]+\]/, /\b(error|fatal|failed|killed)\b/i),
    says(2.8, /\bwarning: [^\n]*(\[-W[\w-]+\]|macro redefined|discards qualifiers|unused|deprecated)/),
    says(2, /pkg-config: (command )?not found|(couldn't set|Failed to bump) RLIMIT/),
  ],
  clues: [clue(-4.5, 'a real failure is in the text too', failsOtherwise)],
} satisfies Cause;
