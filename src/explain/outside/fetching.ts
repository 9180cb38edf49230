import {install} from '../../remedies/remedy.ts';
import type {Evidence} from '../evidence/evidence.ts';
import {curl, errors, git} from '../messages/fetch.ts';
import {go} from '../messages/go.ts';
import {apt} from '../messages/packages.ts';
import {cargo} from '../messages/rust.ts';
import {anyOf} from '../printed.ts';
import {noMemoryForMap} from '../symptoms.ts';
import type {Outside} from './row.ts';

/** How Go says that a server is out of reach. */
const unreachable = [go.noHost, go.dial, go.handshake, go.gateway, go.proxy];

/** What our Makefile says of a vmlinux.h without its end. */
const ours = {tool: 'make', format: 'is the disk full?', source: 'templates/libbpf/Makefile'};

const fullDisk = {
  title: 'The disk is full',
  why: 'A file system has no room left, or no inodes, or the quota of the user is used up.',
  decide: 'df -h; df -i',
};

/** It has a cause of its own. */
const isBoot = (e: Evidence): boolean => e.says(/\/boot\b|initrd|initramfs|vmlinuz/);

/** Disks, memory, networks and repositories. */
export const fetching: readonly Outside[] = [
  {
    title: 'The kernel found no memory for a map',
    why: 'A map of this size does not fit into the memory that is free, or that the memory cgroup of the process allows. The limit of ulimit -l is not the reason: what that refuses is EPERM.',
    remedy:
      'Make the map smaller (max_entries, or BPF_F_NO_PREALLOC for hash maps), or give the machine, the container or the unit more memory.',
    decide: 'free -m; cat /sys/fs/cgroup$(cut -d: -f3 /proc/self/cgroup | tail -1)/memory.max',
    messages: noMemoryForMap,
  },
  {
    ...fullDisk,
    remedy: 'Make room: as root, apt-get clean removes the packages that were downloaded.',
    messages: anyOf(errors.room, errors.quota, apt.room),
    when: (e) => e.stage === 'packages' && !isBoot(e),
  },
  {
    title: 'A file system is read-only',
    why: 'Packages are unpacked into /usr and /var, which are mounted read-only: an image that is not changed in place, or the kernel has found errors on the disk.',
    remedy:
      'See which one is: findmnt -O ro -T /usr; dmesg tells of errors. Where nothing forbids it, as root: mount -o remount,rw /',
    decide: 'findmnt -T /usr; findmnt -T /var/lib/dpkg',
    messages: anyOf(errors.readOnly),
    when: (e) => e.stage === 'packages',
  },
  {
    ...fullDisk,
    remedy:
      'Make room on the file system that holds the directory (packages: apt-get clean as root), or choose a directory on another one (ebpf: --dir DIR); then run it again.',
    messages: anyOf(errors.room, errors.quota, apt.room, ours),
    // So has a header that it cut off.
    when: (e) => !isBoot(e) && (e.stage !== undefined || !e.says(/vmlinux\w*\.h|\.skel\.h/)),
  },
  {
    title: "The server's certificate could not be verified",
    why: 'The host knows no authority that signed it, a proxy in between shows its own, or the clock is wrong.',
    remedy: 'Install ca-certificates, set the clock, or give the host the certificate of the proxy in between.',
    decide: 'date; ls /etc/ssl/certs/ca-certificates.crt',
    messages: anyOf(curl.chain, curl.certificate, go.authority),
  },
  {
    title: 'The module github.com/cilium/ebpf could not be fetched',
    why: 'Go fetches modules through the proxy of "go env GOPROXY", which cannot be reached from here.',
    remedy: {
      ...install('cilium-ebpf'),
      text: 'Install the package of it, or name a module proxy that can be reached (GOPROXY; ebpf: --go-proxy URL).',
    },
    decide: 'curl -sSI "$(go env GOPROXY | cut -d, -f1)"',
    messages: anyOf(...unreachable),
    when: (e) => e.says(/cilium\/ebpf@v|module github\.com\/cilium\/ebpf/i),
  },
  {
    title: 'The crates could not be fetched',
    why: 'cargo takes crates from the public registry where no configuration names another source.',
    remedy:
      'Look at the network or the proxy (https_proxy). Without a network keep .cargo/config.toml of the project, which names the crates of the distribution.',
    decide: 'cat .cargo/config.toml; env | grep -i _proxy',
    messages: anyOf(cargo.download, cargo.config, cargo.registry, cargo.source, cargo.offline),
  },
  {
    title: 'A server cannot be reached from here',
    why: 'Its name has no address here, or nothing answers at it: no network, no DNS, or a proxy that must be named.',
    remedy:
      'Look at the network, DNS or the proxy (https_proxy; apt: Acquire::http::Proxy), or name a mirror (ebpf: --url URL).',
    decide: 'getent hosts SERVER; env | grep -i _proxy',
    messages: anyOf(
      ...[curl.noHost, curl.noConnection, curl.noServer, apt.temporary, apt.noHost, apt.noConnection, apt.notBegun],
      ...[apt.timedOut, errors.unreachable, git.noConnection, ...unreachable],
    ),
    when: (e) => !e.says(/Could not resolve host\b[^\n]*(kubernetes|cluster\.local)/i),
  },
  {
    title: 'The repository has no such branch, tag or commit',
    why: 'git reached it, and it does not have what was asked of it; a mirror may be behind.',
    remedy: 'See what there is: git ls-remote URL. Update a mirror that is behind, or use upstream.',
    decide: 'git ls-remote URL',
    messages: anyOf(git.noBranch, git.noRef, git.notOurs, git.unadvertised),
  },
  {
    title: 'There is no such repository, or it is not open to this user',
    why: 'Servers say the same of a repository that does not exist and of one that needs a login.',
    remedy: 'Name another one (ebpf: --url URL), or log in to that server.',
    decide: 'git ls-remote URL',
    messages: anyOf(git.noRepository, git.absent, git.notOne, git.noName, git.login),
  },
  {
    title: 'The clone belongs to another user',
    why: 'git does not touch a repository of another user, whose hooks it would run.',
    remedy: 'Run it as its owner, or use another directory.',
    decide: 'ls -ld .git; id -un',
    messages: anyOf(git.owner, git.unsafe),
  },
  {
    title: 'go.mod does not fit the modules that are installed',
    why: 'It does not name a module that is imported, or names another version than the one that is there.',
    remedy:
      'Add what is missing: go mod tidy (with vendor/: go mod vendor). Of a project of ebpf: rm go.mod go.sum; make',
    decide: 'go mod verify',
    messages: anyOf(go.updates, go.sum, go.disabled, go.replacement, go.noPackage, go.noProvider, go.vendor),
  },
  {
    title: 'Go is older than the module wants',
    why: 'A module names the oldest Go that builds it, in its go.mod.',
    remedy:
      "Use the distribution's package of the module, which fits its Go (rm go.mod go.sum; make), or install a newer Go.",
    decide: 'go version; grep ^go go.mod',
    messages: anyOf(go.version, go.newer),
  },
  {
    title: 'The download was cut off',
    why: 'The server, or something on the way, ended the connection before all had come.',
    remedy: 'Run it again; a mirror that is nearer, or a shallow clone (--depth 1), has less to lose.',
    decide: 'git ls-remote URL',
    messages: anyOf(git.early, git.index, git.hungUp, git.rpc),
  },
];
