import {cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {execa} from 'execa';
import type {Report} from '../../src/assess/report.ts';
import {ebpf} from '../commands/run.ts';
import {describeWith, lacking} from '../lab/needs.ts';
import {missing, type Sshd, startSshd} from '../lab/sshd.ts';

const source = path.join(import.meta.dirname, '../../integrations/ansible');

/** Hosts in the inventory, all of them one SSH server on loopback. `EBPF_FLEET=105` for a fleet: docs/fleets.md has the figures. */
const count = Number(process.env.EBPF_FLEET ?? 12);

describeWith(missing() ?? lacking('ansible-playbook'))('the Ansible role, over SSH', () => {
  let server: Sshd;
  let folder: string;

  beforeAll(async () => {
    server = await startSshd();
    folder = mkdtempSync(path.join(tmpdir(), 'ebpf-ansible-'));
    cpSync(source, folder, {recursive: true});
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

  const play = (...args: string[]) =>
    execa('ansible-playbook', ['-i', 'inventory', '--forks', '8', 'playbook.yml', ...args], {
      cwd: folder,
      reject: false,
      all: true,
      env: {
        ANSIBLE_PRIVATE_KEY_FILE: server.userKey,
        ANSIBLE_SSH_COMMON_ARGS: `-o UserKnownHostsFile=${folder}/known_hosts -o KexAlgorithms=curve25519-sha256`,
        ANSIBLE_NOCOLOR: '1',
        ANSIBLE_LOCAL_TEMP: `${folder}/tmp`,
        LC_ALL: 'C.UTF-8',
      },
    });

  test('under --check it reads the same and changes nothing; a host that is gone does not keep the others', async () => {
    const {stdout, exitCode} = await play('--check');
    expect(stdout).toMatch(/^node-0 +: ok=\d+ +changed=0 +unreachable=0 +failed=0/m);
    expect(stdout).toMatch(/^gone +: ok=\d+ +changed=0 +unreachable=1/m);
    expect(exitCode).toBe(4);
    const files = readdirSync(path.join(folder, 'ebpf-facts'));
    expect(files).toHaveLength(count);
  }, 600_000);

  test('doctor judges what it collected, host by host', async () => {
    const {stdout} = await ebpf(['doctor', '--json', '--facts', path.join(folder, 'ebpf-facts')]);
    const {hosts} = JSON.parse(stdout) as Report;
    expect(hosts.map(({host}) => host)).toEqual(Array.from({length: count}, (_, index) => `node-${index}`));
    for (const {findings} of hosts) {
      expect(findings.find(({id}) => id === 'priv.effective')).toMatchObject({verdict: 'fail'});
      expect(findings.find(({id}) => id === 'btf.vmlinux')?.verdict).toMatch(/pass|fail/);
    }
  });

  test('ansible_facts.ebpf can be asked in a play', async () => {
    writeFileSync(
      path.join(folder, 'playbook.yml'),
      `- hosts: node-0
  gather_facts: false
  roles: [{role: ebpf_facts, ebpf_facts_dir: ''}]
  post_tasks:
    - ansible.builtin.assert:
        that:
          - ansible_facts.ebpf.btf is boolean
          - ansible_facts.ebpf.kernel is search('^[0-9]')
`,
    );
    rmSync(path.join(folder, 'ebpf-facts'), {recursive: true});
    const {exitCode, all} = await play();
    expect(exitCode === 0 ? '' : all).toBe('');
    expect(existsSync(path.join(folder, 'ebpf-facts'))).toBe(false);
  });
});
