/** The prompt of a shell, as people paste it with what they typed: `$ `, `user@host:~/dir$ `, `[user@host dir]$ `, `root@host:/# `, `❯ `. */
const prompt = /^(?:\(\S{1,40}\) )?(?:\[?[\w.-]{1,40}@[^\n$#%>]{1,160}[$#%>]|[\w~/.-]{0,60} ?[$❯➜]) +(\S[^\n]*)$/gm;

/** The last command of a pasted session: what it printed stands at the end. */
export const typed = (text: string): string => [...text.matchAll(prompt)].at(-1)?.[0] ?? '';
