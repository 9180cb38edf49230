import {packageFile} from '../hosts/package-files.ts';
import {showCommand} from '../remedies/show.ts';
import {type Lesson, readme} from './kinds/readme.ts';
import type {ProjectToolchain} from './kinds/toolchain.ts';
import {helloProjectStep, type Named} from './program-name.ts';
import type {ProjectFiles} from './project.ts';
import type {Cost, Route, RouteOptions, Step} from './route.ts';
import {smokeStep} from './smoke-step.ts';

/**
 * A toolchain with one program, all of it in one place: {@link helloOf} it is what `ebpf hello` keeps in a folder, and {@link projectOf} it what
 * `ebpf new` writes under another name.
 */
export interface OneProgram {
  /** As its profile. */
  readonly name: string;
  /** The hello project. README.md is its own; a new project gets one that its kind and the lesson make. */
  readonly files: ProjectFiles;
  /** More than the word hello that a name is in: `HelloSkel`. */
  readonly rename?: (text: string, name: string) => string;
  readonly build: (options: RouteOptions) => readonly Step[];
  /** What the user calls to build it. */
  readonly make: string;
  /** What is built, from the project's folder. */
  readonly program: (name: string) => string;
  /** What its user has renamed the hello to. */
  readonly named: Named;
  readonly lesson: (name: string) => Omit<Lesson, 'ends' | 'licence'>;
  readonly cost: Cost;
}

const running = ({program}: OneProgram, name: string): ReturnType<ProjectToolchain['run']> => ({
  command: [`./${program(name)}`],
});

/** Its hello. */
export const helloOf = (toolchain: OneProgram): Route => ({
  name: toolchain.name,
  directory: `./hello-${toolchain.name}`,
  steps: (options) => [
    helloProjectStep(toolchain.files, options.directory, toolchain.named),
    ...toolchain.build(options),
    smokeStep(async (work) => running(toolchain, await toolchain.named(work))),
  ],
  next: (directory, elevation, program = 'hello') =>
    `cd ${directory} && ${showCommand(running(toolchain, program).command, elevation)}`,
  cost: toolchain.cost,
});

/** Its projects. */
export const projectOf = (toolchain: OneProgram): ProjectToolchain => ({
  name: toolchain.name,
  kinds: ['tracepoint'],
  files: async (kind, name) => {
    const {'README.md': _, ...sources} = toolchain.files;
    const rename = toolchain.rename ?? ((text: string) => text);
    const texts = await Promise.all(
      Object.entries(sources).map(async ([file, stored]) => {
        const text = rename(await packageFile(`templates/${stored}`), name).replace(/\bhello\b/g, name);
        return [file.replace(/\bhello(?=\.)/, name), text.replace('Tracing execve', `Tracing ${kind.traced}`)] as const;
      }),
    );
    const lesson = {
      ...toolchain.lesson(name),
      ends: 'Whatever ends the program, the kernel detaches and unloads what it held.',
      licence: 'Both parts may be used under the GPL-2.0 or the BSD 2-Clause licence.',
    };
    return new Map([
      ...texts,
      ['README.md', readme(kind, name, {...lesson, change: [...kind.teaches.change, ...lesson.change]})],
    ]);
  },
  build: toolchain.build,
  make: toolchain.make,
  run: (name) => running(toolchain, name),
});
