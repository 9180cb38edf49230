import {type Cause, shipsBtf} from '../../in-causes.ts';

export const kernelBtfNotBuilt = {
  title: 'The running kernel has no BTF',
  why: 'The kernel was built without CONFIG_DEBUG_INFO_BTF (or pahole was absent and BTF was dropped), so there is no /sys/kernel/btf/vmlinux for CO-RE programs, fentry and vmlinux.h.',
  remedy:
    'Run a kernel with CONFIG_DEBUG_INFO_BTF=y: most distributions since 2020 ship one (`ebpf setup --kernel auto`). Where the kernel must stay, give the loader an external BTF file for exactly this release (BTFHub), or use a program without CO-RE.',
  reboots: true,
  decide: 'ls -l /sys/kernel/btf/vmlinux',
  sources: ['libbpf btf.c: btf__load_vmlinux_btf', 'libbpf README: distributions with BTF'],
  certain: [/No BTF (data )?found for vmlinux/],
  strong: [
    /failed to parse target BTF: (-2\b|No such file)/,
    [
      /(vmlinux|kernel|system)('s)? BTF\b[^\n]{0,40}(not (be )?found|missing|unavailable|(does not|doesn't) exist|absent)|(find|locate|discover|found)[^\n]{0,30}(kernel|vmlinux) BTF(?! type)/,
      /is not found in vmlinux BTF/i,
    ],
    /(error|failed).*load(ing)? (vmlinux|kernel) BTF: (-[23]\b|-ESRCH|-ENOENT|No such|not found|unknown error -?[23]\b)/,
    /kernel (does not|doesn't) (have|support|provide|expose|come with|include)( \w+)? BTF|kernel (is |was )?(not )?(built|compiled|configured)? ?(without|lacks?|missing|has no) (CONFIG_DEBUG_INFO_)?BTF/,
  ],
  likely: [
    /btf__load_vmlinux_btf failed|install {1,2}BTF information to your system/,
    [
      /(can ?not|could not|couldn't|unable|fail\w{0,20})[^\n]{0,25}\b(get|find|load|open|read|locate|obtain)\b[^\n]{0,15}\b(BTF|btf)\b(?! of| info for| for (map|extern|k?mod))/,
      /unsupported BTF_KIND|\.BTF'|-22\b|invalid argument|validate module|\.o\b|malformed|ELF|sys\/kernel\/btf\/(?!vmlinux)\w|^ *kind: Unknown|type id \d+/im,
    ],
    {knows: /\/sys\/kernel\/btf\S*: .*(missing|not found|absent|no such|does not exist)/},
  ],
  confirms: {'/sys/kernel/btf/vmlinux is missing': {fact: /btf\/vmlinux.*(missing|absent|no such)/}},
  suggests: {
    'the kernel predates BTF in sysfs (5.4)': (e) => e.olderThan('5.4'),
    'Docker Desktop and old WSL2 kernels have no BTF': (e) =>
      e.kernel?.flavour === 'linuxkit' || e.kernel?.flavour === 'wsl',
  },
  doubts: {
    'kinds of BTF are named, which the loader does not know':
      /\bENUM64\b|BTF_KIND_|\bold\w* (libbpf|bcc|aya|loader)|newer kinds/i,
  },
  excludes: {
    'such a kernel has BTF, and libbpf does not say that the file is missing': (e) =>
      shipsBtf(e) && !e.says(/BTF is missing at|no BTF found|sys\/kernel\/btf/i),
    'kernel BTF was found, and not understood':
      /unsupported BTF_KIND|kernel BTF '[^']*': (-22|-EINVAL|invalid argument)/i,
    'kernel BTF was read: one type in it was not found': /kernel BTF type ID|init_kern|BTF data for module/i,
    '/sys/kernel/btf/vmlinux exists': {
      fact: /btf\/vmlinux: (exists|present|yes|available|\d+)|config_debug_info_btf: y|\bbtf: (yes|available|present)/,
    },
  },
} satisfies Cause;
