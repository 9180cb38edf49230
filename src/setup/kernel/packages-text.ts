import {sized} from '../../hosts/in-words.ts';
import type {KernelPlan} from '../../kernels/plan.ts';
import type {KernelState} from '../../kernels/state.ts';

/** The room that there is where a kernel's files go. */
export const roomText = ({rootSpace, bootSpace, systemdBoot}: KernelState): string => {
  const spaces = [rootSpace, bootSpace, ...(systemdBoot?.space ? [systemdBoot.space] : [])];
  const free = new Map(spaces.map(({mount, free: kibi}) => [mount, sized(kibi * 1024)]));
  return `free: ${[...free].map(([mount, size]) => `${size} in ${mount}`).join(', ')}`;
};

/** Which modules DKMS builds for the new kernel, or why it does not: it says nothing of it itself. */
export const dkmsTexts = ({decision: {choice}, state, release = '', files, headers}: KernelPlan): readonly string[] => {
  const modules = state.dkms.join(', ');
  if (modules === '') return [];
  const brought = choice.kind === 'distro' ? choice.kernel.headers : headers;
  const withHeaders = state.headers.includes(release) || files.some((file) => file.startsWith('linux-headers-'));
  if (brought || (withHeaders && choice.kind !== 'installed'))
    return [`DKMS builds for it, with ${brought ?? 'its headers'}: ${modules}`];
  if (!withHeaders)
    return [
      choice.kind === 'mainline'
        ? `Without its headers DKMS does not build for it, and they are missing then: ${modules}. --headers installs the headers.`
        : `apt has no headers of it, so DKMS does not build for it, and they are missing then: ${modules}`,
    ];
  // It and its headers are installed: what DKMS has not built by now it does not build by itself.
  const built = state.dkmsInstalled.filter((each) => each.release === release).map(({module}) => module);
  const missing = state.dkms.filter((each) => !built.includes(each));
  return missing.length === 0
    ? [`DKMS has built for it: ${modules}`]
    : [
        `DKMS has not built for it, though its headers are installed, and they are missing then: ${missing.join(', ')}. To see why: dkms autoinstall -k ${release}`,
      ];
};
