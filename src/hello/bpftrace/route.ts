import {showCommand} from '../../remedies/show.ts';
import {helloProjectStep, nameBy} from '../program-name.ts';
import type {Route} from '../route.ts';
import {smokeStep} from '../smoke-step.ts';

const named = nameBy('.bt');

/** Scripts of bpftrace: nothing is built, the script is compiled as it starts. */
export default {
  name: 'bpftrace',
  directory: './hello-bpftrace',
  steps: ({directory}) => [
    helloProjectStep({'hello.bt': 'bpftrace/hello.bt', 'README.md': 'bpftrace/README.md'}, directory, named),
    // The first start on an emulated machine takes seconds: LLVM is large.
    smokeStep(async (work) => ({
      command: [`./${await named(work)}.bt`],
      loading: ['compile', 'attach'],
      limit: 40,
    })),
  ],
  next: (directory, elevation, program = 'hello') => showCommand([`${directory}/${program}.bt`], elevation),
} satisfies Route;
