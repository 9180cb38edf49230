import type {Cause} from '../../in-causes.ts';

export const sudoNeedsTtyOrNopasswd = {
  title: 'sudo refuses this user, or wants a password and has no terminal to ask for it',
  why: 'A command run over SSH or by a provisioning tool has no tty; unless the rule says NOPASSWD (or the password comes on stdin), sudo gives up. `requiretty` refuses even without a password, and a user whom no rule names is refused in any case.',
  remedy: (e) =>
    e.says(/not in the sudoers|not allowed to|may not run sudo|unable to initialize policy/)
      ? 'Connect as root, or as a user that may use sudo.'
      : e.says(/must have a tty|no tty present/)
        ? 'Add on the host: Defaults:USER !requiretty (visudo), or connect as root.'
        : 'Give the account a rule without password for what it does (a file in /etc/sudoers.d, checked by `visudo -c`), hand the password to `sudo -S` on stdin (ansible: --ask-become-pass), or use `ssh -t` by hand.',
  decide: 'ssh HOST sudo -n true; echo $?',
  sources: ['sudo src/tgetpass.c', 'sudoers(5): requiretty, NOPASSWD'],
  certain: [
    // doas, su, pkexec and polkit's agent.
    /doas: (a tty is required|Authentication failed|Operation not permitted)|su: must be run from a terminal/,
    /sudo(-rs)?: (a|interactive) (password|authentication) is required|Missing sudo password/,
  ],
  strong: [
    // Not what sudo asks by the way, `[sudo] password for me:`, which every pasted session has.
    /(not allowed to|may not) (execute|run)|sudo: \d+ incorrect password|unable to read password|(?<!\[)sudo[^\n]*(askpass|NOPASSWD|requiretty|tty|password)/,
  ],
} satisfies Cause;
