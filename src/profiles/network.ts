import type {Profile} from './profile.ts';
import {rights} from './shared.ts';

/** What a kernel must offer for programs on packets and sockets. No toolchain. */
export default {
  name: 'network',
  title: 'Network programs',
  required: [
    'feature.socket-filter',
    'feature.xdp',
    'feature.tc',
    'feature.cgroup-skb',
    'feature.cgroup-sock-addr',
    'kconfig.bpf-syscall',
    'kconfig.cgroup-bpf',
    'kconfig.net-sched',
    'fs.cgroup2',
    ...rights,
  ],
  recommended: [
    'feature.sk-skb',
    'feature.sk-msg',
    'feature.sk-lookup',
    'feature.tcx',
    'feature.netfilter',
    'feature.map-sockmap',
    'feature.map-devmap',
    'kernel.version',
    'btf.vmlinux',
    'kconfig.bpf-jit',
    'kconfig.xdp-sockets',
    'kconfig.stream-parser',
    'fs.bpffs',
    'sysctl.jit-harden',
  ],
  info: ['env.wsl2', 'kconfig.modules', 'priv.bounding', 'tool.ip'],
} satisfies Profile;
