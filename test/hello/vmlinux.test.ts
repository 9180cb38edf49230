import {execFileSync} from 'node:child_process';
import {lstat, mkdir, readdir, readFile, stat, symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {gzipSync} from 'node:zlib';
import {vmlinuxOf} from '../../src/hello/vmlinux.ts';
import type {Host} from '../../src/hosts/host.ts';
import {localHost} from '../../src/hosts/local.ts';
import {saveFile} from '../../src/hosts/save-file.ts';
import {readBtf} from '../../src/programs/btf/btf.ts';
import {kinds} from '../../src/programs/btf/kinds.ts';
import {describeWith, lacking} from '../lab/needs.ts';
import {int, makeBtf, struct} from '../programs/btf/make.ts';
import {asRoot, cleanUp, smallDisk, temporary, withEnvironment} from './machine.ts';
import {refusal} from './refusal.ts';

const host = localHost();

afterEach(cleanUp);

const running = '/sys/kernel/btf/vmlinux';

const file = async (name: string, content: Uint8Array): Promise<string> => {
  const target = path.join(await temporary(), name);
  await writeFile(target, content);
  return target;
};

describe('types of the running kernel', () => {
  test('come as a whole header, and no bpftool is asked', async () => {
    const header = (await vmlinuxOf(withEnvironment({PATH: '/nonexistent'}))).toString();
    expect(header).toMatch(/^#ifndef __VMLINUX_H__/);
    expect(header).toMatch(/^struct task_struct \{/m);
    expect(header.trimEnd()).toMatch(/#endif \/\* __VMLINUX_H__ \*\/$/);
  });

  test('are missing: it says so', async () => {
    const failure = await refusal(vmlinuxOf(hidden));
    expect(failure.why).toMatch(/without BTF \(CONFIG_DEBUG_INFO_BTF\)/);
    expect(failure.todo).toContain('ebpf doctor');
    expect(failure.exitCode).toBe(1);
  });
});

/** This machine without what the running kernel tells of its types. */
const hidden: Host = {
  ...host,
  read: (name) => host.read(name.replace('/sys/kernel/btf', '/nonexistent')),
};

describeWith(lacking('xz', 'zstd', 'lz4', 'gcc', 'objcopy'))('types in a file', () => {
  test.each<[string, (btf: Buffer) => Buffer | Promise<Buffer>]>([
    ['raw', (btf) => btf],
    [
      'in an image without sections, as of arm64',
      (btf) => Buffer.concat([Buffer.alloc(4096, 0x9f), btf, Buffer.alloc(4096)]),
    ],
    ['packed by gzip', (btf) => gzipSync(btf, {level: 1})],
    ['packed by xz', (btf) => execFileSync('xz', ['-0', '-c'], {input: btf, maxBuffer: 1 << 30})],
    ['packed by zstd', (btf) => execFileSync('zstd', ['-1', '-c'], {input: btf, maxBuffer: 1 << 30})],
    ['packed by lz4', (btf) => execFileSync('lz4', ['-c'], {input: btf, maxBuffer: 1 << 30})],
    ['in an ELF file', async (btf) => elfWith({'.BTF': btf})],
    ['in a bzImage (made up around real types)', (btf) => bzImage(gzipSync(btf, {level: 1}))],
    ['in a Debian package', async (btf) => debWith({'boot/vmlinuz-6.1.0': bzImage(gzipSync(btf, {level: 1}))})],
  ])('%s are found', async (_name, pack) => {
    const from = await file('kernel', await pack(await readFile(running)));
    expect((await vmlinuxOf(host, {from})).equals(await vmlinuxOf(host))).toBe(true);
  });

  test('of a module are read on those of its kernel, if that is the one that runs', async () => {
    const base = readBtf(await readFile(running));
    const [id = 0] = base.named('list_head', kinds.struct);
    const module = makeBtf([struct('mine', 16, [['entries', id, 0]])], {
      stringsBefore: stringBytes(await readFile(running)),
    });
    const release = (await host.run(['uname', '-r'])).stdout.toString().trim();
    const from = await file(
      'mine.ko',
      await elfWith({'.BTF': module, '.modinfo': Buffer.from(`license=GPL\0vermagic=${release} SMP\0`)}),
    );
    const header = (await vmlinuxOf(host, {from})).toString();
    expect(header).toMatch(/struct list_head \{[\s\S]*struct mine \{\n\tstruct list_head entries;\n\};/);
    expect(header.length).toBeLessThan(2000);
    const other = await file(
      'mine.ko',
      await elfWith({'.BTF': module, '.modinfo': Buffer.from('vermagic=5.10.0-1-amd64 SMP\0')}),
    );
    const failure = await refusal(vmlinuxOf(host, {from: other}));
    expect([failure.exitCode, failure.todo]).toEqual([2, 'Name that kernel: --base VMLINUZ']);
    expect((await vmlinuxOf(host, {from: other, base: running})).toString()).toBe(header);
  });

  test.each<[string, () => Promise<string>, RegExp]>([
    ['is not there', async () => '/nonexistent/btf', /can.t be read/],
    ['is text', async () => '/etc/passwd', /not a kernel in a form that is known/],
    ['is an ELF file without types', async () => process.execPath, /no section \.BTF/],
    ['is cut off', async () => file('btf', (await readFile(running)).subarray(0, 1_000_000)), /section ends at byte/],
    [
      'is packed and cut off',
      async () => file('x.gz', gzipSync(await readFile(running)).subarray(0, 100_000)),
      /cannot be unpacked|unexpected end/,
    ],
    [
      'is a package without a kernel',
      async () => file('x.deb', await debWith({'etc/hosts': Buffer.from('x')})),
      /holds no kernel|no vmlinuz/,
    ],
    [
      'has names that are not C',
      async () => file('btf', makeBtf([int(), struct('zz { int y; }; struct x', 4, [['x', 1, 0]])])),
      /not one of C/,
    ],
  ])('that %s: exit code 2, and why', async (_name, from, why) => {
    const failure = await refusal(vmlinuxOf(host, {from: await from()}));
    expect(failure.exitCode).toBe(2);
    expect(`${failure.what}\n${failure.why}`).toMatch(why);
  });

  test('that is packed where no program unpacks it: exit code 3, and which package has one', async () => {
    const from = await file('kernel.zst', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0]));
    const before = process.env.PATH;
    process.env.PATH = '/nonexistent';
    const failure = await refusal(vmlinuxOf(host, {from})).finally(() => {
      process.env.PATH = before;
    });
    expect([failure.exitCode, failure.todo]).toEqual([3, expect.stringContaining('apt install zstd')]);
  });
});

/** An ELF file with sections, as binutils make it. */
const elfWith = async (sections: Readonly<Record<string, Buffer>>): Promise<Buffer> => {
  const folder = await temporary();
  const object = path.join(folder, 'empty.o');
  execFileSync('gcc', ['-c', '-x', 'c', '-', '-o', object], {input: 'int none;'});
  const added = await Promise.all(
    Object.entries(sections).map(async ([name, content], index) => {
      await writeFile(path.join(folder, String(index)), content);
      return ['--add-section', `${name}=${path.join(folder, String(index))}`];
    }),
  );
  execFileSync('objcopy', [...added.flat(), object]);
  return readFile(object);
};

/** The header of an x86 kernel, and its payload after two sectors: Documentation/arch/x86/boot.rst. */
const bzImage = (payload: Buffer): Buffer => {
  const setup = Buffer.alloc(1024);
  setup[0x1f1] = 1;
  setup.write('HdrS', 0x202);
  setup.writeUInt32LE(payload.length, 0x24c);
  return Buffer.concat([setup, payload, Buffer.alloc(512)]);
};

const debWith = async (files: Readonly<Record<string, Buffer>>): Promise<Buffer> => {
  const folder = await temporary('ebpf-deb-');
  const root = path.join(folder, 'root');
  await mkdir(path.join(root, 'DEBIAN'), {recursive: true});
  await writeFile(
    path.join(root, 'DEBIAN/control'),
    'Package: kernel\nVersion: 1\nArchitecture: all\nMaintainer: x <x@example.org>\nDescription: x\n',
  );
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, name)), {recursive: true});
    await writeFile(path.join(root, name), content);
  }
  execFileSync('dpkg-deb', ['-Zgzip', '-z1', '--build', root, path.join(folder, 'x.deb')], {stdio: 'ignore'});
  return readFile(path.join(folder, 'x.deb'));
};

