import {manyDirectories} from '../../src/kernels/maintainer-scripts.ts';

// The two forms, as Ubuntu's packaging templates have them before and after 6.19.11.
const two = `#!/bin/sh
set -e
version=7.0.13-070013-generic
image_path=/boot/vmlinuz-$version
if [ -d /etc/kernel/preinst.d ] || [ -d /usr/share/kernel/preinst.d ]; then
    DEB_MAINT_PARAMS="$*" run-parts --report --exit-on-error --arg=$version \\
        --arg=$image_path /etc/kernel/preinst.d /usr/share/kernel/preinst.d
fi
exit 0
`;

const one = `if [ -d /etc/kernel/postinst.d ]; then
    cat - >/usr/lib/linux/triggers/$version <<EOF
DEB_MAINT_PARAMS="$*" run-parts --report --exit-on-error --arg=$version \\
      --arg=$image_path /etc/kernel/postinst.d
EOF
    dpkg-trigger --no-await linux-update-$version
fi
`;

test('finds a call with two directories, over the end of its line', () => {
  expect(manyDirectories(two)).toEqual([
    'DEB_MAINT_PARAMS="$*" run-parts --report --exit-on-error --arg=$version --arg=$image_path /etc/kernel/preinst.d /usr/share/kernel/preinst.d',
  ]);
});

test.each([
  one,
  '# run-parts /etc/a /etc/b',
  'run-parts --report /etc/kernel/postinst.d || true',
  'run-parts /etc/kernel/postinst.d >/dev/null 2>&1',
  'for dir in /etc/a /etc/b; do run-parts "$dir"; done',
  'command -v run-parts; echo two words',
])('finds none in %j', (script) => expect(manyDirectories(script)).toEqual([]));
