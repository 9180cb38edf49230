import {build} from '../build.ts';
import {nameFor} from '../program-name.ts';
import type {Step} from '../route.ts';
import type {BuildStage, Work} from '../stage.ts';

/** The last file that `prepare` makes in every tree from 5.10 on. */
const last = 'include/generated/asm-offsets.h';

/** What a tree needs before anything of samples/bpf is built, each with the files that tell that it was done. */
const preparations: readonly {name: BuildStage; title: string; target: string; made: readonly string[]}[] = [
  {name: 'config', title: 'Configure the tree: make defconfig', target: 'defconfig', made: ['.config']},
  {
    name: 'headers',
    title: 'Install its headers in the tree: make headers_install',
    target: 'headers_install',
    // One that was cut off has left some of them: they are all there only where what follows was done.
    made: ['usr/include/linux/bpf.h', last],
  },
  {name: 'prepare', title: 'Prepare it: make prepare', target: 'prepare', made: [last]},
];

export const prepareSteps = (tree: string): readonly Step[] =>
  preparations.map(({name, title, target, made}) => ({
    title,
    first: name,
    run: async (work) => {
      if (await exist(work, tree, made)) return {stages: [{name, ok: true, message: 'done already'}], changed: false};
      work.onProgress?.(name, `make ${target}`);
      const outcome = await build(work, {
        arguments: [target],
        directory: tree,
        lock: '.',
        stages: [{name}],
        parallel: true,
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
      // libbpf is built in the tree.
      lock: absolute,
      stages: [
        {name: 'libbpf'},
        {name: 'CC', begins: /^CC .*_user\.o$/},
        {name: 'BINARY', begins: {test: (line) => line.startsWith('LD ') && line.endsWith(`/${name}`)}},
        {name: 'BPF', begins: /^CLANG-bpf /},
      ],
      // clang stands at the head of a pipe, so that make exits 0 whatever it says, and leaves an object of 400 bytes.
      failsOn: /\berror: |^\/bin\/sh: .*not found/,
      minutes: 20,
    });
  },
});

const exist = async ({host}: Work, tree: string, files: readonly string[]): Promise<boolean> =>
  (await host.run(['ls', '--', ...files.map((file) => `${tree}/${file}`)])).exitCode === 0;

const absolutePath = async ({host}: Work, directory: string): Promise<string> =>
  (await host.run(['readlink', '-f', '--', directory])).stdout.toString('utf8').trim();
