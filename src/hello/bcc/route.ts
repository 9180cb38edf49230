import {showCommand} from '../../remedies/show.ts';
import {projectStep} from '../project-step.ts';
import type {Route} from '../route.ts';
import {smokeStep} from '../smoke-step.ts';
import {explain} from './trouble.ts';

/** Python on BCC: the C in hello.py is compiled as it starts, with the headers of the kernel. */
export default {
  name: 'bcc',
  directory: './hello-bcc',
  steps: ({directory}) => [
    projectStep({'hello.py': 'bcc/hello.py'}, directory),
    // It took 7 s on an emulated machine: clang is in it.
    smokeStep({command: ['./hello.py'], loading: ['compile', 'attach'], limit: 60, explain}),
  ],
  next: (directory, elevation) => showCommand([`${directory}/hello.py`], elevation),
} satisfies Route;
