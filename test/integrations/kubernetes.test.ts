import {spawn} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {execa} from 'execa';
import {DaemonSet} from 'kubernetes-models/apps/v1';
import {parse} from 'yaml';
import {describeWith, notRoot} from '../lab/needs.ts';

const root = path.join(import.meta.dirname, '../..');
const manifest = parse(readFileSync(path.join(root, 'integrations/kubernetes/daemonset.yaml'), 'utf8'));

test('the manifest is valid by the schema of Kubernetes, and a wrong one is not', () => {
  expect(() => new DaemonSet(manifest).validate()).not.toThrow();
  const wrong = structuredClone(manifest);
  wrong.spec.template.spec.containers[0].volumeMounts[0].readonly = 1;
  wrong.spec.template.spec.hostPID = 'yes';
  expect(() => new DaemonSet(wrong).validate()).toThrow();
});

test('every volume that is mounted is there, and the pod is the one that is selected', () => {
  const {spec, metadata} = manifest.spec.template;
  const names = spec.volumes.map(({name}: {name: string}) => name);
  for (const {name} of spec.containers[0].volumeMounts) expect(names).toContain(name);
  expect(metadata.labels).toMatchObject(manifest.spec.selector.matchLabels);
});

test('its container asks for three capabilities and nothing of being privileged', () => {
  const {securityContext} = manifest.spec.template.spec.containers[0];
  expect(securityContext).toEqual({
    runAsUser: 0,
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: {drop: ['ALL'], add: ['SYS_CHROOT', 'DAC_READ_SEARCH', 'SYSLOG']},
    seccompProfile: {type: 'RuntimeDefault'},
    seLinuxOptions: {type: 'spc_t'},
  });
});

describe('the image', () => {
  const file = (name: string) => readFileSync(path.join(root, 'integrations/kubernetes', name), 'utf8');
  const instructions = file('Dockerfile').replaceAll(/^#.*\n/gm, '');

  test('is built of this repository, on an image named by its digest, and runs as nobody', () => {
    expect(instructions.match(/^FROM .*$/gm)).toEqual(['FROM ${NODE_IMAGE} AS build', 'FROM ${NODE_IMAGE}']);
    expect(instructions).toMatch(/^ARG NODE_IMAGE\nFROM/);
    expect(instructions).not.toMatch(/npm (?:install|i) |curl|wget|ADD/);
    expect(instructions.match(/^USER .*$/gm)).toEqual(['USER 65534:65534']);
  });

  test.each([
    ['node:22-slim', 1],
    ['node:22-slim@sha256:0', 0],
  ])('its build takes %s with exit code %i', async (image, code) => {
    const [, check = ''] = /^RUN (case .*)$/m.exec(instructions) ?? [];
    const {exitCode} = await execa('sh', ['-c', check], {env: {NODE_IMAGE: image}, reject: false});
    expect(exitCode).toBe(code);
  });

  test('gets what the build makes and nothing that lies about', () => {
    expect(file('Dockerfile.dockerignore').trim().split('\n')).toEqual([
      '.git',
      '.lab',
      'dist',
      'node_modules',
      'test',
    ]);
  });
});

/** What the same command says of this machine when nothing is taken from it. */
const labelsWithAllRights = async (): Promise<string[]> => {
  const ebpf = `'${process.execPath}' bin/run.js`;
  const ignored = ['effective', 'bounding', 'seccomp'].map((name) => `--ignore priv.${name}`).join(' ');
  const {stdout} = await execa(
    'sh',
    ['-c', `${ebpf} probe --script | sh -s | ${ebpf} doctor --facts - ${ignored} --format nfd`],
    {
      cwd: root,
      reject: false,
    },
  );
  return stdout.split('\n').filter((line) => line !== '' && !line.startsWith('ebpf.check.priv.'));
};

describeWith(notRoot)('its container, as a chroot with the mounts of the manifest', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-nfd-'));
  const features = path.join(folder, 'features.d');
  afterAll(() => rmSync(folder, {recursive: true, force: true}));

  test('labels the node, with a time after which the labels are void', async () => {
    const [container] = manifest.spec.template.spec.containers;
    mkdirSync(features);
    mkdirSync(path.join(folder, 'root'));
    writeFileSync(path.join(folder, 'container.sh'), container.args[0]);
    const {add} = container.securityContext.capabilities as {add: string[]};
    const limited = `setpriv --no-new-privs --inh-caps=-all --bounding-set=-all${add.map((name) => `,+${name.toLowerCase()}`).join('')}`;
    const script = `
set -e
mount --make-rprivate /
mount -t tmpfs lab ${folder}/root
mkdir ${folder}/root/up ${folder}/root/work ${folder}/root/fs
mount -t overlay lab -o lowerdir=/,upperdir=${folder}/root/up,workdir=${folder}/root/work ${folder}/root/fs
cd ${folder}/root/fs
mkdir -p host features.d package
ln -sf /package/bin/run.js usr/local/bin/ebpf
mount --rbind / host
mount --bind ${features} features.d
mount --bind ${root} package
mount -t tmpfs lab tmp
for name in proc sys dev; do mount --rbind /$name $name; done
cp ${folder}/container.sh tmp/container.sh
exec ${limited} chroot . env INTERVAL=3600 sh /tmp/container.sh`;
    const child = spawn('unshare', ['--mount', '--', 'sh', '-c', script], {stdio: 'pipe', detached: true});
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    const file = path.join(features, 'ebpf');
    for (let tries = 0; tries < 300 && !existsSync(file) && child.exitCode === null; tries++) await sleep(100);
    process.kill(-(child.pid ?? 0), 'SIGKILL');
    if (!existsSync(file)) throw new Error(`no labels: ${said}`);
    const [expiry = '', ...labels] = readFileSync(file, 'utf8').trim().split('\n');
    const until = new Date(/^# \+expiry-time=(.+)$/.exec(expiry)?.[1] ?? '');
    expect(until.getTime() - Date.now()).toBeGreaterThan(2.9 * 3600 * 1000);
    expect(labels).toContain('ebpf.check.kconfig.bpf-syscall=pass');
    expect(labels.sort()).toEqual((await labelsWithAllRights()).sort());
    expect(labels.every((line) => /^ebpf\.[\w.-]+=[\w.-]+$/.test(line))).toBe(true);
  });
});
