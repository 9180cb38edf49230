import {homedir, userInfo} from 'node:os';

/** Who runs this, by name: a user without a passwd entry has none but what the environment or the number tells. */
export const userHere = (): string => {
  try {
    return userInfo().username;
  } catch {
    return process.env.USER || String(process.getuid?.());
  }
};

/** His home by the user database alone, whatever HOME says; undefined for a user without an entry there. */
export const accountHome = (): string | undefined => {
  try {
    return userInfo().homedir;
  } catch {
    return undefined;
  }
};

/** His home: `/` for a user without a passwd entry and HOME, as login(1) has it. */
export const homeHere = (): string => {
  try {
    return homedir();
  } catch {
    return '/';
  }
};
