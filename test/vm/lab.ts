import {execFile} from 'node:child_process';
import {access, mkdtemp, readdir, readFile, rm} from 'node:fs/promises';
import path from 'node:path';
import {promisify} from 'node:util';
import {type Server, serve} from '../kernels/mainline/archive-server.ts';

const run = promisify(execFile);

const folder = path.join(import.meta.dirname, 'lab');

/** Runs a script of the lab and gives the last line that it prints. */
export const script = async (name: string, ...args: readonly string[]): Promise<string> => {
  const {stdout} = await run(path.join(folder, name), args, {maxBuffer: 2 ** 26});
  return stdout.trim().split('\n').at(-1) ?? '';
};

/** What the scripts of the lab call. */
const programs = `mmdebstrap qemu-img mke2fs grub-mkimage xorriso ssh ssh-keygen python3 gpg gpgv cpio gcc make flex bison bc`;

/** Why machines can't be had here; undefined when they can. */
export const missingForMachines = async (): Promise<string | undefined> => {
  if (process.getuid?.() !== 0) return 'not root, who alone can make disks';
  const folders = (process.env.PATH ?? '').split(':').concat('/usr/sbin', '/sbin');
  const isThere = async (program: string) =>
    (await Promise.allSettled(folders.map((each) => access(path.join(each, program))))).some(
      ({status}) => status === 'fulfilled',
    );
  const lacking: string[] = [];
  for (const program of programs.split(' ')) if (!(await isThere(program))) lacking.push(program);
  if (lacking.length > 0) return `no ${lacking.join(', ')} (test/lab/install.sh installs them)`;
  return script('qemu.sh').then(
    () => undefined,
    ({stderr, message}) => `QEMU 10 can't be had from bookworm-backports: ${stderr || message}`,
  );
};

/** Of the kernel that machines start with: without BTF. */
export const withoutBtf = '6.1.192-lab-cloud-amd64';

/** Milliseconds for {@link makeImage}: the first time a kernel is compiled. */
export const patience = 3_600_000;

/** A disk whose kernel has no BTF. */
export const makeImage = (): Promise<string> => script('no-btf.sh');

/** A disk of Debian 12 with the oldest of its cloud kernels, where apt has newer ones: no kernel is compiled for it. */
export const oldDebian = async (): Promise<string> =>
  script('image.sh', 'old-debian', await script('debian-kernel.sh', 'oldest'));

/** `uname -r` of the kernel in a package of Debian's. */
export const releaseOf = (deb: string): string => /linux-image-(6.*?)_/.exec(deb)?.[1] ?? '';

/** Of a kernel that never comes up. */
export const panicking = '6.1.1-51-cloud-amd64';

export type Breakage = 'two-directories' | 'no-initrd' | 'panic';

/** Kernels of Debian's, packed, laid out, signed and served as the Ubuntu mainline archive's are. */
export class Archive {
  readonly server: Server;
  /** What the kernel of `v6.1` calls itself. */
  readonly release: string;
  /** What the key that signed has for a fingerprint, and where its public half lies. */
  readonly fingerprint: string;
  readonly keyring: string;
  readonly #folder: string;

  private constructor(server: Server, release: string, folder: string, fingerprint: string) {
    this.server = server;
    this.release = release;
    this.#folder = folder;
    this.fingerprint = fingerprint;
    this.keyring = path.join(folder, 'key.asc');
  }

  /** With v6.1, which is broken as said, and v6.1.1, which panics. */
  static async start(breakage: Breakage): Promise<Archive> {
    const out = await mkdtemp('/dev/shm/ebpf-archive-');
    const deb = await script('debian-kernel.sh');
    const release = releaseOf(deb);
    await script('archive.sh', deb, 'v6.1', release, out, breakage);
    await script('archive.sh', deb, 'v6.1.1', panicking, out, 'panic');
    const archive = new Archive(
      await serve(),
      release,
      out,
      (await readFile(path.join(out, 'fingerprint'), 'utf8')).trim(),
    );
    await archive.restore();
    return archive;
  }

  /** Serves what was signed, after a test has tampered with it. */
  async restore(): Promise<void> {
    const {files, troubles, log} = this.server;
    files.clear();
    troubles.clear();
    log.length = 0;
    files.set('/', await readFile(path.join(this.#folder, 'index.html')));
    for (const version of ['v6.1', 'v6.1.1'])
      for (const name of await readdir(path.join(this.#folder, version, 'amd64')))
        files.set(`/${version}/amd64/${name}`, await readFile(path.join(this.#folder, version, 'amd64', name)));
  }

  /** The path of one file of v6.1: `linux-image-unsigned`, `CHECKSUMS`. */
  find(start: string): string {
    const found = [...this.server.files.keys()].find((each) => each.startsWith(`/v6.1/amd64/${start}`));
    if (!found) throw new Error(`no ${start} in the archive`);
    return found;
  }

  /** On the disk of this machine. */
  local(file: string): string {
    return path.join(this.#folder, file);
  }

  /** The flags that name it, without its key. */
  get flags(): readonly string[] {
    return ['--archive', this.server.url.href, '--flavour', 'cloud-amd64'];
  }

  /** The flags that name it and its key. */
  get signed(): readonly string[] {
    return [...this.flags, '--keyring', this.keyring, '--fingerprint', this.fingerprint];
  }

  async end(): Promise<void> {
    await this.server.close();
    await rm(this.#folder, {recursive: true, force: true});
  }
}

/** Waits for something; `seconds` end what hangs, on a machine that may be busy. @throws Error when it does not come about. */
export const until = async (what: string, test: () => Promise<boolean>, seconds = 1800): Promise<void> => {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    if (await test()) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`${what}: not within ${seconds} s`);
};
