import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';

/** Keeps how long each test file took, in `artifacts/durations-TIER.tsv` (milliseconds, longest first), for CI to store. */
export default class Durations {
  onRunComplete(_contexts, {testResults}) {
    const rows = testResults.map(({displayName, testFilePath, perfStats}) => ({
      tier: displayName?.name ?? 'vm',
      file: path.relative(process.cwd(), testFilePath),
      milliseconds: perfStats.end - perfStats.start,
    }));
    mkdirSync('artifacts', {recursive: true});
    for (const tier of new Set(rows.map((row) => row.tier))) {
      const its = rows.filter((row) => row.tier === tier).sort((a, b) => b.milliseconds - a.milliseconds);
      const lines = its.map(({file, milliseconds}) => `${milliseconds}\t${file}\n`);
      writeFileSync(`artifacts/durations-${tier}.tsv`, lines.join(''));
    }
  }
}
