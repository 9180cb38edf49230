/** Where the running kernel describes its types. */
export const runningKernelBtf = '/sys/kernel/btf/vmlinux';
