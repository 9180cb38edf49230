import {exitCodes, Failure} from '../hosts/failure.ts';
import {showCommand} from '../remedies/show.ts';
import {build} from './build.ts';
import {isFetching} from './go-proxy.ts';
import {named} from './libbpf/route.ts';
import {vmlinuxStep} from './libbpf/vmlinux-step.ts';
import type {OneProgram} from './one-program.ts';
import {nameFor} from './program-name.ts';
import type {RouteOptions, Step} from './route.ts';
import type {Work} from './stage.ts';

/** Go: the loader is made with cilium/ebpf, the part in the kernel stays C. Modules come from Debian's packages, else from the user's proxy. */
export const ciliumEbpf: OneProgram = {
  name: 'cilium-ebpf',
  // npm never packs a file called .gitignore, so it is stored under another name.
  files: {
    'hello.bpf.c': 'one-program/cilium-ebpf.bpf.c',
    'main.go': 'cilium-ebpf/main.go',
    Makefile: 'cilium-ebpf/Makefile',
    '.gitignore': 'cilium-ebpf/gitignore',
  },
  build: (options) => [vmlinuxStep(options.refresh ?? false), makeStep(options)],
  make: 'make',
  program: (name) => name,
  named,
  lesson: (name) => ({
    on: '[cilium/ebpf](https://ebpf-go.dev) in Go',
    run: [`make    # builds ./${name}`, `sudo ./${name}    # until Ctrl-C`],
    files: [
      [`${name}.bpf.c`, 'the part that runs in the kernel, in C; bpf2go makes the Go type of its event'],
      ['main.go', 'the part that runs as an ordinary program: loads and attaches the first, prints what comes of it'],
      [
        'Makefile',
        `builds them: \`go.mod\` (once; where the modules come from), \`vmlinux.h\` (the types of the kernel), \`bpf_*.go\` (the compiled part, embedded, with functions that load it), \`${name}\``,
      ],
    ],
    change: [
      'What is attached where `main.go` says: `link.Tracepoint(...)` has to name the same as `SEC(...)`. A second function needs a second link.',
      'For another processor: `make TARGETS=amd64,arm64`, then `GOARCH=arm64 CGO_ENABLED=0 go build`. A kprobe or uprobe with arguments reads registers, and needs a `vmlinux.h` of that processor: `make BTF=FILE`.',
      'Modules from the proxy of `go env GOPROXY` in place of the package: `rm -f go.mod go.sum && make GOCODE=`. From another proxy: `GOPROXY=URL make GOCODE=`.',
    ],
    read: ['https://ebpf-go.dev', 'https://pkg.go.dev/github.com/cilium/ebpf/link'],
  }),
  // Measured with Go 1.24 on Debian 13: Go compiles its standard library the first time, and keeps that in ~/.cache/go-build.
  cost: {what: "compile Go's standard library once", download: 0, disk: 90e6, seconds: 40},
};

/** Builds with the project's Makefile; a proxy that is named is asked even where there are packages. */
const makeStep = ({tools = {}, goProxy}: RouteOptions): Step => ({
  title: 'Build the program',
  first: 'modules',
  run: async (work) => {
    if (isFetching(goProxy)) await requireFetching(work);
    return build(work, {
      program: tools.make,
      arguments: [
        ...(tools.clang ? [`CLANG=${tools.clang}`] : []),
        ...(isFetching(goProxy) ? ['GOCODE='] : []),
        ...nameFor('NAME', await named(work)),
      ],
      // Not as an argument, in which make would expand a $.
      ...(goProxy !== undefined && {environment: {GOPROXY: goProxy}}),
      stages: [
        {name: 'modules', begins: /^MODULES /},
        {name: 'BPF', begins: /^BPF /},
        {name: 'BINARY', begins: /^BINARY /},
      ],
      minutes: 20,
    });
  },
});

/** @throws Failure where the project is bound to the folders of the packages, so that no proxy would be asked. */
const requireFetching = async ({host, directory}: Work): Promise<void> => {
  const file = `${directory}/go.mod`;
  if ((await host.run(['grep', '-q', '--', 'github.com/cilium/ebpf =>', file])).exitCode !== 0) return;
  throw new Failure({
    what: `${file} takes the module from a folder, not from a proxy.`,
    why: 'It was made once, and is yours since: nothing was changed there.',
    todo: `Have it made anew: ${showCommand(['rm', '-f', file, `${directory}/go.sum`])}. Or leave out --go-proxy, or name another directory: --dir DIR.`,
    exitCode: exitCodes.usage,
  });
};
