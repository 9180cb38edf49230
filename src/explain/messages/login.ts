import {listOf, speaking} from '../message.ts';

const openssh = 'https://github.com/openssh/openssh-portable/blob/master';
const sudo = 'https://github.com/sudo-project/sudo/blob/main';

/** ssh knows the host by another key. */
export const hostKey = speaking({certain: 'ssh-host-key-changed'}, [
  ...listOf('ssh', `${openssh}/sshconnect.c`, [
    'WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!',
    'WARNING: REVOKED HOST KEY DETECTED!',
    'Offending %s key in %s:%lu',
    'Offending key for IP in %s:%lu',
    'to avoid man-in-the-middle attacks.',
  ]),
]);

export const unverified = speaking(
  {strong: 'ssh-host-key-changed'},
  listOf('ssh', `${openssh}/sshconnect2.c`, ['Host key verification failed.']),
);

/** sudo wants what nobody is there to give, or gives nothing to this user. */
export const refused = speaking({certain: 'sudo-needs-tty-or-nopasswd'}, [
  ...listOf('sudo', `${sudo}/src/tgetpass.c`, ['a terminal is required to read the password']),
  ...listOf('sudo', `${sudo}/plugins/sudoers/sudoers.c`, [
    'you must have a tty to run sudo',
    'no valid sudoers sources found, quitting',
  ]),
  ...listOf('sudo', `${sudo}/plugins/sudoers/logging.c`, ['%s is not in the sudoers', '%s is not allowed to run sudo']),
]);
