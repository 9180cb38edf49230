import {asRoot} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, knows, says} from '../cause.ts';
import {fact, text} from '../evidence/evidence.ts';
import {lacking} from '../phrases.ts';

export const pinPathNotOnBpffs = {
  label: 'pin-path-not-on-bpffs',
  title: 'The pin path is not on a BPF file system',
  why: 'Maps, programs and links can only be pinned on bpffs. /sys/fs/bpf is mounted by systemd; in containers, WSL2 and minimal systems it is an empty sysfs directory.',
  remedy: asRoot('Mount it (and add it to fstab); for a container bind-mount /sys/fs/bpf of the host.', [
    'mount',
    '-t',
    'bpf',
    'bpf',
    '/sys/fs/bpf',
  ]),
  decide: 'mount | grep bpf; stat -f -c %T /sys/fs/bpf',
  sources: [
    'libbpf.c: check_path ("not on BPF FS")',
    'cilium/ebpf internal/sys/pinning: "is not on a bpf filesystem"',
    'commit b2197755b263: bpffs in 4.4',
  ],
  signatures: [
    knows(5.6, /^cured by: bpffs/),
    says(
      5,
      /can't mount (BPF file ?system|bpffs)|not in bpf file system|no (BPF file system|bpffs) found|without a working bpffs|to pin BPF object/,
    ),
    says(5.5, /"?\/sys\/fs\/bpf"? is mounted on[^\n]*not a shared( or slave)? mount/),
    says(5, /BPF file ?system[^\n]*of type (?!bpf)\w+/),
    says(7, /is not on a bpf filesystem|not on BPF FS|not a (BPF|bpf) (fs|file ?system)/),
    says(
      4.8,
      /(bpffs|bpf file ?system|BPF FS|bpf fs)(?! (is|was|has been|already) mounted)[^\n]{0,40}(not (mounted|found|available|supported)|mount|missing|unavailable)|(?<!\b(already|is|was|are|been|now) )mount[^\n]{0,30}(bpffs|-t bpf\b|\/sys\/fs\/bpf)/,
    ),
    says(
      4,
      /\/sys\/fs\/bpf\S{0,80}[^\n]{0,60}(No such file|not (mounted|found|exist)|does not exist|Operation not permitted|Read-only|invalid argument|Not a directory|missing)/,
      // strace: looking for what nobody has pinned yet is no failure.
      /BPF_OBJ_GET[^\n]*ENOENT/,
    ),
    says(2.6, /\/sys\/fs\/bpf\S{0,80}[^\n]{0,60}permission denied/),
    says(3.8, /(mkdir|creat\w{1,40}|open)[^\n]{0,20}\/sys\/fs\/bpf(?![^\n]*(permission denied|skipping optional))/),
    says(3.6, /libbpf: failed to (statfs|mkdir) \S+: (No such file|Operation not permitted)/),
    says(
      4,
      /(fail\w{0,20}|error|can't|cannot|couldn't|unable)[^\n]{0,20}(to )?(pin|unpin)\b[^\n]*|\bpin(ning)?\b[^\n]{0,60}(fail|error|not permitted|No such|invalid argument|denied|EPERM|EINVAL|ENOENT)|bpf_obj_pin[^\n]*|bpf\(BPF_OBJ_PIN/,
      /file exists|EEXIST|ping|pinctrl/i,
    ),
    says(5.5, /^\w+ on \/sys\/fs\/bpf type (?!bpf)\w+/),
    // BPF_OBJ_GET answers EACCES for a file that is no BPF object: kernel/bpf/inode.c, bpf_inode_type.
    says(4.4, /\b(bpf[ _]obj[ _]get|get object|pinned \w+)[ (:"]+(?!\/sys\/fs\/bpf)\/[^\n]*(permission denied|EACCES)/),
    // iproute2 lib/bpf_legacy.c: bpf_get_work_dir found no place to mount it.
    says(4.4, /mkdir \(null\)\/globals failed/),
    says(3, /Continuing without mounted eBPF fs/),
    says(2.2, /bpf_obj_get[^\n]*(No such|failed|ENOENT)|pinned (map|program|object)[^\n]*(not found|missing|No such)/),
    knows(
      4,
      /(mount|bpffs)[^\n]*(sysfs on \/sys\/fs\/bpf|not mounted|missing)|\/sys\/fs\/bpf: [^\n]*(sysfs|tmpfs|missing|empty|not (a )?mount)/,
    ),
    describes(/bpffs|\/sys\/fs\/bpf|bpf file ?system/, lacking),
  ],
  clues: [
    clue(-2.5, 'it is a directory of tracefs that is missing', (e) =>
      text(
        e,
        /(No such file|not found)[^\n]*\/sys\/kernel\/(debug|tracing)|\/sys\/kernel\/(debug|tracing)[^\n]*(No such file|not found)/i,
      ),
    ),
    clue(
      -2,
      'a container may not mount it',
      (e) => e.container === 'yes' && text(e, /mount[^\n]*(permission denied|not permitted)/i),
    ),
    clue(-1, 'mounting it was refused', (e) =>
      text(e, /mount(:| syscall| \S+ at)[^\n]*(permission denied|not permitted)/i),
    ),

    clue(
      -4,
      'bpffs is mounted',
      (e) =>
        fact(e, /bpf on \/sys\/fs\/bpf type bpf|bpf on \/sys\/fs\/bpf\b|bpffs: (mounted|yes)/) ||
        text(e, /bpf on \/sys\/fs\/bpf type bpf/i),
    ),
    clue(
      0.7,
      'WSL2 and containers do not mount bpffs',
      (e) => e.container !== 'no' || fact(e, /wsl/) || e.kernel?.flavour === 'wsl',
    ),
  ],
} satisfies Cause;
