import {almostReady, describeAlmostReady, setup} from './almost-ready.ts';

describeAlmostReady('setup where dpkg lists packages whose files are gone', () => {
  test('installs them again, with what they depend on, and is then ready', async () => {
    const land = await almostReady();
    try {
      await land.sh('rm /usr/lib/llvm-14/bin/clang /usr/include/bpf/bpf_helpers.h');
      const {code, stderr} = await land.run(setup);
      expect(stderr).toMatch(/--reinstall .*\bclang\b.*\bclang-14\b/);
      expect({code, stderr}).toMatchObject({code: 0});
      expect((await land.run(setup)).stdout).toContain('Nothing was changed');
    } finally {
      await land.close();
    }
  });
});
