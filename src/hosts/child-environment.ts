import {statSync} from 'node:fs';
import {caller, isOpen, isRoot, isTrusted} from './caller.ts';
import {accountHome} from './user.ts';

/**
 * What a command that root runs is given of our environment. A list of what is kept, as sudo's env_reset (sudoers(5)), because what runs code has no end:
 * make takes its rules, options and compilers from MAKEFILES, MAKEFLAGS, GNUMAKEFLAGS, CC, CFLAGS, HOSTCC and every name a Makefile leaves open ("Variables
 * from the Environment" in its manual); git(1) has GIT_SSH_COMMAND, GIT_EXEC_PATH, GIT_CONFIG_* and more; clang and gcc CCC_OVERRIDE_OPTIONS, CPATH,
 * COMPILER_PATH, ccache(1) CCACHE_*; apt.conf(5) APT_CONFIG, dpkg(1) DPKG_*; ld.so(8) LD_PRELOAD and LD_LIBRARY_PATH; sh BASH_ENV and ENV; perl PERL5OPT,
 * python PYTHON*, Node NODE_OPTIONS.
 */
const kept = new Set([
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'TERM', 'TZ', 'TMPDIR', 'LANG', 'LANGUAGE', 'NO_COLOR', 'XDG_STATE_HOME'],
  // Whose the folders are from which sudo was called: git(1) asks as well, in safe.directory.
  ...['SUDO_UID', 'SUDO_GID', 'SUDO_USER'],
  ...['http_proxy', 'https_proxy', 'ftp_proxy', 'all_proxy', 'no_proxy'].flatMap((name) => [name, name.toUpperCase()]),
  ...['SSL_CERT_FILE', 'SSL_CERT_DIR', 'CURL_CA_BUNDLE', 'GIT_SSL_CAINFO', 'GIT_SSL_CAPATH'],
]);

/** The environment for a command of root. */
export const environmentOfRoot = (environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv => {
  const {HOME, TMPDIR, ...rest} = Object.fromEntries(
    Object.entries(environment).filter(([name]) => kept.has(name) || name.startsWith('LC_')),
  );
  return {
    ...rest,
    // Of doas he is known by name; scripts ask as with sudo.
    ...(caller && {SUDO_UID: String(caller.uid), SUDO_GID: String(caller.gid)}),
    // git takes commands from ~/.gitconfig, and compilers believe what they left in a temporary folder.
    ...(HOME !== undefined && {HOME: isOwn(HOME) ? HOME : homeOfRoot()}),
    ...(TMPDIR !== undefined && isOwn(TMPDIR) && {TMPDIR}),
  };
};

/** Whether no other user decides what lies in a folder. What is missing nobody has filled. */
const isOwn = (folder: string): boolean => {
  const stats = statSync(folder, {throwIfNoEntry: false});
  return !stats || (isTrusted(stats.uid) && !isOpen(stats));
};

/** By the user database, as sudo has it; root without an entry there has what he has everywhere. */
const homeOfRoot = (): string => (isRoot ? accountHome() : undefined) ?? '/root';
