import {asRoot, type Cause} from '../../in-causes.ts';

export const pinPathNotOnBpffs = {
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
  sources: ['libbpf.c: check_path', 'commit b2197755b263: bpffs in 4.4'],
  certain: [/no bpffs found|without a working bpffs|to pin BPF object/, /BPF file ?system[^\n]*of type (?!bpf)\w+/],
  strong: [
    /(bpffs|bpf file ?system|BPF FS|bpf fs)(?! (is|was|has been|already) mounted)[^\n]{0,40}(not (mounted|found|available|supported)|mount|missing|unavailable)|(?<!\b(already|is|was|are|been|now) )mount[^\n]{0,30}(bpffs|-t bpf\b|\/sys\/fs\/bpf)/,
    /\/sys\/fs\/bpf\S{0,80}[^\n]{0,60}(No such file|not (mounted|found|exist)|does not exist|Operation not permitted|Read-only|invalid argument|Not a directory|missing)/,
    [
      /(fail\w{0,20}|error|can't|cannot|couldn't|unable)[^\n]{0,20}(to )?(pin|unpin)\b[^\n]*|\bpin(ning)?\b[^\n]{0,60}(fail|error|not permitted|No such|invalid argument|denied|EPERM|EINVAL|ENOENT)/,
      // bpftool has mounted it by then, and says no more: a link of this kernel may be none that can be pinned.
      /file exists|EEXIST|ping|pinctrl|^Error: failed to pin program \S+$/im,
    ],
    // BPF_OBJ_GET answers EACCES for a file that is no BPF object: kernel/bpf/inode.c, bpf_inode_type.
    /\b(bpf[ _]obj[ _]get|get object|pinned \w+)[ (:"]+(?!\/sys\/fs\/bpf)\/[^\n]*(permission denied|EACCES)/,
    {knows: /(mount|bpffs)[^\n]*(sysfs on \/sys\/fs\/bpf|not mounted|missing)/},
  ],
  likely: [
    /libbpf: failed to (statfs|mkdir) \S+: (No such file|Operation not permitted)/,
    /Continuing without mounted eBPF fs/,
  ],
  suggests: {
    'WSL2 and containers do not mount bpffs': (e) =>
      e.container !== 'no' || e.fact(/wsl/) || e.kernel?.flavour === 'wsl',
  },
  excludes: {
    'a container may not mount it': (e) =>
      e.container === 'yes' && e.says(/mount[^\n]*(permission denied|not permitted)/i),
    'bpffs is mounted': (e) =>
      e.fact(/bpf on \/sys\/fs\/bpf type bpf|bpf on \/sys\/fs\/bpf\b|bpffs: (mounted|yes)/) ||
      e.says(/bpf on \/sys\/fs\/bpf type bpf/i),
  },
} satisfies Cause;
