import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import GithubSlugger from 'github-slugger';
import MarkdownIt from 'markdown-it';

const root = path.resolve(import.meta.dirname, '..');

/** Where files that are not part of the site can be read: https://github.com/OWNER/NAME, which GitHub's workflows name; else they are no links. */
const {GITHUB_SERVER_URL = 'https://github.com', GITHUB_REPOSITORY} = process.env;
const repository = GITHUB_REPOSITORY && `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`;

const markdownIn = (folder) =>
  readdirSync(path.join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.posix.join(folder, name));
const pages = [...markdownIn('.'), ...markdownIn('docs')];

/** Copied as they are: what pages show or link to. */
const copied = ['docs/first-run.svg', 'docs/examples', 'schemas', 'LICENSE', 'integrations/kubernetes'];

/** The address of a page of the repository within the site. */
const addressOf = (page) => page.replace(/(^|\/)README\.md$/, '$1index.html').replace(/\.md$/, '.html');

/** A link of a page of the repository as a link of the site; undefined where it leads out of both. */
const linkFrom = (page, target) => {
  if (/^(?:[a-z]+:|#)/i.test(target)) return target;
  const [file, anchor] = target.split('#');
  const found = path.posix.join(path.posix.dirname(page), file);
  const here = pages.includes(found)
    ? addressOf(found)
    : copied.some((each) => `${found}/`.startsWith(`${each}/`)) && found;
  if (here && /\.\w+$|LICENSE$/.test(here))
    return path.posix.relative(path.posix.dirname(addressOf(page)), here) + (anchor ? `#${anchor}` : '');
  return repository && existsSync(path.join(root, found)) ? `${repository}/blob/HEAD/${found}` : undefined;
};

/** Markdown as GitHub shows it: anchors, relative links, Mermaid. `env.page` is Eleventy's; its path begins with the page's. */
const markdown = () => {
  const it = new MarkdownIt({html: false});
  const {fence} = it.renderer.rules;
  it.renderer.rules.fence = (tokens, index, ...rest) =>
    tokens[index].info.trim() === 'mermaid'
      ? `<pre class="mermaid">${it.utils.escapeHtml(tokens[index].content)}</pre>\n`
      : fence(tokens, index, ...rest);
  // Browsers break a line behind the hyphens of a flag.
  it.renderer.rules.code_inline = (tokens, index) => {
    const text = it.utils.escapeHtml(tokens[index].content);
    return `<code>${text.replace(/(?<!\S)--?[a-z][\w-]{0,20}(?![\w-])/g, '<span class="flag">$&</span>')}</code>`;
  };
  // Chinese has no blanks between sentences.
  it.renderer.rules.softbreak = (_tokens, _index, _options, {source}) => (source.includes('.zh-CN') ? '' : '\n');
  it.renderer.rules.table_open = () => '<div class="table"><table>\n';
  it.renderer.rules.table_close = () => '</table></div>\n';
  it.core.ruler.push('site', ({tokens, env}) => {
    const slugger = new GithubSlugger();
    tokens.forEach((token, index) => {
      if (token.type === 'heading_open') {
        const text = tokens[index + 1].children.map(({content}) => content).join('');
        token.attrSet('id', slugger.slug(text));
      }
      for (const child of token.children ?? []) {
        const name = child.type === 'link_open' ? 'href' : child.type === 'image' ? 'src' : undefined;
        if (!name) continue;
        const link = linkFrom(env.source, child.attrGet(name));
        if (link) child.attrSet(name, link);
        else child.attrs = child.attrs.filter(([each]) => each !== name);
      }
    });
  });
  return it;
};

const titleOf = (text) => /^# (.*)$/m.exec(text)?.[1].replace(/[`*]/g, '') ?? '';
/** The groups of a long page, for its table of contents. */
const partsOf = (text) => {
  const slugger = new GithubSlugger();
  return [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^(#{1,6}) (.*)$/gm)]
    .map(([, level, heading]) => ({
      level: level.length,
      heading: heading.replace(/`/g, ''),
      id: slugger.slug(heading.replace(/`/g, '')),
    }))
    .filter(({level}) => level === 2);
};

export default (eleventy) => {
  eleventy.setLibrary('md', markdown());
  // Eleventy takes indented code away, for templates that indent.
  eleventy.amendLibrary('md', (it) => it.enable('code'));
  for (const file of copied) eleventy.addPassthroughCopy({[path.join('..', file)]: file});
  eleventy.addPassthroughCopy({'src/style.css': 'style.css'});
  eleventy.addPassthroughCopy({'node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js': 'mermaid.js'});
  eleventy.addWatchTarget('../docs');
  // From a page to another, or to a file of the site's own.
  eleventy.addFilter('from', (page, target) =>
    path.posix.relative(path.posix.dirname(addressOf(page)), addressOf(target)),
  );
  for (const source of pages) {
    const text = readFileSync(path.join(root, source), 'utf8');
    eleventy.addTemplate(source, text, {
      layout: 'page.njk',
      permalink: addressOf(source),
      source,
      title: titleOf(text),
      lang: source.includes('.zh-CN') ? 'zh-CN' : 'en',
      parts: partsOf(text),
      diagrams: text.includes('```mermaid'),
    });
  }
};

/** No template language runs over the pages: `{{ }}` in them is Ansible's. */
export const config = {dir: {input: 'src', output: 'dist'}, markdownTemplateEngine: false};
