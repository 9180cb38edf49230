import {beginHello, type HelloResult} from '../../hello/hello.ts';
import type {Route, RouteOptions} from '../../hello/route.ts';
import type {Outcome} from '../../hello/stage.ts';
import {Failure} from '../../hosts/failure.ts';
import type {Task} from '../../terminal/task.ts';

/** What the hello projects have come to so far. */
export interface HelloDone {
  /** Whether something was written or built that was not there before. */
  changed: boolean;
  readonly hellos: HelloResult[];
}

/** The proof of a route as tasks. */
export interface HelloTasks {
  /** Before packages, or another kernel: a directory that can't be had, or a program that is not there, is known before that is changed. */
  readonly before: (change: 'packages' | 'kernel') => readonly Task[];
  /** What it is built from, and the program traced an execve. */
  readonly late: readonly Task[];
}

/** The tasks of a route; what they come to is added to `done`. */
export const helloTasks = (route: Route, options: RouteOptions, done: HelloDone): HelloTasks => {
  const {steps, result} = beginHello(route, options);
  const tasks = steps.map(
    ({title, run}, index): Task => ({
      title,
      run: async (say) => {
        const outcome = await run((stage, text) => say(`${stage}: ${text}`));
        done.changed ||= outcome.changed ?? false;
        if (outcome.trouble || index === steps.length - 1) done.hellos.push(result());
        if (!outcome.trouble) return message(outcome, route.traces);
        const {trouble, exitCode} = result();
        const {stage = '', what = '', why, todo} = trouble ?? {};
        throw new Failure({why, todo, what: `The ${route.name} hello failed at the stage ${stage}: ${what}`, exitCode});
      },
    }),
  );
  const early = tasks.slice(0, steps[0]?.before ? 1 : 0);
  return {
    before: (change) => (steps[0]?.before === change ? early : []),
    late: tasks.slice(early.length),
  };
};

/** What came of it: the proof; else what all stages have to say, which they have not where something was done. */
const message = ({proof, stages}: Outcome, traces = 'a test execve'): string | undefined => {
  if (proof !== undefined) return `traced ${traces}`;
  return stages.every(({message: text}) => text !== undefined) ? stages.at(-1)?.message : undefined;
};
