// The end of the timer that a host is left with, in mounts of its own: nothing of this machine's is written, and nothing is rebooted.
import {execFileSync, spawnSync} from 'node:child_process';
import path from 'node:path';
import {describeWith, lacking, notRoot} from '../lab/needs.ts';

const script = path.resolve('scripts/kernel-guard.sh');

/** Ends it where `prepare` has been, and tells its exit code, what systemctl and others were told, what is left of it, and what `look` finds. */
const end = (prepare: string, look = ':'): string => {
  const prepared = `set -e
    guard=$(cat ${script})
    for folder in /etc /run /var/lib /usr/local/sbin; do mount -t tmpfs tmpfs $folder; done
    mkdir /etc/ebpf-kernel
    printf '%s' "$guard" >/etc/ebpf-kernel/guard.sh
    for name in systemctl shutdown reboot update-rc.d; do
      printf '#!/bin/sh\\necho "$0 $*" >>/run/told\\n' >/usr/local/sbin/$name; chmod +x /usr/local/sbin/$name
    done
    mkdir -p /run/systemd/system
    ${prepare}
    code=0; sh /etc/ebpf-kernel/guard.sh end || code=$?
    echo "code $code"; sed 's,.*/,,' /run/told 2>/dev/null || true; ls /etc; ${look}`;
  return execFileSync('unshare', ['--mount', 'sh', '-c', prepared], {encoding: 'utf8'}).trim();
};

const here = spawnSync('unshare', ['--mount', 'true']).status === 0 ? undefined : 'no mounts of its own';

describeWith(notRoot ?? lacking('unshare') ?? here)('the timer that would reboot a host', () => {
  test('is stopped, and nothing of it is left', () => {
    expect(end(':')).toBe('code 0\nsystemctl stop ebpf-kernel-guard.service\nsystemctl daemon-reload');
  });

  test('is left to itself once it has begun', () => {
    expect(end(': >/run/ebpf-kernel-guard.going')).toBe('code 4\nebpf-kernel');
  });

  test('is stopped by its process where init is not systemd', () => {
    const watch = `rmdir /run/systemd/system
      sleep 600 & echo $! >/run/ebpf-kernel-guard.pid; watcher=$!
      mkdir /etc/init.d; : >/etc/init.d/ebpf-kernel-guard; chmod +x /etc/init.d/ebpf-kernel-guard`;
    const look = 'wait $watcher || echo "ended by $?"; ls -d /run/*guard* /etc/init.d/* 2>/dev/null || true';
    expect(end(watch, look)).toBe('code 0\nupdate-rc.d -f ebpf-kernel-guard remove\ninit.d\nended by 143');
  });

  test('that begins while it is stopped is seen to', () => {
    const stop = `printf ': >/run/ebpf-kernel-guard.going\\n' >>/usr/local/sbin/systemctl`;
    expect(end(stop)).toBe(
      'code 4\nsystemctl stop ebpf-kernel-guard.service\nsystemctl reboot --no-block\nebpf-kernel',
    );
  });
});
