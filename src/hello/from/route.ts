import {build} from '../build.ts';
import {files as libbpfFiles, stages} from '../libbpf/route.ts';
import {writeProject} from '../project.ts';
import type {Route, Step} from '../route.ts';
import {foreign} from '../run/route.ts';
import {makeStep as makeSampleStep, prepareSteps} from '../samples/make.ts';
import {files as sampleFiles} from '../samples/route.ts';
import {sourceStep} from '../samples/source.ts';
import {smokeStep} from '../smoke-step.ts';
import type {Observed} from '../smoke-trouble.ts';
import type {SmokeStage, Trouble} from '../stage.ts';
import {counted} from './counted.ts';
import type {Given} from './files.ts';
import {type Outdated, showOutdated} from './outdated.ts';

/** The user's own files, built and run as they are in the directory of the options; nothing is written where they lie. */
export const givenRoute = (given: Given, from: string, outdated: readonly Outdated[]): Route => ({
  name: `${given.name} (${titles[given.kind]})`,
  profile: profiles[given.kind],
  directory: from,
  steps: (options) => [copyStep(given, from, outdated), ...stepsOf[given.kind](given, outdated, options)],
  next: () => undefined,
  advice: () => 'These are your own files.',
});

/** A folder with instructions alone: they are read, and nothing is built or run. */
export const guideRoute = (from: string, outdated: readonly Outdated[]): Route => ({
  name: 'instructions',
  directory: from,
  steps: () => [
    {
      title: `Read ${from}`,
      first: 'given',
      run: async () => {
        const files = [...new Set(outdated.map(({file}) => file))].join(', ');
        const what = `There is no program to build in ${from}, and lines of its instructions are out of date.`;
        return {
          stages: [{name: 'given', ok: false, message: `read ${files}`}],
          trouble: {
            what,
            why: outdated.map(showOutdated).join('\n'),
            todo: 'Follow them with the lines changed as said, or let ebpf do it: ebpf setup',
          },
        };
      },
    },
  ],
  next: () => 'ebpf setup',
});

const titles = {libbpf: 'libbpf', samples: 'samples/bpf', bcc: 'BCC'} as const;
const profiles = {libbpf: 'libbpf', samples: 'kernel-samples', bcc: 'bcc'} as const;

type Steps = (given: Given, outdated: readonly Outdated[], options: Parameters<Route['steps']>[0]) => readonly Step[];

/** Ctrl-C reaches a program although it runs in the background; each of its lines is seen at once although it writes into a pipe. */
const awake = [...counted, 'env', '--default-signal=INT', 'stdbuf', '-oL'];

const stepsOf: Readonly<Record<Given['kind'], Steps>> = {
  libbpf: ({name}, outdated, {tools = {}}) => [
    {
      title: 'Build with a Makefile of ours',
      first: 'vmlinux.h',
      run: (work) => build(work, {program: tools.make, arguments: [`APPS=${name}`], stages}),
    },
    smokeStep({...foreign, silent: true, command: [...awake, `./${name}`], explain: explainWith(outdated)}),
  ],
  samples: ({name}, outdated, options) => {
    const tree = `${options.directory}/linux`;
    return [
      sourceStep(options, {unpacks: false}),
      ...prepareSteps(tree),
      makeSampleStep(tree, name),
      smokeStep({...foreign, silent: true, command: [...awake, `./${name}`], explain: explainWith(outdated)}),
    ];
  },
  bcc: ({name}, outdated) => [
    smokeStep({
      ...foreign,
      silent: true,
      command: [...awake.slice(0, -2), '/usr/bin/python3', '-u', name],
      loading: ['compile', 'attach'],
      limit: 60,
      silentCompiler: true,
      explain: explainWith(outdated),
    }),
  ],
};

/** Copies the files, with what our Makefile wants beside them. What no build can do any more stops here. */
const copyStep = ({kind, name, files}: Given, from: string, outdated: readonly Outdated[]): Step => ({
  title: `Copy ${files.join(', ')} from ${from}`,
  first: 'given',
  run: async ({host, directory, signal}) => {
    const mine = outdated.filter(({file}) => files.includes(file));
    const fatal = mine.filter((each) => each.fatal);
    const notes = outdated.map(showOutdated);
    if (fatal.length > 0) {
      const what = `${[...new Set(fatal.map(({file}) => file))].join(', ')} ${fatal.length > 1 ? 'have lines' : 'has a line'} that no system of today builds.`;
      return {
        stages: [{name: 'given', ok: false, message: what}],
        trouble: {what, why: notes.join('\n'), todo: 'Change the lines as said, and try again.'},
      };
    }
    const template = kind === 'libbpf' ? libbpfFiles : sampleFiles;
    if (kind !== 'bcc') await writeProject(host, directory, {Makefile: template.Makefile ?? ''}, {signal});
    const {exitCode, stderr} = await host.run([
      'sh',
      '-c',
      'from=$1 to=$2 header=$3; shift 3; for name; do cp -- "$from/$name" "$to/$name" || exit; done; [ -e "$to/$header" ] || : >"$to/$header"',
      'sh',
      from,
      directory,
      `${name}.h`,
      ...files,
    ]);
    if (exitCode === 0) return {stages: [{name: 'given', ok: true, message: files.join(', ')}], notes};
    return {
      stages: [{name: 'given', ok: false, message: 'The files could not be copied.'}],
      trouble: {
        what: `The files could not be copied to ${directory}.`,
        why: stderr,
        todo: 'Name another directory: --dir DIR.',
      },
    };
  },
});

/** Why a program of a tutorial does not trace, and which of its lines is to blame. */
const explainWith =
  (outdated: readonly Outdated[]) =>
  (stage: SmokeStage, {lines, exitCode, facts}: Observed): Trouble | undefined => {
    if (stage !== 'observe') return undefined;
    const text = lines.join('\n');
    const todo = (pattern: RegExp): string => {
      const told = outdated.filter((line) => pattern.test(line.text)).map(showOutdated);
      return told.length > 0 ? told.join('\n') : 'Look for it in the source.';
    };
    if (/RLIMIT_MEMLOCK/.test(text))
      return {
        what: 'It gives up because it may not raise RLIMIT_MEMLOCK, which it need not do.',
        todo: todo(/RLIMIT_MEMLOCK/),
      };
    if (exitCode === 0) {
      const pipe = outdated.some((each) => /debug\/tracing/.test(each.text));
      const nowhere = facts.get('tracefs') !== '/sys/kernel/debug/tracing';
      return {
        what: 'It ended by itself with exit code 0, as if all were well, and had traced nothing.',
        ...(pipe && {
          why: nowhere
            ? 'It looks for trace_pipe below /sys/kernel/debug only, where this host does not have it, and does not check what open() returns.'
            : 'It reads /sys/kernel/debug/tracing/trace_pipe, which it could not open: it has one reader at a time, and somebody else may be reading it.',
        }),
        todo: pipe ? todo(/debug\/tracing/) : 'Does it check what each call returns?',
      };
    }
    if (/tracing\/trace_pipe/.test(text) && /No such file/.test(text))
      return {what: 'It reads trace_pipe below debugfs, which is not mounted here.', todo: todo(/debug\/tracing/)};
    return undefined;
  };
