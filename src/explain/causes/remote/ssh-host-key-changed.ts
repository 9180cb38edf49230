import type {Cause} from '../../in-causes.ts';

export const sshHostKeyChanged = {
  title: 'The SSH host key is not the one that was remembered',
  why: 'The machine was rebuilt or its address was given to another one, so known_hosts holds the old key. The same text would show an attack, which is why nothing should accept the new key unseen.',
  remedy:
    'Compare the fingerprint with the console of the machine (`ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub` there), then forget the old key: `ssh-keygen -R HOST`, and connect again.',
  decide: 'ssh-keygen -F HOST; ssh-keyscan HOST | ssh-keygen -lf -',
  sources: ['OpenSSH sshconnect.c: warn_changed_key', 'golang.org/x/crypto/ssh/knownhosts: "key mismatch"'],
  certain: [
    /knownhosts: key mismatch|BadHostKeyException|Host key for (server )?\S+ (does not match|has changed)|server key changed at line|ssh-keygen (-f \S+ )?-R\b/,
  ],
} satisfies Cause;
