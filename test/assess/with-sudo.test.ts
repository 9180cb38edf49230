import {type AssessOptions, assess} from '../../src/assess/assess.ts';
import {makeReport} from '../../src/assess/make.ts';
import {absent, known, unreadable} from '../../src/facts/fact.ts';
import type {Facts} from '../../src/facts/facts.ts';
import {chooseProfiles} from '../../src/profiles/choose.ts';
import {env} from '../../src/reports/env.ts';
import {fleetText} from '../../src/reports/fleet-text.ts';
import {githubSummary} from '../../src/reports/github-summary.ts';
import {textReport} from '../../src/reports/host-text.ts';
import {html} from '../../src/reports/html.ts';
import {junit} from '../../src/reports/junit.ts';
import {nfd} from '../../src/reports/nfd.ts';
import {prometheus} from '../../src/reports/prometheus.ts';
import {tap} from '../../src/reports/tap.ts';
import {base} from '../checks/cases.ts';
import {changed} from '../saved.ts';

const profiles = chooseProfiles(['libbpf']);
const tracefs = {type: 'tracefs', path: '/sys/kernel/tracing', options: ['rw']};
const root = changed(base, {
  tracing: {directory: known('/sys/kernel/tracing'), syscallTracepoints: known(true)},
  mounts: known([tracefs]),
});
const user = changed(root, {
  privileges: {uid: known(1000), capEffective: known('0000000000000000')},
  tracing: {
    directory: unreadable('permission denied: /sys/kernel/tracing'),
    syscallTracepoints: unreadable('permission denied: /sys/kernel/tracing'),
  },
});
const withRights = (sudo: 'free' | 'password' | 'refused'): Facts => changed(user, {privileges: {sudo: known(sudo)}});
const {kernel, btf, privileges, sysctl, mounts, security, tracing, headers, packages} = root;
const free: Facts = {
  ...withRights('free'),
  root: {kernel, btf, privileges, sysctl, mounts, security, tracing, headers, packages},
};

const style = {colour: false, unicode: true};
const reportOf = (facts: Facts, options: Partial<AssessOptions> = {}) =>
  makeReport([assess(facts, {profiles, ...options})], '0.0.0');
const text = (facts: Facts, options: Partial<AssessOptions> = {}) => textReport(reportOf(facts, options), style);

test.each([
  ['no password', free],
  ['a password', withRights('password')],
])('where sudo asks for %s the host is ready, with sudo', (_, facts) => {
  const {hosts, exitCode} = reportOf(facts);
  expect(exitCode).toBe(0);
  expect(hosts[0]).toMatchObject({profiles: {libbpf: 'ready'}, withSudo: true});
  const marked = hosts[0]?.findings.filter(({withSudo}) => withSudo).map(({id}) => id);
  expect(marked).toEqual(expect.arrayContaining(['priv.effective', 'fs.tracefs']));
  expect(text(facts)).toMatch(/^libbpf is ready, with sudo$/m);
  expect(text(facts)).toMatch(/Privileges .*, with sudo/);
});

test.each([
  ['refuses', withRights('refused')],
  ['is not there', changed(user, {privileges: {sudo: absent}})],
  ['was not looked at', user],
])('where sudo %s it is as for the user alone', (_, facts) => {
  expect(reportOf(facts).exitCode).toBe(1);
  expect(text(facts)).toMatch(/^libbpf is not ready: Privileges: uid 1000, not root/m);
  expect(reportOf(facts).hosts[0]?.withSudo).toBeUndefined();
});

test('who requires the right by name needs it without sudo', () => {
  for (const facts of [free, withRights('password')]) {
    expect(reportOf(facts, {require: ['priv.effective']}).exitCode).toBe(1);
    expect(text(facts, {require: ['priv.effective']})).toMatch(/not ready: Privileges: uid 1000, not root$/m);
    expect(reportOf(facts, {only: ['priv.effective']}).exitCode).toBe(1);
  }
  expect(reportOf(root, {require: ['priv.effective']}).exitCode).toBe(0);
});

test('every format for people says so', async () => {
  const report = reportOf(free);
  expect(githubSummary(report)).toContain('is ready, with sudo');
  expect(fleetText({...report, hosts: [...report.hosts, ...report.hosts]}, style)).toContain('ready, with sudo');
  expect(await html(report)).toContain('>ready, with sudo</span>');
  expect(env(report)).toContain('EBPF_WITH_SUDO=true');
  expect(nfd(report)).toContain('ebpf.with-sudo=true\n');
  expect(prometheus(report)).toMatch(/^ebpf_profile_with_sudo\{host="[^"]*",profile="libbpf"\} 1$/m);
  expect(tap(report)).toMatch(/^# \S+: libbpf is ready, with sudo$/m);
  expect(junit(report)).toContain('name="withSudo" value="true"');
});

test('what a file shows is its own cause, whoever asks', () => {
  const facts = changed(user, {
    btf: {vmlinux: absent},
    kernel: {config: known({path: '/boot/config', options: {BPF: 'y'}})},
  });
  const noBtf = changed(facts, {
    kernel: {version: known('Linux version 6.1.0-37-amd64'), release: known('6.1.0-37-amd64')},
    environment: {signs: known([])},
  });
  const btfOf = (one: Facts) => reportOf(one).hosts[0]?.findings.find(({id}) => id === 'btf.vmlinux');
  expect(btfOf(noBtf)).toMatchObject({
    verdict: 'fail',
    found: 'none: the kernel was built without CONFIG_DEBUG_INFO_BTF',
    remedy: {text: expect.stringContaining('ebpf setup --kernel auto')},
  });
  expect(btfOf(noBtf)?.because).toBeUndefined();
  expect(text(noBtf)).toMatch(/not ready: Kernel BTF: none: the kernel was built without CONFIG_DEBUG_INFO_BTF/);
  // Another kernel is not setup's to bring where somebody else chooses it.
  expect(btfOf(facts)?.remedy?.text).not.toContain('--kernel auto');
});

test('commands of a remedy are those of the user, whatever root was shown', () => {
  const lacking = {tools: {clang: absent, 'clang-newest': absent}};
  const line = / (sudo )?apt-get install --yes --no-install-recommends clang$/m;
  expect(line.exec(text(changed(free, lacking)))?.[1]).toBe('sudo ');
  expect(line.exec(text(changed(withRights('password'), lacking)))?.[1]).toBe('sudo ');
  expect(line.exec(text(changed(withRights('refused'), lacking)))).toMatchObject({0: expect.any(String), 1: undefined});
});
