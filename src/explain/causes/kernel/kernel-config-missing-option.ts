import {type Cause, symptoms} from '../../in-causes.ts';

export const kernelConfigMissingOption = {
  title: 'An option that is needed is not set in the kernel',
  why: 'BPF itself (CONFIG_BPF_SYSCALL), traffic control (NET_CLS_BPF, NET_SCH_INGRESS), AF_XDP, cgroup BPF, the JIT or another subsystem was left out of this kernel.',
  remedy:
    'Load the module if it is built as one (`modprobe -a sch_ingress cls_bpf`), else run a kernel with the option (`ebpf setup --kernel auto`).',
  reboots: true,
  decide: 'zgrep -hE "BPF|NET_SCH_INGRESS|XDP_SOCKETS" /boot/config-$(uname -r) /proc/config.gz; ebpf doctor',
  sources: ['bcc docs/kernel_config.md', 'kernel/bpf/Kconfig'],
  certain: [
    /BPF_LSM is not built[- ]?in/,
    // mount(8) says so only where no such file system is built in or loadable.
    /unknown filesystem type '?"?bpf\b/,
    /CONFIG_BPF_LSM[^\n]{0,40}(not set|not enabled|=n\b|disabled|missing)/,
    // Without CONFIG_BPF_LSM no function bpf_lsm_* is built, hence none is in BTF.
    symptoms.lsmHookNotInBtf,
  ],
  strong: [
    // CONFIG_KALLSYMS, and CONFIG_PROC_FS before it.
    /\/proc\/kallsyms['"]?: no such file/,
    /(doesn't|does not) have[^\n]*`?CONFIG_(?!DEBUG_INFO_BTF|KPROBE|UPROBE|FTRACE)\w+=[ym]/,
    /\b(add|enable|missing|lacks|without|needs?|requires?)[^\n]{0,20} CONFIG_BPF_LSM\b/,
    // A list of options under a line that says they are missing.
    /(missing|lack\w*|not (set|enabled|present))\b[^\n]*\n(\W*CONFIG_\w[^\n]*\n){0,20}?\W*CONFIG_(NET_|CRYPTO|XFRM|CGROUP|BPF_JIT|NETFILTER|IP_|VXLAN|LWTUNNEL)/,
    /(CONFIG_(?!DEBUG_INFO_BTF|HAVE_|KPROBE|UPROBE|FTRACE|FUNCTION_TRACER|FPROBE|BPF_EVENTS|BPF_LSM|LSM\b|IKHEADERS|IKCONFIG|DYNAMIC_FTRACE|TRACING|PERF|PAHOLE)\w{1,40})['"]?[^\n]{0,30}(is not set|not set|not enabled|=n\b|missing|disabled|is required|must be|not found|unset)/,
    /\b(bpf|BPF|map|prog(ram)?|perf_event_open|fanotify\w*|landlock|userfaultfd|libbpf)\b[^\n]*(Function not implemented|ENOSYS|os error 38|errno[ =:(]*38)/,
    /Specified qdisc( kind)? (is unknown|not found)|TC classifier not found|clsact[^\n]*(No such file|not supported|unknown|not found)/,
    /(AF_XDP|xsk|xdp)[^\n]*(Address family not supported|EAFNOSUPPORT|Protocol not supported)/,
    /modprobe: ((FATAL|ERROR):[^\n]*|can't load )?module (cls_bpf|sch_ingress|act_bpf|xt_\w+|ip_tables|vxlan|geneve|xsk_diag|nf_\w+|iptable\w*|ip6\w*|veth|tun|wireguard|test_bpf|configs)\b[^\n]*not found/,
  ],
  likely: [
    // xtables loads the extension and asks the kernel for its revision; either may be what is not there.
    /Couldn't load (match|target) [`']\w+'/,
    // EPROTONOSUPPORT of socket(2), as Go and others hand it on.
    /: protocol not supported\b/,
    /extern \(kcfg\) '[^']+'[^\n]*(not found|failed|not resolved)/,

    /RTNETLINK answers: (Operation not supported|No such file)[^\n]*(\n[^\n]*){0,2}(We have an error|qdisc|filter|clsact)?/,
    {
      knows:
        /config_(?!debug_info_btf|have_|\w*kprobe|\w*uprobe|ftrace|function_tracer|fprobe|bpf_events|lsm|dynamic_ftrace|ikheaders|bpf_unpriv|cc_)\w+: (not set|n\b|no\b|missing|is not|disabled|absent|unset)/,
    },
  ],
  suggests: {'an option is not set': {fact: /config_\w+: not set/}},
} satisfies Cause;
