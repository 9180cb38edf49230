import {toolWords} from '../hosts/tool-words.ts';
import {build} from './build.ts';
import type {Cause} from './build-trouble.ts';
import {named} from './libbpf/route.ts';
import {vmlinuxStep} from './libbpf/vmlinux-step.ts';
import type {OneProgram} from './one-program.ts';
import {nameFor} from './program-name.ts';
import type {RouteOptions, Step} from './route.ts';
import type {Observed} from './smoke-trouble.ts';
import type {SmokeStage, Trouble} from './stage.ts';

/** Go: the loader is made with cilium/ebpf, the part in the kernel stays C. Modules come from Debian's packages, else from the user's proxy. */
export const ciliumEbpf: OneProgram = {
  name: 'cilium-ebpf',
  // npm never packs a file called .gitignore, so it is stored under another name.
  files: {
    'hello.bpf.c': 'cilium-ebpf/hello.bpf.c',
    'main.go': 'cilium-ebpf/main.go',
    Makefile: 'cilium-ebpf/Makefile',
    'README.md': 'cilium-ebpf/README.md',
    '.gitignore': 'cilium-ebpf/gitignore',
  },
  build: (options) => [vmlinuxStep(options.refresh ?? false), makeStep(options)],
  make: 'make',
  program: (name) => name,
  named,
  explain: (stage, observed) => explain(stage, observed),
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
      'For another processor: `make TARGETS=amd64,arm64`, then `GOARCH=arm64 CGO_ENABLED=0 go build`.',
      'Modules from the proxy of `go env GOPROXY` in place of the package: `rm go.mod && make GOCODE=`.',
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
  run: async (work) =>
    build(work, {
      program: tools.make,
      arguments: [
        ...(tools.clang ? [`CLANG=${tools.clang}`] : []),
        ...(goProxy === undefined ? [] : ['GOCODE=', `GOPROXY=${goProxy}`]),
        ...nameFor('NAME', await named(work)),
      ],
      stages: [
        {name: 'modules', begins: /^MODULES /},
        {name: 'BPF', begins: /^BPF /},
        {name: 'BINARY', begins: /^BINARY /},
      ],
      causes,
      minutes: 20,
    }),
});

const setup = 'or let "ebpf setup --for cilium-ebpf" install it';

/** What stands behind the messages of Go 1.19 to 1.27 and bpf2go. */
const causes: readonly Cause[] = [
  {
    matches: /\bgo: (?:command )?not found/,
    what: 'Go is not installed.',
    todo: `Install it (Debian and Ubuntu: apt install golang-go), ${setup}.`,
  },
  {
    matches: /dial tcp|no such host|connection refused|i\/o timeout|TLS handshake|proxyconnect|Bad Gateway/i,
    what: 'The module github.com/cilium/ebpf could not be fetched.',
    todo: `Install it (Debian and Ubuntu: apt install golang-github-cilium-ebpf-dev), ${setup}; or name a module proxy: --go-proxy URL.`,
  },
  {
    matches:
      /updates to go\.mod needed|missing go\.sum entry|module lookup disabled|replacement directory .* does not exist/,
    what: 'go.mod no longer fits the packages that are installed.',
    todo: 'Make it anew: rm go.mod go.sum; make',
  },
  {
    matches: /requires go >= |requires newer Go version/,
    what: 'This Go is older than github.com/cilium/ebpf wants.',
    todo: 'Use the package of it, which fits the Go of the release: rm go.mod go.sum; make; or install a newer Go.',
  },
  {
    matches: /\.go:\d+:\d+: /,
    what: "The project's Go source does not compile.",
    todo: 'Fix what the compiler names, or start afresh in another directory: --dir DIR.',
  },
];

/** What is a matter of the library: texts of 0.9, on Debian 12. */
const explain = (stage: SmokeStage, {lines, facts}: Observed): Trouble | undefined => {
  const text = toolWords(lines.join('\n'));
  if (stage === 'load' && /unknown kind: Unknown \(19\)/.test(text))
    return {
      what: "This cilium/ebpf cannot read the kernel's BTF.",
      why: 'It is older than 0.10: it does not know 64-bit enums (BTF_KIND_ENUM64), which kernels describe since 6.0.',
      todo: 'Build it on a newer release (Debian 13), or with a newer module: rm go.mod; make GOCODE=; the program is static and runs here.',
    };
  if (stage === 'attach' && facts.has('tracefs') && /\/sys\/kernel\/debug\/tracing/.test(text))
    return {
      what: 'This cilium/ebpf looks for tracepoints below /sys/kernel/debug only.',
      why: 'It is older than 0.11, which looks in /sys/kernel/tracing, too.',
      todo: 'Mount debugfs as root: mount -t debugfs nodev /sys/kernel/debug',
    };
  return undefined;
};
