import {type Cause, install} from '../../in-causes.ts';

export const bpfCHeadersMissingOrOld = {
  title: 'Headers or library of libbpf, or Linux UAPI headers, are missing or too old',
  why: 'bpf/bpf_helpers.h, bpf/libbpf.h and -lbpf come from libbpf-dev (libbpf-devel); the enumerators of linux/bpf.h come from the UAPI headers of the C library, which can be years older than the code.',
  remedy: install('libbpf', 'uapi-headers'),
  decide: 'ls /usr/include/bpf/; pkg-config --modversion libbpf; grep -c BPF_FUNC /usr/include/linux/bpf.h',
  sources: ['Debian packages libbpf-dev, linux-libc-dev', 'libbpf README: include/uapi'],
  certain: [
    // A macro that the header lacks is parsed as a function of that name.
    /error: (expected|a type specifier|type specifier missing|unknown type|call to undeclared|function definition)[^\n]*\n[^\n]*\b(BPF_K(RET)?PROBE(_SYSCALL)?|BPF_KSYSCALL|BPF_U(RET)?PROBE|BPF_USDT|BPF_PROG2?)\(/,
    /(no such file or directory: '?|error: '?|cannot (find|open) '?|No rule to make target ['`"]?)\/\S*lib(bpf|xdp)\.(a|so)/,
    /['"<]?\b(bpf\/)?(bpf_helpers|bpf_helper_defs|bpf_tracing|bpf_core_read|bpf_endian|libbpf|libbpf_version|libbpf_common|libbpf_legacy|btf|bpf|usdt\.bpf|skel_internal|bpf_api|bpf_util|if_xdp)\.h['">]?( file not found|: No such file)/,
    /cannot find -lbpf\b|(library|package|module|dependency) ['"]?(libbpf|libxdp)['"]?[^\n]*(not found|missing|too old)|Package '?(libbpf|libxdp)'?[^\n]*not found|Could NOT find (Lib)?BPF\b(?! llvm)|libbpf(-dev|-devel)? (is )?(not (found|installed)|missing|required)|(install|missing) libbpf/,
  ],
  strong: [
    // asm-generic/socket.h, linux/socket.h and linux/tcp.h of the C library's UAPI headers.
    /'?\b(SO_(ATTACH|DETACH)_(BPF|REUSEPORT_\w+)|SO_(PREFER_)?BUSY_POLL\w*|[AP]F_XDP|SOL_XDP|TCP_BPF_\w+)'? (undeclared|was not declared|not declared)/,
    /Package '?libbpf'? has version/,
    // cgo, cmd/cgo/gcc.go.
    /undefined \(type _Ctype_struct_(bpf|btf|xdp|xsk|perf_buffer|ring_buffer)_\w+ has no field or method/,
    /could not determine (kind of name for|what) C\.(BPF_|bpf_|btf_|BTF_|libbpf_|LIBBPF_|xdp_|XDP_|xsk_)/,
    /no usable libbpf found/,
    /(libbpf|bpf\/(btf|bpf|libbpf)|libbpfgo|libxdp)\w*\.[ch]:\d+:\d+: error/,
    /libbpf (version )?[^\n]*(>=|at least|minimum|too old)/,
  ],
  likely: [
    /^\s*(bpf|btf|perf_buffer|xsk|xdp)_+\w+ support: no\b/,
    /'?(LIBBPF_\w+|BPF_(F|MAP_TYPE|PROG_TYPE|FUNC|ATTACH_TYPE|TRACE|LINK|MODIFY|XDP|LSM|SK|TCP|SOCK|CGROUP|FLOW|STATS|OBJ)_?\w*|XDP_\w+|BTF_KIND_\w+|IFLA_XDP\w*|PERF_\w+|ETH_P_\w+)'? (undeclared|was not declared|not declared)/,
    /use of undeclared identifier '(BPF_|XDP_|BTF_|PERF_|IFLA_XDP)\w+/,
    /implicit declaration of function '(bpf_\w+|ring_buffer__\w+|perf_buffer__\w+|btf__\w+|libbpf_\w+|bpf_map__\w+|user_ring_buffer__\w+)'/,
    /undefined reference to ['`"]?(ring_buffer__\w+|user_ring_buffer__\w+|perf_buffer__\w+|btf__\w+|bpf_\w+)/,
  ],
  excludes: {
    'the path is that of a submodule': /['" ](libbpf|bpftool|third_?party|3rdparty)\/\S+\.h/i,
  },
} satisfies Cause;
