import {showCommand} from '../../remedies/show.ts';
import {helloProjectStep, programName} from '../program-name.ts';
import type {Route} from '../route.ts';
import {smokeStep} from '../smoke-step.ts';
import {explain} from './trouble.ts';

const source = '.py';

/** Python on BCC: the C in hello.py is compiled as it starts, with the headers of the kernel. */
export default {
  name: 'bcc',
  directory: './hello-bcc',
  steps: ({directory}) => [
    helloProjectStep({'hello.py': 'bcc/hello.py', 'README.md': 'bcc/README.md'}, directory, source),
    // It took 7 s on an emulated machine: clang is in it.
    smokeStep(async (work) => ({
      command: [`./${await programName(work, source)}${source}`],
      loading: ['compile', 'load', 'attach'],
      limit: 60,
      explain,
    })),
  ],
  next: (directory, elevation) => showCommand([`${directory}/hello.py`], elevation),
} satisfies Route;
