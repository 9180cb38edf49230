import {packageFile} from '../../hosts/package-files.ts';
import {explain, files, makeStep} from '../cilium-ebpf/route.ts';
import {vmlinuxStep} from '../libbpf/vmlinux-step.ts';
import {goReadme} from './readme.ts';
import type {ProjectToolchain} from './toolchain.ts';

/** Go with cilium/ebpf: the hello project under another name. */
export const ciliumEbpf: ProjectToolchain = {
  name: 'cilium-ebpf',
  kinds: ['tracepoint'],
  files: async (kind, name) => {
    const {'README.md': _, ...sources} = files;
    const texts = await Promise.all(
      Object.entries(sources).map(async ([file, stored]) => {
        const text = (await packageFile(`templates/${stored}`)).replace(/\bhello\b/g, name);
        return [file.replace(/^hello\b/, name), text.replace('Tracing execve', `Tracing ${kind.traced}`)] as const;
      }),
    );
    return new Map([...texts, ['README.md', goReadme(kind, name)]]);
  },
  build: (options) => [vmlinuxStep(options.refresh ?? false), makeStep(options)],
  make: 'make',
  run: (name) => ({command: [`./${name}`], explain}),
};
