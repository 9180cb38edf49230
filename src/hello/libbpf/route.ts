import {showCommand} from '../../remedies/show.ts';
import {build, type Recipe, type Tools} from '../build.ts';
import {helloProjectStep, nameBy, nameFor} from '../program-name.ts';
import type {ProjectFiles} from '../project.ts';
import type {Route, Step} from '../route.ts';
import {smokeStep} from '../smoke-step.ts';
import {vmlinuxStep} from './vmlinux-step.ts';

/** npm never packs a file called .gitignore, so it is stored under another name. */
export const files: ProjectFiles = {
  'hello.bpf.c': 'libbpf/hello.bpf.c',
  'hello.c': 'libbpf/hello.c',
  'hello.h': 'libbpf/hello.h',
  Makefile: 'libbpf/Makefile',
  'README.md': 'libbpf/README.md',
  '.gitignore': 'libbpf/gitignore',
};

/** Each project has a part in the kernel, whatever its program is called. */
export const named = nameBy('.bpf.c');

/** The stages by the labels that our Makefile prints. */
export const stages = [
  {name: 'vmlinux.h', begins: /^VMLINUX /},
  {name: 'BPF', begins: /^BPF /},
  {name: 'GEN-SKEL', begins: /^GEN-SKEL /},
  {name: 'CC', begins: /^CC /},
  {name: 'BINARY', begins: /^BINARY /},
] as const;

/** Where vmlinux.h is in place before make runs. */
export const afterHeader = stages.slice(1);

/** CO-RE with the distribution's libbpf, clang and bpftool: a Makefile of ours. */
export default {
  name: 'libbpf',
  directory: './hello-ebpf',
  steps: ({directory, refresh, tools = {}}) => [
    helloProjectStep(files, directory, named),
    vmlinuxStep(refresh ?? false),
    makeStep(tools, [], afterHeader),
    smokeStep(async (work) => ({command: [`./${await named(work)}`]})),
  ],
  next: (directory, elevation, program = 'hello') => `cd ${directory} && ${showCommand([`./${program}`], elevation)}`,
} satisfies Route;

/** Builds with our Makefile; `variables` are more of its, as make takes them. */
export const makeStep = (
  {make, clang, bpftool}: Tools,
  variables: readonly string[] = [],
  made: Recipe['stages'] = stages,
): Step => ({
  title: 'Build the program',
  first: made[0]?.name ?? 'BINARY',
  run: async (work) =>
    build(work, {
      program: make,
      arguments: [
        ...(clang ? [`CLANG=${clang}`] : []),
        ...(bpftool ? [`BPFTOOL=${bpftool}`] : []),
        ...variables,
        ...nameFor('APPS', await named(work)),
      ],
      stages: made,
    }),
});
