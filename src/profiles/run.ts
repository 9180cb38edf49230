import type {Profile} from './profile.ts';
import {aboutHost, goodKernel, tracingSyscalls} from './shared.ts';

/** Only running programs that were built elsewhere with CO-RE: no toolchain. */
export default {
  name: 'run',
  title: 'Running prebuilt CO-RE programs',
  required: ['btf.vmlinux', ...tracingSyscalls],
  recommended: [...goodKernel, 'tool.libelf-runtime', 'fs.bpffs'],
  info: [...aboutHost],
} satisfies Profile;
