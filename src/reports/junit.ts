import type {Finding, HostReport, Report} from '../assess/report.ts';
import {type Standing, standingOf} from '../assess/standing.ts';
import {plainStyle} from '../terminal/style.ts';
import type {Format} from './format.ts';
import {textReport} from './host-text.ts';
import {policyOf, unmatchedOf} from './judged-by.ts';
import {attributes, escapeXml} from './xml.ts';

/** Hosts of which each thing is told in full, and their reports as output too. GitLab takes no document above 30 MB. */
const few = 100;

/**
 * JUnit XML: a suite a host, a case a check. Valid by both schemas in use, Ant's (windyroad/JUnit-Schema) and that of Jenkins
 * (xunit-plugin, junit-10.xsd), which is why a case has no output of its own and the root has no attributes.
 */
export const junit = (report: Report): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    ...report.hosts.map((host, index) => suite(host, index, report)),
    '</testsuites>',
    '',
  ].join('\n');

const suite = (host: HostReport, index: number, report: Report): string => {
  const cases = host.reachable ? host.findings.map((finding) => testCase(finding, host, report)) : [lostHost(host)];
  const count = (...wanted: readonly Standing[]) => cases.filter(({standing}) => wanted.includes(standing)).length;
  const head = attributes({
    name: host.host || 'localhost',
    package: 'ebpf',
    id: index,
    hostname: host.host || 'localhost',
    // Ant's schema wants a time, and one without a zone.
    timestamp: host.time?.replace(/(\.\d+)?Z$/, '') ?? '1970-01-01T00:00:00',
    tests: cases.length,
    failures: count('failed'),
    errors: count('unknown'),
    skipped: count('noted', 'skipped'),
    time: 0,
  });
  const [policy, unmatched] = [policyOf(report), unmatchedOf(report)];
  const properties = {
    'ebpf.version': report.tool.version,
    'ebpf.exitCode': String(report.exitCode),
    ...(policy !== undefined && {'ebpf.policy': policy}),
    ...(unmatched !== undefined && {'ebpf.policy.unmatched': unmatched}),
    os: host.os,
    kernel: host.kernel,
    arch: host.arch,
    ...Object.fromEntries(Object.entries(host.profiles).map(([name, readiness]) => [`profile.${name}`, readiness])),
    ...(host.withSudo && {withSudo: 'true'}),
  };
  return [
    `  <testsuite${head}>`,
    '    <properties>',
    ...Object.entries(properties).map(([name, value]) => `      <property${attributes({name, value})}/>`),
    '    </properties>',
    ...cases.map(({xml}) => xml),
    `    <system-out>${report.hosts.length > few ? '' : escapeXml(textReport({...report, hosts: [host]}, plainStyle))}</system-out>`,
    '    <system-err></system-err>',
    '  </testsuite>',
  ].join('\n');
};

interface Case {
  readonly standing: Standing;
  readonly xml: string;
}

/** The verdict is told by the element inside; a case without one has passed. */
const testCase = (finding: Finding, {host}: HostReport, report: Report): Case => {
  const standing = standingOf(finding, report);
  const head = `    <testcase${attributes({name: finding.id, classname: `${host}.${finding.group}`, time: 0})}`;
  if (standing === 'passed') return {standing, xml: `${head}/>`};
  const element = standing === 'failed' ? 'failure' : standing === 'unknown' ? 'error' : 'skipped';
  const why = finding.ignored ? `ignored: ${finding.ignored.reason}` : finding.severity;
  const message = `${finding.title}: ${finding.found} (${why})`;
  // What is skipped may have no type by Ant's schema, so there the verdict leads the message.
  const told = element === 'skipped' ? {message: `${finding.verdict}: ${message}`} : {type: finding.verdict, message};
  const body = escapeXml(report.hosts.length > few ? (finding.remedy?.text ?? '') : explain(finding));
  return {
    standing,
    xml: `${head}>\n      <${element}${attributes(told)}>${body}</${element}>\n    </testcase>`,
  };
};

const explain = ({expected, evidence, why, remedy}: Finding): string =>
  [expected && `expected: ${expected}`, ...evidence, why, remedy?.text ?? ''].filter(Boolean).join('\n');

const lostHost = ({host, error = 'The host could not be reached.'}: HostReport): Case => ({
  standing: 'unknown',
  xml: `    <testcase${attributes({name: 'reachable', classname: `${host}.host`, time: 0})}>\n      <error${attributes({type: 'unreachable', message: error})}></error>\n    </testcase>`,
});

export default {
  readers:
    "GitLab, Jenkins, Azure and most others: a suite a host, a case a check; valid by Jenkins' and by Ant's schema",
  write: junit,
} satisfies Format;
