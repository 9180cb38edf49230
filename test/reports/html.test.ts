import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {type Browser, chromium, type Page} from 'playwright-core';
import {type State, stateOf, states} from '../../src/assess/headline.ts';
import type {Report} from '../../src/assess/report.ts';
import {html} from '../../src/reports/html.ts';
import {markOf} from '../../src/terminal/style.ts';
import {describeWith, lacking} from '../lab/needs.ts';
import {hostileWords, hosts, reportOf, withWords} from './hosts.ts';

/** Hosts and checks that nobody has, to have many: copies of saved hosts and their findings under other names. */
const madeUpFleet = (hostCount: number, checkCount: number): Report => {
  const {hosts: real, ...report} = reportOf(hosts);
  return {
    ...report,
    hosts: Array.from({length: hostCount}, (_, index) => {
      const host = real[index % real.length] as Report['hosts'][number];
      const findings = Array.from({length: checkCount}, (_, copy) => {
        const finding = host.findings[copy % host.findings.length] as (typeof host.findings)[number];
        return {...finding, id: `${finding.id}-${copy}`, evidence: [`host ${index}`, ...finding.evidence]};
      });
      return {...host, host: `node-${index}.example`, groups: [index % 2 ? 'odd' : 'even'], findings};
    }),
  };
};

interface Styles {
  getComputedStyle(element: unknown): {readonly color: string; readonly backgroundColor: string};
}

/** The contrast of two colours, `rgb(26, 110, 54)`, as WCAG reckons it. */
const contrast = (one: string, other: string): number => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

const luminance = (colour: string): number =>
  (colour.match(/\d+/g) ?? [])
    .slice(0, 3)
    .map((part) => Number(part) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, index) => sum + part * ([0.2126, 0.7152, 0.0722][index] ?? 0), 0);

