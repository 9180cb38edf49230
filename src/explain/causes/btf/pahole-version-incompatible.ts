import type {Cause} from '../../in-causes.ts';

export const paholeVersionIncompatible = {
  title: 'pahole does not fit this kernel or compiler',
  why: 'pahole translates DWARF into BTF; too old for the compiler or kernel it drops or mangles types, and too new it emits kinds or attributes that an older kernel tree cannot take. The failure shows as resolve_btfids or "load BTF from vmlinux", or as wrong values at run time.',
  remedy:
    'Build with a pahole that fits: at least 1.16 for BTF, 1.21 for DWARF 5, 1.22 for Linux 7.0, 1.26 for kfunc arguments of sched_ext; for kernels before 6.0 pass --skip_encoding_btf_enum64 or use 1.23. Then rebuild vmlinux from clean.',
  decide: 'pahole --version; grep PAHOLE .config',
  sources: ['scripts/link-vmlinux.sh, pahole-flags.sh', 'commit 613fe1692377: CONFIG_PAHOLE_VERSION'],
  certain: [
    /'scx_bpf_\w+': func_proto \[\w+\] incompatible with vmlinux/,
    // The kernel takes names of C only; pahole 1.24 leaves out what rustc compiled.
    /\bBPF:\s*\[\d+\] [A-Z]+ \S*(closure-\d|[<>{}&]|::|#\d)/,
  ],
  strong: [
    /(Encountered error while encoding BTF|btf_encoder__\w+|die__process\w*|namespace__recode\w*|tag__recode\w*|btf_elf__encode)/,
    // resolve_btfids prints no colon here, as it does in its other failures; reports have both.
    /FAILED: unresolved symbol \w/,
  ],
  likely: [
    /\bBPF:\s*(\[\d+\]|Invalid \w+|Unsupported \w+|Unknown \w+|type_id=|size=)/,
    /0x[0-9a-f]+ instead of 0x[0-9a-f]{12,}/,
    /pahole: [^\n]*(error|invalid|permission denied|unsupported|failed)|^\S*pahole\S*:/,
    /Failed to generate BTF for vmlinux/,
  ],
  suggests: {
    'there is Rust in this kernel, which pahole leaves out only since 1.24': (e) =>
      'rustc' in e.tools || e.says(/\brustc?\b|CONFIG_RUST\b/i) || e.fact(/config_rust\b/),
  },
} satisfies Cause;
