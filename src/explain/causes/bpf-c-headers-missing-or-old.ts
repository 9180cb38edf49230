import {install} from '../../remedies/remedy.ts';
import {type Cause, clue, says} from '../cause.ts';
import {recentLibbpfApi} from '../evidence/build-line.ts';
import {text} from '../evidence/evidence.ts';

export const bpfCHeadersMissingOrOld = {
  label: 'bpf-c-headers-missing-or-old',
  title: 'Headers or library of libbpf, or Linux UAPI headers, are missing or too old',
  why: 'bpf/bpf_helpers.h, bpf/libbpf.h and -lbpf come from libbpf-dev (libbpf-devel); the enumerators of linux/bpf.h come from the UAPI headers of the C library, which can be years older than the code.',
  remedy: install('libbpf', 'uapi-headers'),
  decide: 'ls /usr/include/bpf/; pkg-config --modversion libbpf; grep -c BPF_FUNC /usr/include/linux/bpf.h',
  sources: ['Debian packages libbpf-dev, linux-libc-dev', 'libbpf README: include/uapi'],
  signatures: [
    // asm-generic/socket.h, linux/socket.h and linux/tcp.h of the C library's UAPI headers.
    says(
      4.6,
      /'?\b(SO_(ATTACH|DETACH)_(BPF|REUSEPORT_\w+)|SO_(PREFER_)?BUSY_POLL\w*|[AP]F_XDP|SOL_XDP|TCP_BPF_\w+)'? (undeclared|was not declared|not declared)|undeclared identifier '(SO_ATTACH_\w+|[AP]F_XDP|SOL_XDP|TCP_BPF_\w+)/,
    ),
    says(
      4.4,
      /Package '?libbpf'? has version|Package dependency requirement 'libbpf\b[^\n]*not be satisfied|Requested 'libbpf >/,
    ),
    // cgo, cmd/cgo/gcc.go.
    says(4.8, /could not determine (kind of name for|what) C\.(BPF_|bpf_|btf_|BTF_|libbpf_|LIBBPF_|xdp_|XDP_|xsk_)/),
    says(3.8, /linux\/bpf\.h:\d+:\d+: error: redefinition/),
    says(
      3.6,
      /\b(btf|bpf|libbpf)\.h\b[^\n]*\b(kernel|uapi) headers|use of enum 'bpf_\w+' without previous declaration/,
    ),
    // libbpf 0.6 and all later ones have it.
    says(4.4, /LIBBPF_STRICT_\w+'? (is |was )?(not declared|undeclared)/),
    // A macro that the header lacks is parsed as a function of that name.
    says(
      5.5,
      /error: (expected|a type specifier|type specifier missing|unknown type|call to undeclared|function definition)[^\n]*\n[^\n]*\b(BPF_K(RET)?PROBE(_SYSCALL)?|BPF_KSYSCALL|BPF_U(RET)?PROBE|BPF_USDT|BPF_PROG2?)\(/,
      /expanded from macro|pt_regs|Must specify/i,
    ),
    says(
      5.4,
      /(no such file or directory: '?|error: '?|cannot (find|open) '?|No rule to make target ['`"]?)\/\S*lib(bpf|xdp)\.(a|so)/,
    ),
    says(4.8, /no usable libbpf found|couldn't find a usable libbpf|libbpf support: (missing|no\b)/),
    says(3.8, /^\s*(bpf|btf|perf_buffer|xsk|xdp)_+\w+ support: no\b/, /(ELF|zlib) support: (missing|no)\b/i),
    says(
      4.4,
      /'?(enum|struct) (bpf|btf|xdp)_\w+'? declared inside parameter list|declaration of '(struct|enum) (bpf|btf|xdp)_\w+' will not be visible/,
    ),
    says(3.2, /\bbcc\/(bcc_common|libbpf|BPF|bcc_\w+)\.h['">]?( file not found|: No such file)/),
    says(
      4.6,
      new RegExp(
        `(implicit declaration of function|undeclared (function|identifier)|undefined reference to|not declared[^\\n]*|could not determine[^\\n]*C\\.)[^\\n\\w]*${recentLibbpfApi.source}`,
      ),
      /\.bpf\.c:|undefined reference to ['`"]?bpf_object__(open|load|close)\b/i,
    ),
    says(
      3.6,
      /:\d+:(\d+:)? (fatal )?error: [^\n]*\b((struct|union|enum) )?'?((bpf|btf|xsk|ring_buffer|perf_buffer)_+\w+|(BPF|BTF|XDP|IFLA_XDP|LIBBPF)_\w+|__NR_(bpf|perf_event_open))/,
      /\.bpf\.c:|\/virtual\/|skel\.h|bpf_map_def|_xattr|bpf_wq|bpf_timer|pt_regs|include\/linux\/bpf\.h|bpf_helper_defs|BPF_CGROUP_DEVICE|BPF_F_ALLOW_MULTI/i,
    ),
    says(4, /(libbpf|bpf\/(btf|bpf|libbpf)|libbpfgo|libxdp)\w*\.[ch]:\d+:\d+: error/),
    says(
      4.6,
      /linux\/(bpf_perf_event|perf_event|err|hash|list|overflow|rbtree|zalloc)\.h['"]?( file not found|: No such file)/,
      /\/virtual\/|Failed to compile BPF/i,
    ),
    says(4.6, /install (the )?(libbpf|libxdp)|(missing|not found): LIBBPF|LIBBPF_(LIBRARIES|INCLUDE_DIRS)/),
    says(
      5.2,
      /['"<]?\b(bpf\/)?(bpf_helpers|bpf_helper_defs|bpf_tracing|bpf_core_read|bpf_endian|libbpf|libbpf_version|libbpf_common|libbpf_legacy|btf|bpf|usdt\.bpf|skel_internal|bpf_api|bpf_util)\.h['">]?( file not found|: No such file)/,
    ),
    says(
      5,
      /(xdp|linux)\/(libxdp|xdp_helpers|xsk|parsing_helpers|bpf|btf|if_xdp|if_link|bpf_common|perf_event|filter|pkt_cls)\.h['"]?( file not found|: No such file)/,
    ),
    says(
      4.2,
      /linux\/(types|stddef|in|ip|tcp|udp|if_ether|ptrace|version|errno|openat2|compiler_types)\.h['"]?( file not found|: No such file)/,
    ),
    says(
      5,
      /cannot find -lbpf\b|(library|package|module|dependency) ['"]?(libbpf|libxdp)['"]?[^\n]*(not found|missing|too old)|Package '?(libbpf|libxdp)'?[^\n]*not found|Could NOT find (Lib)?BPF|No package '(libbpf|libxdp)' found|Dependency lib(bpf|xdp) found: NO|libbpf(-dev|-devel)? (is )?(not (found|installed)|missing|required)|(install|missing) libbpf/,
    ),
    says(4.5, /libbpf\.pc|libbpf (version )?[^\n]*(>=|at least|minimum|too old)|Requested 'libbpf/),
    says(
      3.8,
      /'?(LIBBPF_\w+|BPF_(F|MAP_TYPE|PROG_TYPE|FUNC|ATTACH_TYPE|TRACE|LINK|MODIFY|XDP|LSM|SK|TCP|SOCK|CGROUP|FLOW|STATS|OBJ)_?\w*|XDP_\w+|BTF_KIND_\w+|IFLA_XDP\w*|PERF_\w+|ETH_P_\w+)'? (undeclared|was not declared|not declared)/,
    ),
    says(3.2, /use of undeclared identifier '(BPF_|XDP_|BTF_|PERF_|IFLA_XDP)\w+/),
    says(3.8, /field '[^']+' has incomplete type/),
    says(
      3.5,
      /(storage size of '[^']+' isn't known|has no member named|unknown type name '(struct )?bpf_|invalid (use of|application of)[^\n]*incomplete type)[^\n]*bpf|unknown type name '(bpf_\w+|LIBBPF_\w+|DECLARE_LIBBPF_OPTS)'|linux\/bpf\.h[^\n]*(old|missing|outdated)/,
    ),
    says(
      3,
      /implicit declaration of function '(bpf_\w+|ring_buffer__\w+|perf_buffer__\w+|btf__\w+|libbpf_\w+|bpf_map__\w+|user_ring_buffer__\w+)'/,
    ),
    says(
      2.8,
      /undefined reference to ['`"]?(ring_buffer__\w+|user_ring_buffer__\w+|perf_buffer__\w+|btf__\w+|bpf_\w+)/,
    ),
    says(2.6, /call to undeclared function 'bpf_\w+'|undeclared (function|identifier) 'bpf_\w+/),
    says(2.5, /(unable to locate package|no package) libbpf\S*/),
  ],
  clues: [
    clue(-2.5, "the kernel's own headers are what fails", (e) =>
      text(
        e,
        /^(In file included from )?(\.\/)?(include\/(net|linux|asm-generic)|arch\/\w+\/include)\/\S*:\d+:\d+: error/im,
      ),
    ),
    clue(-2, 'it is the list of BCC that is newer than the kernel', (e) => text(e, /bcc\/helpers\.h:\d+:\d+: error/i)),
    clue(1, 'linux/bpf.h of the C library was read, and has another enumerator', (e) =>
      text(e, /^\S*\/include\/linux\/bpf\.h:\d+:\d+: note:[^\n]*declared here/im),
    ),
    clue(-3, 'BCC compiles it against the headers of the kernel', (e) => text(e, /\/virtual\/|bcc-memory-buffer/i)),

    clue(-3, 'an attribute or builtin of the compiler is unknown, no header', (e) =>
      text(e, /unknown attribute|__builtin_/i),
    ),
    clue(-2, 'BCC brings its own copy of these headers', (e) =>
      text(e, /\bbcc\/(src\/cc|introspection|tests)\/\S+:\d+:/),
    ),
    clue(-3, 'the path is that of a submodule', (e) => text(e, /['" ](libbpf|bpftool|third_?party|3rdparty)\/\S+\.h/i)),

    clue(-3, 'uapi/ headers are those of the kernel, not of user space', (e) => text(e, /uapi\/linux\//i)),

    clue(-2, 'the functions were removed in libbpf 1.0', (e) =>
      text(
        e,
        /bpf_(load_program|create_map|prog_load_xattr|set_link_xdp_fd|get_link_xdp_id)|bpf_object__open_xattr|bpf_program__title/i,
      ),
    ),
  ],
} satisfies Cause;
