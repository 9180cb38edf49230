// Every link and picture of the built site leads to a file of it, and every anchor to a place on its page; every page is linked from another.
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';

const site = path.join(import.meta.dirname, 'dist');
const pages = readdirSync(site, {recursive: true}).filter((name) => name.endsWith('.html'));
const html = new Map(pages.map((name) => [name, readFileSync(path.join(site, name), 'utf8')]));
const reached = new Set(['index.html']);
let links = 0;
let dead = 0;
const complain = (text) => {
  dead++;
  process.stderr.write(`${text}\n`);
};
for (const [page, text] of html)
  for (const [, target] of text.matchAll(/(?:href|src)="([^"]*)"/g)) {
    if (/^(?:https?|mailto):/.test(target)) continue;
    links++;
    if (target === '') complain(`${page}: an empty link`);
    const [file, anchor] = decodeURIComponent(target.replaceAll('&amp;', '&')).split('#');
    const found = file ? path.join(path.dirname(page), file) : page;
    if (found !== page) reached.add(found);
    if (!existsSync(path.join(site, found))) complain(`${page}: nothing is at ${target}`);
    else if (anchor && !html.get(found)?.includes(`id="${anchor}"`)) complain(`${page}: no anchor ${target}`);
  }
for (const page of pages) if (!reached.has(page)) complain(`${page}: no page links here`);
process.stdout.write(`${pages.length} pages, ${links} links, ${dead} dead\n`);
if (dead > 0) process.exitCode = 1;
