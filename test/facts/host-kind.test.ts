import {hostKind, kernelFromOutside} from '../../src/facts/host-kind.ts';
import {factsWith} from './facts-with.ts';

const container = 'overlay / overlay rw,relatime,lowerdir=/l,upperdir=/u,workdir=/w 0 0';
const release = (name: string) => ({
  'text uname ok': `Linux ${name} x86_64`,
  'file /proc/version ok': `Linux version ${name} (gcc) #1 SMP`,
});

// What each kind of host has that others lack; the kernel is another's in all of them.
test.each([
  [
    'gVisor',
    {'file /proc/version ok': 'Linux version 4.19.0-gvisor #1 SMP Sun Jan 10 15:06:54 PST 2016'},
    'no Linux kernel',
  ],
  [
    'gVisor until 2025',
    {'file /proc/version ok': 'Linux version 4.4.0 #1 SMP Sun Jan 10 15:06:54 PST 2016'},
    'no Linux kernel',
  ],
  ['LX zone', {'file /proc/version ok': 'Linux version 5.10.0 BrandZ virtual linux'}, 'no Linux kernel'],
  ['WSL2 with a kernel of its own', {...release('6.12.9-mine'), 'text signs ok': '/run/WSL'}, 'WSL2'],
  ['OrbStack', release('6.10.12-orbstack-00282-gd1783374c25e'), 'container'],
  [
    'a pod of containerd',
    {'file /proc/self/mounts ok': `${container}\n/dev/sda1 /dev/termination-log ext4 rw 0 0`},
    'container',
  ],
  [
    'a pod without that file',
    {'file /proc/self/mounts ok': 'tmpfs /run/secrets/kubernetes.io/serviceaccount tmpfs ro 0 0'},
    'container',
  ],
  [
    'RUN of docker build',
    {
      'file /proc/self/mounts ok':
        'overlay / overlay rw,lowerdir=/var/lib/docker/overlay2/l/A:/var/lib/docker/overlay2/l/B 0 0',
    },
    'container',
  ],
  ['Alpine in LXC', {'file /proc/self/mounts ok': 'lxcfs /proc/meminfo fuse.lxcfs rw 0 0'}, 'container'],
  ['OpenVZ', {'text signs ok': '/proc/vz'}, 'container'],
])('%s is known by what it shows', (_, records, kind) => {
  const facts = factsWith({...records, 'file /sys/class/dmi/id/sys_vendor ok': 'Amazon EC2'});
  expect(hostKind(facts).kind).toBe(kind);
  expect(kernelFromOutside(facts)).toBe(true);
});

// The same things on the machines that run those containers.
test.each([
  ['a host of LXC', {'file /proc/self/mounts ok': 'lxcfs /var/lib/lxcfs fuse.lxcfs rw 0 0'}],
  ['a host of OpenVZ', {'text signs ok': '/proc/vz\n/proc/bc'}],
  ['a live system', {'file /proc/self/mounts ok': container}],
  ['Ubuntu 16.04', {'file /proc/version ok': 'Linux version 4.4.0-21-generic (buildd@lgw01-21) #37-Ubuntu SMP'}],
])('%s has its own kernel', (_, records) => {
  const facts = factsWith({...records, 'file /sys/class/dmi/id/sys_vendor ok': 'Dell Inc.'});
  expect(hostKind(facts).kind).toBe('machine');
  expect(kernelFromOutside(facts)).toBe(false);
});
