/** What the page of one version says of its builds. A hint for people: which files there are is for CHECKSUMS to say. */
export interface VersionPage {
  /** Folders of architectures since 5.6.18 and 5.7-rc8; before, all files lie beside each other. */
  readonly layout: 'arch' | 'flat';
  /** By architecture. `self-tests failed` is not a failed build: 5.7.2 to 5.9.12 all say it. */
  readonly builds: Readonly<Record<string, 'succeeded' | 'failed'>>;
  /** Packages that it links to, without their folder. */
  readonly packages: readonly string[];
}

/** Reads `Test amd64/build succeeded (rc=0, ...)`, before 5.6.18 `Build for amd64 succeeded (see BUILD.LOG.amd64):`, and the links. */
export const parseVersionPage = (html: string): VersionPage => {
  const text = html.replace(/<[^<>]*>/g, '');
  const statements = [
    ...text.matchAll(/\bTest ([a-z0-9]+)\/build (succeeded|failed|missing)\b/g),
    ...text.matchAll(/\bBuild for ([a-z0-9]+) (succeeded|failed)\b/g),
  ];
  const links = [...html.matchAll(/href="(?:\.\/)?([^"?]+)"/gi)].map(([, link = '']) => link);
  return {
    layout: links.some((link) => /^[a-z0-9]+\/(?:$|linux-|CHECKSUMS)/.test(link)) ? 'arch' : 'flat',
    builds: Object.fromEntries(
      statements.map(([, arch = '', result]) => [arch, result === 'succeeded' ? 'succeeded' : 'failed']),
    ),
    packages: [...new Set(links.flatMap((link) => /(?:^|\/)(linux-[^/]+\.deb)$/.exec(link)?.[1] ?? []))],
  };
};
