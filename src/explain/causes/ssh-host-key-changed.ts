import {advise} from '../../remedies/remedy.ts';
import {type Cause, describes, says} from '../cause.ts';

export const sshHostKeyChanged = {
  label: 'ssh-host-key-changed',
  title: 'The SSH host key is not the one that was remembered',
  why: 'The machine was rebuilt or its address was given to another one, so known_hosts holds the old key. The same text would show an attack, which is why nothing should accept the new key unseen.',
  remedy: advise(
    'Compare the fingerprint with the console of the machine (`ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub` there), then forget the old key: `ssh-keygen -R HOST`, and connect again.',
  ),
  decide: 'ssh-keygen -F HOST; ssh-keyscan HOST | ssh-keygen -lf -',
  sources: ['OpenSSH sshconnect.c: warn_changed_key', 'golang.org/x/crypto/ssh/knownhosts: "key mismatch"'],
  signatures: [
    says(
      7,
      /REMOTE HOST IDENTIFICATION HAS CHANGED|knownhosts: key mismatch|BadHostKeyException|Host key for (server )?\S+ (does not match|has changed)|HOST KEY (DOES NOT MATCH|HAS CHANGED)/,
    ),
    says(
      6,
      /Offending (\w+ key|key for IP) in|REVOKED HOST KEY DETECTED|host key (mismatch|has changed|changed|does not match|is different)|(mismatched|changed|wrong|different) host key|hostkey[^\n]*(mismatch|changed)|HostKeyAlreadyChanged|server's host key (did|does) not match|server key changed at line|avoid man-in-the-middle attacks|ssh-keygen (-f \S+ )?-R\b/,
    ),
    says(4.6, /Host key verification failed/),
    describes(
      /\bssh\b|host key|fingerprint/,
      /re-?(built|installed|created|imaged|placed)/,
      /match|chang|differ|refus|fail/,
    ),
    describes(/known_hosts/, /clear|remov|delet|stale|\bold\b|conflict|outdated|previous|former/),
  ],
} satisfies Cause;
