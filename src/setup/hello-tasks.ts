import path from 'node:path';
import {type HelloResult, runHello} from '../hello/hello.ts';
import {writeProject} from '../hello/project.ts';
import {dumpVmlinux} from '../hello/vmlinux.ts';
import {saveHeader} from '../hello/vmlinux-file.ts';
import {Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import type {Task} from './task.ts';

export interface HelloDone {
  /** Whether a file of the project was written. */
  changed: boolean;
  hello?: HelloResult;
}

interface Options {
  readonly host: Host;
  readonly directory: string;
  readonly signal: AbortSignal;
}

/** The proof as tasks: the project, its vmlinux.h of the kernel that runs now, and the program seen to trace. */
export const helloTasks = ({host, directory, signal}: Options, done: HelloDone): readonly Task[] => [
  {
    title: `Write the hello project to ${directory}`,
    run: async () => {
      const {written, kept} = await writeProject(host, directory, signal);
      done.changed ||= written.length > 0;
      if (kept.length > 0) return `kept ${kept.join(', ')}, which you have changed`;
      return written.length > 0 ? undefined : 'unchanged';
    },
  },
  // On another host make does that itself.
  ...(host.local ? [headerTask({host, directory, signal}, done)] : []),
  {
    title: 'Build it, load it, attach it, see it trace',
    run: async (say) => {
      const hello = await runHello({host, directory, signal, onProgress: (stage, text) => say(`${stage}: ${text}`)});
      done.hello = hello;
      if (hello.ok) return proof(hello);
      const {stage = '', what = '', why, todo} = hello.trouble ?? {};
      throw new Failure({
        what: `The hello project failed at the stage ${stage}: ${what}`,
        why,
        todo,
        exitCode: hello.exitCode,
      });
    },
  },
];

const headerTask = ({host, directory, signal}: Options, done: HelloDone): Task => ({
  title: "Write vmlinux.h from the running kernel's BTF",
  run: async () => {
    const header = await dumpVmlinux(host, {signal});
    const saved = await saveHeader(header, path.join(directory, 'vmlinux.h'));
    done.changed ||= saved === 'written';
    return saved === 'written' ? `${(header.length / 1e6).toFixed(1)} MB` : 'unchanged';
  },
});

/** The line in which the program reports our own execve. */
const proof = ({lines}: HelloResult): string => {
  const line = lines.findLast((each) => each.includes('/ebpf-hello-'));
  return line ? `it saw our execve: ${line.replace(/\s+/g, ' ')}` : 'it saw our execve';
};
