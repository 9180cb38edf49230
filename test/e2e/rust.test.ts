import {jest} from '@jest/globals';
import {describeWith} from '../lab/needs.ts';
import {missing, openUserland, type Suite, type Userland} from '../lab/userland.ts';

jest.setTimeout(1_200_000);

const slow = !process.env.EBPF_SLOW && 'Rust and its crates are 260 MB and take minutes: set EBPF_SLOW=1';

describeWith(missing(), slow)('Rust with libbpf-rs in a trixie without any of it', () => {
  let land: Userland;

  beforeAll(async () => {
    land = await openUserland('trixie');
  });

  afterAll(() => land?.close());

  test('doctor says what is missing; the size is told first; setup installs, builds and traces', async () => {
    const before = await land.run(['ebpf', 'doctor', '--for', 'libbpf-rs', '--json']);
    const [host] = JSON.parse(before.stdout).hosts;
    expect(host.profiles).toEqual({'libbpf-rs': 'not-ready'});
    const missed = (host.findings as {id: string; verdict: string}[]).filter(({verdict}) => verdict === 'fail');
    expect(missed.map(({id}) => id)).toEqual(expect.arrayContaining(['tool.rust', 'tool.libbpf-rs', 'tool.clang']));
    await land.sh('apt-get update -qq');
    const plan = await land.run(['ebpf', 'setup', '--for', 'libbpf-rs', '--dry-run']);
    expect(plan.stdout).toMatch(/\d+ packages, \d+ MB to download, [\d.]+ [MG]B on disk/);
    expect(plan.stdout).toMatch(/rustc, cargo.*librust-libbpf-rs-dev, librust-libbpf-cargo-dev/);
    const {code, stdout, stderr} = await land.run(['ebpf', 'setup', '--for', 'libbpf-rs', '--yes']);
    expect({code, stderr}).toEqual({code: 0, stderr: expect.stringContaining('traced a test execve')});
    expect(stdout).toContain('libbpf-rs is ready');
  });

  test('all of it works without a network, and a second run builds nothing and changes nothing', async () => {
    const options = {network: false};
    // cargo writes target/release/hello.d anew at each call.
    const files = "find hello-libbpf-rs -type f ! -name '.cargo-lock' ! -name hello.d -printf '%p %s %T@\\n' | sort";
    const packages = 'dpkg-query -W';
    const [builtBefore, installedBefore] = [await land.sh(files), await land.sh(packages)];
    const setup = await land.run(['ebpf', 'setup', '--for', 'libbpf-rs', '--yes'], options);
    expect({code: setup.code, stdout: setup.stdout}).toEqual({
      code: 0,
      stdout: expect.stringContaining('libbpf-rs is ready'),
    });
    expect(await land.sh(files)).toBe(builtBefore);
    expect(await land.sh(packages)).toBe(installedBefore);
    const doctor = await land.run(['ebpf', 'doctor', '--for', 'libbpf-rs', '--json'], options);
    expect(JSON.parse(doctor.stdout).hosts[0].profiles).toEqual({'libbpf-rs': 'ready'});
  });

  test('a new project is built and traces, without a warning', async () => {
    const {code, stdout} = await land.run(['ebpf', 'new', 'my_tool', '--for', 'libbpf-rs', '--json'], {network: false});
    expect({code, result: JSON.parse(stdout)}).toMatchObject({code: 0, result: {ok: true}});
    const built = await land.run(['sh', '-c', 'cd my_tool; touch src/main.rs build.rs; cargo build --release'], {
      network: false,
    });
    expect(built.stderr).not.toMatch(/^warning/m);
    expect(built.code).toBe(0);
  });
});

for (const suite of ['trixie', 'sid'] satisfies Suite[])
  describeWith(missing(), slow)(`Rust with aya in a ${suite} without any of it`, () => {
    let land: Userland;

    beforeAll(async () => {
      land = await openUserland(suite);
    });

    afterAll(() => land?.close());

    test('setup installs, builds and traces; bpf-linker is not missed', async () => {
      await land.sh('apt-get update -qq');
      const plan = await land.run(['ebpf', 'setup', '--for', 'aya', '--dry-run']);
      expect(plan.stdout).toMatch(/librust-aya-dev/);
      const {code, stdout, stderr} = await land.run(['ebpf', 'setup', '--for', 'aya', '--yes']);
      expect({code, stderr}).toEqual({code: 0, stderr: expect.stringContaining('traced a test execve')});
      expect(stdout).toContain('aya is ready');
      const doctor = await land.run(['ebpf', 'doctor', '--for', 'aya', '--json'], {network: false});
      const [{profiles, findings}] = JSON.parse(doctor.stdout).hosts;
      expect(profiles).toEqual({aya: 'ready'});
      expect(findings.find(({id}: {id: string}) => id === 'tool.bpf-linker')).toMatchObject({
        verdict: 'fail',
        severity: 'info',
      });
    });

    test('without a network a new project is built and traces, without a warning', async () => {
      const options = {network: false};
      const {code, stdout} = await land.run(['ebpf', 'new', 'my_tool', '--for', 'aya', '--json'], options);
      expect({code, result: JSON.parse(stdout)}).toMatchObject({code: 0, result: {ok: true}});
      const built = await land.run(
        ['sh', '-c', 'cd my_tool; touch src/main.rs build.rs; cargo build --release'],
        options,
      );
      expect({code: built.code, stderr: built.stderr}).toEqual({
        code: 0,
        stderr: expect.not.stringMatching(/^warning/m),
      });
    });
  });

describeWith(missing())('a bookworm, which has no crates', () => {
  test('is told so before anything is installed', async () => {
    const land = await openUserland('bookworm');
    const packages = await land.sh('dpkg-query -W');
    for (const [name, crates] of [
      ['libbpf-rs', 'the crates libbpf-rs and libbpf-cargo'],
      ['aya', 'the crate aya'],
    ] as const) {
      const {code, stderr} = await land.run(['ebpf', 'setup', '--for', name, '--yes']);
      expect({code, stderr}).toEqual({code: 1, stderr: expect.stringContaining(`apt knows no package of ${crates}`)});
      expect(stderr).toContain('Debian has these crates since 13. Nothing was installed.');
    }
    expect(await land.sh('dpkg-query -W')).toBe(packages);
    await land.close();
  });
});
