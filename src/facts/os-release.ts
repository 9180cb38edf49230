import type {OsRelease} from './facts.ts';

/** Reads os-release(5). Quoting there is the shell's; expansions are not allowed, so none are done. */
export const parseOsRelease = (text: string): OsRelease => {
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    const match = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line.trim());
    if (match?.[1]) fields.set(match[1], unquote(match[2] ?? ''));
  }
  const versionId = fields.get('VERSION_ID');
  const codename = fields.get('VERSION_CODENAME');
  const ubuntuCodename = fields.get('UBUNTU_CODENAME');
  const variantId = fields.get('VARIANT_ID');
  return {
    id: fields.get('ID') || 'linux',
    // Blanks stand between them; some write commas.
    idLike: (fields.get('ID_LIKE') ?? '').split(/[\s,]+/).filter(Boolean),
    ...(versionId && {versionId}),
    ...(codename && {codename}),
    ...(ubuntuCodename && {ubuntuCodename}),
    ...(variantId && {variantId}),
    prettyName: fields.get('PRETTY_NAME') || fields.get('NAME') || 'Linux',
  };
};

const unquote = (value: string): string => {
  const quoted = /^(["'])(.*)\1$/.exec(value);
  if (!quoted) return value;
  return quoted[1] === '"' ? (quoted[2] ?? '').replace(/\\(["$`\\])/g, '$1') : (quoted[2] ?? '');
};
