import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, knows, ran, says} from '../cause.ts';
import {text} from '../evidence/evidence.ts';
import {either, lacking} from '../phrases.ts';
import {symptoms} from '../symptoms.ts';

export const containerRuntimePolicy = {
  label: 'container-runtime-policy',
  title: 'The container runtime blocks or does not know the capability or system call',
  why: 'Runtimes from before 2021 do not know CAP_BPF and CAP_PERFMON by name, and the default seccomp profile refuses bpf(2) and perf_event_open(2) without the capability it expects, whatever the host allows.',
  remedy: advise(
    'Update docker/containerd/runc (20.10.x and libseccomp of 2021 or newer), or use --cap-add SYS_ADMIN; for the filter: --security-opt seccomp=unconfined or a profile that allows bpf and perf_event_open.',
  ),
  decide: 'docker version; grep Seccomp /proc/self/status',
  sources: ['moby profiles/seccomp/default_linux.go', 'moby: capability list from github.com/syndtr/gocapability'],
  signatures: [
    knows(5.6, /^cured by: seccomp/),
    says(
      7,
      /(unknown|invalid|unsupported|unrecognized|unavailable) cap(abilit(y|ies))?( to \w+)?:? ?['"`\\[]*(CAP_)?(BPF|PERFMON|CHECKPOINT_RESTORE)|parse capability [^\n]*CAP_(BPF|PERFMON|CHECKPOINT)|(CAP_)?(BPF|PERFMON|CHECKPOINT_RESTORE)['"`]*:? (is an )?unknown capability|capability not known|CAP_(BPF|PERFMON|CHECKPOINT_RESTORE) is not (a )?(valid|known|recognized|supported)|invalid CapAdd/,
    ),
    says(
      4.6,
      /seccomp[^\n]{0,60}(den|block|filter|profile|not permitted|forbid|bpf|perf_event|kill|restrict|default|unconfined)|(blocked|denied|filtered)[^\n]{0,20} by seccomp|SystemCallFilter/,
      /no seccomp/i,
    ),
    says(
      3,
      /capabilit\w[^\n]*(not (known|supported|recognized)|unknown)[^\n]*(docker|containerd|runc|runtime|kube)|\b(dockerd?|containerd|runc|cri-o|crio|podman)\b(?![^\n]*\bapt(-get)?\b)[^\n]*(too old|outdated|older|update|upgrade)/,
    ),
    // The kernel's audit of a filter: 321 is bpf(2), 298 perf_event_open(2) on x86-64; 280 and 241 elsewhere.
    says(6, /(type=1326|type=SECCOMP|SECCOMP)\b[^\n]*syscall=(321|298|280|241)\b/),
    // runc sets what it was told to; a kernel or an outer container that has not that capability says no.
    says(3.6, /\bapply cap(abilitie)?s:[^\n]*not permitted/),
    says(2.4, symptoms.perfFiltered),
    says(3.4, /\b(bpf|perf_event_open)\b[^\n]*(Function not implemented|ENOSYS)/, (e) => e.container === 'no'),
    ran(3.2, /seccomp[=:](?!unconfined)\S+/),
    // What the filter refuses although the capability was added.
    knows(3, /cap-add: [^\n]*(PERFMON|BPF)[\s\S]{0,4000}privileged: works/),
    knows(2.5, /seccomp: (?!none|unconfined|disabled)\w+/),
    describes(
      /perf_event_open|\bbpf\b/,
      /only|even|although|despite|gated|requires?/,
      /allowed|permitted|blocked/,
      /CAP_\w+/,
    ),
    describes(
      /docker|containerd|runc|runtime(?! error)|seccomp/,
      /CAP_(BPF|PERFMON)|seccomp|\bsyscalls?\b/,
      either(lacking, /block|unknown|den(y|ies)|does not know/),
    ),
  ],
  clues: [clue(2, 'seccomp is named', (e) => text(e, /seccomp/i))],
} satisfies Cause;
