import {exitCodes, Failure} from '../../hosts/failure.ts';
import {packageFile} from '../../hosts/package-files.ts';
import {showCommand} from '../../remedies/show.ts';
import {afterHeader, makeStep} from '../libbpf/route.ts';
import {vmlinuxStep} from '../libbpf/vmlinux-step.ts';
import {projectStep} from '../project-step.ts';
import type {Route, Step} from '../route.ts';
import {smoke} from '../smoke.ts';
import type {Kind} from './kind.ts';
import {libbpfFiles} from './project.ts';
import {explainKind} from './trouble.ts';

/** A new project of a kind: written where nothing is yet, built, and its program seen to report what is caused for it. */
export const newProject = (kind: Kind, name: string, {verify = true} = {}): Route => ({
  name: `${kind.name} on libbpf`,
  directory: `./${name}`,
  steps: ({directory, tools = {}}) => [
    writeStep(kind, name, directory),
    ...(verify ? [vmlinuxStep(false), makeStep(tools, [], afterHeader), verifyStep(kind, name)] : []),
  ],
  next: (directory, elevation) =>
    `cd ${directory} && ${verify ? '' : 'make && '}${showCommand([`./${name}`], elevation)}${kind.argument ? ` ${kind.argument}` : ''}; its README.md tells what happens and how to change it`,
});

const writeStep = (kind: Kind, name: string, directory: string): Step => ({
  title: `Write the project to ${directory}`,
  first: 'project',
  run: async (work) => {
    const {exitCode} = await work.host.run(['sh', '-c', '[ ! -e "$1" ] && [ ! -h "$1" ]', 'sh', directory]);
    if (exitCode !== 0)
      throw new Failure({
        what: `There is a ${directory} already.`,
        why: 'Nothing was changed there.',
        todo: 'Choose another name, or another directory with --dir DIR.',
        exitCode: exitCodes.usage,
      });
    return projectStep(await libbpfFiles(kind, name), directory).run(work);
  },
});

/** Causes what the program watches, and sees it report just that; see scripts/smoke.sh and scripts/scenes/. */
const verifyStep = (kind: Kind, name: string): Step => ({
  title: 'Load it, attach it, see it work',
  first: 'open',
  run: async (work) => {
    const scene = kind.scene === undefined ? '' : await packageFile(`scripts/scenes/${kind.scene}.sh`);
    return smoke(work, {
      command: [`./${name}`],
      ready: kind.once ? '' : 'Tracing ',
      scene: `${kind.end === undefined ? '' : `end=${kind.end}\n`}${scene}`,
      ...(kind.network && {capabilities: ['cap_net_admin']}),
      ...(kind.end !== undefined && {under: ['unshare', '--net']}),
      explain: explainKind(kind),
    });
  },
});
