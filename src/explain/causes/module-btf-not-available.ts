import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, knows, says} from '../cause.ts';
import {fact, olderThan, text} from '../evidence/evidence.ts';
import {lacking} from '../phrases.ts';

export const moduleBtfNotAvailable = {
  label: 'module-btf-not-available',
  title: 'The function or type lives in a module whose BTF is not there or not read',
  why: 'vmlinux BTF describes the built-in kernel only. A function of a module (nf_tables, xfs, kvm, a driver) needs the BTF of that module: CONFIG_DEBUG_INFO_BTF_MODULES, the module loaded, and a tool that reads it.',
  remedy: advise(
    'Load the module first and see that /sys/kernel/btf/MODULE exists. If it does, use a newer tool (libbpf >= 0.3, current bcc or bpftrace) or name the module in the probe; if not, attach by kprobe, or run a kernel with CONFIG_DEBUG_INFO_BTF_MODULES=y.',
  ),
  decide: 'ls /sys/kernel/btf/',
  sources: [
    'bcc libbpf.c: "is not found in vmlinux BTF"',
    'commit 5f9ae91f7c0d: module BTF since 5.11',
    'bpftrace docs: module BTF',
  ],
  signatures: [
    says(
      5,
      /sys\/kernel\/btf\/(?!vmlinux\b)\w+['"`:)]*.{0,60}(no such file|not found|(does not|doesn't) exist|missing|not available|unavailable)|(no such file|not found|cannot (find|open|access|stat)|missing|(does not|doesn't) have|without|no)\b[^\n]{0,60}\/sys\/kernel\/btf\/(?!vmlinux\b)\w/,
    ),
    says(
      5.2,
      /BTF for kmod \S+: (open |[^\n]*(no such file|does not exist|not found|unavailable))|failed to load BTF from \S*\/btf\/(?!vmlinux\b)\w+: no such/,
    ),
    says(4.4, /extern \(func ksym\) '(bpf_(xdp_|skb_)?ct_|bpf_xfrm|bpf_fou)\w*'/),
    says(1.9, /unknown type "struct \w+"|Unknown struct\/union: 'struct /),
    says(4.6, /BTF (data|info)\w* for module|(kfunc|fentry|fexit):(?!vmlinux)\w+:\w[^\n]*BTF/),
    // bpftrace has read the BTF of the kernel, and the function is not in it.
    says(3.2, /no BTF data for \w+/),
    says(2.4, /\b(kfunc|kretfunc|fentry|fexit):(?!vmlinux)\w+:\w+/, /not permitted|permission denied/i),
    says(3.4, /bpf: (?!vmlinux)\w+ BTF is not found/),
    says(4.2, /DEBUG_INFO_BTF_MODULES/, /pahole|dwarves/i),
    says(4.5, /is not found in vmlinux BTF/),
    says(
      4,
      /(module|\.ko)\b[^\n]*\bBTF\b[^\n]*(not (found|available|present|loaded|supported)|missing|no such|unavailable|lacks?|fail)/,
      /failed to validate module|Skipping BTF generation/i,
    ),
    says(
      4,
      /(no|missing|without|lacks?) (kernel )?module BTF|CONFIG_DEBUG_INFO_BTF_MODULES|BTF (data |info(rmation)? )?(for|of|from) (the )?(kernel )?modules?\b/,
      /Skipping BTF generation|validate module|pahole|dwarves/i,
    ),
    says(
      3.4,
      /failed to find kernel BTF type ID of '(nf_|nft_|xfs_|ext4_|btrfs_|nfsd?_|kvm_|ovs_|ip_vs_|ipvlan|vxlan|fuse_|ceph_|cifs_|dm_|nvme_|i915_|amdgpu_|drm_|bond_|br_|veth_|mlx|ixgbe|i40e|zfs|zpl_|iwl)/,
    ),
    says(3.5, /(fentry|fexit|kfunc)[^\n]*(in|of|from) (kernel )?module[^\n]*(not found|not supported|failed)/),
    says(2.6, /extern \(func ksym\) '[^']+'(\[\d+\])?: (not found|func_proto)[^\n]*(module|kernel)/),
    knows(2.5, /(in a|kernel) module|module btf/),
    describes(/module|\b(xfs|nf_tables|kvm)\b/, /\bBTF\b/, lacking),
  ],
  clues: [
    clue(-3, 'bpftrace found the function in BTF: the program loaded, and was not attached', (e) =>
      text(e, /error attaching probe: '?(kfunc|kretfunc|fentry|fexit):/i),
    ),
    clue(-2, 'its BTF is there, and fits another kernel', (e) =>
      text(e, /BTF\b[^\n]*(mismatch|not match)|mismatch\w* BTF/i),
    ),
    clue(
      1.5,
      'the report says that the function is in a module',
      (e) => fact(e, /module/) && !fact(e, /kernel module: (no|none)/),
    ),
    clue(-2, 'the function belongs to the kernel itself', (e) =>
      text(e, /\b(tcp|vfs|do|sys|blk|mm|sched|security)_\w+ is not found in vmlinux BTF/i),
    ),
    clue(1, 'the kernel has no BTF of modules (before 5.11)', (e) => olderThan(e, '5.11')),
  ],
} satisfies Cause;
