import {appendFile, readdir} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import {assess} from '../../src/assess/assess.ts';
import {features} from '../../src/facts/features.ts';
import {probe} from '../../src/facts/probe.ts';
import {judgeTried} from '../../src/facts/tried.ts';
import {runHello} from '../../src/hello/hello.ts';
import {bcc} from '../../src/hello/kinds/bcc.ts';
import {bpftrace} from '../../src/hello/kinds/bpftrace.ts';
import {kindOf, kinds} from '../../src/hello/kinds/catalogue.ts';
import {kindHello} from '../../src/hello/kinds/hello.ts';
import type {KindName} from '../../src/hello/kinds/kind.ts';
import {libbpf} from '../../src/hello/kinds/libbpf.ts';
import {newProject} from '../../src/hello/kinds/route.ts';
import {verifiedBy} from '../../src/hello/verified-by.ts';
import {chooseProfiles} from '../../src/profiles/choose.ts';
import {linkHeaders} from '../../src/setup/apt/link-headers.ts';
import {asRoot, cleanUp, temporary, withDirectories, withTracefs} from '../hello/machine.ts';
import {withoutPackages} from '../hello/packages.ts';
import {testWith} from '../lab/needs.ts';

const noIp = withoutPackages('iproute2');

/** Every kind on the running kernel: the project is built and run, and what came of it is what the doctor's prober had said. */
asRoot('projects of each kind', () => {
  let tried: Awaited<ReturnType<typeof probe>>;
  const worked = new Map<KindName, boolean>();

  beforeAll(async () => {
    tried = await probe(withTracefs(), {attach: 'always'});
  });

  afterAll(cleanUp);

  test.each(kinds)('$name: what was caused is seen, or refused as foretold', async (kind) => {
    const feature = features.find(({id}) => id === kind.feature);
    const truth = feature && judgeTried(feature, tried)?.truth;
    const directory = path.join(await temporary('ebpf-kind-'), 'mine');
    const result = await runHello(newProject(kind, 'mine', libbpf), {host: withTracefs(), directory});
    worked.set(kind.name, result.ok);
    const needsIp = kind.scene === 'packets' && noIp !== undefined;
    const works = truth === 'works' && !needsIp;
    expect({kind: kind.name, works: result.ok, trouble: result.trouble?.what}).toEqual({
      kind: kind.name,
      works,
      trouble: works ? undefined : expect.stringMatching(needsIp ? /^The program was not tried: .* need ip/ : /kernel/),
    });
    // Without the types of schedulers it does not compile.
    const built = result.trouble?.stage !== 'BPF';
    const {all} = built ? await execa('make', ['-B', '-C', directory], {all: true}) : {all: ''};
    expect(all).not.toMatch(/warning|error/i);
    // Nothing of it is loaded any more; a kernel frees programs a moment after their end.
    const loaded = async () => (await execa('/usr/sbin/bpftool', ['prog', 'list'])).stdout;
    for (
      let tries = 0;
      tries < 50 && /name on_(?:packet|connect|opened|task|getaddrinfo|running)/.test(await loaded());
      tries++
    )
      await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await loaded()).not.toMatch(/name on_(?:packet|connect|opened|task|getaddrinfo|running)/);
    const names = (await readdir(directory)).filter(
      (name) => /\.(?:bpf\.)?[ch]$/.test(name) && !/skel|vmlinux/.test(name),
    );
    expect(names.sort()).toEqual(['mine.bpf.c', 'mine.c', ...(kind.shares ? ['mine.h'] : [])]);
    // Written once: a second project of the name is refused.
    const again = await runHello(newProject(kind, 'mine', libbpf), {host: withTracefs(), directory});
    expect(again).toMatchObject({ok: false, exitCode: 2});
  });

  /** The worst defect there is: a profile that is said to be ready where its programs do not work, or the reverse. */
  for (const [name, kindsOfIt] of Object.entries(verifiedBy))
    testWith(kindsOfIt.some((kind) => kindOf(kind).scene === 'packets') && noIp)(
      `what the doctor says of ${name} is what its programs do`,
      () => {
        const report = assess(tried, {profiles: chooseProfiles([name])});
        const works = kindsOfIt.every((kind) => worked.get(kind));
        expect({[name]: report.profiles[name]}).toEqual({
          [name]: works ? 'ready' : expect.stringMatching(/^(?:not-ready|unknown)$/),
        });
      },
    );

  testWith(noIp)('as a hello it stays what the user made of it, and is verified again', async () => {
    const directory = path.join(await temporary('ebpf-kind-'), 'tc');
    const hello = kindHello(kindOf('tc'), directory);
    expect(await runHello(hello, {host: withTracefs(), directory})).toMatchObject({ok: true, route: 'tc on libbpf'});
    await appendFile(path.join(directory, 'hello.c'), '/* mine */\n');
    const again = await runHello(hello, {host: withTracefs(), directory});
    expect(again).toMatchObject({ok: true, project: {written: [], kept: ['hello.c']}});
    expect(again.proof).toMatch(/^UDP port \d+: \d+ packets/);
  });

  // The headers of another kernel stand in for BCC's, as setup links them; /lib/modules is the test's own.
  const withHeaders = async () => withDirectories({'/lib/modules': await temporary()});

  const scripts = [
    ...bpftrace.kinds.map((name) => ({name, toolchain: bpftrace, missing: withoutPackages('bpftrace')})),
    ...bcc.kinds.map((name) => ({name, toolchain: bcc, missing: withoutPackages('python3-bpfcc')})),
  ];

  for (const {name, toolchain, missing} of scripts)
    testWith(missing)(`${name} on ${toolchain.name}: the same`, async () => {
      const kind = kindOf(name);
      const host = toolchain === bcc ? await withHeaders() : withTracefs();
      if (toolchain === bcc) await linkHeaders(host, new AbortController().signal);
      const feature = features.find(({id}) => id === kind.feature);
      const works = feature && judgeTried(feature, tried)?.truth === 'works';
      const directory = path.join(await temporary('ebpf-kind-'), 'mine');
      const result = await runHello(newProject(kind, 'mine', toolchain), {host, directory});
      expect({works: result.ok, trouble: result.trouble?.what, said: result.ok || result.trouble?.said}).toEqual({
        works,
        trouble: works ? undefined : expect.stringMatching(/kernel/),
        said: works || expect.any(String),
      });
    });

  testWith(noIp)('a program on the interface is not replaced', async () => {
    const xdp = kinds.filter(({name}) => name === 'xdp');
    const directory = path.join(await temporary('ebpf-kind-'), 'mine');
    for (const kind of xdp) await runHello(newProject(kind, 'mine', libbpf), {host: withTracefs(), directory});
    const script = `cd "$1" && ip link add here type veth peer name there && ip link set here up && ip link set there up || exit
      ./mine here >first & first=$!
      tries=0; while ! grep -q Tracing first && [ $tries -lt 300 ]; do sleep 0.2; tries=$((tries + 1)); done
      ./mine here; echo "refused: $?"; kill -INT $first; wait $first; ip -details link show here`;
    const {all} = await execa('unshare', ['--net', 'sh', '-c', script, 'sh', directory], {all: true, reject: false});
    expect(all).toMatch(/another XDP program, which stays/);
    expect(all).toContain('refused: 1');
    expect(all).not.toContain('prog/xdp');
  });
});
