import {type Family, table} from './family.ts';
import {rpmKernels, rpmNames} from './rpm.ts';

const page = (): string => 'https://docs.aws.amazon.com/linux/al2023/release-notes/all-packages.html';

export const amazon: Family = {
  title: 'Amazon Linux',
  ids: ['amzn'],
  words: /amazon|\bamzn\b/i,
  managers: ['dnf', 'yum'],
  packages: table(page, {
    ...rpmNames,
    libbpf: {names: 'libbpf-devel', since: '2023'},
    pahole: {names: 'dwarves', since: '2023'},
  }),
  kernels: [
    // Amazon Linux 2023 began with 6.1, whose packages have no number.
    {
      kernel: /^((?!6\.1\.)\d+\.\d+)\.\d+-.*\.amzn2023\..*$/,
      example: '6.12.64-87.122.amzn2023.x86_64',
      headers: 'kernel$1-devel-$&',
      source: 'https://github.com/amazonlinux/amazon-linux-2023/issues/989',
    },
    ...rpmKernels(String.raw`\.amzn\d+`, {
      plain: '5.10.236-228.935.amzn2.x86_64',
      flavour: '6.1.141-155.222.amzn2023.aarch64+64k',
    }),
  ],
};
