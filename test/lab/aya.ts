import {chmodSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {madeOnce} from './made-once.ts';
import {missing, openUserland} from './userland.ts';

const root = path.join(import.meta.dirname, '../..');
const lab = process.env.LAB_DIR ?? path.join(root, '.lab');

/** Why programs that use aya cannot be built. */
export const ayaLacking = missing();
export const ayaUnfit =
  !process.env.EBPF_SLOW && 'it builds with Rust and crates of 260 MB, which takes minutes once: set EBPF_SLOW=1';

/** Programs in Rust that use Debian 13's aya (0.13.1, aya-obj 0.2.1): paths. */
export interface AyaLab {
  /** test/programs/core/aya.rs */
  readonly relocate: string;
  /** test/programs/loads/aya.rs */
  readonly load: string;
}

const programs = {relocate: 'core/aya.rs', load: 'loads/aya.rs'} as const;
type Name = keyof typeof programs;
const names = Object.keys(programs) as Name[];

const manifest = `[package]
name = "loaders"
version = "0.0.0"
edition = "2021"
${names.map((name) => `[[bin]]\nname = "${name}"\npath = "${name}.rs"\n`).join('')}
[dependencies]
aya = "0.13"
aya-obj = "0.2"
object = "0.36"
`;

/** Built in a trixie, without a library that this machine would have to have. */
export const ayaLab = async (): Promise<AyaLab> => {
  const folder = await madeOnce(lab, 'aya', 2, async (draft) => {
    const land = await openUserland('trixie');
    try {
      const files: Record<string, string> = {
        'Cargo.toml': manifest,
        '.cargo/config.toml': readFileSync(path.join(root, 'templates/rust/cargo-config.toml'), 'utf8'),
      };
      for (const name of names)
        files[`${name}.rs`] = readFileSync(path.join(root, 'test/programs', programs[name]), 'utf8');
      const written = Object.entries(files).map(([name, text]) => `cat >${name} <<'END'\n${text}\nEND`);
      await land.sh(`apt-get update -qq
        apt-get install -y -qq --no-install-recommends cargo gcc libc6-dev librust-aya-dev >/dev/null
        mkdir -p loaders/.cargo; cd loaders
        ${written.join('\n')}
        RUSTFLAGS='-C target-feature=+crt-static' cargo build -q --release --target x86_64-unknown-linux-gnu`);
      for (const name of names) {
        const text = await land.sh(`base64 loaders/target/x86_64-unknown-linux-gnu/release/${name}`);
        writeFileSync(path.join(draft, name), Buffer.from(text, 'base64'));
        chmodSync(path.join(draft, name), 0o755);
      }
    } finally {
      await land.close();
    }
  });
  return {relocate: path.join(folder, 'relocate'), load: path.join(folder, 'load')};
};
