import {readdirSync} from 'node:fs';
import {mkdir, readdir} from 'node:fs/promises';
import {release} from 'node:os';
import path from 'node:path';
import {probe} from '../../src/facts/probe.ts';
import {runHello} from '../../src/hello/hello.ts';
import {bcc as toolchain} from '../../src/hello/kinds/bcc.ts';
import {toolchainHello} from '../../src/hello/kinds/hello.ts';
import type {Host} from '../../src/hosts/host.ts';
import {linkCommands, newestHeaders, unlinkSteps} from '../../src/remedies/link-headers.ts';
import {linkHeaders} from '../../src/setup/apt/link-headers.ts';
import {describeWith} from '../lab/needs.ts';
import {cleanUp, hiding, temporary, withDirectories} from './machine.ts';
import {withoutPackages} from './packages.ts';

const bcc = toolchainHello(toolchain);

afterEach(cleanUp);

const arch = process.arch === 'x64' ? 'amd64' : process.arch;
const headers = newestHeaders(readdirSync('/usr/src'), arch);
const signal = new AbortController().signal;
const why =
  withoutPackages('python3-bpfcc') ?? (headers ? undefined : 'no headers in /usr/src; see test/lab/install.sh');

describeWith(why)(
  'BCC on the real kernel, with the headers of another one linked in (/lib/modules is the test own)',
  () => {
    const withModules = async (): Promise<{host: Host; modules: string}> => {
      const modules = await temporary();
      return {host: withDirectories({'/lib/modules': modules}), modules};
    };

    test('no headers; linked in by setup, it traces; taken back, nothing is left', async () => {
      const {host, modules} = await withModules();
      const directory = await temporary();
      const before = await runHello(bcc, {host, directory});
      expect(before.trouble).toMatchObject({
        stage: 'compile',
        what: 'The headers of the running kernel are not installed.',
      });

      expect(await linkHeaders(host, signal)).toBe(headers?.name);
      expect(await linkHeaders(host, signal)).toBe('not needed: they are there');
      const after = await runHello(bcc, {host, directory});
      expect(after.trouble).toBeUndefined();
      expect(after.proof).toContain('/nonexistent/ebpf-hello-');

      for (const command of unlinkSteps(await probe(host)).flatMap(({commands}) => commands)) await host.run(command);
      expect(await readdir(modules)).toEqual([]);
      expect(unlinkSteps(await probe(host))).toEqual([]);
    });

    test('only the half of the architecture, as Debian splits them', async () => {
      const {host} = await withModules();
      if (!headers) return;
      for (const command of linkCommands(release(), {name: headers.name})) await host.run(command);
      const result = await runHello(bcc, {host, directory: await temporary()});
      expect(result.trouble).toMatchObject({stage: 'compile', what: "BCC found only half of the kernel's headers."});
      const facts = await probe(host);
      expect(facts.headers.whole).toEqual({state: 'known', value: []});
    });

    test('a link of somebody else is not taken away', async () => {
      const {host, modules} = await withModules();
      await mkdir(path.join(modules, release()));
      await host.run(['ln', '-s', '/usr/src/theirs', `/lib/modules/${release()}/build`]);
      expect(unlinkSteps(await probe(host))).toEqual([]);
      await expect(linkHeaders(host, signal)).rejects.toThrow(/leads nowhere/);
    });

    test('a python without bcc: it says which one has it', async () => {
      const host = hiding('/usr/lib/python3/dist-packages/bcc');
      const result = await runHello(bcc, {host, directory: await temporary()});
      expect(result.trouble).toMatchObject({stage: 'compile', what: "This python has no module 'bcc'."});
    });
  },
);

test('the newest headers, and the common half that belongs to them', () => {
  const names = [
    'linux-headers-6.1.0-9-amd64',
    'linux-headers-6.1.0-56-cloud-amd64',
    'linux-headers-6.1.0-56-common',
    'linux-headers-6.1.0-50-amd64',
    'linux-kbuild-6.1',
  ];
  expect(newestHeaders(names, 'amd64')).toEqual({
    name: 'linux-headers-6.1.0-56-cloud-amd64',
    common: 'linux-headers-6.1.0-56-common',
  });
  expect(newestHeaders(['linux-headers-6.8.0-31-generic', 'linux-headers-6.8.0-31'], 'amd64')).toEqual({
    name: 'linux-headers-6.8.0-31-generic',
  });
  expect(newestHeaders(['linux-headers-6.1.0-9-arm64'], 'amd64')).toBeUndefined();
});
