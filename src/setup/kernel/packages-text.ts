import type {KernelPlan} from '../../kernels/plan.ts';
import type {KernelState} from '../../kernels/state.ts';
import {megabytes} from '../../reports/size-text.ts';

/** The room that there is where a kernel's files go. */
export const roomText = ({rootSpace, bootSpace, systemdBoot}: KernelState): string => {
  const spaces = [rootSpace, bootSpace, ...(systemdBoot?.space ? [systemdBoot.space] : [])];
  const free = new Map(spaces.map(({mount, free: kibi}) => [mount, megabytes(kibi * 1024)]));
  return `free: ${[...free].map(([mount, size]) => `${size} in ${mount}`).join(', ')}`;
};

/** Which modules DKMS builds for the new kernel, or why it does not: it says nothing of it itself. */
export const dkmsTexts = ({decision: {choice}, state, release = '', files, headers}: KernelPlan): readonly string[] => {
  const modules = state.dkms.join(', ');
  if (modules === '') return [];
  const mainline = choice.kind === 'mainline';
  const having =
    (choice.kind === 'distro' ? choice.kernel.headers : headers) ??
    (state.headers.includes(release) || (mainline && files.some((file) => file.startsWith('linux-headers-')))
      ? 'its headers'
      : undefined);
  if (having) return [`DKMS builds for it, with ${having}: ${modules}`];
  return [
    mainline
      ? `Without its headers DKMS does not build for it, and they are missing then: ${modules}. --headers installs the headers.`
      : `apt has no headers of it, so DKMS does not build for it, and they are missing then: ${modules}`,
  ];
};
