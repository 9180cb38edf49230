import {showCommand} from '../../remedies/show.ts';
import {helloProjectStep, nameBy} from '../program-name.ts';
import type {ProjectFiles} from '../project.ts';
import type {Route} from '../route.ts';
import {smokeStep} from '../smoke-step.ts';
import {makeStep, prepareSteps} from './make.ts';
import {sourceStep} from './source.ts';

export const files: ProjectFiles = {
  'hello_kern.c': 'kernel-samples/hello_kern.c',
  'hello_user.c': 'kernel-samples/hello_user.c',
  'hello.h': 'kernel-samples/hello.h',
  Makefile: 'kernel-samples/Makefile',
  'README.md': 'kernel-samples/README.md',
  '.gitignore': 'kernel-samples/gitignore',
};

const named = nameBy('_kern.c');

/** In the manner of samples/bpf: a kernel tree's own rules build our program, in our directory; the tree is not edited. */
export default {
  name: 'kernel-samples',
  directory: './hello-kernel-samples',
  steps: (options) => {
    const tree = `${options.directory}/linux`;
    return [
      helloProjectStep(files, options.directory, named),
      sourceStep(options),
      ...prepareSteps(tree),
      {
        ...makeStep(tree),
        run: async (work) => makeStep(tree, await named(work)).run(work),
      },
      smokeStep(async (work) => ({command: [`./${await named(work)}`]})),
    ];
  },
  next: (directory, elevation, program = 'hello') =>
    `cd ${directory} && make${program === 'hello' ? '' : ` NAME=${program}`} && ${showCommand([`./${program}`], elevation)}`,
  // Measured with linux-source-6.1 on Debian 12.
  cost: {what: 'unpack and prepare a kernel tree, once for all projects', download: 0, disk: 1.6e9, seconds: 45},
} satisfies Route;
