import {exitCodes, Failure} from '../../hosts/failure.ts';

/** The failure of BTF that cannot be what it says it is; `place` says where in it. */
export const malformed = (place: string, why: string): Failure =>
  new Failure({
    what: `This BTF is damaged or made up: ${place} ${why}.`,
    todo: 'Fetch it again from where it came; the BTF of a kernel is in /sys/kernel/btf/vmlinux while it runs.',
    exitCode: exitCodes.usage,
  });
