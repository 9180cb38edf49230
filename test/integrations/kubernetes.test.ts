import {spawn} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {Ajv} from 'ajv';
import {execa} from 'execa';
import {parse} from 'yaml';
import {profiles} from '../../src/profiles/catalogue.ts';
import {describeWith, lacking, notRoot} from '../lab/needs.ts';

const root = path.join(import.meta.dirname, '../..');
const file = (name: string) => readFileSync(path.join(root, 'integrations/kubernetes', name), 'utf8');
const manifest = parse(file('daemonset.yaml'));
const [container] = manifest.spec.template.spec.containers;
const environment: Readonly<Record<string, string>> = Object.fromEntries(
  container.env.map(({name, value}: {name: string; value: string}) => [name, value]),
);

test('the manifests are valid by the schema of Kubernetes, and a wrong one is not', () => {
  const schema = readFileSync(path.join(import.meta.dirname, 'kubernetes.schema.json'), 'utf8');
  const isValid = new Ajv().compile(JSON.parse(schema));
  expect([manifest, parse(file('namespace.yaml'))].map((each) => isValid(each))).toEqual([true, true]);
  const misspelt = structuredClone(manifest);
  misspelt.spec.template.spec.containers[0].volumeMounts[0].readonly = true;
  const wrong = structuredClone(manifest);
  wrong.spec.template.spec.hostPID = 'yes';
  expect([misspelt, wrong].map((each) => isValid(each))).toEqual([false, false]);
});

test('the base has all manifests, names the image, and what it does to names the manifests already have', () => {
  const {resources, images, namespace} = parse(file('kustomization.yaml'));
  const all = resources.map((name: string) => parse(file(name)));
  expect(all.map(({kind}: {kind: string}) => kind)).toEqual(['Namespace', 'DaemonSet']);
  expect(images.map(({name}: {name: string}) => name)).toEqual([container.image]);
  expect([all[0].metadata.name, all[1].metadata.namespace]).toEqual([namespace, namespace]);
  expect(all[0].metadata.labels).toEqual({'pod-security.kubernetes.io/enforce': 'privileged'});
});

test('every volume that is mounted is there, and the pod is the one that is selected, on nodes with Linux', () => {
  const {spec, metadata} = manifest.spec.template;
  const names = spec.volumes.map(({name}: {name: string}) => name);
  for (const {name} of container.volumeMounts) expect(names).toContain(name);
  expect(metadata.labels).toMatchObject(manifest.spec.selector.matchLabels);
  expect(spec.nodeSelector).toEqual({'kubernetes.io/os': 'linux'});
});

test('nodes are judged by what they are for: no profile that asks for a toolchain', () => {
  for (const name of (environment.PROFILES ?? '').split(' ')) {
    const profile = profiles.find((each) => each.name === name);
    expect(profile?.required.filter((id) => /^(?:tool|hdr|apt|disk)\./.test(id))).toEqual([]);
  }
});

test('its container asks for three capabilities and nothing of being privileged', () => {
  expect(container.securityContext).toEqual({
    runAsUser: 0,
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: {drop: ['ALL'], add: ['SYS_CHROOT', 'DAC_READ_SEARCH', 'SYSLOG']},
    seccompProfile: {type: 'RuntimeDefault'},
    seLinuxOptions: {type: 'spc_t'},
  });
});

