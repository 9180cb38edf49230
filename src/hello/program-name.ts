import {requireOwn} from './owners.ts';
import {type ProjectFiles, type ProjectTexts, projectMarker} from './project.ts';
import {projectStep} from './project-step.ts';
import type {Step} from './route.ts';
import type {Work} from './stage.ts';

/** What the program of a hello project is called: hello, or what its user has renamed it to. */
export type Named = (work: Pick<Work, 'host' | 'directory'>) => Promise<string>;

/**
 * The name before `suffix` of the first file that `list` prints, where `folder` of the project holds files of ours, but no hello and `suffix`.
 * `list` is text for sh, which runs in that folder.
 */
export const nameBy =
  (suffix: string, {folder = '.', list = `ls -d -- *"$2"`} = {}): Named =>
  async ({host, directory}) => {
    const script = `cd "$1" 2>/dev/null && [ -f "$3" ] && [ ! -e "hello$2" ] || exit 0; ${list} 2>/dev/null`;
    const place = `${directory}/${folder}`;
    const {stdout} = await host.run(['sh', '-c', script, 'sh', place, suffix, projectMarker], {
      environment: {LC_ALL: 'C'},
    });
    const names = stdout.toString('utf8').split('\n');
    const programs = names.filter((name) => name.endsWith(suffix)).map((name) => name.slice(0, -suffix.length));
    return programs.find((name) => /^\w[\w-]*$/.test(name)) ?? 'hello';
  };

/** As {@link projectStep}; a project that its user has renamed is complete without our files. */
export const helloProjectStep = (
  files: ProjectFiles | ProjectTexts,
  directory: string,
  named: Named,
  folder?: string,
): Step => {
  const step = projectStep(files, directory, {folder});
  return {
    ...step,
    run: async (work) => {
      const program = await named(work);
      if (program === 'hello') return step.run(work);
      await requireOwn(work.host, work.directory);
      return {
        stages: [{name: 'project', ok: true, message: `unchanged; you have renamed it to ${program}`}],
        program,
        changed: false,
      };
    },
  };
};

/**
 * What make is told of a renamed project, in `variable` of its Makefile: without a rule for a program make takes one that lies there for up
 * to date.
 */
export const nameFor = (variable: string, program: string): readonly string[] =>
  program === 'hello' ? [] : [`${variable}=${program}`];
