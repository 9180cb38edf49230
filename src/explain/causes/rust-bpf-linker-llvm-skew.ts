import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, says} from '../cause.ts';
import {text} from '../evidence/evidence.ts';

export const rustBpfLinkerLlvmSkew = {
  label: 'rust-bpf-linker-llvm-skew',
  title: 'bpf-linker and rustc use different LLVM versions',
  why: 'bpf-linker reads the bitcode that rustc writes; with another LLVM than that of the toolchain it cannot load the library or the bitcode.',
  remedy: advise(
    'Install a bpf-linker that was released for this toolchain (`cargo install bpf-linker --force`, or with the LLVM feature of the system), or pin the nightly that it was built for in rust-toolchain.toml.',
  ),
  decide: 'rustc -vV | grep LLVM; bpf-linker --version',
  sources: ['aya-rs/bpf-linker README', 'rustc -vV'],
  signatures: [
    says(5, /couldn't process IR file|error: Invalid record|no bitcode section found in|failure parsing IR module/),
    says(6, /No suitable version of LLVM was found|could not find LLVM lib directory|LLVM_PREFIX nor PATH is set/),
    says(
      4,
      /\b(rustc|bpf-linker|cargo)\b[^\n]*\bllvm\b[^\n]*(version|older|newer|mismatch)|\bllvm\b[^\n]*\b(rustc|bpf-linker)\b[^\n]*(version|older|newer|mismatch)/,
    ),
    says(
      3,
      /(unable|could not) (to )?find (library|native static library) [-`]?l?Polly\w*|can't find crate for `core`|rustup component add rust-src/,
    ),
    says(3.2, /failure linking module|bpf-linker/),
    says(3, /bpf(el|eb)-unknown-none[^\n]*(error|fail)|(error|fail)[^\n]*bpf(el|eb)-unknown-none/),
    says(
      6,
      /unable to (open|find|load) LLVM shared lib|LLVM proxy|libLLVM-\d+-rust[^\n]*(dlopen|not found|failed|No such)/,
    ),
    says(
      5,
      /linker [`'"]?bpf-linker[`'"]? (not found|failed)|linking with [`'"]?bpf-linker|bpf-linker[^\n]*(fail|error|panick|unable|cannot|invalid|not found|segfault|SIG|incompatible|mismatch)/,
    ),
    says(
      4.5,
      /(Unknown|Invalid) (attribute kind|record|bitcode|value)[^\n]*(Producer|LLVM|rust)|\(Producer: 'LLVM[^\n]*Reader: 'LLVM/,
    ),
    says(
      4.3,
      /LLVM_SYS_\d+_PREFIX|llvm-sys|opaque pointers are only supported/,
      (e) => !text(e, /bpf-linker|aya|rust|cargo/i),
    ),
    says(4, /the [`'"]?bpf(el|eb)-unknown-none[`'"]? target may not be installed/),
    says(2.6, /Linking globals named '\w+': symbol multiply defined/),
    describes(/bpf-linker|aya|rustc|nightly/, /llvm/, /version|differ|mismatch|fail|latest|newer/),
  ],
  clues: [
    clue(-4, 'LLVM itself crashed, or two crates define a symbol', (e) =>
      text(e, /Running pass '|DAG->DAG|Stack dump:|symbol multiply defined/i),
    ),
    clue(-2, 'Cargo refuses the features that it was told', (e) => text(e, /does not (have|contain) (this )?feature/i)),
    clue(
      1,
      'bpf-linker is involved',
      (e) => text(e, /bpf-linker|bpfel-unknown-none/i) || /bpf-linker/.test(e.command) || 'bpf-linker' in e.tools,
    ),
  ],
} satisfies Cause;
