import {type Family, table} from './family.ts';
import {rpmKernels, rpmNames} from './rpm.ts';

const page = (name: string): string => `https://packages.fedoraproject.org/search?query=${name}`;

export const fedora: Family = {
  title: 'Fedora and its children (Nobara, Ultramarine, Asahi Remix, Bazzite, Bluefin ...)',
  ids: ['fedora', 'nobara', 'ultramarine', 'bazzite', 'bluefin', 'aurora', 'fedoraremixforwsl', 'fedora-asahi-remix'],
  words: /fedora|nobara|ultramarine|silverblue|kinoite|bazzite|bluefin|asahi/i,
  managers: ['dnf', 'microdnf', 'yum'],
  packages: table(page, rpmNames),
  kernels: [
    {
      kernel: /^\d.*-cachyos\d*\.fc\d+.*$/,
      example: '6.12.1-cachyos1.fc41.x86_64',
      headers: 'kernel-cachyos-devel-$&',
      source: 'https://github.com/CachyOS/copr-linux-cachyos',
    },
    {
      kernel: /^\d.*\.surface\.fc\d+.*$/,
      example: '6.12.7-1.surface.fc41.x86_64',
      headers: 'kernel-surface-devel-$&',
      source: 'https://github.com/linux-surface/linux-surface/wiki/Installation-and-Setup',
    },
    ...rpmKernels(String.raw`\.(?:fc|eln)\d+`, {
      plain: '6.14.2-300.fc42.x86_64',
      flavour: '6.14.2-401.asahi.fc42.aarch64+16k',
    }),
  ],
};
