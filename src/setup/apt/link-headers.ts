import type {Facts} from '../../facts/facts.ts';
import {probe} from '../../facts/probe.ts';
import {Failure} from '../../hosts/failure.ts';
import type {Host} from '../../hosts/host.ts';
import {debianArchitecture} from '../../remedies/apt.ts';
import {linkCommands, newestHeaders} from '../../remedies/link-headers.ts';

/** Links the newest headers of /usr/src to where those of the running kernel belong, unless they are there now. */
export const linkHeaders = async (host: Host, signal: AbortSignal): Promise<string> => {
  const facts = await probe(host, {asRoot: true});
  const {build, source, installed} = facts.headers;
  if (build.state === 'known' && !build.value.dangling) return 'not needed: they are there';
  if (facts.kernel.release.state !== 'known') throw noRelease();
  const release = facts.kernel.release.value;
  const names = installed.state === 'known' ? installed.value.map((path) => path.replace(/^.*\//, '')) : [];
  const headers = newestHeaders(names, debianArchitecture(facts));
  if (!headers || (headers.common && !names.includes(headers.common))) throw noHeaders(release, facts);
  const dangling = [build, source].some((link) => link.state === 'known' && link.value.dangling);
  if (dangling) throw inTheWay(release);
  for (const command of linkCommands(release, headers)) {
    signal.throwIfAborted();
    const {exitCode, stderr} = await host.run(command, {asRoot: true, environment: {LC_ALL: 'C'}});
    if (exitCode !== 0)
      throw new Failure({
        what: `${headers.name} could not be linked in.`,
        why: stderr.trim(),
        said: stderr,
        todo: 'Fix what it says, then run setup again; "ebpf setup --undo" takes away what was linked.',
      });
  }
  return headers.name;
};

const noRelease = (): Failure =>
  new Failure({
    what: 'Headers of another kernel could not be linked in.',
    why: 'Where they belong depends on the kernel, and what it calls itself is not the release of one.',
    todo: 'Look at what "uname -r" prints there, or use a way that needs no headers: "ebpf setup --for libbpf".',
  });

const noHeaders = (release: string, {headers: {installed}}: Facts): Failure =>
  new Failure({
    what: `There are no headers for ${release}, and none of another kernel that could be linked in.`,
    why:
      installed.state === 'known' && installed.value.length > 0
        ? `In /usr/src: ${installed.value.join(', ')}.`
        : 'Nothing was found in /usr/src.',
    todo: 'Use a way that needs no headers: "ebpf setup --for libbpf" or "ebpf setup --for bpftrace".',
  });

const inTheWay = (release: string): Failure =>
  new Failure({
    what: `/lib/modules/${release}/build is a link that leads nowhere.`,
    why: 'It belongs to headers that were removed; ebpf removes nothing that it did not make.',
    todo: `Remove it (as root: rm /lib/modules/${release}/build), then run setup again.`,
  });
