import {type Cause, symptoms} from '../../in-causes.ts';

export const notRootOrMissingCaps = {
  title: 'The process lacks root or the capabilities that BPF needs',
  why: 'bpf(2) wants CAP_BPF (5.8), tracing also CAP_PERFMON and a readable tracefs (root-only by default), networking CAP_NET_ADMIN; older kernels want CAP_SYS_ADMIN. libbpf reports it as a matter of RLIMIT_MEMLOCK.',
  remedy:
    'Run it with sudo, or give the program its capabilities: `sudo setcap cap_bpf,cap_perfmon,cap_net_admin,cap_dac_read_search=ep PROGRAM` (cap_dac_read_search for tracefs).',
  decide: 'id -u; grep CapEff /proc/self/status',
  sources: ['capabilities(7)', 'libbpf.c: bpf_object__probe_loading', 'kernel/bpf/syscall.c: bpf_prog_load'],
  certain: [
    /must be superuser to/,
    [
      /only supports running as( the)? root|(must|need(s)? to|should|has to|have to|please|can only|only) (be )?(run|running|executed?|launched?|used|be)[^\n]{0,20}(as |with |by |under )?(the )?['"`]?(root|sudo|superuser|super-user|administrat\w+)|are you root|root credentials|(?<!\b(i|we|already|also|even|you|is|are|was|were|being|been|gets)('m|'ve| am| have)?( already| also| even| do| did| always| only)? )\b(run|try|use|rerun|again)[^\n]{0,20} (as root|with sudo|using sudo)|you (are not|must be|need to be) root/,
      /mount: |in container|unshare|real root|kallsyms|no new privileges|sudo-rs:|module is loaded|sudo cat \/sys/i,
    ],
    /open lock file [^\n]*Permission denied|are you root\?/,
  ],
  strong: [
    /\bdropp(ed|ing) (the |all |its )?(caps|capabilities|CAP_\w+|privileges|root)\b|^setres[ug]id\([1-9]/,
    /failed to iterate BTF objects: (-1\b|Operation not permitted|-EPERM)/,
    /(missing|requires?|needs?|without|lacks?|insufficient|not enough|no|add|have|grant)\b[^\n]{0,25}(CAP_|cap_)(BPF|SYS_ADMIN|PERFMON|NET_ADMIN|SYS_RESOURCE|NET_RAW|SYS_PTRACE|DAC\w+)|(CAP_|cap_)(BPF|SYS_ADMIN|PERFMON|NET_ADMIN|SYS_RESOURCE)[^\n]{0,30}(required|missing|needed|not)|(missing|insufficient|not enough|lack of|required) (capabilit|privileg|permission)/,
    /(prohibited|not allowed) for !root/,
  ],
  likely: [
    symptoms.tracingDenied,
    // ip and tc: iproute2 lib/libnetlink.c.
    /RTNETLINK answers: Operation not permitted/,
    /Failed to increase RLIMIT_MEMLOCK|(set|rais|increas|bump|remov)\w{0,20}[^\n]{0,20}(memlock|RLIMIT)[^\n]*(not permitted|fail|denied|err)/,
  ],
  hint: [
    /Couldn't load trivial BPF program|probe_loading\(\)/,
    /(bpf|ebpf|BPF)[^\n]*permission denied|(\/sys\/fs\/bpf|\/sys\/kernel\/(debug|tracing))[^\n]*permission denied/,
    {noted: /^user: (?!root|sudo)\w|^(cap\w*|getcap)\b[^\n]*: (none|empty)/},
  ],
  excludes: {
    'something else than root helped': {fact: /^cured by: (?!not-root)/m},
  },
} satisfies Cause;
