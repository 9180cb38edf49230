import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, knows, says} from '../cause.ts';
import {fact, text} from '../evidence/evidence.ts';
import {either, lacking} from '../phrases.ts';

export const paholeVersionIncompatible = {
  label: 'pahole-version-incompatible',
  title: 'pahole does not fit this kernel or compiler',
  why: 'pahole translates DWARF into BTF; too old for the compiler or kernel it drops or mangles types, and too new it emits kinds or attributes that an older kernel tree cannot take. The failure shows as resolve_btfids or "load BTF from vmlinux", or as wrong values at run time.',
  remedy: advise(
    'Build with a pahole that fits: at least 1.16 for BTF, 1.21 for DWARF 5, 1.22 for Linux 7.0, 1.26 for kfunc arguments of sched_ext; for kernels before 6.0 pass --skip_encoding_btf_enum64 or use 1.23. Then rebuild vmlinux from clean.',
  ),
  decide: 'pahole --version; grep PAHOLE .config',
  sources: [
    'scripts/link-vmlinux.sh',
    'scripts/pahole-flags.sh',
    'tools/bpf/resolve_btfids/main.c: "FAILED load BTF from"',
    'commit 613fe1692377: CONFIG_PAHOLE_VERSION',
  ],
  signatures: [
    says(
      4.4,
      /(broken|wrong|bug\w{0,20}|corrupt\w{0,20}|invalid|fail\w{0,20})[^\n]{0,60}(with|by|using|in|use) (pahole|dwarves)[ =-]?v?\d/,
    ),
    says(4.2, /(btf_vmlinux|in-kernel BTF) is malformed/),
    says(2.6, /\b(pahole|dwarves) v?1\.\d+/),
    says(6, /pahole version \S+ is too old/),
    says(4.2, /FAILED:? (load (base )?BTF from|malformed BTF)/),
    says(4.6, /Failed to parse base BTF '[^']*': /),
    says(5, /'scx_bpf_\w+': func_proto \[\w+\] incompatible with vmlinux|malformed \w+ ?kfunc/),
    says(
      4.2,
      /(\w+ )is not available, is libbpf < \d|failed to encode (function|variable|tag) '|Error (creating BTF encoder|while encoding BTF)|Failed to encode BTF|Feature '\w+' in '[^']*' is not supported/,
    ),
    // The kernel takes names of C only; pahole 1.24 leaves out what rustc compiled.
    says(5, /\bBPF:\s*\[\d+\] [A-Z]+ \S*(closure-\d|[<>{}&]|::|#\d)/),
    says(3, /\bBPF:\s*(\[\d+\]|Invalid \w+|Unsupported \w+|Unknown \w+|type_id=|size=)/, /validate module/i),
    says(4.5, /FAILED:? unresolved symbol|resolve_btfids[^\n]*(fail|error|invalid)|BTFIDS[^\n]*(fail|error)/),
    says(3.8, /failed to find '\.BTF' ELF section in (\.tmp_|\S*vmlinux)/),
    says(
      4,
      /pahole: (unrecognized|unknown|invalid) option|unrecognized option '--(btf_gen|skip_encoding|lang_exclude|btf_features|btf_encode|reproducible)/,
    ),
    says(
      4,
      /pahole[^\n]*(segmentation fault|segfault|core dumped|killed|aborted|SIGSEGV|SIGABRT|Error 13\d)|(segmentation fault|segfault|Killed|core dumped)[^\n]*pahole/,
    ),
    says(
      4,
      /(Encountered error while encoding BTF|btf_encoder__\w+|die__process\w*|namespace__recode\w*|Unsupported DW_TAG|tag__recode\w*|btf_elf__encode)/,
    ),
    says(
      3.5,
      /pahole[^\n]*(1\.\d\d|version)[^\n]*(required|needed|at least|or (newer|later|higher)|too old|>=|incompatible|bug|broken)|(requires?|needs?|at least|>=|newer|update|upgrade|old)[^\n]{0,20}(pahole|dwarves)/,
      /pahole \(pahole\) is not available/i,
    ),
    says(3.5, /0x[0-9a-f]+ instead of 0x[0-9a-f]{12,}|ENUM64[^\n]*(truncat|pahole)|truncat[^\n]*(enum|64)/),
    says(3, /pahole: [^\n]*(error|invalid|permission denied|unsupported|failed)|^\S*pahole\S*:/),
    says(3, /Failed to generate BTF for vmlinux/, /is not available/i),
    says(2.5, /multiple (type )?IDs found for '|WARN: resolve_btfids/),
    knows(3.2, /pahole|dwarves/),
    describes(
      /\b(pahole|dwarves)\b/,
      /newest|new|old|version|release|incompatible|broken|bug|segfault|crash|generat/,
      either(lacking, /broken|wrong|crash/),
    ),
    // dwarf_loader.c of dwarves: an expression of a newer compiler.
    says(4, /DW_OP_\w* operation|unhandled 0x[0-9a-f]+ DW_|too old for CONFIG_DEBUG_INFO_BTF/),
    describes(
      /\bBTF(IDS)?\b/,
      /kernel|vmlinux|module/,
      /\b(build(s|ing)?|built|compil\w+|make|generat\w+|encod\w+)\b/,
      /error|fail\w*|-22\b|EINVAL|segfault|version/,
      /^(?!.*(header|clang|libbpf|load(ed|ing)? (the )?(program|object)|without|no BTF|unavailability))/,
    ),
  ],
  clues: [
    clue(-3, 'pahole itself does not start', (e) => text(e, /symbol lookup error/i)),
    clue(-3, 'pahole is not installed', (e) =>
      text(e, /pahole \([^)]*\) is not available|pahole: (command )?not found/i),
    ),
    clue(
      1.5,
      'there is Rust in this kernel, which pahole leaves out only since 1.24',
      (e) => 'rustc' in e.tools || text(e, /\brustc?\b|CONFIG_RUST\b/i) || fact(e, /config_rust\b/),
    ),
    clue(1, 'the version of pahole is stated', (e) => 'pahole' in e.tools || 'dwarves' in e.tools),
  ],
} satisfies Cause;
