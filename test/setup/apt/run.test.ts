import {hasCandidate, parsePolicy} from '../../../src/remedies/apt-policy.ts';
import {parseStatus} from '../../../src/setup/apt/status.ts';
import {aptFailure, heldLock} from '../../../src/setup/apt/trouble.ts';

test('status lines of apt, with a colon in the package name or none', () => {
  expect(parseStatus('dlstatus:1:100.0000:Retrieving file 1 of 1')).toEqual({
    kind: 'dlstatus',
    percent: 100,
    text: 'Retrieving file 1 of 1',
  });
  expect(parseStatus('pmstatus:libc6:amd64:40.5000:Installing libc6 (amd64)')).toEqual({
    kind: 'pmstatus',
    percent: 40.5,
    text: 'Installing libc6 (amd64)',
  });
  expect(parseStatus('Reading package lists...')).toBeUndefined();
});

test('who holds a lock, by the words of apt', () => {
  const lists = 'E: Could not get lock /var/lib/apt/lists/lock. It is held by process 4711 (apt-get)\n';
  expect(heldLock(lists)).toEqual({holder: 'apt-get (process 4711)', file: '/var/lib/apt/lists/lock'});
  const old = 'E: Could not get lock /var/lib/dpkg/lock - open (11: Resource temporarily unavailable)\n';
  expect(heldLock(old)).toEqual({holder: 'another package manager', file: '/var/lib/dpkg/lock'});
  const dpkg = 'dpkg: error: dpkg frontend lock was locked by another process with pid 4711\n';
  expect(heldLock(dpkg)).toEqual({holder: 'another package manager (process 4711)', file: "dpkg's lock"});
  // Nobody holds these: waiting would not help.
  const readOnly = 'E: Could not open lock file /var/lib/apt/lists/lock - open (30: Read-only file system)\n';
  expect(heldLock(`${readOnly}E: Unable to lock directory /var/lib/apt/lists/\n`)).toBeUndefined();
  expect(heldLock('E: Unable to locate package nosuch\n')).toBeUndefined();
});

test.each([
  [
    "dpkg: error processing archive /tmp/apt-dpkg-install-ScCbkB/12-libz3-4_4.8.12-3.1_amd64.deb (--unpack):\n cannot copy extracted data for './usr/lib/x86_64-linux-gnu/libz3.so.4' to '/usr/lib/x86_64-linux-gnu/libz3.so.4.dpkg-new': failed to write (No space left on device)\nE: Sub-process /usr/bin/dpkg returned an error code (1)\n",
    /libz3-4_4\.8\.12-3\.1_amd64\.deb \(--unpack\): cannot copy .*No space left on device\)\nE: Sub-process/,
    /^dpkg: .*\(No space left on device\)$/m,
  ],
  [
    "The following packages have unmet dependencies:\n clang-14 : Depends: libllvm14 but it is not installed\nE: Unmet dependencies. Try 'apt --fix-broken install' with no packages (or specify a solution).\n",
    /^E: Unmet dependencies/,
    /--fix-broken install/,
  ],
  // An archive that another key has signed: apt 2.6 of Debian 12, and 3.0 of Debian 13.
  [
    "W: GPG error: file:/srv/mirror bookworm InRelease: The following signatures couldn't be verified because the public key is not available: NO_PUBKEY 6ED0E7B82643E131\nE: The repository 'file:/srv/mirror bookworm InRelease' is not signed.\n",
    /NO_PUBKEY 6ED0E7B82643E131\nE: The repository .* is not signed/,
    /NO_PUBKEY/,
  ],
  [
    "W: OpenPGP signature verification failed: file:/srv/mirror trixie InRelease: Sub-process /usr/bin/sqv returned an error code (1), error message is: Missing key 763F8F0085BF681E, which is needed to verify signature.\nE: The repository 'file:/srv/mirror trixie InRelease' is not signed.\n",
    /Missing key 763F8F0085BF681E/,
    /Missing key/,
  ],
])('what apt and dpkg say of a failure: %j', (stderr, why, said) => {
  const failure = aptFailure({name: 'web1', local: false}, ['apt-get', 'install'], {
    exitCode: 100,
    stderr,
    stdout: Buffer.alloc(0),
  });
  expect(failure.why).toMatch(why);
  expect(failure).toMatchObject({stage: 'packages', said: expect.stringMatching(said)});
});

