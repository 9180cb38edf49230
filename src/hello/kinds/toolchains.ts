import {exitCodes, Failure} from '../../hosts/failure.ts';
import {noSuch} from '../../hosts/no-such.ts';
import {projectOf} from '../one-program.ts';
import {onePrograms} from '../one-programs.ts';
import {bcc} from './bcc.ts';
import {bpftrace} from './bpftrace.ts';
import type {Kind} from './kind.ts';
import {libbpf} from './libbpf.ts';
import type {ProjectToolchain} from './toolchain.ts';

/** Every toolchain that `ebpf new` writes projects for, the default first. */
export const projectToolchains: readonly ProjectToolchain[] = [libbpf, bpftrace, bcc, ...onePrograms.map(projectOf)];

/** The toolchain of a name, for a kind. @throws Failure for one that there is not, or that has no such kind. */
export const toolchainFor = (name: string, kind: Kind): ProjectToolchain => {
  const known = projectToolchains.map((each) => each.name);
  const toolchain = projectToolchains.find((each) => each.name === name);
  if (!toolchain) throw noSuch('toolchain', name, {known, more: `There are ${known.join(', ')}.`});
  if (toolchain.kinds.includes(kind.name)) return toolchain;
  const others = projectToolchains.filter(({kinds}) => kinds.includes(kind.name)).map((each) => each.name);
  throw new Failure({
    what: `There is no ${kind.name} project for ${name}.`,
    why: `${name} has ${toolchain.kinds.join(', ')}.`,
    todo: `Choose another kind, or another toolchain: --for ${others.join(', --for ')}`,
    exitCode: exitCodes.usage,
  });
};
