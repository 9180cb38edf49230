import {ciliumEbpf} from './cilium-ebpf.ts';
import type {OneProgram} from './one-program.ts';
import {aya} from './rust/aya.ts';
import {libbpfRs} from './rust/libbpf-rs.ts';

/** Every toolchain with one program, in the order of the profiles. */
export const onePrograms: readonly OneProgram[] = [ciliumEbpf, libbpfRs, aya];
