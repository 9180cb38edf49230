import {execFileSync} from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import {jest} from '@jest/globals';
import {describeWith, find, lacking} from '../lab/needs.ts';
import {missing, openUserland, type Result, type RunOptions, type Userland} from '../lab/userland.ts';

// Packing is a minute of one core, which a busy machine takes its time for.
jest.setTimeout(900_000);

const root = path.join(import.meta.dirname, '../..');

/** With EBPF_TRANSCRIPT=FILE each way goes on to a program that traces, and that file gets what its user typed and saw. */
const transcript = process.env.EBPF_TRANSCRIPT;
const seen: string[] = [];

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
      const npm = path.resolve(realpathSync(find('npm') ?? ''), '../..');
      cpSync(npm, path.join(layer, 'up/opt/npm'), {recursive: true});
    });

    afterAll(() => {
      if (layer) rmSync(layer, {recursive: true});
      if (transcript) writeFileSync(transcript, `${seen.join('\n')}\n`);
    });

    /** What a user types, which has to end with exit code `code`. */
    const types = async (line: string, code = 0, options: RunOptions = {environment}): Promise<Result> => {
      const running = land.start(['sh', '-c', line], options);
      const result = await running.result;
      seen.push(`$ ${line}`, running.output().trimEnd(), `[exit code ${result.code}]`, '');
      expect(result).toMatchObject({code});
      return result;
    };

    /** A test in a userland of its own. */
    const way = (title: string, body: () => Promise<void>): void =>
      test(title, async () => {
        land = await openUserland('bookworm', {from: layer});
        seen.push(`# ${title}`, '');
        await body().finally(land.close);
      });

    /** It runs, and finds what a minimal Debian lacks. */
    const runs = async (options: RunOptions = {environment}, node = 'v24.'): Promise<void> => {
      const {stdout: version} = await types('ebpf --version', 0, options);
      expect(version).toMatch(/^ebpf\/\d+\.\d+\.\d+ /);
      expect(version).toContain(`linux-x64 node-${node}`);
      expect((await types('ebpf doctor', 1, options)).stderr).toBe('');
      const {stdout, stderr} = await land.run(['ebpf', 'doctor', '--json'], options);
      expect(stderr).toBe('');
      expect(JSON.parse(stdout).hosts[0].profiles).toEqual({libbpf: 'not-ready'});
    };

    /** Where a transcript is wanted: as README goes on. */
    const traces = async (options: RunOptions = {environment}): Promise<void> => {
      if (!transcript) return;
      expect((await types('ebpf setup --yes', 0, options)).stdout).toContain('libbpf is ready');
      await types('ebpf hello && rm -r hello-ebpf', 0, options);
    };

    const ours =
      "find / -xdev -name '*ebpf*' ! -path '/opt/*' ! -path '/proc/*' ! -path '/sys/*' ! -path '/tmp/*' ! -path '/root/.npm/*' | sort";

    const withoutNode = async (): Promise<void> =>
      expect((await land.run(['sh', '-c', 'command -v node'], {environment})).stdout).toBe('');

    test('every file is as its sum says', () => {
      const cwd = path.join(layer, 'up/opt/ways');
      const sums = execFileSync('sha256sum', ['-c', 'SHA256SUMS'], {cwd, encoding: 'utf8'});
      expect(sums.match(/: OK$/gm)).toHaveLength(4);
    });

    way('The npm package, with a Node and npm that are there', async () => {
      const node = {environment: {PATH: `/usr/local/bin:${environment.PATH}`}};
      await land.sh(`rm /usr/local/bin/ebpf; mkdir -p /usr/local/lib/node_modules; cp -r /opt/npm /usr/local/lib/node_modules/npm
      ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm`);
      const before = await land.sh(ours);
      await types('npm install --global --offline --no-audit --no-fund /opt/ways/ebpf-*.tgz', 0, node);
      await runs(node, process.version);
      await traces(node);
      await types('npm uninstall --global ebpf', 0, node);
      expect(await land.sh(ours)).toBe(before);
    });

    way('The archive with its own Node, through links too', async () => {
      await withoutNode();
      await land.sh('cd /opt/ebpf-alone; test -s LICENSE -a -s LICENSE.node -a -s dist/THIRD-PARTY-LICENSES.txt');
      await types('ln -s /opt/ebpf-alone/bin/ebpf /usr/bin/ebpf');
      await runs();
      await traces();
    });

    way('The Debian package: installed by apt, documented, and gone without rest', async () => {
      await withoutNode();
      const before = await land.sh(ours);
      const apt = {environment: {...environment, DEBIAN_FRONTEND: 'noninteractive'}, directory: '/opt/ways'};
      await types('apt-get install --yes --no-install-recommends ./ebpf_*_amd64.deb', 0, apt);
      await runs();
      await land.sh(`cd /usr/share
      gzip -dc man/man1/ebpf.1.gz | grep -q '^.TH' && test -e man/man1/ebpf-setup.1.gz
      test -s bash-completion/completions/ebpf -a -s zsh/vendor-completions/_ebpf -a -s fish/vendor_completions.d/ebpf.fish
      test -s doc/ebpf/copyright`);
      await traces();
      await types('apt-get purge --yes ebpf', 0, apt);
      expect(await land.sh(ours)).toBe(before);
    });

    way("The image: its Dockerfile's commands in a root with Node, as its user", async () => {
      const dockerfile = readFileSync(path.join(root, 'integrations/kubernetes/Dockerfile'), 'utf8');
      const commands = [...dockerfile.replaceAll(/\\\n/g, '').matchAll(/^RUN (.*)$/gm)].map(([, command]) => command);
      const user = /^USER (\S+)$/m.exec(dockerfile)?.[1];
      const node = {environment: {PATH: `/usr/local/bin:${environment.PATH}`}};
      // What is bound there is the lab's own.
      await land.sh('umount /opt/ebpf; rm /usr/local/bin/ebpf; rmdir /opt/ebpf; cp /opt/ways/ebpf-*.tgz /opt/ebpf.tgz');
      for (const command of commands)
        await types(
          `NODE_IMAGE=node@sha256:0 EBPF_SHA256=$(sha256sum </opt/ebpf.tgz | cut -c 1-64); ${command}`,
          0,
          node,
        );
      const asUser = `chroot --userspec=${user} / ebpf`;
      await types(`${asUser} --version`, 0, node);
      const {stdout} = await types(`ebpf probe --script | sh -s | ${asUser} doctor --facts -`, 1, node);
      expect(stdout).toContain('libbpf is not ready');
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
