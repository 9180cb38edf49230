/** What a kernel package of the archive is, by its file name. */
export interface KernelPackage {
  readonly file: string;
  /** `image` holds the modules too before 4.16.4, and is beside `modules` on some architectures since. */
  readonly kind: 'image-unsigned' | 'image' | 'modules' | 'headers';
  /** `6.19.10-061910`; the part of `uname -r` before the flavour. */
  readonly version: string;
  /** `generic`, `generic-64k`, `lowlatency`, ...; none for the headers that all flavours share. */
  readonly flavour?: string;
  /** `202603251147`: when it was built. Two builds may lie in one folder. */
  readonly built: string;
  /** Debian's name of the architecture, or `all`. */
  readonly arch: string;
}

/**
 * The ABI number is two digits each of major, minor and micro, and so has seven when micro is 100 or more (`5.15.178-0515178`);
 * a candidate's ends in `rcN` (`6.10.0-061000rc2`). Mirrors with kernels of their own may number otherwise.
 */
const pattern =
  /^linux-(image-unsigned|image|modules|headers)-(\d+\.\d+\.\d+-\d+(?:rc\d+)?)(?:-([a-z][a-z0-9-]*))?_(\d+\.\d+\.\d+-\d+(?:rc\d+)?)\.(\d{12})_([a-z0-9]+)\.deb$/;

/** Reads a file name; undefined for anything but a kernel package whose name and version agree. */
export const parsePackageName = (file: string): KernelPackage | undefined => {
  const match = pattern.exec(file);
  if (!match) return undefined;
  const [, kind, version = '', flavour, again, built = '', arch = ''] = match;
  if (version !== again) return undefined;
  return {file, kind: kind as KernelPackage['kind'], version, ...(flavour && {flavour}), built, arch};
};
