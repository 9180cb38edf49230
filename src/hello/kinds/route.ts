import {packageFile} from '../../hosts/package-files.ts';
import {showCommand} from '../../remedies/show.ts';
import {thereFailure} from '../project.ts';
import {projectStep} from '../project-step.ts';
import type {Route, Step} from '../route.ts';
import {smoke} from '../smoke.ts';
import type {Work} from '../stage.ts';
import type {Kind} from './kind.ts';
import type {ProjectToolchain} from './toolchain.ts';
import {explainKind, hooks} from './trouble.ts';

/** A new project of a kind: written where nothing is yet, built, and its program seen to report what is caused for it. */
export const newProject = (kind: Kind, name: string, toolchain: ProjectToolchain, {verify = true} = {}): Route => ({
  name: `${kind.name} on ${toolchain.name}`,
  profile: toolchain.name,
  directory: `./${name}`,
  steps: (options) => [
    writeStep(kind, name, toolchain, options.directory),
    ...(verify ? [...toolchain.build(options), verifyStep(kind, async () => toolchain.run(name))] : []),
  ],
  next: (directory, elevation) => {
    const made = verify || !toolchain.make ? '' : `${toolchain.make} && `;
    const run = showCommand(toolchain.run(name).command, elevation);
    return `cd ${directory} && ${made}${run}${kind.argument ? ` ${kind.argument}` : ''}`;
  },
  advice: (directory) => `${directory}/README.md tells what happens and how to change it.`,
});

const writeStep = (kind: Kind, name: string, toolchain: ProjectToolchain, directory: string): Step => ({
  title: `Write ${directory}`,
  first: 'project',
  run: async (work) => {
    const {exitCode} = await work.host.run(['sh', '-c', '[ ! -e "$1" ] && [ ! -h "$1" ]', 'sh', directory]);
    if (exitCode !== 0) throw thereFailure(directory);
    return projectStep(toolchain.files(kind, name), directory, {isNew: true}).run(work);
  },
});

/** Causes what the program watches, and sees it report just that; see scripts/smoke.sh and scripts/scenes/. */
export const verifyStep = (
  kind: Kind,
  running: (work: Work) => Promise<ReturnType<ProjectToolchain['run']>>,
): Step => ({
  title: 'Verify on the running kernel',
  first: 'open',
  run: async (work) => {
    const program = await running(work);
    const scene = kind.scene === undefined ? '' : packageFile(`scripts/scenes/${kind.scene}.sh`);
    return smoke(work, {
      ...program,
      ready: kind.once ? '' : 'Tracing ',
      scene: `${kind.end === undefined ? '' : `end=${kind.end}\n`}${scene}`,
      ...(kind.network && {capabilities: ['cap_net_admin']}),
      ...(kind.end !== undefined && {under: ['unshare', '--net']}),
      hooks: hooks.has(kind.name),
      explain: (stage, observed) => explainKind(kind, stage, observed),
    });
  },
});
