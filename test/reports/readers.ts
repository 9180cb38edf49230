import {XMLParser} from 'fast-xml-parser';
import {Parser} from 'tap-parser';
import type {Report} from '../../src/assess/report.ts';
import type {FormatName} from '../../src/reports/formats.ts';
import type {PageData} from '../../src/reports/page-data.ts';

/** What every format has to say alike: the exit code, and of each host in order each check's verdict. */
export interface Said {
  readonly exitCode: number;
  readonly hosts: readonly Readonly<Record<string, string>>[];
}

export const saidBy = (report: Report): Said => ({
  exitCode: report.exitCode,
  hosts: report.hosts.map(({findings}) => Object.fromEntries(findings.map(({id, verdict}) => [id, verdict]))),
});

type Reader = (text: string, report: Report) => Said;

/** Reads each format back as what consumes it would; the report itself may only say how many hosts there are, and which ids. */
export const readers: Readonly<Record<Exclude<FormatName, 'text' | 'github' | 'codequality'>, Reader>> = {
  json: (text) => saidBy(JSON.parse(text) as Report),
  junit: (text) => {
    const list = ['testsuites.testsuite', 'testsuites.testsuite.testcase', 'testsuites.testsuite.properties.property'];
    const {testsuites} = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: '',
      isArray: (_, path) => list.includes(String(path)),
    }).parse(text) as {testsuites: {testsuite: Suite[]}};
    const value = testsuites.testsuite[0]?.properties.property.find(({name}) => name === 'ebpf.exitCode')?.value;
    return {
      exitCode: Number(value),
      hosts: testsuites.testsuite.map(({testcase = []}) =>
        Object.fromEntries(
          testcase
            .filter(({name}) => name !== 'reachable')
            .map(({name, failure, error, skipped}) => [
              name,
              (failure ?? error)?.type ?? skipped?.message.split(':')[0] ?? 'pass',
            ]),
        ),
      ),
    };
  },
  tap: (text, report) => {
    const points = Parser.parse(text).filter(([kind]) => kind === 'assert') as unknown as [string, TapPoint][];
    let next = 0;
    return {
      exitCode: Number(/^# ebpf \S+: exit code (\d)$/m.exec(text)?.[1]),
      hosts: report.hosts.map(({reachable, findings}) => {
        const own = points.slice(next, next + (reachable ? findings.length : 1)).map(([, point]) => point);
        next += own.length;
        return reachable
          ? Object.fromEntries(own.map(({name, diag}) => [/: (\S+\.\S+) /.exec(name)?.[1], diag?.verdict ?? 'pass']))
          : {};
      }),
    };
  },
  env: (text, report) => {
    const values = new Map(text.split('\n').map((line) => line.split('=') as [string, string]));
    return {
      exitCode: Number(values.get('EBPF_EXIT_CODE')),
      hosts: report.hosts.map(({findings}, index) => {
        const prefix = report.hosts.length === 1 ? 'EBPF' : `EBPF_${index + 1}`;
        return Object.fromEntries(
          findings.map(({id}) => [id, values.get(`${prefix}_${id.toUpperCase().replace(/[.-]/g, '_')}`) ?? 'missing']),
        );
      }),
    };
  },
  prometheus: (text, report) => {
    const verdicts = ['pass', 'fail', 'unknown', 'skip'];
    const samples = text
      .split('\n')
      .filter((line) => line.startsWith('ebpf_check_verdict{'))
      .map((line) => {
        const [, host = '', check = '', value = ''] =
          /\{host="((?:[^"\\]|\\.)*)",check="([^"]*)",severity="[^"]*"\} (\d)$/.exec(line) ?? [];
        return {
          host: host.replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character)),
          check,
          verdict: verdicts[Number(value)] ?? 'missing',
        };
      });
    return {
      exitCode: Number(/^ebpf_exit_code (\d)$/m.exec(text)?.[1]),
      hosts: report.hosts.map(({host}) =>
        Object.fromEntries(
          samples.filter((sample) => sample.host === host).map(({check, verdict}) => [check, verdict]),
        ),
      ),
    };
  },
  nfd: (text) => {
    const values = text
      .trim()
      .split('\n')
      .map((line) => line.split('=') as [string, string]);
    return {
      exitCode: Number(new Map(values).get('ebpf.exit-code')),
      hosts: [
        Object.fromEntries(
          values
            .filter(([name]) => name.startsWith('ebpf.check.'))
            .map(([name, value]) => [name.slice('ebpf.check.'.length), value]),
        ),
      ],
    };
  },
  html: (text) => {
    const json = /<script type="application\/json" id="report">(.*?)<\/script>/s.exec(text)?.[1] ?? '';
    const {checks, outcomes, rows, hosts, exitCode} = JSON.parse(json) as PageData;
    const cellsOf = (row: PageData['rows'][number] = []): readonly number[] =>
      'like' in row ? Object.assign([...cellsOf(rows[row.like])], row.but) : row;
    const verdictOf = (outcome: PageData['outcomes'][number] | undefined): string | undefined =>
      outcome && 'like' in outcome ? verdictOf(outcomes[outcome.like]) : outcome?.verdict;
    return {
      exitCode,
      hosts: hosts.map(([, , row]) =>
        Object.fromEntries(
          cellsOf(rows[row]).flatMap((cell, index) => {
            const verdict = verdictOf(outcomes[cell]);
            return verdict ? [[checks[index]?.id, verdict]] : [];
          }),
        ),
      ),
    };
  },
};

interface Suite {
  readonly properties: {readonly property: readonly {readonly name: string; readonly value: string}[]};
  readonly testcase?: readonly ({readonly name: string} & Partial<
    Record<'failure' | 'error' | 'skipped', {readonly type: string; readonly message: string}>
  >)[];
}

interface TapPoint {
  readonly name: string;
  readonly diag?: {readonly verdict?: string};
}
