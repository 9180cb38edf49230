import {showCommand} from '../../remedies/show.ts';
import {build} from '../build.ts';
import {files as libbpfFiles} from '../libbpf/route.ts';
import {helloProjectStep, nameBy} from '../program-name.ts';
import type {ProjectFiles} from '../project.ts';
import type {Route, Step} from '../route.ts';
import {smokeStep} from '../smoke-step.ts';
import {cloneStep} from './clone.ts';
import {submodulesStep} from './submodules.ts';

/** Where the applications lie since commit d8b1bda of 2021-04-20; it was `src` before. */
const folder = 'examples/c';

/** The same program as with libbpf alone: the scaffold has Makefile and vmlinux.h of its own. Nothing of upstream is touched. */
const files: ProjectFiles = {
  ...Object.fromEntries(Object.entries(libbpfFiles).filter(([name]) => name.startsWith('hello.'))),
  'hello.md': 'libbpf-bootstrap/hello.md',
};

/** Where hello is gone, its new name is that of a source which is not upstream's: git does not know it, or it was only added. */
const named = nameBy('.bpf.c', {
  folder,
  list: `{ git ls-files --others -- '*.bpf.c'; git diff --cached --name-only --diff-filter=A --relative -- '*.bpf.c'; }`,
});

/** libbpf-bootstrap: cloned with its submodules, our hello added as an application. */
export default {
  name: 'libbpf-bootstrap',
  directory: './libbpf-bootstrap',
  steps: (options) => [
    cloneStep(options),
    submodulesStep(options),
    helloProjectStep(files, options.directory, named, folder),
    makeStep(`${options.directory}/${folder}`, options.tools?.make),
    smokeStep(async (work) => ({command: [`./${await named(work)}`], directory: `${options.directory}/${folder}`})),
  ],
  next: (directory, elevation, program = 'hello') =>
    `cd ${directory}/${folder} && make APPS=${program} && ${showCommand([`./${program}`], elevation)}`,
  // Measured at commit 80334a2 of 2026-02-05, on Debian 12.
  cost: {what: 'clone with submodules, build libbpf and bpftool', download: 20e6, disk: 95e6, seconds: 20},
} satisfies Route;

/**
 * `make hello` would not do, since only what APPS names has rules; editing the list is not needed. With CARGO empty the application
 * `profile`, which fetches Rust crates, stays out even where it would be built.
 */
const makeStep = (directory: string, make: string | undefined): Step => ({
  title: 'Build libbpf and bpftool, then hello: make APPS=hello',
  first: 'libbpf',
  run: async (work) => {
    const name = await named(work);
    const of = (label: string, file: string) => ({
      test: (line: string) => line.startsWith(label) && line.endsWith(file),
    });
    return build(work, {
      program: make,
      arguments: [`APPS=${name}`, 'CARGO='],
      directory,
      parallel: true,
      stages: [
        {name: 'libbpf', begins: /^LIB /},
        {name: 'bpftool', begins: /^BPFTOOL /},
        {name: 'BPF', begins: of('BPF ', `${name}.bpf.o`)},
        {name: 'GEN-SKEL', begins: of('GEN-SKEL ', `${name}.skel.h`)},
        {name: 'CC', begins: of('CC ', `${name}.o`)},
        {name: 'BINARY', begins: of('BINARY ', name)},
      ],
      minutes: 20,
    });
  },
});
