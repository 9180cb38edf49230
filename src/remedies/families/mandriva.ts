import {type Family, table} from './family.ts';
import {rpmNames} from './rpm.ts';

/** Libraries carry the width of the machine in their names there (lib64bpf-devel); what they provide does not. */
const page = (): string => 'https://github.com/OpenMandrivaAssociation';

export const mandriva: Family = {
  title: 'OpenMandriva, Mageia and PCLinuxOS',
  ids: ['openmandriva', 'mageia', 'mandriva', 'pclinuxos', 'rosa'],
  words: /mandriva|mageia|pclinuxos/i,
  managers: ['dnf', 'urpmi', 'apt-rpm'],
  packages: table(page, {
    ...rpmNames,
    libbpf: 'pkgconfig(libbpf)',
    libelf: 'pkgconfig(libelf)',
    zlib: 'pkgconfig(zlib)',
    openssl: 'pkgconfig(openssl)',
    'pkg-config': 'pkgconf',
    ip: 'iproute2',
    'libelf-runtime': 'elfutils',
  }),
  kernels: [
    {
      kernel: /^\d[\d.]*-(desktop|server)-\d.*mga\d+$/,
      example: '6.6.93-desktop-1.mga9',
      headers: 'kernel-$1-devel-latest',
      source: 'https://wiki.mageia.org/en/Kernel_flavours',
    },
    {
      kernel: /^\d[\d.]*-(desktop|server)(?:-gcc)?-\d+omv\d+$/,
      example: '6.14.2-desktop-1omv2590',
      headers: 'kernel-$1-devel',
      source: 'https://github.com/OpenMandrivaAssociation/kernel',
    },
  ],
};
