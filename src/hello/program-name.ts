import {requireOwn} from './owners.ts';
import {type ProjectFiles, type ProjectTexts, projectMarker} from './project.ts';
import {projectStep} from './project-step.ts';
import type {Step} from './route.ts';
import type {Work} from './stage.ts';

/** Prints the name before SUFFIX of the first such file in DIRECTORY, where it holds a project of ours without hello and SUFFIX. Arguments: DIRECTORY MARKER SUFFIX */
const renamedScript = `
cd "$1" 2>/dev/null && [ -f "$2" ] && [ ! -e "hello$3" ] || exit 0
for file in *"$3"; do [ -f "$file" ] && printf '%s\\n' "\${file%"$3"}" && exit; done
exit 0
`;

/** What the program of a hello project is called: hello, or what its user has renamed it to. SUFFIX is what follows it in the file that every project of its toolchain has. */
export const programName = async ({host, directory}: Work, suffix: string): Promise<string> => {
  const {stdout} = await host.run(['sh', '-c', renamedScript, 'sh', directory, projectMarker, suffix]);
  const name = stdout.toString('utf8').trim();
  return /^[\w-]+$/.test(name) && !name.startsWith('-') ? name : 'hello';
};

/** As {@link projectStep}; a project that its user has renamed is complete without our files. */
export const helloProjectStep = (files: ProjectFiles | ProjectTexts, directory: string, suffix: string): Step => {
  const step = projectStep(files, directory);
  return {
    ...step,
    run: async (work) => {
      const name = await programName(work, suffix);
      if (name === 'hello') return step.run(work);
      await requireOwn(work.host, work.directory);
      return {
        stages: [{name: 'project', ok: true, message: `unchanged; you have renamed it to ${name}`}],
        changed: false,
      };
    },
  };
};
