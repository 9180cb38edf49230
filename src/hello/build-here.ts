import {existsSync} from 'node:fs';
import {cp, mkdir, readdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {tripleOf} from '../facts/triple.ts';
import {shortLine} from '../hosts/clean.ts';
import {Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import {localHost} from '../hosts/local.ts';
import {withTemporaryFolder} from '../hosts/safe-file.ts';
import {type HelloResult, runHello} from './hello.ts';
import libbpf, {afterHeader, files, makeStep, named} from './libbpf/route.ts';
import {headerStage, sizeOf} from './libbpf/vmlinux-step.ts';
import {helloProjectStep} from './program-name.ts';
import type {Route, RouteOptions} from './route.ts';
import {sealedIfPossible} from './sealed.ts';
import {smoke} from './smoke.ts';
import type {Outcome, Work} from './stage.ts';
import {vmlinuxOf} from './vmlinux.ts';

/** A folder on the host in which programs may run: /tmp is often mounted noexec. */
const makeFolder = `for parent in "\${TMPDIR:-/tmp}" /var/tmp "$HOME" /dev/shm; do
  folder=$(mktemp -d "$parent/ebpf-XXXXXX" 2>/dev/null) || continue
  printf '#!/bin/sh\\nexit 0\\n' >"$folder/try" && chmod 700 "$folder/try" && "$folder/try" 2>/dev/null && rm "$folder/try" && echo "$folder" && exit
  rm -rf "$folder"
done
exit 1`;

/**
 * CO-RE at work: builds the libbpf project on this machine with the types of the host's kernel, as one static program, and only runs it
 * there. Nothing is installed on the host and nothing stays; the project in DIRECTORY of this machine is used as it is, and not built in.
 */
export const runHelloBuiltHere = (options: RouteOptions): Promise<HelloResult> =>
  withTemporaryFolder('ebpf-', async (folder) => {
    const header = await vmlinuxOf(options.host, {signal: options.signal});
    return runHello(builtHere(folder, header), options);
  });

/** What follows where the sources are here, and what was built of them is gone again. */
export const afterBuiltHere: Pick<Route, 'next' | 'advice'> = {
  next: () => undefined,
  advice: (directory) => `Change the sources in ${directory}; the same command builds and runs them again.`,
};

const builtHere = (folder: string, header: Buffer): Route => ({
  ...libbpf,
  steps: ({host, directory, tools = {}}) => {
    const project = path.join(folder, 'project');
    const write = helloProjectStep(files, directory, named);
    return [
      {...write, run: (work) => write.run({...work, host: localHost()})},
      {
        title: 'Build on this machine',
        first: 'vmlinux.h',
        run: async (work) => {
          await copySources(directory, project);
          await writeFile(path.join(project, 'vmlinux.h'), header);
          const variables = Object.entries(await staticFor(host)).map(([name, value]) => `${name}=${value}`);
          const root = path.join(folder, 'root');
          await mkdir(root);
          const {host: builder, obstacle} = await sealedIfPossible(
            root,
            project,
            Object.values({make: 'make', ...tools}).filter((tool) => tool !== undefined),
          );
          const step = makeStep(tools, variables, afterHeader);
          const outcome = await step.run({...work, host: builder, directory: project});
          const stages = [headerStage(sizeOf(header)), ...outcome.stages];
          const notes = obstacle ? [`${notSealed} (${obstacle})`] : [];
          return {...outcome, stages, notes: [...(outcome.notes ?? []), ...notes]};
        },
      },
      {
        title: 'Verify on the host',
        first: 'open',
        run: async (work) => runThere(work, path.join(project, await named({host: localHost(), directory}))),
      },
    ];
  },
  ...afterBuiltHere,
});

const notSealed = 'The types of that host were checked, but not compiled apart from the rest of this machine';

/** The sources without what was built of them, which may be for another kernel. */
const copySources = async (from: string, to: string): Promise<void> => {
  const built = /^(?:vmlinux\.h|.*\.(?:o|skel\.h|tmp)|hello)$/;
  for (const name of await readdir(from)) {
    if (!built.test(name)) await cp(path.join(from, name), path.join(to, name), {recursive: true});
  }
};

const machineOf = async (host: Host): Promise<string> =>
  shortLine((await host.run(['uname', '-m'])).stdout.toString('utf8'), 40);

/** Variables of the Makefile for a static program of the host's architecture. */
const staticFor = async (host: Host): Promise<Readonly<Record<string, string>>> => {
  const [machine, own] = await Promise.all([machineOf(host), machineOf(localHost())]);
  const triple = tripleOf(machine);
  // libelf.a of elfutils since 0.189 may need zstd, where it was built with it.
  const zstd = triple && existsSync(`/usr/lib/${triple}/libzstd.a`) ? ' -lzstd' : '';
  const variables = {LDFLAGS: '-static', LDLIBS: `-lbpf -lelf -lz${zstd}`};
  if (machine === own) return variables;
  if (triple && existsSync(`/usr/bin/${triple}-gcc`)) return {...variables, MACHINE: machine, CC: `${triple}-gcc`};
  throw new Failure({
    what: `${host.name} is ${machine} and this machine ${own}: there is no compiler here for it.`,
    todo: triple
      ? `Install gcc-${triple.replaceAll('_', '-')} and the libbpf-dev of that architecture, or build there: --build remote.`
      : 'Build there: --build remote.',
  });
};

const runThere = async ({host, signal, onProgress}: Work, program: string): Promise<Outcome> => {
  const made = await host.run(['sh', '-c', makeFolder]);
  const folder = made.stdout.toString('utf8').trim();
  if (made.exitCode !== 0 || !folder.startsWith('/')) {
    throw new Failure({
      what: `${host.name} has no folder in which a program may run.`,
      why: shortLine(made.stderr, 300) || 'All are missing, full, read-only, or mounted noexec.',
      todo: 'Make room, or build there: --build remote.',
    });
  }
  try {
    await host.write(`${folder}/hello`, await localHost().read(program), 0o755, signal ? {signal} : {});
    return await smoke({host, directory: folder, signal, onProgress}, {command: ['./hello']});
  } finally {
    await host.run(['rm', '-rf', folder]).catch(() => {});
  }
};
