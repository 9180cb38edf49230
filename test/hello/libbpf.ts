import type {Tools} from '../../src/hello/build.ts';
import {type HelloResult, runHello as runRoute} from '../../src/hello/hello.ts';
import libbpf, {files, makeStep, stages} from '../../src/hello/libbpf/route.ts';
import {type ProjectResult, type WriteOptions, writeProject as write} from '../../src/hello/project.ts';
import type {RouteOptions} from '../../src/hello/route.ts';
import {type SmokeOptions, smoke as smokeProgram} from '../../src/hello/smoke.ts';
import type {Outcome, Work} from '../../src/hello/stage.ts';
import {answered} from '../../src/hello/trouble.ts';
import type {Host} from '../../src/hosts/host.ts';

/** The parts of the libbpf route, each by itself. */
export const writeProject = (host: Host, directory: string, options?: WriteOptions): Promise<ProjectResult> =>
  write(host, directory, files, options);

export const build = async (work: Work, tools: Tools = {}): Promise<Outcome> =>
  answered(await makeStep(tools).run(work), work, 'libbpf');

export const smoke = async (work: Work, options: Partial<SmokeOptions> = {}): Promise<Outcome> =>
  answered(await smokeProgram(work, {command: ['./hello'], ...options}), work, 'libbpf');

export const runHello = (options: RouteOptions): Promise<HelloResult> => runRoute(libbpf, options);

export const buildStages = stages.map(({name}) => name);

export const smokeStages = ['open', 'load', 'attach', 'trigger', 'observe', 'detach'] as const;
