import {valueIfKnown} from './fact.ts';
import type {Facts} from './facts.ts';
import {wslOf} from './wsl.ts';

/** What a host is, and in words for a person. */
export interface HostKind {
  readonly kind: 'container' | 'WSL1' | 'WSL2' | 'microVM' | 'virtual machine' | 'machine' | 'unknown';
  /** `container on Docker Desktop`, `virtual machine (QEMU)`. */
  readonly name: string;
}

/** Several signs together, since each alone misleads: a microVM made from a container image still holds /.dockerenv. */
export const hostKind = ({environment, kernel}: Pick<Facts, 'environment' | 'kernel'>): HostKind => {
  const signs = valueIfKnown(environment.signs) ?? [];
  const version = valueIfKnown(kernel.version) ?? '';
  const wsl = wslOf(kernel);
  if (wsl) return {kind: wsl, name: wsl};
  if (/-fc\b|firecracker/i.test(version)) return {kind: 'microVM', name: "microVM (Firecracker), by the kernel's name"};
  if (/linuxkit/i.test(version)) return {kind: 'container', name: 'container on Docker Desktop'};
  if (['/.dockerenv', '/run/.containerenv', '/run/systemd/container'].some((sign) => signs.includes(sign)))
    return {kind: 'container', name: 'container'};
  const maker = `${valueIfKnown(environment.vendor) ?? ''} ${valueIfKnown(environment.product) ?? ''}`;
  if (hypervisors.test(maker)) return {kind: 'virtual machine', name: `virtual machine (${maker.trim()})`};
  return signs.includes('/sys/firmware/efi') || valueIfKnown(environment.vendor)
    ? {kind: 'machine', name: 'machine'}
    : {kind: 'unknown', name: 'unknown kind'};
};

const hypervisors =
  /QEMU|KVM|VMware|VirtualBox|Virtual Machine|Xen|Amazon EC2|Google Compute|DigitalOcean|Hetzner|OpenStack/i;

/** Whether somebody else chooses the kernel: the host of a container, Windows, the manager of a microVM. */
export const kernelFromOutside = (facts: Pick<Facts, 'environment' | 'kernel'>): boolean =>
  ['container', 'WSL1', 'WSL2', 'microVM'].includes(hostKind(facts).kind);
