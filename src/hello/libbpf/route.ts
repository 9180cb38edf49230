import path from 'node:path';
import {build, type Tools} from '../build.ts';
import type {ProjectFiles} from '../project.ts';
import {projectStep} from '../project-step.ts';
import type {Route, Step} from '../route.ts';
import {smokeStep} from '../smoke-step.ts';
import {dumpVmlinux} from '../vmlinux.ts';
import {saveHeader} from '../vmlinux-file.ts';

/** npm never packs a file called .gitignore, so it is stored under another name. */
export const files: ProjectFiles = {
  'hello.bpf.c': 'libbpf/hello.bpf.c',
  'hello.c': 'libbpf/hello.c',
  'hello.h': 'libbpf/hello.h',
  Makefile: 'libbpf/Makefile',
  'README.md': 'libbpf/README.md',
  '.gitignore': 'libbpf/gitignore',
};

/** The stages by the labels that our Makefile prints. */
export const stages = [
  {name: 'vmlinux.h', begins: /^VMLINUX /},
  {name: 'BPF', begins: /^BPF /},
  {name: 'GEN-SKEL', begins: /^GEN-SKEL /},
  {name: 'CC', begins: /^CC /},
  {name: 'BINARY', begins: /^BINARY /},
] as const;

/** CO-RE with the distribution's libbpf, clang and bpftool: a Makefile of ours. */
export default {
  name: 'libbpf',
  directory: './hello-ebpf',
  steps: ({directory, refresh, tools = {}}) => [
    projectStep(files, directory),
    ...(refresh ? [vmlinuxStep] : []),
    makeStep(tools),
    smokeStep({command: ['./hello']}),
  ],
  next: (directory) => `cd ${directory} && sudo ./hello`,
} satisfies Route;

const vmlinuxStep: Step = {
  title: "Write vmlinux.h from the running kernel's BTF",
  first: 'vmlinux.h',
  run: async ({host, directory, signal}) => {
    const start = performance.now();
    const header = await dumpVmlinux(host, {signal});
    const saved = await saveHeader(header, path.join(directory, 'vmlinux.h'));
    const message = saved === 'written' ? `${(header.length / 1e6).toFixed(1)} MB` : 'unchanged';
    const milliseconds = Math.round(performance.now() - start);
    return {stages: [{name: 'vmlinux.h', ok: true, milliseconds, message}], changed: saved === 'written'};
  },
};

/** Builds with our Makefile; `variables` are more of its, as make takes them. */
export const makeStep = ({make, clang, bpftool}: Tools, variables: readonly string[] = []): Step => ({
  title: 'Build it',
  first: 'vmlinux.h',
  run: (work) =>
    build(work, {
      make,
      arguments: [...(clang ? [`CLANG=${clang}`] : []), ...(bpftool ? [`BPFTOOL=${bpftool}`] : []), ...variables],
      stages,
    }),
});