describe('the image', () => {
  const instructions = file('Dockerfile').replaceAll(/^#.*\n/gm, '');

  test('is built of a bundle by its digest, on an image named by its digest, and runs as nobody', () => {
    expect(instructions.match(/^FROM .*$/gm)).toEqual(['FROM ${NODE_IMAGE}']);
    expect(instructions).toMatch(/^ARG NODE_IMAGE\nFROM/);
    expect(instructions).not.toMatch(/npm|curl|wget|ADD/);
    expect(instructions.match(/^USER .*$/gm)).toEqual(['USER 65534:65534']);
  });

  test.each([
    ['node:24-slim', 1],
    ['node:24-slim@sha256:0', 0],
  ])('its build takes %s with exit code %i', async (image, code) => {
    const [, check = ''] = /^RUN (case .*)$/m.exec(instructions) ?? [];
    const {exitCode} = await execa('sh', ['-c', check], {env: {NODE_IMAGE: image}, reject: false});
    expect(exitCode).toBe(code);
  });
});

/** What the same command says of this machine when nothing is taken from it. */
const labelsWithAllRights = async (): Promise<string[]> => {
  const ebpf = `'${process.execPath}' bin/run.js`;
  const ignored = ['effective', 'bounding', 'seccomp'].map((name) => `--ignore priv.${name}`).join(' ');
  const wanted = (environment.PROFILES ?? '').split(' ').map((name) => `--for ${name}`);
  const {stdout} = await execa(
    'sh',
    ['-c', `${ebpf} probe --script | sh -s | ${ebpf} doctor --facts - ${ignored} ${wanted.join(' ')} --format nfd`],
    {cwd: root, reject: false},
  );
  return stdout.split('\n').filter((line) => line !== '');
};

/** Runs the container on a root that is read-only, with the mounts and capabilities of the manifest, until it has labelled this machine. */
const labelsOf = async (lower: string, before = ''): Promise<readonly string[]> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-nfd-'));
  const features = path.join(folder, 'features.d');
  mkdirSync(features);
  mkdirSync(path.join(folder, 'root'));
  const {add} = container.securityContext.capabilities as {add: string[]};
  const limited = `setpriv --no-new-privs --inh-caps=-all --bounding-set=-all${add.map((name) => `,+${name.toLowerCase()}`).join('')}`;
  const variables = Object.entries(environment).map(([name, value]) => `'${name}=${value}'`);
  const script = `
set -e
mount --make-rprivate /
mount -t tmpfs lab ${folder}/root
mkdir ${folder}/root/up ${folder}/root/work ${folder}/root/fs
mount -t overlay lab -o lowerdir=${lower},upperdir=${folder}/root/up,workdir=${folder}/root/work ${folder}/root/fs
cd ${folder}/root/fs
mkdir -p host features.d tmp proc sys dev
${before}
mount --rbind . . && cd ${folder}/root/fs && mount -o remount,bind,ro .
mount --rbind / host
mount --bind ${features} features.d
mount -t tmpfs lab tmp
for name in proc sys dev; do mount --rbind /$name $name; done
exec ${limited} chroot . env ${variables.join(' ')} ${container.command.join(' ')}`;
  const child = spawn('unshare', ['--mount', '--', 'sh', '-c', script], {stdio: 'pipe', detached: true});
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const labels = path.join(features, 'ebpf');
  for (let tries = 0; tries < 1000 && !existsSync(labels) && child.exitCode === null; tries++) await sleep(100);
  if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
  try {
    if (!existsSync(labels)) throw new Error(`no labels: ${said}`);
    return readFileSync(labels, 'utf8').trim().split('\n');
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
};

describeWith(notRoot)('its container, as a chroot with the mounts of the manifest', () => {
  test('labels the node in few words, with a time after which the labels are void', async () => {
    const own = `mkdir -p opt/ebpf && ln -sf /opt/ebpf/bin/run.js usr/local/bin/ebpf && mount --bind ${root} opt/ebpf`;
    const [expiry = '', ...labels] = await labelsOf('/', own);
    const until = new Date(/^# \+expiry-time=(.+)$/.exec(expiry)?.[1] ?? '');
    expect(until.getTime() - Date.now()).toBeGreaterThan(2.9 * 3600 * 1000);
    expect(labels.map((line) => line.split('=')[0])).toEqual(
      expect.arrayContaining(['ebpf.ready', 'ebpf.profile.run', 'ebpf.profile.tracing']),
    );
    expect(labels.length).toBeLessThanOrEqual(8);
    expect([...labels].sort()).toEqual((await labelsWithAllRights()).sort());
    expect(labels.every((line) => /^ebpf\.[\w.-]+=[\w.-]+$/.test(line))).toBe(true);
  });
});

describeWith(notRoot ?? lacking('buildah', 'busybox'))('the image, built by buildah', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-image-'));
  const places = [
    '--root',
    path.join(folder, 'storage'),
    '--runroot',
    path.join(folder, 'run'),
    '--storage-driver',
    'vfs',
  ];
  const buildah = async (...args: string[]): Promise<string> => {
    const {stdout} = await execa('buildah', [...places, ...args], {cwd: folder, env: {BUILDAH_ISOLATION: 'chroot'}});
    return stdout.trim();
  };
  afterAll(() => rmSync(folder, {recursive: true, force: true}));

  test('labels this machine from its own root, read-only, and is not built of another bundle', async () => {
    // In place of the image of Node, which nobody fetches here: busybox and this Node.
    const base = path.join(folder, 'base');
    const script = `mkdir -p bin usr/bin usr/local/bin tmp etc opt
cp "$(command -v busybox)" bin/busybox && cp '${process.execPath}' usr/bin/node
for each in $(ldd bin/busybox usr/bin/node | grep -o '/[^ ]*\\.so[^ ]*'); do mkdir -p ".$(dirname "$each")" && cp -L "$each" ".$each"; done
chroot . /bin/busybox --install -s /bin && ln -s ../../bin/env usr/bin/env
echo 'nobody:x:65534:65534:nobody:/:/bin/sh' >etc/passwd`;
    mkdirSync(base);
    await execa('sh', ['-ec', script], {cwd: base});
    const scratch = await buildah('from', 'scratch');
    await buildah('copy', '--quiet', scratch, base, '/');
    await buildah('commit', '--quiet', scratch, 'localhost/node:lab');
    const digest = await buildah(
      'inspect',
      '--type',
      'image',
      '--format',
      '{{.FromImageDigest}}',
      'localhost/node:lab',
    );
    const {stdout} = await execa('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], {
      cwd: root,
    });
    const bundle = stdout.trim();
    const sha256 = createHash('sha256')
      .update(readFileSync(path.join(folder, bundle)))
      .digest('hex');
    const context = path.join(folder, 'context');
    mkdirSync(context);
    writeFileSync(path.join(context, bundle), readFileSync(path.join(folder, bundle)));
    const build = (sum: string) =>
      buildah(
        'build',
        '--quiet',
        '--pull-never',
        '-f',
        path.join(root, 'integrations/kubernetes/Dockerfile'),
        '--build-arg',
        `NODE_IMAGE=localhost/node@${digest}`,
        '--build-arg',
        `EBPF_BUNDLE=${bundle}`,
        '--build-arg',
        `EBPF_SHA256=${sum}`,
        '-t',
        'localhost/ebpf:lab',
        context,
      );
    await expect(build('0'.repeat(64))).rejects.toThrow(/sha256sum/);
    await build(sha256);
    const name = await buildah('from', '--pull-never', 'localhost/ebpf:lab');
    const mounted = await buildah('mount', name);
    const [, ...labels] = await labelsOf(mounted);
    expect([...labels].sort()).toEqual((await labelsWithAllRights()).sort());
  });
});
