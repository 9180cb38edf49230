import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {jest} from '@jest/globals';
import {describeWith} from '../lab/needs.ts';
import {missing, openUserland, type Suite, type Userland} from '../lab/userland.ts';

jest.setTimeout(1_200_000);

const slow = !process.env.EBPF_SLOW && 'Go is 140 MB and takes minutes: set EBPF_SLOW=1';

for (const suite of ['trixie', 'sid'] satisfies Suite[])
  describeWith(missing(), slow)(`Go with cilium/ebpf in a ${suite} without any of it`, () => {
    let land: Userland;

    beforeAll(async () => {
      land = await openUserland(suite);
    });

    afterAll(() => land?.close());

    test('doctor says what is missing; the size is told first; setup installs, builds and traces', async () => {
      const before = await land.run(['ebpf', 'doctor', '--for', 'cilium-ebpf', '--json']);
      const [host] = JSON.parse(before.stdout).hosts;
      expect(host.profiles).toEqual({'cilium-ebpf': 'not-ready'});
      const missed = (host.findings as {id: string; verdict: string}[]).filter(({verdict}) => verdict === 'fail');
      expect(missed.map(({id}) => id)).toEqual(expect.arrayContaining(['tool.go', 'tool.cilium-ebpf', 'tool.clang']));
      await land.sh('apt-get update -qq');
      const plan = await land.run(['ebpf', 'setup', '--for', 'cilium-ebpf', '--dry-run']);
      expect(plan.stdout).toMatch(/\d+ packages, \d+ MB to download, [\d.]+ [MG]B on disk/);
      expect(plan.stdout).toMatch(/golang-go.*golang-github-cilium-ebpf-dev/);
      const {code, stdout, stderr} = await land.run(['ebpf', 'setup', '--for', 'cilium-ebpf', '--yes']);
      expect({code, stderr}).toEqual({code: 0, stderr: expect.stringContaining('traced a test execve')});
      expect(stdout).toContain('cilium-ebpf is ready');
    });

    test('all of it works without a network, and a second run builds nothing', async () => {
      const options = {network: false};
      const hello = ['ebpf', 'hello', '--for', 'cilium-ebpf', '--json'];
      const second = JSON.parse((await land.run(hello, options)).stdout);
      expect(second).toMatchObject({ok: true, project: {written: []}});
      expect(
        (second.stages as {name: string; message?: string}[]).filter(({message}) => message === 'up to date'),
      ).toHaveLength(4);
      const fresh = JSON.parse((await land.run([...hello, '--dir', 'fresh'], options)).stdout);
      expect(fresh).toMatchObject({ok: true, proof: expect.stringContaining('/nonexistent/ebpf-hello-')});
      expect(await land.sh('cd fresh; go vet .; cat go.mod', options)).toContain('replace github.com/cilium/ebpf =>');
    });

    test('a new project is built and traces, and its code is as gofmt and go vet want it', async () => {
      const options = {network: false};
      const {code, stdout} = await land.run(['ebpf', 'new', 'my_tool', '--for', 'cilium-ebpf', '--json'], options);
      expect({code, result: JSON.parse(stdout)}).toMatchObject({code: 0, result: {ok: true}});
      expect(await land.sh('cd my_tool; go vet .; gofmt -l .', options)).toBe('');
    });

    test('objects for two processors, and a program for the other one', async () => {
      const machine = await land.sh(
        'cd fresh; make TARGETS=amd64,arm64; GOARCH=arm64 CGO_ENABLED=0 go build -o other; od -A n -t x2 -j 18 -N 2 other',
        {network: false},
      );
      // EM_AARCH64
      expect(machine.trim().split('\n').at(-1)?.trim()).toBe('00b7');
    });

    test('modules come from a proxy that is named, or from that of the user where there is no package', async () => {
      const options = {network: false};
      const proxy = 'file:///root/proxy';
      const maker = await readFile(path.join(import.meta.dirname, 'go-proxy.go'), 'utf8');
      await land.sh(
        `cat >go-proxy.go <<'GO'\n${maker}\nGO\ngo run go-proxy.go /root/proxy; go env -w GOSUMDB=off`,
        options,
      );
      const ebpf = async (...words: string[]) => {
        const {code, stdout, stderr} = await land.run(['ebpf', ...words, '--for', 'cilium-ebpf', '--json'], options);
        return {code, stderr, result: JSON.parse(stdout)};
      };
      const traced = {code: 0, result: {ok: true}};
      expect(await ebpf('new', 'by_proxy', '--go-proxy', proxy)).toMatchObject(traced);
      const mod = await land.sh('cat by_proxy/go.mod');
      expect(mod).toContain('github.com/cilium/ebpf v0.99.0');
      expect(mod).not.toContain('=>');
      // One that is bound to the packages says so; to fetch nothing is what it does.
      const bound = await ebpf('hello', '--dir', 'fresh', '--go-proxy', proxy);
      expect(bound).toMatchObject({code: 2, result: {trouble: {stage: 'modules'}}});
      expect(bound.result.trouble.todo).toContain('rm -f fresh/go.mod fresh/go.sum');
      expect(await ebpf('hello', '--dir', 'fresh', '--go-proxy', 'off')).toMatchObject(traced);

      await land.sh('go clean -modcache; dpkg --purge --force-depends golang-github-cilium-ebpf-dev');
      const planned = async (...words: string[]) =>
        (await land.run(['ebpf', 'setup', '--for', 'cilium-ebpf', '--dry-run', ...words])).stdout;
      expect(await planned()).toContain('golang-github-cilium-ebpf-dev');
      expect(await planned('--go-proxy', proxy)).not.toContain('golang-github-cilium-ebpf-dev');
      const nobody = await ebpf('hello', '--dir', 'nobody', '--go-proxy', 'http://127.0.0.1:9');
      expect(nobody).toMatchObject({code: 1, result: {trouble: {stage: 'modules'}}});
      expect(nobody.result.trouble.what).toContain('could not be fetched');
      await land.sh(`go env -w GOPROXY=${proxy}`);
      expect(await ebpf('hello', '--dir', 'own')).toMatchObject(traced);
    });
  });

describeWith(missing(), slow)('a bookworm, whose cilium/ebpf cannot read the BTF of this kernel', () => {
  test('is told so before anything is installed', async () => {
    const land = await openUserland('bookworm');
    const packages = await land.sh('dpkg-query -W');
    const {code, stderr} = await land.run(['ebpf', 'setup', '--for', 'cilium-ebpf', '--yes']);
    expect({code, stderr}).toEqual({code: 1, stderr: expect.stringContaining('golang-github-cilium-ebpf-dev 0.9.1')});
    expect(stderr).toContain('BTF');
    expect(await land.sh('dpkg-query -W')).toBe(packages);
    await land.close();
  });
});
