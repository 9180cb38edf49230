import {execFileSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {jest} from '@jest/globals';
import {describeWith, lacking} from '../lab/needs.ts';
import {missing, openUserland, type Userland} from '../lab/userland.ts';

// Packing is a minute of one core, which a busy machine takes its time for.
jest.setTimeout(900_000);

const root = path.join(import.meta.dirname, '../..');

// Without compression, which takes a minute a file and is not ours; `npm run pack` has it.
describeWith(missing() ?? lacking('dpkg-deb', 'xz', 'npm'), process.arch !== 'x64' && 'the lab packs for x64')(
  'each way to have ebpf, on a Debian without Node',
  () => {
    let layer: string;
    let land: Userland;
    /** Where the userland's own node and `ebpf` are not. */
    const environment = {PATH: '/usr/sbin:/usr/bin:/sbin:/bin'};

    beforeAll(async () => {
      mkdirSync(path.join(root, '.lab'), {recursive: true});
      layer = mkdtempSync(path.join(root, '.lab/ways-'));
      const ways = path.join(layer, 'up/opt/ways');
      execFileSync(process.execPath, [path.join(root, 'scripts/pack.mjs'), 'x64', '--level', '0', '--output', ways]);
      const [archive = ''] = readdirSync(ways).filter((name) => name.endsWith('.tar.xz'));
      // A minimal Debian has no xz.
      const unpacked = path.join(layer, 'up/opt/ebpf-alone');
      mkdirSync(unpacked);
      execFileSync('tar', ['-C', unpacked, '--strip-components=1', '-xf', path.join(ways, archive)]);
      land = await openUserland('bookworm', {from: layer});
    });

    afterAll(async () => {
      await land?.close();
      if (layer) rmSync(layer, {recursive: true});
    });

    const runs = async (): Promise<void> => {
      expect((await land.run(['sh', '-c', 'command -v node'], {environment})).stdout).toBe('');
      expect(await land.sh('ebpf --version', {environment})).toMatch(/^ebpf\/\d+\.\d+\.\d+ linux-x64 node-v24\./);
      const {code, stdout, stderr} = await land.run(['ebpf', 'doctor', '--json'], {environment});
      expect({code, stderr}).toEqual({code: 1, stderr: ''});
      expect(JSON.parse(stdout).hosts[0].profiles).toEqual({libbpf: 'not-ready'});
    };

    test('every file is as its sum says', async () => {
      const {length} = (await land.sh('cd /opt/ways; sha256sum -c SHA256SUMS', {environment})).match(/: OK$/gm) ?? [];
      expect(length).toBe(4);
    });

    test('the standalone tree runs where it lies, through links too, and each of its licences is there', async () => {
      await land.sh('ln -s ../../opt/ebpf-alone/bin/ebpf /usr/bin/ebpf');
      await runs();
      await land.sh('cd /opt/ebpf-alone; test -s LICENSE -a -s LICENSE.node -a -s dist/THIRD-PARTY-LICENSES.txt');
      await land.sh('rm /usr/bin/ebpf');
    });

    test('the Debian package: installed by apt, runs, is documented, and goes without rest', async () => {
      const ours =
        "find / -xdev -name '*ebpf*' ! -path '/opt/*' ! -path '/proc/*' ! -path '/sys/*' ! -path '/tmp/*' | sort";
      const before = await land.sh(ours);
      await land.sh(
        'DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends /opt/ways/ebpf_*_amd64.deb',
      );
      await runs();
      await land.sh(`cd /usr/share
      gzip -dc man/man1/ebpf.1.gz | grep -q '^.TH' && test -e man/man1/ebpf-setup.1.gz
      test -s bash-completion/completions/ebpf -a -s zsh/vendor-completions/_ebpf -a -s fish/vendor_completions.d/ebpf.fish
      test -s doc/ebpf/copyright`);
      await land.sh('DEBIAN_FRONTEND=noninteractive apt-get purge --yes ebpf');
      expect(await land.sh(ours)).toBe(before);
    });

    test('a strict TypeScript program compiles with the packed types, as a module and as CommonJS', () => {
      const folder = path.join(layer, 'consumer');
      const ebpf = path.join(folder, 'node_modules/ebpf');
      mkdirSync(path.join(folder, 'node_modules/@types'), {recursive: true});
      cpSync(path.join(layer, 'up/opt/ebpf-alone'), ebpf, {
        recursive: true,
        filter: (name) => !name.endsWith('bin/node'),
      });
      for (const name of ['@types/node', 'undici-types'])
        symlinkSync(path.join(root, 'node_modules', name), path.join(folder, 'node_modules', name));
      const program = `const report: Report = evaluate(await probe(), {profiles: ['libbpf'], strict: true});
      const ready: Readiness | undefined = report.hosts[0]?.profiles['libbpf'];
      const ids: readonly string[] = checks.map(({id}) => id);
      const code: ExitCode = ready === 'ready' ? exitCodes.ready : report.exitCode;`;
      const names = 'checks, evaluate, exitCodes, probe';
      const types = 'ExitCode, Readiness, Report';
      writeFileSync(
        path.join(folder, 'module.mts'),
        `import {${names}, type ExitCode, type Readiness, type Report} from 'ebpf';\n${program}\nexport {code, ids};\n`,
      );
      writeFileSync(
        path.join(folder, 'common.cts'),
        `import ebpf = require('ebpf');\nconst {${names}} = ebpf;\ntype Report = ebpf.Report; type Readiness = ebpf.Readiness; type ExitCode = ebpf.ExitCode;\nexport const run = async () => {${program}\nreturn {code, ids};};\n`,
      );
      writeFileSync(
        path.join(folder, 'mistaken.mts'),
        `import {evaluate, type ${types.replaceAll(', ', ', type ')}} from 'ebpf';\nevaluate({}, {profile: 1});\n`,
      );
      const compile = (...files: string[]) =>
        execFileSync(
          process.execPath,
          [
            path.join(root, 'node_modules/typescript/bin/tsc'),
            ...'--ignoreConfig --noEmit --strict --exactOptionalPropertyTypes --module nodenext --target es2023 --types node'.split(
              ' ',
            ),
            ...files,
          ],
          {cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']},
        );
      expect(compile('module.mts', 'common.cts')).toBe('');
      expect(() => compile('mistaken.mts')).toThrow();
      execFileSync(process.execPath, ['-e', "process.exitCode = require('ebpf').exitCodes.ready"], {cwd: folder});
    });
  },
);
