import bcc from './bcc/route.ts';
import bootstrap from './bootstrap/route.ts';
import bpftrace from './bpftrace/route.ts';
import libbpf from './libbpf/route.ts';
import {helloOf} from './one-program.ts';
import {onePrograms} from './one-programs.ts';
import type {Route} from './route.ts';
import run from './run/route.ts';
import samples from './samples/route.ts';

/** Every way of writing eBPF that can be proved, in the order of the profiles. */
export const routes: readonly Route[] = [libbpf, bcc, bootstrap, samples, bpftrace, ...onePrograms.map(helloOf), run];
