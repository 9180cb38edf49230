/**
 * Whether a text may be the release of a kernel. What a host calls one becomes part of commands that are shown to be copied, and of names of
 * files. The kernel holds 64 characters (__NEW_UTS_LEN, include/uapi/linux/utsname.h).
 */
export const isRelease = (text: string): boolean => /^\w[\w.+~-]{0,63}$/.test(text);
