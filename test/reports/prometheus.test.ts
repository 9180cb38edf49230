import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {Ajv} from 'ajv';
import {parse, stringify} from 'yaml';
import type {Report} from '../../src/assess/report.ts';
import {prometheus} from '../../src/reports/prometheus.ts';
import {feed} from '../consumer.ts';
import {describeWith, lacking} from '../lab/needs.ts';
import {hostileWords, hosts, reportOf, withWords} from './hosts.ts';

// CI has it from here; elsewhere it is there or not.
if (process.env.CI === 'true')
  spawnSync('sh', [path.join(import.meta.dirname, '../lab/promtool.sh')], {stdio: 'inherit'});

const folder = path.join(import.meta.dirname, '../../integrations/prometheus');
const alerts = readFileSync(path.join(folder, 'alerts.yml'), 'utf8');
const dashboard = JSON.parse(readFileSync(path.join(folder, 'dashboard.json'), 'utf8')) as Dashboard;

interface Dashboard {
  readonly panels: readonly {readonly title: string; readonly targets: readonly {readonly expr: string}[]}[];
}

const fleet = (count: number): Report => {
  const some = reportOf(hosts, {lost: true});
  return {
    ...some,
    policy: {file: 'ebpf.yml', unmatched: ['group gone']},
    hosts: Array.from({length: count}, (_, index) => ({
      ...(some.hosts[index % some.hosts.length] as (typeof some.hosts)[0]),
      host: `node-${index}`,
    })),
  };
};

