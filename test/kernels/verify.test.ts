import {readFileSync} from 'node:fs';
import type {Host} from '../../src/hosts/host.ts';
import {verifyKernel} from '../../src/kernels/verify.ts';

const real = readFileSync(new URL('hosts/debian-12-no-btf.txt', import.meta.url), 'utf8');
const old = '6.1.192-0601192-generic';
const fresh = '6.18.0-061800-generic';

interface Situation {
  /** Bytes of the new kernel's image. */
  readonly image?: number;
  readonly btf?: 'yes' | 'no';
  /** The kernels of the boot menu, the default first. */
  readonly menu?: readonly string[];
}

/** A pretended host: what scripts/kernel-state.sh printed on a real one, and a further kernel. */
const host = ({image = 8_000_000, btf = 'yes', menu = [old, fresh]}: Situation): Host => {
  const entries = menu.map(
    (each) => `menuentry 'x' --id '${each}-advanced' {\nlinux /vmlinuz-${each}\ninitrd /initrd.img-${each}\n}\n`,
  );
  const output: Record<string, string> = {
    sh: `${real}kernel ${fresh} ${image} 30000000 100000 ${btf} linux-image-${fresh}\n`,
    cat: `set default="${menu[0]}-advanced"\n${entries.join('')}`,
  };
  return {
    name: 'web1',
    local: false,
    run: async ([program = '', , script = '']: readonly string[]) => ({
      exitCode: 0,
      stdout: Buffer.from(script.includes('lsinitramfs') ? '' : (output[program] ?? '')),
      stderr: '',
    }),
  } as unknown as Host;
};

const verify = (situation: Situation) => verifyKernel(host(situation), fresh, old, {btf: true, minimum: '5.8'});

test('a kernel that can boot, with one to fall back to, passes', async () => {
  expect(await verify({})).toEqual({mended: []});
});

const remove = `ebpf kernel remove ${fresh} --remote web1`;

test.each<[Situation, string, string]>([
  [{image: 0}, `${fresh} would not boot.`, `/boot/vmlinuz-${fresh} is missing or empty.`],
  [{btf: 'no'}, `${fresh} would not help.`, 'Its configuration has no CONFIG_DEBUG_INFO_BTF=y.'],
])('what keeps it from use is told with the command that removes it: %j', async (situation, what, why) => {
  await expect(verify(situation)).rejects.toMatchObject({what, why, todo: expect.stringContaining(remove)});
});

test.each<[Situation, string]>([
  [{menu: [fresh]}, 'The boot menu has no entry for it.'],
  [{menu: [fresh, old]}, `${old} should be the default until the new one has passed verification, but ${fresh} is.`],
])('without a way back nothing says that the old kernel stays the default: %j', async (situation, why) => {
  const failure = await verify(situation).catch((error: unknown) => error);
  expect(failure).toMatchObject({what: `web1 could not fall back from ${fresh} to ${old}.`, why});
  expect(failure).toMatchObject({todo: expect.stringContaining(remove)});
  expect(failure).toMatchObject({todo: expect.not.stringContaining('stays the default')});
});
