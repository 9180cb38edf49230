import {cells, fitTo} from './terminal/wrap.ts';
import {version} from './version.ts';

/** What is answered at once, where no command is named: its help, or the version. */
export const answerAtOnce = ([first, ...others]: readonly string[], columns?: number): string | undefined => {
  if ([first, ...others].every((word) => word === undefined || asksForHelp.includes(word))) return home(columns);
  if (!['version', '-v', '--version'].includes(first ?? '')) return undefined;
  return `ebpf/${version} ${process.platform}-${process.arch} node-${process.version}\n`;
};

const asksForHelp: readonly string[] = ['help', '-h', '--help'];

/** What `ebpf` alone says: where to start, then the rest; ASCII, and with 80 columns in 24 rows. */
export const home = (columns = 80): string =>
  fitTo(columns < cells(more) ? text.replace(more, more.replace(/ {3}(?=ebpf)/, '\n')) : text, columns);

const more = 'ebpf help COMMAND   flags and examples   ebpf completion bash   complete at Tab';

const text = `Get a Linux host ready for eBPF, and verify it.

Start here
  ebpf doctor             what works here, what does not, and how to fix it
  ebpf setup              install what is missing, build and trace a program
  ebpf explain -- make    run a command; if it fails, say why

More
  hello     build the hello program and trace with it
  new       start a project of your own: tracepoint, fentry, xdp, lsm, ...
  vmlinux   write vmlinux.h for this kernel, another host or a file with BTF
  inspect   show what compiled BPF programs require of a kernel
  kernel    which boots next; list, install or remove a newer kernel
  checks    list the checks; "ebpf checks ID" explains one
  policy    check ebpf.yml, or show what holds for a host
  probe     print the facts of this host as JSON

On most commands
  --for NAME       libbpf (default), bcc, bpftrace, libbpf-bootstrap, run, ...
  --remote HOST    over SSH; nothing has to be installed there
  --json           one JSON document on stdout

${more}
`;
