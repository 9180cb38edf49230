import {noSuch} from '../../hosts/no-such.ts';
import {showCommand} from '../../remedies/show.ts';
import {helloProjectStep} from '../program-name.ts';
import type {Route, Step} from '../route.ts';
import {smokeStep} from '../smoke-step.ts';
import type {Work} from '../stage.ts';
import {toolchains, verifiedBy} from '../verified-by.ts';
import {kindOf} from './catalogue.ts';
import type {Kind} from './kind.ts';
import {libbpf} from './libbpf.ts';
import {verifyStep} from './route.ts';
import type {ProjectToolchain} from './toolchain.ts';

type Running = (work: Work) => Promise<ReturnType<ProjectToolchain['run']>>;

/** A project as a hello: written where it is not there yet, built where that is left to do, and verified each time. */
const projectHello = (
  kind: Kind,
  {files, build, run, named, cost}: ProjectToolchain,
  verify: (running: Running) => Step,
): Pick<Route, 'steps' | 'next' | 'cost'> => ({
  steps: (options) => [
    {
      title: `Write ${options.directory}`,
      first: 'project',
      before: 'packages',
      run: async (work) => helloProjectStep(await files(kind, 'hello'), options.directory, named).run(work),
    },
    ...build(options),
    verify(async (work) => run(await named(work))),
  ],
  next: (folder, elevation, program = 'hello') =>
    `cd ${folder} && ${showCommand(run(program).command, elevation)}${kind.argument ? ` ${kind.argument}` : ''}`,
  ...(cost && {cost}),
});

/** What verifies a kind, on libbpf. */
export const kindHello = (kind: Kind, directory: string): Route => ({
  name: `${kind.name} on ${libbpf.name}`,
  profile: libbpf.name,
  directory,
  ...(kind.traced !== undefined && {traces: kind.traced}),
  ...projectHello(kind, libbpf, (running) => verifyStep(kind, running)),
});

/** What verifies a toolchain: its simplest project. */
export const toolchainHello = (toolchain: ProjectToolchain): Route => ({
  name: toolchain.name,
  directory: `./hello-${toolchain.name}`,
  ...projectHello(kindOf('tracepoint'), toolchain, smokeStep),
});

/** @throws Failure for a profile that no program verifies. */
export const requireVerifiable = (profile: string): void => {
  const known = [...toolchains, ...Object.keys(verifiedBy)];
  if (!known.includes(profile))
    throw noSuch('hello for', profile, {known, more: `There is one for ${known.join(', ')}.`}, '--for');
};
