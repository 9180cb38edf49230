import {type ProjectFiles, type ProjectResult, type ProjectTexts, type WriteOptions, writeProject} from './project.ts';
import type {Step} from './route.ts';
import {oneStage} from './stage.ts';

/** The step that writes a route's files into the project's directory, or into a folder of it. */
export const projectStep = (
  files: ProjectFiles | ProjectTexts,
  directory: string,
  {folder = '.', isNew}: {readonly folder?: string | undefined} & Pick<WriteOptions, 'isNew'> = {},
): Step => ({
  title: `Write ${inFolder(folder === '.' ? directory : `${directory}/${folder}`)}`,
  first: 'project',
  before: 'packages',
  run: async ({host, directory: root, onProgress, signal}) => {
    const target = folder === '.' ? root : `${root}/${folder}`;
    onProgress?.('project', `writing ${target}`);
    const start = performance.now();
    const project = await writeProject(host, target, files, {signal, isNew});
    return {...oneStage('project', start, describe(project), project.written.length > 0), project};
  },
});

/** A folder as one sees that it is one. */
const inFolder = (directory: string): string => (/^[./~]/.test(directory) ? directory : `./${directory}`);

const describe = ({written, kept}: ProjectResult): string =>
  [
    written.length > 0 ? written.join(', ') : 'unchanged',
    ...(kept.length > 0 ? [`kept ${kept.join(', ')}, which you have changed`] : []),
  ].join('; ');
