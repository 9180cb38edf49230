import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, says} from '../cause.ts';
import {atLeast, olderThan, text} from '../evidence/evidence.ts';
import {helperLongKnown, helperTooNew, mapTooNew} from '../evidence/helpers-named.ts';
import {worksOn} from '../evidence/other-kernel.ts';
import {symptoms} from '../symptoms.ts';

export const kernelTooOldForHelperOrMap = {
  label: 'kernel-too-old-for-helper-or-map',
  title: 'The kernel predates a helper or map type that the program uses',
  why: 'Helpers and map types have numbers, and a kernel refuses those that it does not know: "unknown func", "invalid func", or EINVAL when the map is created.',
  remedy: (evidence) => {
    const helper = helperTooNew(evidence) ?? mapTooNew(evidence);
    return advise(
      helper
        ? `${helper.name} exists since Linux ${helper.since}. Run such a kernel, or choose another helper where bpf_core_enum_value_exists() says that it is missing.`
        : 'Run a newer kernel (ring buffers need 5.8), or use what this one has: perf event arrays for ring buffers, bpf_probe_read for bpf_probe_read_kernel. Vendor kernels backport: probe with `bpftool feature probe`, do not go by the version.',
      {needsReboot: true},
    );
  },
  decide: 'uname -r; bpftool feature probe kernel | grep -i NAME',
  sources: [
    'kernel/bpf/verifier.c: check_helper_call',
    'kernel/bpf/syscall.c: find_and_alloc_map',
    'isovalent/ebpf-docs feature data',
  ],
  signatures: [
    // BCC's list of helpers against the enumeration of an older kernel.
    says(4.6, /bcc\/helpers\.h:\d+:\d+: error: use of undeclared identifier 'BPF_FUNC_/),
    says(6, /unsupported map type: maps\//),
    says(4.6, /map create[^\n]*requires >= v/),
    // What cilium/ebpf calls its probes of maps and helpers.
    says(
      5.6,
      /\b(nested maps|mmapable maps|inner maps|prealloc maps|map batch api|read- and write-only maps|bpf_probe_read_kernel) not supported \(requires/,
    ),
    says(
      4.4,
      /BPF_FUNC_\w+ not available for your kernel version|Missing required kernel feature: (map_|get_|probe_)\w+/,
    ),
    says(4.6, /HINT: bpf_\w+ missing \(added in/),
    says(2.6, /is maps\/\w+ map type enabled in your kernel/, /not permitted/i),
    says(
      2.8,
      /(failed to create map|map create failed|could not open bpf map)[^\n]*(\n[^\n]*){0,3}(invalid argument|os error 22)/,
    ),
    says(4, symptoms.helperUnknown, /unknown#195896080|CO-RE/i),
    says(
      3,
      /(map create|create map|creat\w+ (bpf )?map|bpf_create_map\w*\([^)]*\)|BPF_MAP_CREATE|map '[^']+': failed to create)[^\n]*(invalid argument|EINVAL|-22\b|os error 22)/,
      /invalid argument: (min|max|key|value|MaxEntries)/i,
    ),
    says(
      4.3,
      /(BPF_MAP_TYPE_\w{1,40}|map type \w{1,40}|ring ?buf(fer)?s?|\bbpf_(?!link|prog_|trace_|raw_tp)\w{1,40}\(?\)?( helper)?)[^\n]{0,40}(is |are )?(not supported|unsupported|not available|requires?|unavailable|unknown|not known)[^\n]*/,
      /link create|attach|fentry|xdp|prog 'BPF_/i,
    ),
    says(
      3.8,
      /(requires >= v|needs? kernel|(requires?|needs?|since|introduced in|added in|available (since|from))[^\n]{0,20}(linux |kernel )?v?[456]\.\d+)[^\n]*(helper|map|ring)|(helper|map|ringbuf)[^\n]*(requires >= v|(requires?|needs?|since|introduced in|added in)[^\n]{0,20}v?[456]\.\d+)/,
    ),
    // Kernels that word it so are new and have every helper that reads memory; lockdown hides those.
    says(2.7, /program of this type cannot use helper bpf_(?!probe_(read|write))\w+/),
    says(2.5, /(unknown|invalid|unsupported) (bpf )?(helper|map type)|helper (function )?(not found|\d+)/),
  ],
  clues: [
    clue(1.5, 'it works on kernels of a newer series', (e) => worksOn(e) === 'newer'),
    clue(-3, 'it works on an older kernel', (e) => worksOn(e) === 'older'),
    clue(
      -1.2,
      'lockdown hides exactly the helpers that read kernel memory',
      (e) => text(e, /unknown func bpf_probe_read/i) && !olderThan(e, '5.5'),
    ),

    clue(
      1,
      'map types that tools like came up to 5.8',
      (e) => olderThan(e, '5.8') && text(e, /map[^\n]*invalid argument|map[^\n]*EINVAL/i),
    ),

    clue(1.5, 'the map type is newer than this kernel', (e) => mapTooNew(e) !== undefined && e.kernel !== undefined),
    clue(2, 'the helper is newer than this kernel', (e) => helperTooNew(e) !== undefined),
    clue(-3, 'the kernel has known this helper for long', helperLongKnown),
    clue(1.5, 'ring buffers need 5.8', (e) => text(e, /ring_?buf|events_ring|\brb\b|ringbuf/i) && !atLeast(e, '5.8')),
    clue(
      -2,
      'the kernel is new enough for ring buffers',
      (e) => text(e, /ring_?buf/i) && atLeast(e, '5.8') && !text(e, /unknown func|invalid func/i),
    ),
    clue(
      -3,
      'the program failed on privileges',
      (e) => text(e, /operation not permitted/i) && !text(e, /unknown func|invalid func|invalid argument/i),
    ),
  ],
} satisfies Cause;
