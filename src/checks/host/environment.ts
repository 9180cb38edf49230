import {valueIfKnown} from '../../facts/fact.ts';
import type {Facts} from '../../facts/facts.ts';
import {wslOf} from '../../facts/wsl.ts';
import {type Check, pass} from '../check.ts';

export default {
  id: 'host.environment',
  title: 'Kind of host',
  why: "In a container the kernel is the host's, and so are its faults; WSL2 and microVMs have kernels of their own makers.",
  reads: '/.dockerenv, /run/.containerenv, /run/systemd/container, /proc/version, DMI',
  sources: ['https://github.com/microsoft/WSL/issues/9270'],
  evaluate: (facts) => {
    const {vendor, product, signs} = facts.environment;
    const evidence = [
      `DMI: ${[valueIfKnown(vendor), valueIfKnown(product)].filter(Boolean).join(' ') || 'none'}`,
      `signs: ${valueIfKnown(signs)?.join(' ') || 'none'}`,
    ];
    return pass(hostKind(facts), {evidence});
  },
} satisfies Check;

/** Whether somebody else chooses the kernel: the host of a container, Windows, the manager of a microVM. */
export const kernelFromOutside = (facts: Facts): boolean => /^(?:container|microVM|WSL)/.test(hostKind(facts));

/** Several signs together, since each alone misleads: a microVM made from a container image still holds /.dockerenv. */
export const hostKind = ({environment, kernel}: Facts): string => {
  const signs = valueIfKnown(environment.signs) ?? [];
  const version = valueIfKnown(kernel.version) ?? '';
  const wsl = wslOf(kernel);
  if (wsl) return wsl;
  if (/-fc\b|firecracker/i.test(version)) return "microVM (Firecracker), by the kernel's name";
  if (/linuxkit/i.test(version)) return 'container on Docker Desktop';
  if (['/.dockerenv', '/run/.containerenv', '/run/systemd/container'].some((sign) => signs.includes(sign)))
    return 'container';
  const maker = `${valueIfKnown(environment.vendor) ?? ''} ${valueIfKnown(environment.product) ?? ''}`;
  if (
    /QEMU|KVM|VMware|VirtualBox|Virtual Machine|Xen|Amazon EC2|Google Compute|DigitalOcean|Hetzner|OpenStack/i.test(
      maker,
    )
  )
    return `virtual machine (${maker.trim()})`;
  return signs.includes('/sys/firmware/efi') || valueIfKnown(environment.vendor) ? 'machine' : 'unknown kind';
};
