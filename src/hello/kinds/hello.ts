import {noSuch} from '../../hosts/no-such.ts';
import {showCommand} from '../../remedies/show.ts';
import {named} from '../libbpf/route.ts';
import {helloProjectStep} from '../program-name.ts';
import type {Route} from '../route.ts';
import {routes} from '../routes.ts';
import {verifiedBy} from '../verified-by.ts';
import type {Kind} from './kind.ts';
import {libbpf} from './libbpf.ts';
import {verifyStep} from './route.ts';

/** The project of a kind as a hello: written where it is not there yet, and verified again each time. */
export const kindHello = (kind: Kind, directory: string): Route => ({
  name: `${kind.name} on ${libbpf.name}`,
  profile: libbpf.name,
  directory,
  ...(kind.traced !== undefined && {traces: kind.traced}),
  steps: (options) => [
    {
      title: `Write ${options.directory}`,
      first: 'project',
      before: 'packages',
      run: async (work) => helloProjectStep(await libbpf.files(kind, 'hello'), options.directory, named).run(work),
    },
    ...libbpf.build(options),
    verifyStep(kind, async (work) => libbpf.run(await named(work))),
  ],
  next: (folder, elevation, program = 'hello') =>
    `cd ${folder} && ${showCommand([`./${program}`], elevation)}${kind.argument ? ` ${kind.argument}` : ''}`,
});

/** @throws Failure for a profile that no program verifies. */
export const requireVerifiable = (profile: string): void => {
  const known = [...routes.map(({name}) => name), ...Object.keys(verifiedBy)];
  if (!known.includes(profile))
    throw noSuch('hello for', profile, {known, more: `There is one for ${known.join(', ')}.`}, '--for');
};
