// The package for Debian, Ubuntu and what comes of them.
import {execFileSync} from 'node:child_process';
import {cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {gzipSync} from 'node:zlib';

/** Architectures as Debian names them. */
const debianOf = {x64: 'amd64', arm64: 'arm64'};

/** What Node's own build is linked against (`ldd bin/node`): glibc of Debian 10 and Ubuntu 20.04. */
const depends = 'libc6 (>= 2.28), libstdc++6 (>= 8), libgcc-s1 | libgcc1';

const control = ({version, description}, arch, size) => `Package: ebpf
Version: ${version}
Architecture: ${debianOf[arch]}
Maintainer: The ebpf authors <ebpf@localhost>
Installed-Size: ${size}
Depends: ${depends}
Recommends: openssh-client
Section: devel
Priority: optional
Description: ${description[0].toLowerCase()}${description.slice(1)}
 Looks at what this host, or one over SSH, offers for eBPF, says what is wrong
 and why, installs what is missing, and verifies the result with a program that
 traces this very kernel. Comes with the Node.js it runs on.
`;

/** Builds `ebpf_VERSION_ARCH.deb` from a standalone tree, which it moves. @returns The file's name. */
export const packDeb = (about, arch, tree, artifacts, epoch, level) => {
  const stage = `${tree}.deb`;
  rmSync(stage, {recursive: true, force: true});
  const at = (...names) => path.join(stage, ...names);
  for (const folder of ['DEBIAN', 'usr/bin', 'usr/lib', 'usr/share/doc/ebpf', 'usr/share/man/man1']) {
    mkdirSync(at(folder), {recursive: true});
  }
  renameSync(tree, at('usr/lib/ebpf'));
  symlinkSync('../lib/ebpf/bin/ebpf', at('usr/bin/ebpf'));
  const built = at('usr/lib/ebpf/dist');
  for (const name of readdirSync(path.join(built, 'man'))) {
    // gzipSync writes no time.
    writeFileSync(
      at('usr/share/man/man1', `${name}.gz`),
      gzipSync(readFileSync(path.join(built, 'man', name)), {level: 9}),
    );
  }
  for (const [from, to] of [
    ['ebpf.bash', 'bash-completion/completions/ebpf'],
    ['_ebpf', 'zsh/vendor-completions/_ebpf'],
    ['ebpf.fish', 'fish/vendor_completions.d/ebpf.fish'],
  ]) {
    mkdirSync(path.dirname(at('usr/share', to)), {recursive: true});
    cpSync(path.join(built, 'completions', from), at('usr/share', to));
  }
  const licences = ['LICENSE', 'LICENSE.node', 'dist/THIRD-PARTY-LICENSES.txt'];
  writeFileSync(
    at('usr/share/doc/ebpf/copyright'),
    `${licences.map((name) => `/usr/lib/ebpf/${name}`).join('\n')}\n\n${readFileSync(at('usr/lib/ebpf/LICENSE'), 'utf8')}`,
  );
  const [size] = execFileSync('du', ['-sk', '--apparent-size', stage], {encoding: 'utf8'}).split('\t');
  writeFileSync(at('DEBIAN/control'), control(about, arch, size));
  execFileSync('chmod', ['-R', 'u+rwX,go=rX', stage]);
  // What dpkg-deb dates by this variable are its own files; those inside it takes as they are.
  execFileSync('find', [stage, '-exec', 'touch', '--no-dereference', `--date=@${epoch}`, '{}', '+']);
  const name = `ebpf_${about.version}_${debianOf[arch]}.deb`;
  execFileSync('dpkg-deb', ['--root-owner-group', '-Zxz', `-z${level}`, '--build', stage, path.join(artifacts, name)], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {...process.env, SOURCE_DATE_EPOCH: String(epoch)},
  });
  rmSync(stage, {recursive: true});
  return name;
};
