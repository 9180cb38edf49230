import {type Cause, symptoms} from '../../in-causes.ts';

export const bccTooOld = {
  title: 'BCC is older than the kernel headers, or than the script that uses it',
  why: 'BCC compiles each program against the headers of the running kernel with its own clang and stubs; headers newer than that BCC use constructs it cannot parse. Scripts of a newer BCC call methods that an older library lacks.',
  remedy:
    'Install a newer BCC (distribution backports, or from source) or take the tool of the same release as the library. Best: use the libbpf/CO-RE variant of the tool (libbpf-tools), which needs no headers.',
  decide: "python3 -c 'import bcc; print(bcc.__version__)'; uname -r",
  sources: ['bcc#2119 asm goto', 'bcc commit 2d1497cd: asm_inline', 'bcc#3993: 0.18 and 5.15 headers', 'bcc#5525'],
  certain: [
    /cannot import name '?(BPFAttachType|BPFProgType|Perf(Type|HWConfig|SWConfig|EventSampleFormat)|filter_by_containers|syscall_name|utils|printb|ArgString|strcast|tcp|disassembler)\b/,
    /No module named '?(bcc\.\w+|containers)\b(?!'; )/,
  ],
  strong: [
    /__init__\(\) got an unexpected keyword argument '(attach_usdt_ignore_pid|usdt_contexts|allow_rlimit|device|hash_file)'/,
    // What Python 3.10 and 3.12 took away, used by the binding of an older BCC.
    /bcc\/\w+\.py[^\n]*\n(?:[^\n]*\n){0,2}[^\n]*(cannot import name 'MutableMapping'|No module named '(imp|distutils)')/,
    /'(PerfEventArray|RingBuf|HashTable|\w*Array|Table\w*|StackTrace|USDT)' object has no attribute/,
    /asm_volatile_goto|asm_inline|expected '\(' after 'asm'/,
    /(static assertion|static_assert)[^\n]*(fail|sizeof)/,
    /'?BPF'? object has no attribute|BPF[^\n]*(has no attribute|unexpected keyword argument)|cannot import name '(?!BPF'|USDT')\w+' from 'bcc/,
    /\b(attach_\w+|detach_\w+|open_perf_buffer|open_ring_buffer|get_\w+|trace_\w+)\(\) got an unexpected keyword/,
  ],
  likely: [
    /\b(bcc\/(bpf_common|libbpf|perf_reader|BPF)|bcc_(usdt|elf|proc|common|version|syms))\.h['">]?( file not found|: No such file)/,
    [symptoms.kernelHeaderError, /fatal error: '[^']+' file not found/],
    /\/virtual\/(include|main)\S*:\d+:\d+: error: (unknown type name|redefinition|conflicting|use of undeclared|incomplete|no member named|call to undeclared|implicit declaration)/,
  ],
  hint: [/(\/virtual\/main\.c|<bcc-memory-buffer>)\S*:\d+:\d+: error/],
  suggests: {
    'BCC compiles it': (e) =>
      e.says(/\/virtual\/|Failed to compile BPF|bcc\/__init__|BPF\(text/i) ||
      /snoop|bpfcc|bcc|argdist|trace|tcplife|biolat/.test(e.command),
  },
  excludes: {
    'the kernel did not make the map': /could not open bpf map/i,
    'headers and configuration are of two kernels': /undeclared identifier 'CONFIG_\w+'/i,
    'the kernel of a vendor has other members than its version tells': (e) =>
      e.isVendorKernel() && e.says(/no member named '\w+' in 'struct/i),
    'BCC found no format of the tracepoint': /'struct tracepoint__/i,
  },
} satisfies Cause;
