/**
 * Whether a text may be the release of a kernel: a version first (KERNELRELEASE, in the kernel's Makefile), then 64 characters at most
 * (__NEW_UTS_LEN, include/uapi/linux/utsname.h). What a host calls one becomes part of paths, of names of packages, and of commands.
 */
export const isRelease = (text: string): boolean => /^\d[\w.+~-]{0,63}$/.test(text);
