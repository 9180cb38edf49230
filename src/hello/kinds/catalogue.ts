import {noSuch} from '../../hosts/no-such.ts';
import type {Kind} from './kind.ts';

const execve = 'execve calls';

/** Every kind, the simplest first. */
export const kinds: readonly Kind[] = [
  {
    name: 'tracepoint',
    does: 'reports each execve: who runs what',
    feature: 'syscall-tracepoint',
    traced: execve,
    columns: 'FILENAME',
    shares: true,
  },
  {
    name: 'kprobe',
    does: 'reports each file that is opened, and the result, from the entry and the return of a kernel function',
    feature: 'kprobe',
    traced: 'files being opened',
    columns: ' RES FILE',
    shares: true,
    scene: 'open',
  },
  {
    name: 'fentry',
    does: 'reports each file that is opened, and the result, from a trampoline of a kernel function',
    feature: 'fentry',
    traced: 'files being opened',
    columns: ' RES FILE',
    shares: true,
    scene: 'open',
  },
  {
    name: 'uprobe',
    does: 'reports each name that a process looks up with getaddrinfo() of the C library',
    feature: 'uprobe',
    traced: 'getaddrinfo()',
    columns: 'HOST',
    shares: true,
    scene: 'lookup',
  },
  {
    name: 'counter',
    does: 'counts the execve calls of each process by its name, and prints the counts every second',
    feature: 'syscall-tracepoint',
    traced: execve,
    shares: false,
  },
  {
    name: 'xdp',
    does: 'counts the packets that come in at an interface, by protocol and port',
    feature: 'xdp',
    network: true,
    traced: 'packets',
    valid: 'interface(argc, argv)',
    attach: 'attach(skel, interface(argc, argv))',
    shares: true,
    argument: 'INTERFACE',
    scene: 'packets',
    end: 'there',
  },
  {
    name: 'tc',
    does: 'counts the packets that go out at an interface, by protocol and port',
    feature: 'tc',
    network: true,
    traced: 'packets',
    valid: 'interface(argc, argv)',
    attach: 'attach(skel, interface(argc, argv))',
    detach: 'detach();',
    shares: true,
    argument: 'INTERFACE',
    scene: 'packets',
    end: 'here',
  },
  {
    name: 'cgroup',
    does: 'reports each connect() over IPv4 of the processes in a cgroup',
    feature: 'cgroup-sock-addr',
    network: true,
    traced: 'connect()',
    attach: 'attach(skel, argc > 1 ? argv[1] : "/sys/fs/cgroup")',
    columns: 'ADDRESS',
    shares: true,
    argument: '[CGROUP]',
    scene: 'connect',
  },
  {
    name: 'lsm',
    does: 'reports each program that is about to be run, from a hook of the security modules, and forbids nothing',
    feature: 'lsm',
    traced: 'programs about to be run',
    columns: 'FILENAME',
    shares: true,
    scene: 'run',
  },
  {
    name: 'iter',
    does: 'lists the processes once, as the kernel has them, and ends',
    feature: 'iter',
    shares: false,
    scene: 'process',
    once: true,
  },
  {
    name: 'sched-ext',
    does: 'is the scheduler of the machine for 30 seconds, leaves the order to the kernel, and counts how often each process gets a processor',
    feature: 'sched-ext',
    traced: 'what runs',
    shares: false,
    argument: '[SECONDS]',
    until: 'for 30 seconds, or until Ctrl-C',
  },
];

/** The kind of a name. @throws Failure for one that there is not. */
export const kindOf = (name: string): Kind => {
  const kind = kinds.find((each) => each.name === name);
  if (kind) return kind;
  const known = kinds.map((each) => each.name);
  throw noSuch('kind of programs', name, {known, more: `There are ${known.join(', ')}.`});
};
