/** A menu entry of grub.cfg that boots a Linux kernel. */
export interface GrubEntry {
  /** What grub-reboot and GRUB_DEFAULT take: the ids of its submenus and its own, `gnulinux-advanced-UUID>gnulinux-6.1.0-37-amd64-advanced-UUID`. */
  readonly path: string;
  /** The same by number: `1>2`. */
  readonly position: string;
  /** The same by title, which GRUB takes too. */
  readonly titles: string;
  readonly release: string;
  readonly initrd: boolean;
}

export interface GrubConfig {
  readonly entries: readonly GrubEntry[];
  /** What boots when no one-shot entry is set: `0`, an id path, or `${saved_entry}`. */
  readonly default: string;
}

interface Menu {
  readonly kind: 'submenu' | 'menuentry' | 'other';
  readonly id: string;
  readonly title: string;
  readonly position: number;
  children: number;
  release?: string;
  initrd: boolean;
}

/** Reads what grub-mkconfig writes; entries that boot no `vmlinuz-RELEASE` (memtest, other systems) only count for positions. */
export const parseGrubConfig = (text: string): GrubConfig => {
  const entries: GrubEntry[] = [];
  const top: Menu = {kind: 'other', id: '', title: '', position: 0, children: 0, initrd: false};
  const open: Menu[] = [];
  let boots = '0';
  for (const line of text.split('\n').map((each) => each.trim())) {
    const fallback = /^set default="(.*)"$/.exec(line)?.[1];
    if (fallback !== undefined && !fallback.includes('next_entry')) boots = fallback;
    const inner = open.at(-1);
    if (line.endsWith('{')) open.push(openMenu(line, open.findLast(({kind}) => kind === 'submenu') ?? top));
    else if (line === '}' && inner) {
      if (inner.kind === 'menuentry' && inner.release) entries.push(entry(open, inner.release));
      open.pop();
    } else if (inner?.kind === 'menuentry') {
      const image = /^linux(?:16|efi)?\s+\S*\/vmlinuz-(\S+)/.exec(line)?.[1];
      if (image) inner.release = image;
      if (/^initrd(?:16|efi)?\s/.test(line)) inner.initrd = true;
    }
  }
  return {entries, default: boots};
};

const openMenu = (line: string, parent: Menu): Menu => {
  const kind = /^(menuentry|submenu)\s/.exec(line)?.[1] as 'menuentry' | 'submenu' | undefined;
  const title = /^\w+\s+(?:'([^']*)'|"([^"]*)")/.exec(line);
  return {
    kind: kind ?? 'other',
    id: /(?:\$menuentry_id_option|--id)[ =]'?([^'\s]+)'?/.exec(line)?.[1] ?? '',
    title: title?.[1] ?? title?.[2] ?? '',
    position: kind ? parent.children++ : 0,
    children: 0,
    initrd: false,
  };
};

const entry = (open: readonly Menu[], release: string): GrubEntry => {
  const chain = open.filter(({kind}) => kind !== 'other');
  return {
    path: chain.map(({id, title}) => id || title).join('>'),
    position: chain.map(({position}) => position).join('>'),
    titles: chain.map(({title}) => title).join('>'),
    release,
    initrd: chain.at(-1)?.initrd ?? false,
  };
};

/** The entry that stands for one kernel whatever else is installed; not the first one (`simple`), which is always the newest kernel, and no recovery mode. */
export const entryOf = ({entries}: GrubConfig, release: string): GrubEntry | undefined => {
  const own = entries.filter((each) => each.release === release && !/recovery/i.test(each.path));
  return own.find(({path}) => path.includes(`${release}-advanced`)) ?? own.find(({path}) => !path.includes('simple'));
};

/** Lines of `grub-editenv list` by name. */
export const parseGrubEnvironment = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text.split('\n').flatMap((line): [string, string][] => {
      const [, name = '', value = ''] = /^(\w+)=(.*)$/.exec(line) ?? [];
      return name ? [[name, value]] : [];
    }),
  );

/** The entry that boots when nothing else is asked for. GRUB takes the first where the default leads nowhere. */
export const defaultEntry = (config: GrubConfig, environment: ReadonlyMap<string, string>): GrubEntry | undefined => {
  const wanted = config.default === '${saved_entry}' ? (environment.get('saved_entry') ?? '') : config.default;
  return namedEntry(config, wanted) ?? config.entries[0];
};

/** The entry that GRUB takes for an id, title or number. */
export const namedEntry = ({entries}: GrubConfig, wanted: string): GrubEntry | undefined => {
  const named = entries.find(({path, titles, position}) => [path, titles, position].includes(wanted));
  // An id without its submenu is found too, and a submenu alone opens at its first entry.
  const last = wanted.split('>').at(-1) ?? '';
  return (
    named ??
    entries.find(({path}) => last !== '' && path.split('>').at(-1) === last) ??
    entries.find(({position}) => position.startsWith(`${wanted}>`))
  );
};
