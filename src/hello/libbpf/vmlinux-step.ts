import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {saveFile} from '../../hosts/save-file.ts';
import {runningKernelBtf} from '../../kernels/types/running.ts';
import type {Step} from '../route.ts';
import type {Stage} from '../stage.ts';
import {vmlinuxOf} from '../vmlinux.ts';
import {isMadeOf, madeOf} from './made-of.ts';

/** Writes vmlinux.h into the project where there is none, or, for `refresh`, whenever the kernel's types are others; `name` is where it goes there. */
export const vmlinuxStep = (refresh: boolean, name = 'vmlinux.h'): Step => ({
  title: "Write vmlinux.h from the running kernel's BTF",
  first: 'vmlinux.h',
  run: async ({host, directory, signal, onProgress}) => {
    const start = performance.now();
    const file = path.join(directory, name);
    const options = signal ? {signal} : {};
    if (!refresh && (await host.run(['test', '-e', file], options)).exitCode === 0)
      return {stages: [headerStage('up to date')]};
    const types = host.local && refresh ? await host.read(runningKernelBtf, options).catch(() => undefined) : undefined;
    if (types && isMadeOf(await readFile(file).catch(() => Buffer.of()), types))
      return {stages: [headerStage('up to date')]};
    onProgress?.('vmlinux.h', name);
    const header = await vmlinuxOf(host, options);
    const content = types ? Buffer.concat([Buffer.from(madeOf(types, header)), header]) : header;
    const saved = host.local ? await saveFile(content, file) : await host.write(file, content, 0o644, options);
    const message = saved === 'unchanged' ? 'up to date' : sizeOf(header);
    const milliseconds = Math.round(performance.now() - start);
    return {stages: [{...headerStage(message), milliseconds}], changed: saved !== 'unchanged'};
  },
});

/** How large a header is, for the line that tells of it. */
export const sizeOf = (header: Buffer): string => `${(header.length / 1e6).toFixed(1)} MB`;

export const headerStage = (message: string): Stage => ({name: 'vmlinux.h', ok: true, message});