const stringBytes = (btf: Buffer): number => btf.readUInt32LE(20);

describe('saveFile', () => {
  const header = Buffer.from(`${'typedef int x;\n'.repeat(20_000)}#endif /* __VMLINUX_H__ */\n`);

  test('writes a file once, and leaves the same content untouched', async () => {
    const file = path.join(await temporary(), 'vmlinux.h');
    expect(await saveFile(header, file)).toBe('written');
    const before = (await stat(file)).ctimeMs;
    expect(await saveFile(header, file)).toBe('unchanged');
    expect((await stat(file)).ctimeMs).toBe(before);
    expect(await saveFile(Buffer.from('other'), file)).toBe('written');
    expect(await readdir(path.dirname(file))).toEqual(['vmlinux.h']);
  });

  test('replaces the file that a link leads to, not the link', async () => {
    const directory = await temporary();
    await writeFile(path.join(directory, 'real.h'), 'old');
    await symlink('real.h', path.join(directory, 'vmlinux.h'));
    await saveFile(header, path.join(directory, 'vmlinux.h'));
    expect((await lstat(path.join(directory, 'vmlinux.h'))).isSymbolicLink()).toBe(true);
    expect(await readFile(path.join(directory, 'real.h'))).toEqual(header);
  });

  test('writes into a device and leaves it one', async () => {
    expect(await saveFile(header, '/dev/null')).toBe('written');
    expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
  });

  test.each([
    ['a full device', '/dev/full', /disk is full/],
    ['no such directory', '/proc/self/absent/vmlinux.h', /no such directory/],
    ['a file in place of a directory', '/etc/passwd/vmlinux.h', /not a directory/],
    ['a directory', '/tmp', /is a directory/],
  ])('says what is wrong: %s', async (_name, file, todo) => {
    const failure = await refusal(saveFile(header, file));
    expect(failure.what).toContain(file);
    expect(failure.todo).toMatch(todo);
  });

  asRoot('as root (mounts)', () => {
    test('leaves the old file, and nothing half-written, on a full disk', async () => {
      const disk = await smallDisk(64);
      const file = path.join(disk, 'vmlinux.h');
      await writeFile(file, 'old');
      const failure = await refusal(saveFile(header, file));
      expect(failure.todo).toMatch(/disk is full/);
      expect(await readdir(disk)).toEqual(['vmlinux.h']);
      expect(await readFile(file, 'utf8')).toBe('old');
    });

    test('says that a file system is read-only', async () => {
      const disk = await smallDisk(64, 'ro');
      expect((await refusal(saveFile(header, path.join(disk, 'vmlinux.h')))).todo).toMatch(/read-only/);
    });
  });
});
