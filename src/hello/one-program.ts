import {assemble} from './kinds/compose.ts';
import {kindLessons} from './kinds/lessons.ts';
import {type Lesson, readme} from './kinds/readme.ts';
import type {ProjectToolchain} from './kinds/toolchain.ts';
import type {Named} from './program-name.ts';
import type {ProjectFiles} from './project.ts';
import type {Cost, RouteOptions, Step} from './route.ts';

/** A toolchain with one program, all of it in one place. */
export interface OneProgram {
  /** As its profile. */
  readonly name: string;
  /** What is called hello there gets the name of the project; README.md is made of the kind and the lesson. */
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

/** Its projects. */
export const projectOf = ({
  name: toolchain,
  files,
  rename = (text) => text,
  program,
  lesson,
  ...rest
}: OneProgram): ProjectToolchain => ({
  ...rest,
  name: toolchain,
  kinds: ['tracepoint'],
  files: (kind, name) => {
    const texts = Object.entries(files).map(([file, stored]) => {
      const text = rename(assemble(stored), name).replace(/\bhello\b/g, name);
      return [file.replace(/\bhello(?=\.)/, name), text.replace('Tracing execve', `Tracing ${kind.traced}`)] as const;
    });
    const {change, ...taught} = lesson(name);
    const ends =
      'Whatever ends the program, the kernel detaches and unloads what it held. It runs on Linux 5.8 or newer (the ring buffer), with BTF: CO-RE fits it to the kernel that it is loaded into.';
    const licence = 'Both parts may be used under the GPL-2.0 or the BSD 2-Clause licence.';
    return new Map([
      ...texts,
      [
        'README.md',
        readme(kind, name, {...taught, ends, licence, change: [...kindLessons[kind.name].change, ...change]}),
      ],
    ]);
  },
  run: (name) => ({command: [`./${program(name)}`]}),
});
