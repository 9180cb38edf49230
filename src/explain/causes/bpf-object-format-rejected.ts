import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, says} from '../cause.ts';
import {text} from '../evidence/evidence.ts';

export const bpfObjectFormatRejected = {
  label: 'bpf-object-format-rejected',
  title: 'libbpf refuses the BPF object itself',
  why: 'The object opens, but not as this libbpf wants it: no BTF for its maps (compiled without -g, stripped, or by an old clang), maps in the old "maps" section which libbpf 1.0 dropped, or the wrong byte order.',
  remedy: advise(
    'Compile with `clang -g -O2 -target bpf` and do not strip .BTF (llvm-strip -g keeps it). Rewrite SEC("maps") definitions as BTF maps in SEC(".maps"); iproute2 and other loaders with libbpf 1.x need that too.',
  ),
  decide: 'llvm-objdump -h FILE.bpf.o | grep -E "BTF|maps"',
  sources: [
    'libbpf libbpf.c: bpf_object__init_btf, bpf_object__init_user_maps, bpf_object__elf_init',
    'libbpf wiki: 1.0 migration',
  ],
  signatures: [
    // kernel/bpf/verifier.c: the loader left the reference to a map as it was, which strings and globals need too.
    says(3.6, /fd -?\d+ is not pointing to valid bpf_map/),
    says(3.8, /(object|obj) ?file doesn't contain any|doesn't contain any bpf program/),
    says(5, /BTF is required, but is missing or corrupted/),
    says(5, /legacy map definitions in '?"?maps'?"? section are not supported/),
    says(
      4.5,
      /elf: endianness mismatch|\.BTF\.ext[^\n]*(invalid|corrupt)|elf: failed to (get|parse)[^\n]*(section|symbol|EHDR)/,
    ),
    says(
      4,
      /(object|program|elf|file)[^\n]*(has no|without|no|lacks?|missing) \.?BTF\b|(has no|without|missing|no) BTF (info(rmation)?|data|section)?[^\n]*(object|elf|\.o\b|program|compile)|(BTF|debug) (info|section)[^\n]*(compile|clang|llvm)[^\n]* -g\b/,
    ),
    says(
      4.8,
      /map '[^']+'?: (unknown field|map type isn't specified|(invalid|unexpected|unsupported) (field|def|var|map|pinning|key|value)|unrecognized|conflicting (key|value) size|(key|value) (type|spec)|can't determine|attr '|BTF data is corrupted|inner def|multi-|should be (map|last)|'\w+' member should be last|has (no|unexpected)|found (type|key|value))/,
    ),
    says(
      4.8,
      /unknown byte order|non-native endianness|byte order mismatch with ELF|BTF byte order \S+ does not match|Endian mismatch/,
    ),
    says(
      4.8,
      /couldn't find symbol table in|stripped object file\?|multiple (symbol tables|SYMTAB sections)|symbol strings section missing|missing SYMTAB|ELF section[^\n]*(unrecognized type|inconsistent (alignment|section size))/,
    ),
    // libbpf 1.0 takes no more for XDP what only begins with it.
    says(
      5,
      /(check ELF section name|from ELF section) '(xdp|tc|classifier|action|socket|sockops|sk_skb|sk_msg|cgroup|lwt)_\w+'/,
    ),
    says(4.2, /failed to find BTF info for object|BTF info is missing for global|externs without BTF info/),
    says(
      4.6,
      /section \S*maps\S*: missing symbols|static qualifier on map definition|compressed (BTF )?(map|program) section|load (BTF|btf): parsing \.BTF header|contains \d+ symbols but \d+ btf\.Vars|unrecognized field \w+ in BTF map definition|struct_ops section \S+ missing BTF/,
    ),
    // cilium/ebpf, elf_reader.go
    says(
      4.4,
      /section "[^"]+": (string is not stack allocated|(reference|relocation|instruction|symbol)[^\n]*(unsupported|unknown|invalid|missing|not found)|unsupported)|can't load BPF from ELF: (?!open |[^\n]*no such file)/,
      /no BTF found|ext info/i,
    ),
    says(4.2, /bad magic number '?\[/, /\[159 235|\[235 159/),
    says(
      4.2,
      /Unknown file magic|Could not read file magic|Unsupported ELF (header|class|endian)|Invalid ELF (header|section|symbol)|Unsupported file format|no BTF parsed for object/,
    ),
    says(
      3.5,
      /BPF object format invalid|Unknown error -?40(01|03|05|06)|invalid (BPF )?ELF|failed to open BPF object|error (loading|parsing|opening)[^\n]*ELF|not (a valid|an) ELF/,
      /not a valid eBPF object|\. Ignored and continue/i,
    ),
    says(3.5, /(old|legacy)[- ]style maps?|SEC\("maps"\)|"maps" section|struct bpf_elf_map/),
    says(
      3,
      /found no (BPF )?(program|map)s? in|no (programs|maps|sections) found in (the )?(object|elf|file)|No valid (sections|programs|maps)|section '?[^\n']*'? not found in/,
    ),
    describes(
      /legacy|old-style|\bmaps?\b|object/,
      /libbpf (v?1|1\.0)|libbpf/,
      /refus|reject|not supported|no BTF|without BTF|definition|only (work|load)s?\b/,
    ),
  ],
  clues: [
    clue(-2.5, 'the kernel, not the loader, refuses a map', (e) => text(e, /map create/i)),
    clue(-2.5, 'the compiler command lacks -g', (e) => /clang(?!.*\s-g\b).*-target bpf/.test(e.command)),
  ],
} satisfies Cause;
