import {spawnSync} from 'node:child_process';
import path from 'node:path';
import {parseProbe} from '../../src/facts/parse.ts';
import {probe} from '../../src/facts/probe.ts';
import {withSudo} from '../../src/facts/sudo.ts';
import type {Host} from '../../src/hosts/host.ts';
import {describeWith, lacking, notRoot} from '../lab/needs.ts';

const lab = path.join(import.meta.dirname, '../lab/users.sh');

/** This machine, as another user sees it. */
const hostOf = (user: string): Host => ({
  name: user,
  local: true,
  reached: true,
  run: async (command, {input} = {}) => {
    const {status, stdout, stderr} = spawnSync(lab, [user, ...command], {input: input ?? ''});
    return {exitCode: status ?? undefined, stdout, stderr: stderr.toString(), timedOut: false, overflowed: false};
  },
  elevate: () => Promise.reject(new Error('not asked for')),
  read: () => Promise.reject(new Error('not asked for')),
  write: () => Promise.reject(new Error('not asked for')),
  close: async () => {},
});

describeWith(notRoot ?? lacking('sudo', 'unshare', 'setpriv'))('what sudo would give', () => {
  test('where it asks for no password, root is read in the same round trip', async () => {
    const facts = await probe(hostOf('free'));
    expect(facts.privileges).toMatchObject({uid: {value: 2601}, sudo: {value: 'free'}});
    expect(facts.root?.privileges).toMatchObject({uid: {value: 0}});
    expect(facts.root?.privileges.sudo).toBeUndefined();
    expect(facts.root?.kernel).toEqual(facts.kernel);
    // Its tools are the user's own.
    expect(facts.tools.make.state).not.toBe('unreadable');
    expect(withSudo(facts)?.privileges.uid).toMatchObject({value: 0});
  });

  test('where it asks for a password only the rights are known', async () => {
    const facts = await probe(hostOf('password'));
    expect(facts.privileges).toMatchObject({uid: {value: 2602}, sudo: {value: 'password'}});
    expect(facts.root).toBeUndefined();
    expect(withSudo(facts)?.privileges).toMatchObject({uid: {value: 0}, capEffective: facts.privileges.capBounding});
  });

  test('where it refuses, or is not there, nothing is', async () => {
    const refused = await probe(hostOf('refused'));
    expect(refused.privileges).toMatchObject({uid: {value: 2603}, sudo: {value: 'refused'}});
    const without = await probe(hostOf('nosudo'));
    expect(without.privileges.sudo?.state).toBe('absent');
    for (const facts of [refused, without]) {
      expect(facts.root).toBeUndefined();
      expect(withSudo(facts)).toBeUndefined();
    }
  });
});

test('a probe of root that broke off is not believed', () => {
  const own = '\nebpf-probe 1 begin aaa\n\n@aaa text uname ok\nLinux 6.1.0 x86_64\n\nebpf-probe 1 end aaa\n';
  const root = own.replaceAll('aaa', 'bbb');
  expect(parseProbe(own + root, 'host')?.root?.kernel.release).toMatchObject({value: '6.1.0'});
  expect(parseProbe(own + root.slice(0, -12), 'host')?.root).toBeUndefined();
});
