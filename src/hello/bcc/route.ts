import {showCommand} from '../../remedies/show.ts';
import {helloProjectStep, nameBy} from '../program-name.ts';
import type {Route} from '../route.ts';
import {smokeStep} from '../smoke-step.ts';

const named = nameBy('.py');

/** Python on BCC: the C in hello.py is compiled as it starts, with the headers of the kernel. */
export default {
  name: 'bcc',
  directory: './hello-bcc',
  steps: ({directory}) => [
    helloProjectStep({'hello.py': 'bcc/hello.py', 'README.md': 'bcc/README.md'}, directory, named),
    // It took 7 s on an emulated machine: clang is in it.
    smokeStep(async (work) => ({
      command: [`./${await named(work)}.py`],
      loading: ['compile', 'load', 'attach'],
      limit: 60,
    })),
  ],
  next: (directory, elevation, program = 'hello') => showCommand([`${directory}/${program}.py`], elevation),
} satisfies Route;
