import features from './features.ts';
import libbpf from './libbpf.ts';
import lsm from './lsm.ts';
import network from './network.ts';
import type {Profile} from './profile.ts';
import schedExt from './sched-ext.ts';
import tracing from './tracing.ts';

/** Every profile, the default first. */
export const profiles: readonly Profile[] = [libbpf, tracing, network, lsm, schedExt, features];
