import {build} from '../build.ts';
import type {Cause} from '../build-trouble.ts';
import {nameFor} from '../program-name.ts';
import type {Step} from '../route.ts';
import type {BuildStage, Work} from '../stage.ts';

/** What a tree needs before anything of samples/bpf is built, each with the file that tells that it was done. */
const preparations: readonly {name: BuildStage; title: string; target: string; made: string}[] = [
  {name: 'config', title: 'Configure the tree: make defconfig', target: 'defconfig', made: '.config'},
  {
    name: 'headers',
    title: 'Install its headers in the tree: make headers_install',
    target: 'headers_install',
    made: 'usr/include/linux/bpf.h',
  },
  // The last file that `prepare` makes in every tree from 5.10 on.
  {name: 'prepare', title: 'Prepare it: make prepare', target: 'prepare', made: 'include/generated/asm-offsets.h'},
];

export const prepareSteps = (tree: string): readonly Step[] =>
  preparations.map(({name, title, target, made}) => ({
    title,
    first: name,
    run: async (work) => {
      if (await exists(work, `${tree}/${made}`))
        return {stages: [{name, ok: true, message: 'done already'}], changed: false};
      work.onProgress?.(name, `make ${target}`);
      const outcome = await build(work, {
        arguments: [target],
        directory: tree,
        stages: [{name}],
        parallel: true,
        causes,
        minutes: 20,
      });
      return {...outcome, changed: true};
    },
  }));

/** Our Makefile calls that of the tree, which builds its libbpf first. */
export const makeStep = (tree: string, name = 'hello'): Step => ({
  title: `Build libbpf of the tree, then ${name}`,
  first: 'libbpf',
  run: async (work) => {
    const absolute = await absolutePath(work, tree);
    return build(work, {
      arguments: [`TREE=${absolute}`, ...nameFor('NAME', name)],
      stages: [
        {name: 'libbpf'},
        {name: 'CC', begins: /^CC .*_user\.o$/},
        {name: 'BINARY', begins: {test: (line) => line.startsWith('LD ') && line.endsWith(`/${name}`)}},
        {name: 'BPF', begins: /^CLANG-bpf /},
      ],
      // clang stands at the head of a pipe, so that make exits 0 whatever it says, and leaves an object of 400 bytes.
      failsOn: /\berror: |^\/bin\/sh: .*not found/,
      causes,
      minutes: 20,
    });
  },
});

const exists = async ({host}: Work, file: string): Promise<boolean> =>
  (await host.run(['test', '-e', file])).exitCode === 0;

const absolutePath = async ({host}: Work, directory: string): Promise<string> =>
  (await host.run(['readlink', '-f', '--', directory])).stdout.toString('utf8').trim();

const packages = 'flex bison bc rsync libssl-dev libelf-dev python3-minimal llvm';

const causes: readonly Cause[] = [
  {
    matches:
      /(?:flex|bison|bc|rsync|python3|llc|opt|llvm-dis)['’]?: (?:command )?not found|'python3': No such file|Cannot find LLVM tool/,
    what: 'A tool that a kernel tree needs is not installed.',
    todo: `Install them (Debian and Ubuntu: apt install ${packages}), or let "ebpf setup --for kernel-samples" do it.`,
  },
  {
    matches: /openssl\/\w+\.h/,
    what: "OpenSSL's development files are not installed.",
    todo: 'Install them (Debian and Ubuntu: apt install libssl-dev), or let "ebpf setup --for kernel-samples" do it.',
  },
  {
    matches: /(?:gelf|libelf)\.h/,
    what: "libelf's development files are not installed.",
    todo: 'Install them (Debian and Ubuntu: apt install libelf-dev), or let "ebpf setup --for kernel-samples" do it.',
  },
  {
    matches: /Kernel configuration is invalid|auto\.conf.*missing|\.config.*not found/,
    what: 'The tree is not configured.',
    todo: 'In the tree: make defconfig prepare',
  },
  {
    matches: /cannot contain spaces or colons/,
    what: 'The kernel builds nothing below a directory with a blank or colon in its name.',
    todo: 'Choose another directory: --dir DIR.',
  },
  {
    matches: /is not clean, please run 'make mrproper'/,
    what: 'The tree was built in with another output directory.',
    todo: "In the tree: make mrproper (it removes the tree's .config).",
  },
];
