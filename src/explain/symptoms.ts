import type {Evidence} from './evidence/evidence.ts';
import {curl} from './messages/fetch.ts';
import {aya, bcc, bpftool, ciliumEbpf, libbpf, libbpfBefore} from './messages/load.ts';
import {apt} from './messages/packages.ts';
import {verifier} from './messages/verifier.ts';
import {either} from './phrases.ts';
import {anyOf, failing} from './printed.ts';

/** BPF_PROG_LOAD answered EACCES. */
export const loadDenied = failing(
  'EACCES',
  ...[libbpf.load, libbpfBefore.load, libbpf.failedToLoad, bcc.load, bcc.exception, ciliumEbpf.load, aya.load],
);

const mapNotMade = [libbpf.map, libbpf.mapRetried, bcc.map, bpftool.map, ciliumEbpf.map, aya.map];

/** BPF_MAP_CREATE found no memory: ENOMEM, whatever the limit of locked memory is (that one is EPERM). */
export const noMemoryForMap = failing('ENOMEM', ...mapNotMade);

/** BPF_MAP_CREATE answered EPERM. */
export const mapDenied = failing('EPERM', ...mapNotMade);

/** A release of Debian or Ubuntu that is named by its suite, or was reported, and whose packages have moved to an archive server. */
export const outOfSupport = ({text, distro}: Evidence): boolean =>
  /\b(bullseye|buster|stretch|jessie|disco|eoan|cosmic|artful|zesty|groovy|hirsute|impish|kinetic|lunar|mantic|trusty|xenial|precise)\b/i.test(
    text,
  ) || /ubuntu (19|21|23)\.|ubuntu 20\.10|ubuntu 22\.10|debian (8|9|10)\b|centos (linux )?[678]\b/i.test(distro);

/** No server said anything: what it would have is not known. */
export const serverNotReached = anyOf(
  ...[apt.temporary, apt.noHost, apt.noConnection, apt.notBegun, apt.timedOut, curl.noHost, curl.noConnection],
);

/**
 * Messages that several causes share: what failed, not why. The causes that name a symptom compete by the facts.
 * errno never diagnoses alone: EPERM has eight causes here, EINVAL thirteen, ENOENT fourteen.
 */
