import type {Userland} from '../lab/userland.ts';
import {almostReady, describeAlmostReady, setup} from './almost-ready.ts';

/** Dpkg has nothing to complain of, and the package is there. */
const whole = 'test -z "$(dpkg --audit)"; apt-get check -qq; command -v make';

describeAlmostReady('setup whose package manager does not come to its end', () => {
  let land: Userland;

  beforeEach(async () => {
    land = await almostReady();
  });

  afterEach(() => land?.close());

  test('a disk that fills while dpkg unpacks is named, and once there is room the next run completes it', async () => {
    // df of /usr sees nothing of this disk: room was looked for, and it runs out all the same.
    const mounts = `mkdir -p /usr/share/man/man1; mount -t tmpfs -o size=4k full /usr/share/man/man1
      dd if=/dev/zero of=/usr/share/man/man1/ballast bs=4096 count=1 2>/dev/null`;
    const {code, stderr} = await land.run(setup, {mounts});
    expect(code).toBe(1);
    expect(stderr).toMatch(/No space left on device/);
    expect(stderr).toContain('it completes what was begun');
    expect(stderr).not.toContain('internal error');
    const again = await land.run(setup);
    expect([again.code, again.stdout]).toEqual([0, expect.stringMatching(/^libbpf is ready$/m)]);
    await land.sh(whole);
  });

  test.each(['dpkg', 'apt-get'])(
    '%s that is killed is a failure that says so, and the next run completes it',
    async (name) => {
      // Held before it begins, so that it can be caught.
      await land.sh("echo 'pre-invoke=touch /tmp/held; sleep 20' >/etc/dpkg/dpkg.cfg.d/slow");
      const running = land.start(setup);
      await land.sh(`named() { for each in /proc/[0-9]*; do read -r comm 2>/dev/null <$each/comm && [ "$comm" = "$1" ] && echo "\${each#/proc/}" && return; done; return 1; }
      until [ -e /tmp/held ] && pid=$(named ${name}); do sleep 0.3; done
      kill -KILL $pid`);
      const {code, stderr} = await running.result;
      expect(code).toBe(1);
      expect(stderr).toMatch(/was killed|exited unexpectedly|Exit code 137/);
      expect(stderr).toContain('it completes what was begun');
      expect(stderr).not.toContain('internal error');
      await land.sh('rm /etc/dpkg/dpkg.cfg.d/slow');
      const again = await land.run(setup);
      expect([again.code, again.stdout]).toEqual([0, expect.stringMatching(/^libbpf is ready$/m)]);
      await land.sh(whole);
    },
  );
});
