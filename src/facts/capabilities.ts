/** Bits of capability(7) that matter to BPF; numbers from include/uapi/linux/capability.h. */
const capabilities = {
  CAP_DAC_READ_SEARCH: 2,
  CAP_NET_ADMIN: 12,
  CAP_SYS_ADMIN: 21,
  CAP_SYS_RESOURCE: 24,
  CAP_PERFMON: 38,
  CAP_BPF: 39,
} as const;

export type Capability = keyof typeof capabilities;

/** Whether a mask of /proc/PID/status (hexadecimal) holds a capability. */
export const hasCapability = (mask: string, name: Capability): boolean =>
  ((BigInt(`0x${mask}`) >> BigInt(capabilities[name])) & 1n) === 1n;
