import {createHash} from 'node:crypto';
import type {Report} from '../assess/report.ts';
import {packageFile} from '../hosts/package-files.ts';
import type {Format} from './format.ts';
import {pageData} from './page-data.ts';
import {staticParts} from './page-static.ts';

/**
 * One page that needs nothing else: no network, no framework. Words of hosts reach it escaped, and as JSON that the script puts on the
 * page as text; its policy lets no other script run, should one get in all the same.
 */
export const html = (report: Report): string => {
  const [page = '', style = '', script = ''] = ['page.html', 'page.css', 'page.js'].map((name) =>
    packageFile(`templates/report/${name}`),
  );
  const policy = `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}`;
  // In a script element only `</script` and `<!--` mean something.
  const data = JSON.stringify(pageData(report)).replaceAll('<', '\\u003c');
  const parts: Readonly<Record<string, string>> = {
    ...staticParts(report),
    policy: `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    style: `<style>${style}</style>`,
    data: `<script type="application/json" id="report">${data}</script>`,
    script: `<script>${script}</script>`,
  };
  return page.replace(/<!-- (\w+) -->/g, (_, name: string) => parts[name] ?? '');
};

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

export default {
  readers: 'one page for a host or a fleet, to keep with a build',
  write: html,
} satisfies Format;
