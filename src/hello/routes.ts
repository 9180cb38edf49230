import bootstrap from './bootstrap/route.ts';
import {bcc} from './kinds/bcc.ts';
import {bpftrace} from './kinds/bpftrace.ts';
import {toolchainHello} from './kinds/hello.ts';
import libbpf from './libbpf/route.ts';
import {projectOf} from './one-program.ts';
import {onePrograms} from './one-programs.ts';
import type {Route} from './route.ts';
import run from './run/route.ts';
import samples from './samples/route.ts';

/** Every way of writing eBPF that can be proved, in the order of the profiles. */
export const routes: readonly Route[] = [
  libbpf,
  toolchainHello(bcc),
  bootstrap,
  samples,
  ...[bpftrace, ...onePrograms.map(projectOf)].map(toolchainHello),
  run,
];
