import {asRoot, type Cause, symptoms} from '../../in-causes.ts';

export const kallsymsRestricted = {
  title: 'kernel.kptr_restrict hides the addresses of kernel symbols',
  why: 'With 1 (for normal users) or 2 (for all) /proc/kallsyms shows zeros, so symbols cannot be resolved and kprobes by address, stack traces and ksyms come out empty.',
  remedy: asRoot('Show addresses to root again; put it in /etc/sysctl.d to keep it.', [
    'sysctl',
    '-w',
    'kernel.kptr_restrict=1',
  ]),
  decide: 'sysctl kernel.kptr_restrict; head -1 /proc/kallsyms',
  sources: ['Documentation/admin-guide/sysctl/kernel.rst', 'kernel/kallsyms.c: kallsyms_show_value'],
  certain: [
    /kernel addresses in \/proc\/kallsyms|kernel reference relocation symbol|Check \/proc\/kallsyms permission/,
  ],
  strong: [
    // A probe by address, where the address of the symbol was read as 0: libbpf.c, perf_event_kprobe_open_legacy.
    /[ku](ret)?probe '(\(null\))?\+0x0'/,
    // `perf script` where the samples lie in the kernel and no symbol could be read.
    /\[unknown\] \(\[kernel\.kallsyms\]\)/,
    [/kptr_restrict/, symptoms.perfRefused],
    /(kallsyms|kernel symbols?|kernel addresses)[^\n]*(restrict|zero|hidden|0{8,}|not (readable|accessible|available|permitted)|permission denied|cannot be (read|resolved)|empty|(are|is|shows?|=|all) 0)|(unable|failed|cannot|couldn't)[^\n]{0,20}(read|parse|resolve|load|open)[^\n]{0,20}(kallsyms|kernel symbol)/,
  ],
  likely: [{knows: /kptr_restrict: [12]/}],
  suggests: {'the sysctl is set': (e) => e.fact(/kptr_restrict: [12]/) && e.says(/kallsyms|symbol|ksym|address/i)},
} satisfies Cause;
