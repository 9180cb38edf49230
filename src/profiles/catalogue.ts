import aya from './aya.ts';
import bcc from './bcc.ts';
import bpftrace from './bpftrace.ts';
import ciliumEbpf from './cilium-ebpf.ts';
import features from './features.ts';
import kernelSamples from './kernel-samples.ts';
import libbpf from './libbpf.ts';
import libbpfBootstrap from './libbpf-bootstrap.ts';
import libbpfRs from './libbpf-rs.ts';
import lsm from './lsm.ts';
import network from './network.ts';
import type {Profile} from './profile.ts';
import run from './run.ts';
import schedExt from './sched-ext.ts';
import tracing from './tracing.ts';

/** Every profile, the default first. */
export const profiles: readonly Profile[] = [
  libbpf,
  bcc,
  libbpfBootstrap,
  kernelSamples,
  bpftrace,
  ciliumEbpf,
  libbpfRs,
  aya,
  run,
  tracing,
  network,
  lsm,
  schedExt,
  features,
];
