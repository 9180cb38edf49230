import {cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {execa} from 'execa';
import type {Report} from '../../src/assess/report.ts';
import {ebpf} from '../commands/run.ts';
import {describeWith, lacking} from '../lab/needs.ts';
import {missing, type Sshd, startSshd} from '../lab/sshd.ts';

const root = path.join(import.meta.dirname, '../..');
const source = path.join(root, 'integrations/ansible');

/** What docs/fleets.md tells to paste under the heading of Ansible, by its language. */
const [recipes = ''] = /^## Ansible\n[\s\S]*?^## /m.exec(readFileSync(path.join(root, 'docs/fleets.md'), 'utf8')) ?? [];
const recipe = (language: string): string =>
  new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(recipes)?.[1] ?? '';

/** Hosts in the inventory, all of them one SSH server on loopback. `EBPF_FLEET=105` for a fleet: docs/fleets.md has the figures. */
const count = Number(process.env.EBPF_FLEET ?? 12);

describeWith(missing() ?? lacking('ansible-playbook'))('the Ansible collection, over SSH', () => {
  let server: Sshd;
  let folder: string;

  beforeAll(async () => {
    server = await startSshd();
    folder = mkdtempSync(path.join(tmpdir(), 'ebpf-ansible-'));
    const hosts = Array.from({length: count}, (_, index) => `node-${index}`);
    // python: nothing, to prove that the host needs none.
    const way = `ansible_host=127.0.0.1 ansible_port=${server.port} ansible_user=labuser ansible_python_interpreter=/nonexistent`;
    writeFileSync(path.join(folder, 'known_hosts'), server.knownHosts());
    writeFileSync(
      path.join(folder, 'inventory'),
      `${hosts.map((name) => `${name} ${way}`).join('\n')}\ngone ansible_host=127.0.0.1 ansible_port=1\n`,
    );
  });

  afterAll(() => {
    server.stop();
    rmSync(folder, {recursive: true});
  });

  const run = (command: string, ...args: string[]) =>
    execa(command, args, {
      cwd: folder,
      reject: false,
      all: true,
      env: {
        HOME: folder,
        ANSIBLE_COLLECTIONS_PATH: path.join(folder, 'collections'),
        ANSIBLE_PRIVATE_KEY_FILE: server.userKey,
        ANSIBLE_SSH_COMMON_ARGS: `-o UserKnownHostsFile=${folder}/known_hosts -o KexAlgorithms=curve25519-sha256`,
        ANSIBLE_NOCOLOR: '1',
        ANSIBLE_FORKS: '8',
        ANSIBLE_LOCAL_TEMP: `${folder}/tmp`,
        LC_ALL: 'C.UTF-8',
      },
    });

  test('it is installed from this repository, and ansible-doc tells what it has', async () => {
    const [install = ''] = recipe('sh').split('\n');
    const {exitCode, all} = await run('sh', '-c', install.replace('path/to/ebpf', root));
    expect([exitCode, all]).toEqual([0, expect.stringContaining('ebpf.host:1.0.0 was installed')]);
    expect((await run('ansible-doc', 'ebpf.host.ebpf_facts')).stdout).toMatch(
      /needs no Python[\s\S]*EXAMPLES:[\s\S]*RETURN VALUES:/,
    );
    expect((await run('ansible-doc', '-t', 'role', 'ebpf.host.ebpf_facts')).stdout).toContain('ebpf_facts_dir');
  });

  test('under --check it reads the same and changes nothing; a host that is gone does not keep the others', async () => {
    const line = recipe('sh')
      .split('\n')
      .find((each) => each.startsWith('ansible-playbook'));
    const {stdout, exitCode} = await run('sh', '-c', `${line} --check`);
    expect(stdout).toMatch(/^node-0 +: ok=\d+ +changed=0 +unreachable=0 +failed=0/m);
    expect(stdout).toMatch(/^gone +: ok=\d+ +changed=0 +unreachable=1/m);
    expect(exitCode).toBe(4);
    const files = readdirSync(path.join(folder, 'ebpf-facts'));
    expect(files).toHaveLength(count);
  });

  test('doctor judges what it collected, host by host', async () => {
    const {stdout} = await ebpf(['doctor', '--json', '--facts', path.join(folder, 'ebpf-facts')]);
    const {hosts} = JSON.parse(stdout) as Report;
    expect(hosts.map(({host}) => host)).toEqual(Array.from({length: count}, (_, index) => `node-${index}`));
    for (const {findings} of hosts) {
      expect(findings.find(({id}) => id === 'priv.effective')).toMatchObject({verdict: 'fail'});
      expect(findings.find(({id}) => id === 'btf.vmlinux')?.verdict).toMatch(/pass|fail/);
    }
  });

  test('plays of your own, as they are pasted, have the facts and keep what was read beside them', async () => {
    const way = readFileSync(path.join(folder, 'inventory'), 'utf8').split('\n')[0];
    writeFileSync(path.join(folder, 'tracers'), `[tracers]\n${way}\n`);
    const own = recipe('yaml');
    writeFileSync(path.join(folder, 'own.yml'), own);
    rmSync(path.join(folder, 'ebpf-facts'), {recursive: true});
    const btf = existsSync('/sys/kernel/btf/vmlinux');
    const {exitCode, all} = await run('ansible-playbook', '-i', 'tracers', 'own.yml');
    expect([exitCode, all]).toEqual([btf ? 0 : 2, expect.stringContaining(btf ? 'failed=0' : 'no BTF on node-0')]);
    expect(readdirSync(path.join(folder, 'ebpf-facts'))).toEqual(['node-0.facts']);

    rmSync(path.join(folder, 'ebpf-facts'), {recursive: true});
    const asking = `${own}    - ansible.builtin.assert: {that: [ansible_facts.ebpf.btf is boolean, "ansible_facts.ebpf.kernel is search('^[0-9]')"]}\n`;
    writeFileSync(path.join(folder, 'own.yml'), asking);
    const tagged = await run(
      'ansible-playbook',
      '-i',
      'tracers',
      'own.yml',
      '-e',
      "ebpf_facts_dir=''",
      ...(btf ? [] : ['--tags', 'ebpf']),
    );
    expect(tagged.exitCode === 0 ? '' : tagged.all).toBe('');
    expect(existsSync(path.join(folder, 'ebpf-facts'))).toBe(false);
  });
});

describeWith(lacking('ansible-lint'))('ansible-lint', () => {
  test('has nothing to say of the collection', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-lint-'));
    const collection = path.join(folder, 'ansible_collections/ebpf/host');
    cpSync(source, collection, {recursive: true});
    const env = {ANSIBLE_COLLECTIONS_PATH: folder, HOME: folder, NO_COLOR: '1', LC_ALL: 'C.UTF-8'};
    const {exitCode, all} = await execa('ansible-lint', ['--offline', '--strict'], {
      cwd: collection,
      env,
      reject: false,
      all: true,
    });
    rmSync(folder, {recursive: true});
    expect(exitCode === 0 ? '' : all).toBe('');
  });
});
