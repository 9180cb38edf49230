import {execFileSync} from 'node:child_process';
import {chmod, mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {localHost} from '../../src/hosts/local.ts';
import {inspectPackage} from '../../src/kernels/packages.ts';
import {describeWith, lacking, notRoot} from '../lab/needs.ts';
import {savedState} from './situation.ts';

const state = savedState('debian-12-no-btf');
const needsBtf = {btf: true, minimum: '5.8'};

/** A package with these files, made by dpkg-deb. */
const packageOf = async (files: Readonly<Record<string, string>>): Promise<string> => {
  const folder = path.join(temporary, 'package');
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), {recursive: true});
    await writeFile(file, text);
    await chmod(file, 0o755);
  }
  const control =
    'Package: linux-modules-x\nVersion: 1\nArchitecture: all\nMaintainer: x <x@localhost>\nDescription: x\n';
  await mkdir(path.join(folder, 'DEBIAN'), {recursive: true});
  await writeFile(path.join(folder, 'DEBIAN/control'), control);
  const deb = path.join(temporary, 'x.deb');
  execFileSync('dpkg-deb', ['--build', folder, deb]);
  return deb;
};

let temporary: string;

beforeEach(async () => {
  temporary = await mkdtemp(path.join(os.tmpdir(), 'ebpf-packages-'));
});

afterEach(() => rm(temporary, {recursive: true, force: true}));

describeWith(notRoot ?? lacking('dpkg-deb'))('before dpkg sees a package', () => {
  test('a kernel without BTF is refused where that is what it is wanted for', async () => {
    const deb = await packageOf({'boot/config-6.12.0': 'CONFIG_BPF=y\n# CONFIG_DEBUG_INFO_BTF is not set\n'});
    await expect(inspectPackage(localHost(), deb, state, needsBtf)).rejects.toMatchObject({
      what: 'x.deb is of a kernel without BTF, so it would not help.',
      todo: expect.stringContaining('Nothing was changed.'),
    });
    await inspectPackage(localHost(), deb, state, {...needsBtf, btf: false});
  });

  test('one with BTF, and a package that does not tell, are taken', async () => {
    const deb = await packageOf({'boot/config-6.12.0': 'CONFIG_DEBUG_INFO_BTF=y\n'});
    await inspectPackage(localHost(), deb, state, needsBtf);
    await rm(path.join(temporary, 'package'), {recursive: true});
    await inspectPackage(localHost(), await packageOf({'boot/vmlinuz-6.12.0': ''}), state, needsBtf);
  });

  test('scripts that this debianutils would fail in are refused', async () => {
    const deb = await packageOf({
      'DEBIAN/preinst': '#!/bin/sh\nrun-parts /etc/kernel/preinst.d /usr/share/kernel/preinst.d\n',
    });
    await expect(inspectPackage(localHost(), deb, state, needsBtf)).rejects.toMatchObject({
      what: expect.stringContaining('its own scripts would fail half-way'),
    });
  });

  test('what dpkg can not read is refused', async () => {
    const deb = path.join(temporary, 'torn.deb');
    await writeFile(deb, '!<arch>\n');
    await expect(inspectPackage(localHost(), deb, state, needsBtf)).rejects.toMatchObject({
      what: "dpkg on localhost can't read torn.deb.",
    });
  });
});
