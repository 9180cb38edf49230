import type {Host} from '../../src/hosts/host.ts';
import {sshHost} from '../../src/hosts/ssh/host.ts';
import {newShared} from '../../src/hosts/ssh/shared.ts';
import {mendPackages} from '../../src/setup/apt/repair.ts';
import {runApt} from '../../src/setup/apt/run.ts';
import {labClient} from '../lab/client.ts';
import {describeWith} from '../lab/needs.ts';
import {missing, type Sshd, startSshd} from '../lab/sshd.ts';

/** A package that does of a kernel's what matters here: it has its name, and runs the hooks of the host. */
const makePackage = `set -e
mkdir -p /tmp/k/DEBIAN /etc/kernel/postinst.d /etc/kernel/postrm.d
cat >/tmp/k/DEBIAN/control <<'E'
Package: linux-image-9.9.9-1-amd64
Version: 1
Architecture: all
Maintainer: nobody <nobody@localhost>
Description: stands for a kernel
E
printf '#!/bin/sh\\nset -e\\nrun-parts --exit-on-error --arg=9.9.9-1-amd64 /etc/kernel/postinst.d\\n' >/tmp/k/DEBIAN/postinst
chmod 755 /tmp/k/DEBIAN/postinst
dpkg-deb --build /tmp/k /tmp/k.deb
rm -f /etc/kernel/postinst.d/*
printf '#!/bin/sh\\necho "zz-vendor: no room on the card"\\nexit 3\\n' >/etc/kernel/postinst.d/zz-vendor
chmod 755 /etc/kernel/postinst.d/zz-vendor
`;

const options = {say: () => {}, signal: new AbortController().signal, lockWait: 5};
const repair = {
  kind: 'repair' as const,
  title: 'Complete it',
  checks: [],
  needsRoot: true,
  commands: [['dpkg', '--configure', '-a']],
};

describeWith(missing())('a hook of the kernel that fails', () => {
  let sshd: Sshd;
  let host: Host;
  beforeAll(async () => {
    sshd = await startSshd({ownRoot: true});
    host = sshHost('web1', {shared: newShared(labClient([{name: 'web1', sshd}]).configFile)});
    const made = await host.run(['sh', '-c', makePackage]);
    expect(made.stderr).toBe('');
  });
  afterAll(async () => {
    await host?.close();
    sshd?.stop();
  });

  const advice =
    'Fix or remove /etc/kernel/postinst.d/zz-vendor on web1; then run this again, which completes what dpkg has begun. Or give that kernel up: ebpf kernel remove 9.9.9-1-amd64 --remote web1';

  test('is told by its own words, with the two ways on, and so by the repair of the next run', async () => {
    await expect(runApt(host, ['apt-get', 'install', '--yes', '/tmp/k.deb'], options)).rejects.toMatchObject({
      why: expect.stringMatching(
        /zz-vendor: no room on the card\nrun-parts: \/etc\/kernel\/postinst.d\/zz-vendor exited with return code 3/,
      ),
      todo: advice,
    });
    await expect(mendPackages(host, repair, options)).rejects.toMatchObject({
      what: 'dpkg is still not whole.',
      why: expect.stringContaining('zz-vendor: no room on the card'),
      todo: advice,
    });
  });

  test('does not keep the kernel from being removed', async () => {
    await runApt(host, ['apt-get', 'purge', '--yes', 'linux-image-9.9.9-1-amd64'], options);
    expect((await host.run(['dpkg', '--audit'])).stdout.toString()).toBe('');
  });

  test('one of apt itself that says no, as apt-listbugs without a terminal, is told by its words', async () => {
    // Simulated: it prints and ends as apt-listbugs does, which would ask a server elsewhere.
    const hook = `printf '#!/bin/sh\\necho "grave bugs of linux-image-9.9.9-1-amd64 (-> 1) <Outstanding>"\\necho " b1 - #1 - does not boot"\\nexit 10\\n' >/usr/local/bin/apt-listbugs
chmod 755 /usr/local/bin/apt-listbugs
echo 'DPkg::Pre-Install-Pkgs {"/usr/local/bin/apt-listbugs apt";};' >/etc/apt/apt.conf.d/99listbugs`;
    await host.run(['sh', '-c', hook]);
    await expect(runApt(host, ['apt-get', 'install', '--yes', '/tmp/k.deb'], options)).rejects.toMatchObject({
      why: expect.stringMatching(/b1 - #1 - does not boot[\s\S]*apt-listbugs/),
      todo: expect.stringMatching(/preferences\.d\/apt-listbugs on web1\. Decide there/),
    });
  });
});