test('a module that DKMS could not build for a kernel is named, with where it says why', () => {
  // Debian 12, dkms 3.0.10.
  const stderr = `make -j1 KERNELRELEASE=6.1.0-50-cloud-amd64 -C /lib/modules/6.1.0-50-cloud-amd64/build M=/var/lib/dkms/lab/1.0/build.............(bad exit status: 2)
Error! Bad return status for module build on kernel: 6.1.0-50-cloud-amd64 (x86_64)
Consult /var/lib/dkms/lab/1.0/build/make.log for more information.
Error! One or more modules failed to install during autoinstall.
Refer to previous errors for more information.
dkms: autoinstall for kernel: 6.1.0-50-cloud-amd64 failed!
run-parts: /etc/kernel/postinst.d/dkms exited with return code 11
dpkg: error processing package linux-image-6.1.0-50-cloud-amd64 (--configure):
 installed linux-image-6.1.0-50-cloud-amd64 package post-installation script subprocess returned error exit status 1
`;
  const todoOf = (text: string) =>
    aptFailure({name: 'web1', local: false}, ['apt-get', 'install'], {
      exitCode: 100,
      stderr: text,
      stdout: Buffer.alloc(0),
    }).todo;
  expect(todoOf(stderr)).toBe(
    'DKMS could not build lab/1.0: /var/lib/dkms/lab/1.0/build/make.log on web1 says why. Take a version of it that is made for that kernel, or do without: dkms remove lab/1.0 --all; then run this again, which completes what dpkg has begun. Or give that kernel up: ebpf kernel remove 6.1.0-50-cloud-amd64 --remote web1',
  );
  const exclusive = `Error! The /var/lib/dkms/lab/1.0/6.1.0-50-cloud-amd64/x86_64/dkms.conf for module lab includes a BUILD_EXCLUSIVE directive which does not match this kernel/arch/config.
This indicates that it should not be built.
Error! One or more modules failed to install during autoinstall.
Refer to previous errors for more information.
dkms: autoinstall for kernel: 6.1.0-50-cloud-amd64 failed!
run-parts: /etc/kernel/postinst.d/dkms exited with return code 11
`;
  expect(todoOf(exclusive)).toMatch(
    /^DKMS could not build lab\/1\.0: its dkms\.conf leaves that kernel out \(BUILD_EXCLUSIVE\)\. /,
  );
});

test('what apt tells of its progress in the midst of a line of dpkg is no word of it', () => {
  const stdout = Buffer.from(
    'dlstatus:1:100.0000:Retrieving file 1 of 1\ndpkg: dependency problems prevent configuration of linux-headers-cloud-amd64:pmerror:linux-headers-6.1.0-50-cloud-amd64:58.8235:installed package post-installation script subprocess returned error exit status 1\n',
  );
  const result = {exitCode: 100, stderr: '', stdout};
  expect(aptFailure({name: 'web1', local: true}, ['apt-get', 'install'], result).why).toBe(
    'dpkg: dependency problems prevent configuration of linux-headers-cloud-amd64:',
  );
});

test('what was killed said nothing: the memory is to be looked at', () => {
  const killed = {exitCode: 137, stderr: '', stdout: Buffer.alloc(0)};
  const failure = aptFailure({name: 'web1', local: true}, ['dpkg', '--configure', '-a'], killed);
  expect(failure).toMatchObject({why: 'Exit code 137.', todo: expect.stringContaining('dmesg')});
});

test('apt-cache policy: a candidate, none, and a name that it does not know', () => {
  const text =
    'clang:\n  Installed: (none)\n  Candidate: 1:14.0-55.7\n  Version table:\n     1:14.0 500\nbpftool:\n  Installed: (none)\n  Candidate: (none)\n';
  const policy = parsePolicy(text);
  expect(Object.fromEntries(policy)).toEqual({clang: {candidate: '1:14.0-55.7'}, bpftool: {}});
  expect(['clang', 'bpftool', 'libbpf-dev'].filter((name) => hasCandidate(policy, name))).toEqual(['clang']);
});

test('the reason that dpkg tells in a line of its own is told, also by the line ends of the terminal that apt gives it', () => {
  const words = [
    'dpkg: error processing archive /var/cache/apt/archives/make_4.3-4.1_amd64.deb (--unpack):',
    " cannot copy extracted data for './usr/bin/make' to '/usr/bin/make.dpkg-new': failed to write (No space left on device)",
    '',
  ];
  for (const end of ['\n', '\r\n']) {
    const stdout = Buffer.from(words.join(end));
    const failure = aptFailure({name: 'web1', local: false}, ['apt-get', 'install'], {
      exitCode: 100,
      stderr: '',
      stdout,
    });
    expect(failure.why).toContain('No space left on device');
    expect(failure.said).toContain('No space left on device');
  }
});