describeWith(lacking('chromium'))('the page in Chromium', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-page-'));
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({executablePath: '/usr/bin/chromium', args: ['--no-sandbox']});
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, {recursive: true});
  });

  /** Opens the page of a report from a file; whatever it complains of, or asks of the network, fails the test. */
  const open = async (report: Report): Promise<Page> => {
    const file = path.join(folder, 'report.html');
    writeFileSync(file, await html(report));
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => request.url().startsWith('file:') || complaints.push(request.url()));
    await page.goto(`file://${file}`);
    await page.waitForSelector('table');
    expect(complaints).toEqual([]);
    return page;
  };

  test('shows every host and check with its mark', async () => {
    const report = reportOf(hosts, {lost: true});
    const page = await open(report);
    const rows = await page.$$eval('#matrix tbody tr', (found) =>
      found.map((row) => [...row.children].slice(1).map((cell) => cell.textContent ?? '')),
    );
    const expected = report.hosts.map((host) => [
      stateOf(host),
      ...(host.reachable
        ? host.findings.map((finding) => markOf(finding, {colour: false, unicode: true}).mark)
        : [`? ${host.error}`]),
    ]);
    const distinct = new Set(expected.map((row) => JSON.stringify(row)));
    expect(new Set(rows.map((row) => JSON.stringify(row)))).toEqual(distinct);
    expect(rows).toHaveLength(distinct.size);
    const order = rows.map(([state = '']) => states.indexOf(state as State));
    expect(order).toEqual(order.toSorted());
    const like = await page.$$eval('#matrix tbody th', (found) =>
      found.map(({textContent}) => 1 + Number(/and (\d+) hosts? like it/.exec(textContent ?? '')?.[1] ?? 0)),
    );
    expect(like.reduce((sum, each) => sum + each)).toBe(report.hosts.length);
    await page.close();
  });

  test('reads well without its script, as where a content policy lets none run', async () => {
    const report = reportOf(hosts, {lost: true});
    const page = await (await browser.newContext({javaScriptEnabled: false})).newPage();
    await page.setContent(await html(report));
    const seen = await page.innerText('body');
    const bad = report.hosts.filter((host) => stateOf(host) !== 'ready').length;
    expect(seen).toContain(`${bad} of ${report.hosts.length} hosts are not ready`);
    expect(seen).toContain('apt-get install --yes --no-install-recommends');
    expect(seen).toContain('gone.example');
    expect(await page.isHidden('#filters')).toBe(true);
    await page.close();
  });

  test('has one item for each remedy, with its command', async () => {
    const page = await open(reportOf(hosts));
    const items = await page.$$eval('#problems li', (found) =>
      found.map((item) => item.querySelector('strong')?.textContent),
    );
    expect(new Set(items).size).toBe(items.length);
    expect(await page.$$eval('#problems .command button', (found) => found.length)).toBeGreaterThan(0);
    await page.close();
  });

  test('keeps its filters in the address', async () => {
    const page = await open(madeUpFleet(10, 39));
    await page.fill('input[name=host]', 'node-3');
    await page.selectOption('select[name=group]', 'odd');
    expect(page.url()).toMatch(/#host=node-3&group=odd$/);
    await page.reload();
    await page.waitForSelector('#filters:not([hidden])');
    expect(await page.textContent('#shown')).toBe('1 host, 39 checks shown');
    await page.close();
  });

  test('what follows from something else is no problem of its own', async () => {
    const report = reportOf(hosts.filter(({host}) => host === 'debian-12-microvm-6.18-userns'));
    const [host] = report.hosts;
    const standing =
      host?.findings.filter(({verdict, severity}) => verdict === 'fail' && severity === 'required') ?? [];
    const page = await open(report);
    const problems = await page.$$eval('#problems .found', (found) =>
      found.map(({textContent}) => /\(([^()]+)\)$/.exec(textContent ?? '')?.[1]),
    );
    expect(problems.filter((id) => standing.find((each) => each.id === id)?.because)).toEqual([]);
    expect(problems.length).toBeGreaterThan(0);
    await page.close();
  });

  test('filters by host, group, check and verdict', async () => {
    const page = await open(madeUpFleet(10, 39));
    const shown = () => page.textContent('#shown');
    await page.fill('input[name=host]', 'node-3');
    expect(await shown()).toBe('1 host, 39 checks shown');
    await page.fill('input[name=host]', '');
    await page.selectOption('select[name=group]', 'odd');
    expect(await shown()).toBe('5 hosts, 39 checks shown');
    await page.fill('input[name=check]', 'btf.vmlinux');
    expect(await shown()).toBe('5 hosts, 1 check shown');
    await page.click('button[type=reset]');
    await page.selectOption('select[name=standing]', 'failed');
    await page.waitForSelector('td[data-at].failed');
    const columns = await page.$$eval('#matrix tbody tr', (rows) =>
      rows.map((row) => row.querySelectorAll('td[data-at].failed').length),
    );
    expect(Math.min(...columns)).toBeGreaterThan(0);
    await page.close();
  });

  test('works with the keyboard: arrows move, Enter opens evidence and remedy, Copy copies, Escape returns', async () => {
    const report = reportOf(hosts.filter(({host}) => host.startsWith('debian-13')));
    const page = await open(report);
    await page.focus('td[tabindex="0"]');
    const clang = report.hosts[0]?.findings.findIndex(({id}) => id === 'tool.clang') ?? 0;
    for (let step = 0; step < clang; step++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.textContent('#details h2')).toBe('clang');
    expect(await page.textContent('#details')).toContain('no clang and no clang-NN in PATH');
    await page.evaluate(`Object.defineProperty(navigator, 'clipboard', {
      value: {writeText: async (text) => document.body.setAttribute('data-copied', text)},
    })`);
    await page.focus('#details .command button');
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=Copied');
    expect(await page.getAttribute('body', 'data-copied')).toBe('apt-get install --yes --no-install-recommends clang');
    await page.keyboard.press('Escape');
    expect(await page.isHidden('#details')).toBe(true);
    expect(await page.evaluate('document.activeElement.textContent')).toContain('not installed');
    await page.close();
  });

  test('shows the words of a hostile host as words', async () => {
    for (const words of hostileWords) {
      const report = withWords(reportOf(hosts.slice(0, 1)), words);
      const page = await open(report);
      expect(await page.evaluate('"pwned" in window')).toBe(false);
      await page.click('td[data-at]');
      const evidence = await page.textContent('#details dd:first-of-type');
      // Chromium's protocol writes lone surrogates and control characters its own way.
      const plain = (text = '') => text.replace(/[\ud800\ufffd\u0001]/g, '');
      expect(plain(evidence ?? '')).toBe(plain(words));
      expect(await page.$$('#matrix img, #matrix script, #details img, #details script, #problems img')).toEqual([]);
      await page.close();
    }
  });

  test('draws 3000 hosts as the few rows that differ', async () => {
    const report = madeUpFleet(3000, 60);
    expect((await html(report)).length).toBeLessThan(3_000_000);
    const page = await open(report);
    expect(await page.$$eval('#matrix tbody tr', (rows) => rows.length)).toBeLessThanOrEqual(hosts.length);
    expect(await page.textContent('#shown')).toBe('3000 hosts, 60 checks shown');
    await page.close();
  });

  test('draws a fleet in which no two hosts are alike bit by bit', async () => {
    const alike = madeUpFleet(1000, 20);
    const page = await open({
      ...alike,
      hosts: alike.hosts.map((host, index) => ({...host, reachable: false, error: `No route ${index}`})),
    });
    const drawn = () => page.$$eval('#matrix tbody tr', (rows) => rows.length);
    expect(await drawn()).toBe(50);
    await page.click('text=Show 200 more of 1000 rows');
    expect(await drawn()).toBe(250);
    for (let clicks = 0; clicks < 4; clicks++) await page.click('#matrix > button');
    expect([await drawn(), await page.$$('#matrix > button')]).toEqual([1000, []]);
    await page.close();
  });

  test('says of many hosts that differ in numbers alone what each found, and whose evidence that is', async () => {
    const [one, other] = reportOf(hosts.filter(({host}) => host.startsWith('debian-12-microvm-6.18'))).hosts;
    const report = reportOf(hosts.slice(0, 1));
    const fleet = Array.from({length: 3000}, (_, index) => {
      const host = (index % 2 ? one : other) as Report['hosts'][number];
      const findings = host.findings.map((finding) =>
        finding.id === 'disk.root'
          ? {...finding, found: `${1000 + (index >> 1)} MB free`, evidence: [`seen by ${index}`]}
          : finding,
      );
      return {...host, host: `node-${index}`, findings};
    });
    const text = await html({...report, hosts: fleet});
    expect(text.length).toBeLessThan(1_000_000);
    const page = await open({...report, hosts: fleet});
    const told = async (name: string) => {
      await page.fill('input[name=host]', name);
      await page.fill('input[name=check]', 'disk.root');
      await page.click('td[data-at]');
      return page.innerText('#details');
    };
    expect(await told('node-2998')).toMatch(/node-2998\b[\s\S]*2499 MB free[\s\S]*seen by 2998/);
    const shared = await told('node-2999');
    expect(shared).toContain('2499 MB free');
    expect(shared).toContain('The evidence is that of node-2998, which found the same');
    await page.close();
  });

  test('tells in its legend what every mark means', async () => {
    const page = await open(reportOf(hosts));
    const legend = await page.$$eval('.legend span', (marks) => marks.map(({textContent}) => textContent));
    const marks = (['required', 'recommended', 'info'] as const).flatMap((severity) =>
      (['pass', 'fail', 'unknown', 'skip'] as const).flatMap((verdict) =>
        [false, true].map(
          (damage) =>
            markOf({verdict, severity, ...(damage && {damage: true as const})}, {colour: false, unicode: true}).mark,
        ),
      ),
    );
    expect(new Set(legend)).toEqual(new Set(marks));
    expect(legend).toHaveLength(new Set(legend).size);
    await page.close();
  });

  test('keeps its colours apart in both schemes', async () => {
    const page = await open(reportOf(hosts));
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({colorScheme});
      const pairs = await page.$$eval('td.passed, td.failed, td.noted, td.unknown', (cells) =>
        cells.map((cell) => {
          const {color, backgroundColor} = (globalThis as unknown as Styles).getComputedStyle(cell);
          return [color, backgroundColor] as const;
        }),
      );
      expect(pairs.length).toBeGreaterThan(0);
      // WCAG 2.2, 1.4.3: text against its ground.
      expect(Math.min(...pairs.map(([text, ground]) => contrast(text, ground)))).toBeGreaterThanOrEqual(4.5);
    }
    await page.close();
  });
});