test('labels stay as they are from version to version; when each host was looked at is told, and of what version it is', () => {
  const report = reportOf(hosts);
  const text = prometheus({...report, hosts: report.hosts.map((host) => ({...host, time: '2026-11-23T06:15:00Z'}))});
  expect(text).toMatch(/^ebpf_exit_code \d$/m);
  expect(text).toMatch(/^ebpf_build_info\{version="[^"]+"\} 1$/m);
  const times = text.match(/^ebpf_host_probed_timestamp_seconds\{host="[^"]+"\} 1795414500$/gm) ?? [];
  expect(times).toHaveLength(report.hosts.length);
});

test('a large fleet is told by counts: 3,000 hosts in less than 2 MB, and each check of each host where it is asked for', () => {
  const many = fleet(3000);
  const text = prometheus(many);
  expect(Buffer.byteLength(text)).toBeLessThan(2e6);
  const sum = (pattern: RegExp) => [...text.matchAll(pattern)].reduce((all, [, count]) => all + Number(count), 0);
  expect(sum(/^ebpf_hosts\{state="[^"]+"\} (\d+)$/gm)).toBe(3000);
  const reached = many.hosts.filter(({reachable}) => reachable).length;
  expect(sum(/^ebpf_check_hosts\{check="btf\.vmlinux",.*\} (\d+)$/gm)).toBe(reached);
  expect(text).not.toContain('ebpf_check_verdict{');
  expect(prometheus(fleet(150), {every: true})).toContain('ebpf_check_verdict{');
});

test('the dashboard is one by the fields that Grafana needs, and a panel without a query is none', () => {
  const datasource = {type: 'object', required: ['type', 'uid']};
  const target = {type: 'object', required: ['refId', 'expr', 'datasource'], properties: {datasource}};
  const place = {type: 'integer', minimum: 0, maximum: 24};
  const gridPos = {type: 'object', required: ['x', 'y', 'w', 'h'], properties: {x: place, w: place}};
  const panel = {
    type: 'object',
    required: ['id', 'type', 'title', 'gridPos', 'targets'],
    properties: {
      type: {enum: ['stat', 'table', 'timeseries']},
      gridPos,
      targets: {type: 'array', minItems: 1, items: target},
    },
  };
  // https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/
  const validate = new Ajv().compile({
    type: 'object',
    required: ['uid', 'title', 'schemaVersion', 'panels', 'templating', 'time'],
    properties: {
      uid: {type: 'string', maxLength: 40},
      schemaVersion: {type: 'integer'},
      panels: {type: 'array', items: panel},
    },
  });
  expect(validate(dashboard) ? '' : validate.errors).toBe('');
  expect(validate({...dashboard, panels: [{...dashboard.panels[0], targets: []}]})).toBe(false);
});

test('alerts and dashboard ask for metrics that are written', () => {
  const written = new Set([...prometheus(fleet(20)).matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name));
  const asked = `${alerts}${JSON.stringify(dashboard.panels)}`.match(/\bebpf_\w+/g) ?? [];
  expect(asked.length).toBeGreaterThan(8);
  expect([...new Set(asked)].filter((name) => !written.has(name))).toEqual([]);
});

describeWith(lacking('promtool') && 'promtool is missing: sh test/lab/promtool.sh')('promtool', () => {
  const work = mkdtempSync(path.join(tmpdir(), 'ebpf-promtool-'));
  afterAll(() => rmSync(work, {recursive: true}));

  test('finds nothing to say', () => {
    const report = reportOf(hosts, {lost: true});
    for (const one of [report, fleet(150), ...hostileWords.map((words) => withWords(report, words))]) {
      expect(feed('promtool', ['check', 'metrics'], prometheus(one))).toEqual({code: 0, said: ''});
    }
  });

  test('tells what is wrong', () => {
    const wrong = prometheus(reportOf(hosts)).replace('# HELP ebpf_exit_code', '# HELP other');
    expect(feed('promtool', ['check', 'metrics'], wrong).code).not.toBe(0);
  });

  test('takes the queries of the dashboard, and no broken one', () => {
    const rules = (exprs: readonly string[]) =>
      stringify({groups: [{name: 'x', rules: exprs.map((expr, index) => ({record: `x:${index}`, expr}))}]});
    const check = (exprs: readonly string[]) => {
      const file = path.join(work, 'queries.yml');
      writeFileSync(file, rules(exprs));
      return feed('promtool', ['check', 'rules', file], '').code;
    };
    const exprs = dashboard.panels.flatMap(({targets}) => targets.map(({expr}) => expr));
    expect(check(exprs)).toBe(0);
    expect(check(['sum by (state) (ebpf_hosts'])).not.toBe(0);
  });

  test('the alerts fire on what they are for, stale files too, and not on a host that is ready', () => {
    writeFileSync(path.join(work, 'alerts.yml'), alerts);
    const series = (name: string, values: string) => ({series: name, values});
    const host = 'instance="a", host="web"';
    const fires = (alertname: string, exp: Record<string, string> | undefined) => ({
      eval_time: '5h',
      alertname,
      exp_alerts: exp ? [{exp_labels: exp}] : [],
    });
    const cases = {
      rule_files: ['alerts.yml'],
      evaluation_interval: '1m',
      tests: [
        {
          interval: '1m',
          input_series: [
            series(`ebpf_profile_readiness{${host}, profile="run"}`, '0x400'),
            series(`ebpf_profile_readiness{${host}, profile="libbpf"}`, '1x400'),
            series(`ebpf_host_reachable{${host}}`, '1x400'),
            series('ebpf_host_reachable{instance="a", host="gone"}', '0x400'),
            series(`ebpf_host_probed_timestamp_seconds{${host}}`, '0x400'),
            series('ebpf_host_probed_timestamp_seconds{instance="b", host="db"}', '0+60x400'),
            series('ebpf_build_info{instance="a", version="1"}', '1x400'),
          ],
          alert_rule_test: [
            {...fires('EbpfNotReady', {severity: 'warning', instance: 'a', host: 'web', profile: 'libbpf'})},
            {...fires('EbpfHostNotReached', {severity: 'warning', instance: 'a', host: 'gone'})},
            {...fires('EbpfReportStale', {severity: 'warning', instance: 'a', host: 'web'})},
            {...fires('EbpfReportMissing', undefined)},
            {...fires('EbpfReadinessUnknown', undefined)},
          ],
        },
        {interval: '1m', input_series: [], alert_rule_test: [fires('EbpfReportMissing', {severity: 'warning'})]},
      ],
    };
    const annotated = parse(alerts).groups[0].rules as {alert: string; annotations: Record<string, string>}[];
    const words = (text: string, labels: Record<string, string>) =>
      text
        .replace(/\{\{ \$labels\.(\w+) \}\}/g, (_, name: string) => labels[name] ?? '')
        .replace('{{ $value | humanizeDuration }}', '5h 0m 0s');
    for (const each of cases.tests.flatMap(({alert_rule_test: tests}) => tests)) {
      for (const expected of each.exp_alerts as {exp_labels: Record<string, string>; exp_annotations?: unknown}[]) {
        const rule = annotated.find(({alert}) => alert === each.alertname);
        expected.exp_annotations = Object.fromEntries(
          Object.entries(rule?.annotations ?? {}).map(([name, text]) => [name, words(text, expected.exp_labels)]),
        );
      }
    }
    writeFileSync(path.join(work, 'test.yml'), stringify(cases));
    expect(feed('promtool', ['test', 'rules', path.join(work, 'test.yml')], '')).toMatchObject({code: 0});
  });
});
