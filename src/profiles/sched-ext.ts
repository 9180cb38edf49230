import type {Profile} from './profile.ts';
import {rights} from './shared.ts';

/** What a kernel must offer for schedulers in BPF. No toolchain. */
export default {
  name: 'sched-ext',
  title: 'Schedulers (sched_ext)',
  required: [
    'feature.sched-ext',
    'feature.struct-ops',
    'btf.vmlinux',
    'kconfig.bpf-syscall',
    'kconfig.bpf-jit',
    'kconfig.sched-ext',
    ...rights,
  ],
  recommended: [
    'feature.map-arena',
    'feature.map-cgrp-storage',
    'feature.helper-timer-init',
    'feature.helper-kptr-xchg',
    'btf.pahole-built-with',
  ],
  info: ['kernel.version', 'priv.bounding'],
} satisfies Profile;
