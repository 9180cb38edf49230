import {nameBy} from '../program-name.ts';
import {compose} from './compose.ts';
import {scriptReadme} from './readme.ts';
import type {ProjectToolchain} from './toolchain.ts';

/** C within Python, compiled at each start. fentry, LSM and iterators take CO-RE more than BCC: libbpf has those. */
export const bcc: ProjectToolchain = {
  name: 'bcc',
  kinds: ['tracepoint', 'kprobe', 'uprobe', 'counter', 'xdp'],
  files: (kind, name) =>
    new Map([
      [
        `${name}.py`,
        compose(`kinds/bcc/${kind.name}.py`, name, {TRACED: kind.traced ?? '', COLUMNS: kind.columns ?? ''}),
      ],
      ['README.md', scriptReadme(kind, `${name}.py`, words)],
    ]),
  build: () => [],
  make: '',
  named: nameBy('.py'),
  // It took 7 s on an emulated machine: clang is in it.
  run: (name) => ({command: [`./${name}.py`], loading: ['compile', 'load', 'attach'], limit: 60}),
};

const words = {
  on: '[BCC](https://github.com/iovisor/bcc) in Python',
  change: [
    'Another place: a function called `kprobe__FUNCTION` is attached to that function of the kernel, `TRACEPOINT_PROBE(GROUP, EVENT)` to a tracepoint; `attach_uprobe()` to a function of a program.',
    'What is reported: the fields of the struct in C, and the line that prints them in Python.',
    'It takes the headers of the running kernel wherever it runs: `ebpf doctor --for bcc`. Those of another kernel may describe other structs; tracepoints and their arguments are safe. What shall run elsewhere is better written on libbpf.',
  ],
  read: ['https://github.com/iovisor/bcc/blob/master/docs/reference_guide.md'],
};
