// `npm run bench:page [-- HOSTS]`: what the report of a large fleet costs (default: 3,000 saved hosts, no two of which say quite the same), and its
// page in Chromium. Memory and processor time tell something also where others use the machine; the times of the page need a quiet one.
import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {chromium} from 'playwright-core';

const root = fileURLToPath(new URL('..', import.meta.url));
const count = Number(process.argv[2] ?? 3000);
const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-bench-'));
const facts = path.join(folder, 'facts');
const opened = 5;

/** Facts of the saved hosts under other names, each with a time and a disk of its own. */
const saveFleet = () => {
  mkdirSync(facts);
  const saved = path.join(root, 'test/saved');
  const real = readdirSync(saved)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(path.join(saved, name), 'utf8')));
  for (let index = 0; index < count; index++) {
    const one = structuredClone(real[index % real.length]);
    one.time = {state: 'known', value: 1_700_000_000 + 60 * index};
    if (one.disk?.state === 'known') for (const disk of one.disk.value) disk.available += 1024 * index;
    writeFileSync(path.join(facts, `node-${index}.json`), JSON.stringify(one));
  }
};

/** Runs the doctor on the fleet under time(1). */
const doctor = (...words) => {
  const command = [process.execPath, path.join(root, 'bin/run.js'), 'doctor', '--facts', facts, ...words];
  const {stderr, error} = spawnSync('/usr/bin/time', ['-f', '%U %S %M', ...command], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  if (error) throw new Error('time is needed for the bench: apt install time');
  const [user, system, memory] = stderr.trim().split('\n').at(-1).split(' ').map(Number);
  return {cpu: user + system, memory: memory / 1024};
};

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

/** Milliseconds to load an empty page and this one, and to draw it anew for each filter; and what of that a processor worked. */
const measurePage = async (file) => {
  const empty = path.join(folder, 'empty.html');
  writeFileSync(empty, '<!doctype html><title>empty</title>');
  const browser = await chromium.launch({executablePath: '/usr/bin/chromium', args: ['--no-sandbox']});
  try {
    const loads = [];
    const bare = [];
    const filters = {};
    for (let run = 0; run < 2 * opened; run++) {
      const page = await browser.newPage();
      const session = await page.context().newCDPSession(page);
      // The thread's own time, which the work of others on this machine makes no longer.
      await session.send('Performance.enable', {timeDomain: 'threadTicks'});
      const busy = async () => {
        const {metrics} = await session.send('Performance.getMetrics');
        return 1000 * metrics.find(({name}) => name === 'TaskDuration').value;
      };
      const target = run % 2 ? file : empty;
      await page.goto(`file://${target}`, {waitUntil: 'load'});
      // Two frames later all that was to be drawn has been.
      const drawn =
        '() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))';
      (target === empty ? bare : loads).push([await page.evaluate(`(${drawn})()`), await busy()]);
      if (target === empty) {
        await page.close();
        continue;
      }
      const change = async (name, selector, type, value) => {
        const before = await busy();
        const took = await page.evaluate(`(async () => {
          const field = document.querySelector(${JSON.stringify(selector)});
          const begun = performance.now();
          field.value = ${JSON.stringify(value)};
          field.dispatchEvent(new Event('${type}', {bubbles: true}));
          return (await (${drawn})()) - begun;
        })()`);
        filters[name] ??= [];
        filters[name].push([took, (await busy()) - before]);
      };
      await change('host', 'input[name=host]', 'input', 'node-3');
      await change('no host', 'input[name=host]', 'input', '');
      await change('check', 'input[name=check]', 'input', 'btf');
      await change('no check', 'input[name=check]', 'input', '');
      await change('problems', 'select[name=standing]', 'input', 'problem');
      await page.close();
    }
    return {
      'an empty page': bare,
      load: loads,
      ...Object.fromEntries(Object.entries(filters).map(([name, all]) => [`filter: ${name}`, all])),
    };
  } finally {
    await browser.close();
  }
};

try {
  saveFleet();
  const page = path.join(folder, 'page.html');
  const runs = {
    '--stream': doctor('--stream'),
    '--json': doctor('--json'),
    page: doctor('--format', 'html', '--output', page),
  };
  console.log(`${count} saved hosts\n\n| doctor | CPU ms a host | peak MiB (aim: under 200) |\n|---|---:|---:|`);
  for (const [name, {cpu, memory}] of Object.entries(runs))
    console.log(`| ${name} | ${((cpu / count) * 1000).toFixed(1)} | ${memory.toFixed(0)} |`);
  console.log(
    `\n| page, ${(statSync(page).size / 1e6).toFixed(1)} MB | ms (aim: under 500) | of that busy ms |\n|---|---:|---:|`,
  );
  for (const [name, all] of Object.entries(await measurePage(page)))
    console.log(
      `| ${name} | ${[0, 1].map((place) => median(all.map((each) => each[place])).toFixed(0)).join(' | ')} |`,
    );
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  rmSync(folder, {recursive: true, force: true});
}