export const symptoms = {
  /** bpf(2), perf_event_open(2) or setrlimit(2) answered EPERM: libbpf.c `bpf_object__probe_loading`, `pr_perm_msg`. */
  denied:
    /^(?=.*\b(e?bpf|maps?|prog(ram)?s?|(set|pr)?rlimit(64)?|memlock|RLIMIT_\w+|libbpf\w*|skeleton|xdp|tracepoints?|k?probes?|BPF_\w+|bpf_\w+|(Program|Map|Link|Ebpf|Bpf)Error)\b).*(operation not permitted|\bEPERM\b|os error 1\b|err(no)?[ =:(]+-?1\b|: -1\b|with code -1\b)/,
  /** perf_event_open(2) or a file of tracefs refused with EACCES. */
  tracingDenied:
    /\bPMU\b[^\n]*(not permitted|permission denied)|permission denied[^\n]*perf[_ ]event|perf[_ ]event(_open)?.*(permission denied|EACCES)|(tracing|kprobe_events|uprobe_events|tracefs|tracepoint|events\/\w).*(permission denied|EACCES)|permission denied[^\n]*(\n[^\n]*)?\/sys\/kernel\/(debug|tracing)\/|No permissions? to read \S*\/tracing/,
  /**
   * bpf(2) answered EACCES where no verifier has a say: for a map, an object by id, or the trivial program of libbpf. A missing
   * capability is EPERM there (kernel/bpf/syscall.c), so only security_bpf*() is left.
   */
  policyDenied:
    /((create[_ ]?|creating )(\w+ )?map|map[_ ]create|bpf_create_map\w*\([^)]*\)|open bpf map|map '[^']+': failed to create|get (prog|map|link) by id|probe_loading\(\))[^\n]*(permission denied|EACCES|errno[ =:(]*13\b)|create_?map\w*(\(\))? failed[^\n]*(\n[^\n]*)?errno 13\b|failed to create map[^\n]*(\n[^\n]*){0,3}os error 13\b|syscall=(bpf|321|280)\b[^\n]*exit=(EACCES|-13)\b/,
  /** perf itself was refused perf_event_open(2), by the sysctl or by the filter of a container: tools/perf/util/evsel.c. */
  perfRefused:
    /Access to performance monitoring and observability operations is limited|You may not have permission to collect|No permission to enable \S+ event/,
  /**
   * perf_event_open(2) answered EPERM, where the sysctl would say EACCES (kernel/events/core.c): a filter of system calls, lockdown,
   * or a tracepoint for which CAP_PERFMON is missing.
   */
  perfFiltered: /perf[_ ]event(_open)?\b[^\n]*(not permitted|\bEPERM\b|os error 1\b|code: 1\b)/,
  /** The id of a tracepoint could not be read: libbpf.c `perf_event_open_tracepoint`, cilium/ebpf internal/tracefs. */
  tracepointMissing:
    /failed to determine tracepoint '[^']+' perf event ID: No such file|failed to (create|open) tracepoint '[^']+' perf event: No such file|(reading tracefs|trace event|tracepoint|events?)[ /][^\n]*(\/id: no such file|: file does not exist|: no such file)/,
  /**
   * kernel/events/core.c `perf_event_set_bpf_prog`: the only EACCES there means that the program reads beyond the record
   * of the tracepoint, because it was built for a kernel with a longer one.
   */
  recordTooShort:
    /failed to create BPF link for perf_event FD \d+: (-13|Permission denied)|failed to attach to (tracepoint '[^']+'|perf_event FD \d+): Permission denied|(bpf perf link|setting perf event bpf program): permission denied|PERF_EVENT_IOC_SET_BPF\)?:? (failed: )?Permission denied/,
  /** kernel/bpf/verifier.c `check_helper_call`: the number or name of a helper that this kernel does not offer. */
  helperUnknown: /(unknown|invalid) func (bpf_\w+|unknown)?#?\d*/,
  /** Rejections that speak of the program's own accesses. */
  verifierAccess: anyOf(...verifier.accesses),
  /** A program was not taken, for whatever reason. */
  programRefused: either(
    /(load|attach)\w{0,20}[^\n]{0,40}(fail\w{0,20}|denied|error|invalid)|(fail\w{0,20}|cannot|could not|unable)[^\n]{0,20}(load|attach)/,
    anyOf(...verifier.accesses, ...verifier.contracts, ...verifier.sizes),
  ),
  /** What the verifier knew of the registers before it refused the program: `print_verifier_state`. */
  verifierState: /\bR\d+(_[rw]+)?=(inv|map_value|ctx|fp\d|pkt|scalar|ptr_)/,
  /** The verifier gave up on the size or the paths of the program. */
  verifierSize: anyOf(...verifier.sizes),
  /** E2BIG for a program of no more than 4096 instructions: bcc's libbpf.c, iproute2's bpf_legacy.c. */
  verifierGaveUp:
    /too large \(([1-3]?\d{1,3}|40[0-8]\d|409[0-6]) insns\)|rejected: Argument list too long[\s\S]{0,200}\(0 over limit\)/,
  /** An attach by BPF trampoline or to a raw tracepoint answered ENOTSUPP, 524, which strerror(3) does not know. */
  notSupported524:
    /strerror_r\(-524\)|unknown error -?524|(?<!\w)-524\b|\(524\)|os error 524|errno[ =:]*524|ENOTSUPP|create raw tracepoint: not supported(?! \(requires)/,
  /** An attach by BPF trampoline answered EBUSY: libbpf.c, libbpf-rs, aya, link/tracing.go of cilium/ebpf. */
  trampolineBusy:
    /prog '[^']+': failed to (auto-)?attach: (Device or resource busy|-EBUSY|-16)|(tracing link|raw tracepoint|bpf_raw_tracepoint_open|fentry|fexit|fmod_ret|modify_return|\blsm\b|non-struct_ops BPF programs)[^\n]*(\n[^\n]*){0,3}(device or resource busy|\bEBUSY\b|os error 16\b)/,
  /** BPF_PROG_LOAD answered EINVAL: libbpf of every age, bcc's libbpf.c, bpftrace, cilium/ebpf, runc. */
  loadInvalid:
    /^(?!.*(map create|create map)).*(load(ing)? (bpf )?program|BPF_PROG_LOAD|failed to load( program)?|(prog(ram)?|bpf) load|Failed to load BPF program)[^\n]*(invalid argument|EINVAL|-22\b)|^bpf: Invalid argument/,
  /** Compiler errors inside files of the kernel's headers. */
  kernelHeaderError:
    /(lib\/modules\/\S|\.\/arch\/\w+|arch\/\w+\/include|linux-headers|usr\/src\/kernels|^(In file included from )?\.?\/?include\/(linux|uapi|asm-generic|net)|kheaders)\S*:\d+:\d+: (fatal )?error/,
  /** vmlinux.h holds nothing but the path of another file. */
  linkAsText: /vmlinux\w*\.h:1:\d+: (fatal )?error[^\n]*\n\s*(1 \|)?\s*\S*\bvmlinux\S*\.h\s*$/im,
  /** A hook of the BPF LSM is not in the kernel's BTF. */
  lsmHookNotInBtf:
    /bpf_lsm_\w+['"`]*[^\n]{0,30}(not found|unknown|does not exist|: -[23]\b)|(Unknown|not find|failed to find)[^\n]*bpf_lsm_\w+/,
  /** A package manager, or what calls one, knows no kernel package of that exact version: apt, yum, dnf, zypper, Ansible. */
  kernelPackageUnknown:
    /Version '[^']+' for '(linux-(headers|image|tools|modules)|kernel-)[^']*' was not found|(Unable to locate package|Couldn't find any package by|No match for argument:?|Unable to find a match:?|No package( matching)?|No provider of|target not found:?)[^\n]{0,5} ?['"]?(linux-(\w+-)?(headers|tools|modules|image)|(pve|proxmox)-headers|kernel-(\w+-)?(devel|headers))\S*[- =]+\d+\.\d|linux-(\w+-)?headers\S* \(no such package\)|\b(kernel-(\w+-)?(devel|headers)|linux-headers)-\d\S*['"]?[^\n]{0,25}(available|not found in|in (the )?(standard )?repo)|^(?!.*\binstall\b)(?=.*(not found|no such|no match|nothing provides|no provider|unable|fail|\b404\b|unavailable|not available|no candidate)).*(?<![\w/.-])(linux-(\w+-)?(headers|tools|modules|image)|kernel-(\w+-)?(devel|headers))[-='" ]*\d+\.\d/,
} as const;

/** What shells, cmd.exe, make, execvp, Go and CMake print when a program is not there. */
export const missingProgram = (name: string): RegExp =>
  new RegExp(
    `(^|[\\s:/"'\`])${name}['"\`]?: (command )?not found|command not found: ${name}\\b|unknown command:? ${name}\\b|${name}['"]?: No such file or directory|No such file or directory: ['"](\\S*/)?${name}['"]|linker ['"\`]${name}['"\`] not found|exec: "(\\S*/)?${name}": (executable file )?not found|(which|type): no ${name} |` +
      `(can't|cannot|could not|couldn't|unable to|failed to|did not) (find|locate|run|execute|exec|start|spawn)( the)?( tool| program| command| executable)?:? ['"\`]?(\\S*/)?${name}\\b(?!\\S*\\.(h|so)|: exit status|\\(exit code)|` +
      `(spawn|execvp|execve|exec):? ['"]?${name}['"]? ?(ENOENT|failed|:? ?No such file)|Program '?${name}'? (found: NO|not found)|(?<!for '|package '?)\\b${name}['"]? (is )?(not installed|not available|not found(?! for kernel)|could not be found|was not found|missing|is required but)|` +
      `'${name}' is not recognized as (an internal|the name)|(no|missing|requires|need) ['"\`]?${name}['"\`]? (found|in (your |the )?\\$?PATH|binary|executable|to be installed)|checking for ${name}\\.\\.\\. no|Could not find \\w+ using the following names: [^\\n]*\\b${name}\\b|Could not find ${name}_(EXE\\w*|BIN\\w*|PATH|PROGRAM)\\b`,
    'im',
  );

/** What dpkg-checkbuilddeps, rpmbuild, zypper and the Open Build Service print when a package that the build needs is not there. */
export const unmetBuildDependency = (name: string): RegExp =>
  new RegExp(
    `(unmet build dependencies:|failed build dependencies:)[^\\n]*(\\n[^\\n]*){0,6}?[\\s:,]${name}\\b(?!-)|nothing provides (requested )?['"]?${name}(?![-\\w])(?! ?[<>=])`,
    'im',
  );
