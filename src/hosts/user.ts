import {homedir, type UserInfo, userInfo} from 'node:os';

let account: UserInfo<string> | 'unknown' | undefined;

/** The user database's entry, looked up once; undefined for a user without one. */
const accountHere = (): UserInfo<string> | undefined => {
  try {
    account ??= userInfo();
  } catch {
    account = 'unknown';
  }
  return account === 'unknown' ? undefined : account;
};

/** Who runs this, by name: a user without a passwd entry has none but what the environment or the number tells. */
export const userHere = (): string => accountHere()?.username ?? (process.env.USER || String(process.getuid?.()));

/** His home by the user database alone, whatever HOME says; undefined for a user without an entry there. */
export const accountHome = (): string | undefined => accountHere()?.homedir;

/** His home: `/` for a user without a passwd entry and HOME, as login(1) has it. */
export const homeHere = (): string => {
  try {
    return homedir();
  } catch {
    return '/';
  }
};
