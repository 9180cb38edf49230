import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {newestBut} from '../../../src/kernels/boot/grub.ts';

const releases = ['6.12.0-lab', '6.1.0-9-amd64', '6.1.0-37-amd64'];
const entries = ['6.12.0-lab', '6.1.0-37-amd64', '6.1.0-9-amd64'].map((release, index) => ({
  path: `gnulinux-advanced-u>gnulinux-${release}-advanced-u`,
  position: `1>${index}`,
  titles: '',
  release,
  initrd: true,
}));

/** What a shell makes of the drop-in with these kernels in /boot. */
const defaultOf = (chosen: string, installed: readonly string[]): string => {
  const boot = mkdtempSync(path.join(tmpdir(), 'ebpf-boot-'));
  try {
    for (const release of installed) writeFileSync(path.join(boot, `vmlinuz-${release}`), '');
    const entry = entries.find(({release}) => release === chosen);
    if (!entry) throw new Error(chosen);
    const text = newestBut({entries, default: '0'}, entry).replaceAll('/boot', boot);
    return execFileSync('sh', ['-c', `${text}printf %s "$GRUB_DEFAULT"`], {encoding: 'utf8'});
  } finally {
    rmSync(boot, {recursive: true});
  }
};

test.each([
  ['the chosen one', '6.1.0-37-amd64', releases, '6.1.0-37-amd64'],
  ['an update of it', '6.1.0-37-amd64', [...releases, '6.1.0-100-amd64'], '6.1.0-100-amd64'],
  ['another when it is gone', '6.1.0-37-amd64', ['6.12.0-lab', '6.1.0-9-amd64'], '6.1.0-9-amd64'],
  ['none that is half unpacked', '6.1.0-37-amd64', [...releases, '6.1.0-38-amd64.dpkg-new'], '6.1.0-37-amd64'],
])('boots %s', (_, chosen, installed, boots) => {
  expect(defaultOf(chosen, installed)).toBe(`gnulinux-advanced-u>gnulinux-${boots}-advanced-u`);
});
