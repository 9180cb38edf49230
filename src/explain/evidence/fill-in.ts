import type {Evidence} from './evidence.ts';
import {helperTooNew, mapTooNew} from './helpers-named.ts';

const named = /\bNAME\b/g;

/**
 * What stands in capitals in a remedy or a command, and where a text names it. A word from a text ends in a command that someone
 * pastes, so no pattern lets anything through that a shell would take apart, nor a dash at the start.
 */
const blanks: readonly (readonly [RegExp, readonly RegExp[]])[] = [
  [/\bFILE\.bpf\.c\b/g, [/(?<![\w./+-])([\w./+][\w./+-]*\.bpf\.c)\b/]],
  [/\bFILE\.bpf\.o\b/g, [/(?<![\w./+-])([\w./+][\w./+-]*\.bpf\.o)\b/, /(?<![\w./+-])([\w./+][\w./+-]*\.o)\b(?!\.)/]],
  [
    /\bPROGRAM\b/g,
    [
      /^(?:\S+: )?([\w./+][\w./+-]*): \/\S*: version ['`]/m,
      /^([\w./+][\w./+-]*): (?:symbol lookup error|error while loading)/m,
    ],
  ],
  [
    /\bHOST\b/g,
    [
      /\bssh (?:-\w+ (?:[\w./=]+ )?)*(?:[\w.]+@)?([\w][\w.-]*\w)\b/,
      /Host key for \[?([\w][\w.:-]*\w)\]? has changed/,
      /key for ['"]?\[?([\w][\w.:-]*\w)/,
    ],
  ],
  [
    /\bIFACE\b/g,
    [
      /\bdev ([a-z]\w*)\b/,
      /\b(?:interface|iface|device|ifname)[ :=]+['"]?([a-z]\w*\d\w*)\b/i,
      /\b((?:eth|en[ops]|wlan|veth|bond|ens)\w*\d\w*)\b/,
    ],
  ],
  [
    /\bPACKAGE\b/g,
    [/^ ?([a-z][\w.+-]+)(?::\w+)? : (?:Depends|PreDepends|Conflicts|Breaks)/m, /package ['"]?([a-z0-9][\w.+-]+)/i],
  ],
  [/\bVERSION\b/g, [/vmlinuz-(\d[\w.+~-]*\w)/]],
  [
    named,
    [
      /(?:unknown|invalid) func (bpf_\w+)/,
      /(?:kprobe|kretprobe|fentry|fexit)[:/]['"]?([a-z_]\w{3,})/,
      /(?:attach to|probe|symbol|function) ['"`]([a-z_]\w{3,})['"`]/,
      /(?:failed to find kernel BTF type ID of|target) ['"`]([a-z_]\w{3,})['"`]/,
      /\bstruct ['"`]?([a-z]\w*_\w+)/,
      /tracepoint ['"`]?[\w-]+[/:]([a-z_]\w{3,})/,
    ],
  ],
  [/\bTOOL\b/g, [/^(bpftrace|bpftool|tc|ip|perf|bpf-linker|cilium|tetragon|falco)\b/m]],
];

/** A text with the blanks in it filled in from the evidence, as far as it names them. */
export const fillIn = (wanting: string, evidence: Evidence): string =>
  blanks.reduce((filled, [blank, patterns]) => {
    if (filled.search(blank) < 0) return filled;
    const {text, command} = evidence;
    const found =
      (blank.source === named.source && newThing(evidence)) ||
      patterns.map((pattern) => pattern.exec(text)?.[1] ?? pattern.exec(command)?.[1]).find(Boolean);
    return found ? filled.replace(blank, () => found) : filled;
  }, wanting);

/** By its number, where the text has no name; map types as bpftool lists them. */
const newThing = (evidence: Evidence): string | undefined =>
  helperTooNew(evidence)?.name ?? mapTooNew(evidence)?.name.replace('BPF_MAP_TYPE_', '').toLowerCase();
