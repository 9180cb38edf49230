import {Failure} from '../../hosts/failure.ts';
import libbpf, {named} from '../libbpf/route.ts';
import {requireOwn} from '../owners.ts';
import type {Route, RouteOptions, Step} from '../route.ts';
import {smokeStep} from '../smoke-step.ts';

/**
 * Only running what was built elsewhere. A program that is given is run as it is; where none is given but there is a compiler, the
 * libbpf hello is built and then run as on a host without one: with an empty environment.
 */
export default {
  name: 'run',
  directory: './hello-run',
  steps: (options) =>
    options.program === undefined
      ? [
          compilerStep,
          ...libbpf.steps(options).slice(0, -1),
          smokeStep(async (work) => ({command: ['env', '-i', `./${await named(work)}`]})),
        ]
      : [
          programStep(options),
          smokeStep({...foreign, command: [`./${base(options.program)}`], directory: folder(options.program)}),
        ],
  next: () => undefined,
  advice: () => 'Take the program to any host with BTF and libelf, and run it there as root.',
} satisfies Route;

/** A program that is not ours need not say that it traces, nor end well on Ctrl-C. */
export const foreign = {ready: '', exitCodes: [0, 130, 143]} as const;

const base = (file: string): string => file.replace(/^.*\//, '');

const folder = (file: string): string => (file.includes('/') ? file.replace(/\/[^/]*$/, '') || '/' : '.');

const compilerStep: Step = {
  title: 'Look for a compiler',
  first: 'given',
  before: 'kernel',
  run: async ({host}) => {
    const {stdout} = await host.run([
      'sh',
      '-c',
      'command -v clang || ls -d /usr/bin/clang-[0-9]* /usr/lib/llvm-*/bin/clang',
    ]);
    if (stdout.length > 0)
      return {stages: [{name: 'given', ok: true, message: 'no program was given: one is built here'}]};
    throw new Failure({
      what: 'There is no program to run, and no compiler to build one.',
      todo: 'Build it on another machine: there "ebpf hello --remote THIS-HOST --build local", or bring its ./hello here and name it with --program FILE.',
    });
  },
};

const programStep = ({program = ''}: RouteOptions): Step => ({
  title: `Look at ${program}`,
  first: 'given',
  before: 'packages',
  run: async ({host}) => {
    const {stdout} = await host.run([
      'sh',
      '-c',
      '[ -f "$1" ] || echo absent; [ -x "$1" ] || echo locked',
      'sh',
      program,
    ]);
    const [state] = stdout.toString('utf8').split('\n');
    if (state === 'absent')
      throw new Failure({what: `There is no program ${program}.`, todo: 'Name one with --program FILE.'});
    if (state === 'locked')
      throw new Failure({what: `${program} may not be executed.`, todo: `Let it: chmod +x ${program}`});
    await requireOwn(host, program, '--program FILE');
    return {stages: [{name: 'given', ok: true, message: program}]};
  },
});
