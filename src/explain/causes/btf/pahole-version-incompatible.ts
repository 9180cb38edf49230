import {type Cause, fact, text} from '../../in-causes.ts';

export const paholeVersionIncompatible = {
  title: 'pahole does not fit this kernel or compiler',
  why: 'pahole translates DWARF into BTF; too old for the compiler or kernel it drops or mangles types, and too new it emits kinds or attributes that an older kernel tree cannot take. The failure shows as resolve_btfids or "load BTF from vmlinux", or as wrong values at run time.',
  remedy:
    'Build with a pahole that fits: at least 1.16 for BTF, 1.21 for DWARF 5, 1.22 for Linux 7.0, 1.26 for kfunc arguments of sched_ext; for kernels before 6.0 pass --skip_encoding_btf_enum64 or use 1.23. Then rebuild vmlinux from clean.',
  decide: 'pahole --version; grep PAHOLE .config',
  sources: ['scripts/link-vmlinux.sh, pahole-flags.sh', 'commit 613fe1692377: CONFIG_PAHOLE_VERSION'],
  certain: [
    /pahole version \S+ is too old/,
    /'scx_bpf_\w+': func_proto \[\w+\] incompatible with vmlinux/,
    // The kernel takes names of C only; pahole 1.24 leaves out what rustc compiled.
    /\bBPF:\s*\[\d+\] [A-Z]+ \S*(closure-\d|[<>{}&]|::|#\d)/,
  ],
  strong: [
    /(broken|wrong|bug\w{0,20}|corrupt\w{0,20}|invalid|fail\w{0,20})[^\n]{0,60}(with|by|using|in|use) (pahole|dwarves)[ =-]?v?\d/,
    /(btf_vmlinux|in-kernel BTF) is malformed/,
    /FAILED:? (load (base )?BTF from|malformed BTF)/,
    /FAILED:? unresolved symbol/,
    /pahole: (unrecognized|unknown|invalid) option|unrecognized option '--(btf_gen|skip_encoding|lang_exclude|btf_features|btf_encode|reproducible)/,
    /(Encountered error while encoding BTF|btf_encoder__\w+|die__process\w*|namespace__recode\w*|tag__recode\w*|btf_elf__encode)/,
  ],
  likely: [
    /\bBPF:\s*(\[\d+\]|Invalid \w+|Unsupported \w+|Unknown \w+|type_id=|size=)/,
    /failed to find '\.BTF' ELF section in (\.tmp_|\S*vmlinux)/,
    /0x[0-9a-f]+ instead of 0x[0-9a-f]{12,}/,
    /pahole: [^\n]*(error|invalid|permission denied|unsupported|failed)|^\S*pahole\S*:/,
    /Failed to generate BTF for vmlinux/,
  ],
  hint: [/multiple (type )?IDs found for '/],
  suggests: {
    'there is Rust in this kernel, which pahole leaves out only since 1.24': (e) =>
      'rustc' in e.tools || text(e, /\brustc?\b|CONFIG_RUST\b/i) || fact(e, /config_rust\b/),
    'the version of pahole is stated': (e) => 'pahole' in e.tools || 'dwarves' in e.tools,
  },
} satisfies Cause;
