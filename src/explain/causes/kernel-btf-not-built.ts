import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, knows, says} from '../cause.ts';
import {fact, olderThan, text} from '../evidence/evidence.ts';
import {shipsBtf} from '../evidence/ships-btf.ts';

export const kernelBtfNotBuilt = {
  label: 'kernel-btf-not-built',
  title: 'The running kernel has no BTF',
  why: 'The kernel was built without CONFIG_DEBUG_INFO_BTF (or pahole was absent and BTF was dropped), so there is no /sys/kernel/btf/vmlinux for CO-RE programs, fentry and vmlinux.h.',
  remedy: advise(
    'Run a kernel with CONFIG_DEBUG_INFO_BTF=y: most distributions since 2020 ship one (`ebpf setup --kernel auto`). Where the kernel must stay, give the loader an external BTF file for exactly this release (BTFHub), or use a program without CO-RE.',
    {needsReboot: true},
  ),
  decide: 'ls -l /sys/kernel/btf/vmlinux',
  sources: [
    'libbpf btf.c: btf__load_vmlinux_btf',
    'cilium/ebpf btf/kernel.go',
    'libbpf README: distributions with BTF',
  ],
  signatures: [
    says(4.8, /failed to parse target BTF: (-2\b|No such file)/),
    // btf__parse_elf() answers ENOENT, later ENODATA, where a vmlinux has no .BTF section.
    says(
      4.4,
      /failed to load BTF from [^\n]*vmlinux[^\n]*: (Unknown error -(2|3|61)\b|No such (file|process)|No data available)/,
    ),
    // The kernel looks for a type in BTF that it has not parsed, because there is none.
    says(4, /\bbtf_vmlinux is malformed/),
    says(2.8, /in-kernel BTF is malformed/),
    says(
      3.6,
      /\b(init|open|load|read|find|get|parse)\w* (the )?(kernel|vmlinux) BTF[^\n]*(no such|not found|fail|missing)/,
      /-22|invalid argument|kind/i,
    ),
    says(
      3,
      /require(s)? kernel BTF|typed ksyms require|btf__load_vmlinux_btf failed|bpf: vmlinux BTF is not found|install {1,2}BTF information to your system|no debuginfo found for kernel/,
    ),
    says(2, /Unknown struct\/union: 'struct /),
    says(
      4,
      /(vmlinux|kernel|system)('s)? BTF\b[^\n]{0,40}(not (be )?found|missing|unavailable|(does not|doesn't) exist|absent)|(find|locate|discover|found)[^\n]{0,30}(kernel|vmlinux) BTF/,
      /is not found in vmlinux BTF/i,
    ),
    says(4, /sys\/kernel\/btf\b(?!\/(?!vmlinux)\w)[^\n]{0,25}(not|n't|missing|absent|no such)/),
    says(4, /CONFIG_DEBUG_INFO_BTF\s*$/, /pahole|Try to disable CONFIG_DEBUG_INFO_BTF/i),
    says(2.4, /BTF_FILE_PATH|btfhub|external BTF|--btf\b|BTFGen/),
    says(
      3.4,
      /(can ?not|could not|couldn't|unable|fail\w{0,20})[^\n]{0,25}\b(get|find|load|open|read|locate|obtain)\b[^\n]{0,15}\b(BTF|btf)\b(?! of| info for| for (map|extern|k?mod))/,
      /unsupported BTF_KIND|\.BTF'|-22\b|invalid argument|validate module|\.o\b|malformed|ELF|sys\/kernel\/btf\/(?!vmlinux)\w|^ *kind: Unknown|type id \d+/im,
    ),
    says(5, /failed to find valid kernel BTF/),
    says(
      4,
      /(error|failed).*load(ing)? (vmlinux|kernel) BTF: (-[23]\b|-ESRCH|-ENOENT|No such|not found|unknown error -?[23]\b)/,
    ),
    says(5, /no BTF found for kernel|requires kernel CONFIG_DEBUG_INFO_BTF/),
    says(
      4.5,
      /(vmlinux|kernel) BTF (is |was )?(missing|not (found|available|present|enabled|supported)|unavailable)|could not find (the )?(kernel|vmlinux) BTF/,
    ),
    says(
      4.8,
      /sys\/kernel\/btf\/vmlinux['"`:)]*.{0,60}(no such file|not found|(does not|doesn't) exist|missing|not available|not present|unavailable)/,
    ),
    says(
      4.5,
      /(no such file|not found|cannot (find|open|stat)|can't (find|open)|missing|(does not|doesn't) have|no)[^\n]{0,60}\/sys\/kernel\/btf(\/vmlinux)?\b(?!\/\w)/,
    ),
    says(4.5, /BTF search failed|kernel is not included in supported list/),
    says(
      4.5,
      /kernel (does not|doesn't) (have|support|provide|expose|come with|include)( \w+)? BTF|kernel (is |was )?(not )?(built|compiled|configured)? ?(without|lacks?|missing|has no) (CONFIG_DEBUG_INFO_)?BTF|BTF (is |support is )?(not|un)[ -]?(available|supported|enabled|present|found)( \w+){0,3} kernel/,
      /skipping uploading it/i,
    ),
    says(
      4,
      /CONFIG_DEBUG_INFO_BTF\b.{0,40}(not set|not enabled|=n\b|missing|disabled|required|must be|is needed)|(enable|set|(requires?|needs?)( \w+)?|without|missing|with) CONFIG_DEBUG_INFO_BTF\b/,
      /pahole.*(not available|too old|not found)|Try to disable CONFIG_DEBUG_INFO_BTF/i,
    ),
    says(
      3.5,
      /(cannot|can't|failed to|could not|unable to|couldn't) (find|load|get|open|read|parse|locate|discover)[^\n]{0,30}(kernel|vmlinux) (BTF|type information)/,
    ),
    says(
      3,
      /(kfunc|fentry|fexit|rawtracepoint_btf|BTF)[^\n]*not (available|supported) (for|by|on|in) (your|this|the) (kernel|linux)/,
    ),
    // samples/bpf/Makefile, selftests: the list of places that were looked at. With the kernel's own among them, it has none.
    says(4.4, /Cannot find a vmlinux for VMLINUX_BTF[^\n]*\/sys\/kernel\/btf\/vmlinux/),
    says(3, /btf: (no|not found|missing)$/),
    says(2.5, /no (kernel )?BTF (information|data|support|found|available|file)/),
    says(
      2,
      /\bBTF\b[^\n]{0,40}(is )?(required|needed|necessary)|requires? (kernel )?BTF/,
      /BTF is required, but is missing or corrupted/i,
    ),
    knows(3.5, /config_debug_info_btf: (not set|n\b|no\b|missing|disabled|is not set)/),
    knows(3, /\/sys\/kernel\/btf\S*: .*(missing|not found|absent|no such|does not exist)/),
    describes(/\bvmlinux( file)?\b(?!\.h)/, /(could|can) ?not (be )?(find|found)|can't find|not found|no such file/),
    describes(
      /^(?!.*(modules?\b|\.ko\b|pahole|dwarves|vmlinux\.h|kinds?\b|enum64|libbpf|aya\b))/,
      /\b(without|no|lacks?|missing|needs?|requires?)( \w+)? BTF\b|\bBTF (is |was )?(not|un)[ -]?(there|found|available|enabled|supported|present)|n't (have|support|provide|ship|include)( \w+)? BTF\b|BTF[- ]enabled kernel/,
    ),
    says(5.4, /No BTF (data )?found for vmlinux|BTF is required(?=[\s\S]{0,4000}not available for your kernel)/),
    describes(
      /\bCONFIG_DEBUG_INFO_BTF\b|\bDEBUG_INFO_BTF\b/,
      /\b(enable|enabling|consider|turn on|add|how|please|want|would like|ship)\b[^=]*DEBUG_INFO_BTF/,
      /^(?!.*(pahole|dwarves|fail\w*|error))/,
    ),
  ],
  clues: [
    clue(-2, 'kinds of BTF are named, which the loader does not know', (e) =>
      text(e, /\bENUM64\b|BTF_KIND_|\bold\w* (libbpf|bcc|aya|loader)|newer kinds/i),
    ),
    clue(
      -2.8,
      'such a kernel has BTF, and libbpf does not say that the file is missing',
      (e) => shipsBtf(e) && !text(e, /BTF is missing at|no BTF found|sys\/kernel\/btf/i),
    ),
    clue(-3, 'kernel BTF was found, and not understood', (e) =>
      text(e, /unsupported BTF_KIND|kernel BTF '[^']*': (-22|-EINVAL|invalid argument)/i),
    ),
    clue(-3, 'kernel BTF was read: one type in it was not found', (e) =>
      text(e, /kernel BTF type ID of|init_kern|BTF data for module/i),
    ),

    clue(-2, 'the BTF of the kernel was read: one function is not in it', (e) => text(e, /no BTF data for \w+/i)),
    clue(-4, '/sys/kernel/btf/vmlinux exists', (e) =>
      fact(
        e,
        /btf\/vmlinux: (exists|present|yes|available|\d+)|config_debug_info_btf: y|\bbtf: (yes|available|present)/,
      ),
    ),
    clue(2.5, '/sys/kernel/btf/vmlinux is missing', (e) => fact(e, /btf\/vmlinux.*(missing|absent|no such)/)),
    clue(1, 'the kernel predates BTF in sysfs (5.4)', (e) => olderThan(e, '5.4')),
    clue(
      0.7,
      'Docker Desktop and old WSL2 kernels have no BTF',
      (e) => e.kernel?.flavour === 'linuxkit' || e.kernel?.flavour === 'wsl',
    ),
  ],
} satisfies Cause;
