import path from 'node:path';
import {XMLParser} from 'fast-xml-parser';
import {junit} from '../../src/reports/junit.ts';
import {feed} from '../consumer.ts';
import {describeWith, lacking} from '../lab/needs.ts';
import {hostileWords, hosts, reportOf, withWords} from './hosts.ts';

const schema = (name: string) => path.join(import.meta.dirname, 'schemas', `junit-${name}.xsd`);
const report = reportOf(hosts, {lost: true, ignore: ['tool.clang'], strict: true});
const documents = [
  junit(report),
  junit({...report, hosts: []}),
  ...hostileWords.map((w) => junit(withWords(report, w))),
];

describeWith(lacking('xmllint'))('by its schemas', () => {
  test.each(['jenkins', 'ant'])('a report is valid by the schema of %s', (name) => {
    for (const document of documents) {
      expect(feed('xmllint', ['--noout', '--schema', schema(name), '-'], document)).toMatchObject({code: 0});
    }
  });

  test.each(['jenkins', 'ant'])('the schema of %s tells a wrong document', (name) => {
    const wrong = junit(report).replace('<testcase name=', '<testcase nome=');
    expect(feed('xmllint', ['--noout', '--schema', schema(name), '-'], wrong).code).not.toBe(0);
  });
});

test('the counts of a suite are those of its cases', () => {
  const {testsuites} = new XMLParser({ignoreAttributes: false, attributeNamePrefix: ''}).parse(junit(report)) as {
    testsuites: {testsuite: (Record<string, string> & {testcase: Record<string, unknown>[]})[]};
  };
  for (const {tests, failures, errors, skipped, testcase} of testsuites.testsuite.slice(0, hosts.length)) {
    const having = (element: string) => testcase.filter((one) => element in one).length;
    expect([tests, failures, errors, skipped].map(Number)).toEqual([
      testcase.length,
      having('failure'),
      having('error'),
      having('skipped'),
    ]);
  }
});

test('a suite has no failure and no error exactly when the exit code is 0', () => {
  for (const facts of hosts) {
    for (const strict of [false, true]) {
      const one = reportOf([facts], {strict});
      expect(/<(?:failure|error) /.test(junit(one))).toBe(one.exitCode !== 0);
    }
  }
});
