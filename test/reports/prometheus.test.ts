import {spawnSync} from 'node:child_process';
import path from 'node:path';
import {prometheus} from '../../src/reports/prometheus.ts';
import {feed} from '../consumer.ts';
import {describeWith, lacking} from '../lab/needs.ts';
import {hostileWords, hosts, reportOf, withWords} from './hosts.ts';

// CI has it from here; elsewhere it is there or not.
if (process.env.CI === 'true')
  spawnSync('sh', [path.join(import.meta.dirname, '../lab/promtool.sh')], {stdio: 'inherit'});

describeWith(lacking('promtool') && 'promtool is missing: sh test/lab/promtool.sh')('promtool', () => {
  test('finds nothing to say', () => {
    const report = reportOf(hosts, {lost: true});
    for (const one of [report, ...hostileWords.map((words) => withWords(report, words))]) {
      expect(feed('promtool', ['check', 'metrics'], prometheus(one))).toEqual({code: 0, said: ''});
    }
  });

  test('tells what is wrong', () => {
    const wrong = prometheus(reportOf(hosts)).replace('# HELP ebpf_exit_code', '# HELP other');
    expect(feed('promtool', ['check', 'metrics'], wrong).code).not.toBe(0);
  });
});
