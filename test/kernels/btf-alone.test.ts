import {known} from '../../src/facts/fact.ts';
import type {Facts, OsRelease} from '../../src/facts/facts.ts';
import {btfAlone} from '../../src/kernels/btf-alone.ts';
import {kernelShortfalls} from '../../src/kernels/requirement.ts';
import {chooseProfiles} from '../../src/profiles/choose.ts';
import {savedFacts} from '../saved.ts';
import {withoutBtf} from './situation.ts';

const hint = (facts: Facts) => btfAlone(facts, kernelShortfalls(facts, chooseProfiles([])));

const running = (os: Partial<OsRelease>, release: string): Facts => {
  const facts = withoutBtf('debian-12-cloud-6.1');
  return {
    ...facts,
    os: known({id: 'linux', idLike: [], prettyName: '', ...os}),
    kernel: {...facts.kernel, release: known(release)},
  };
};

test('BTFHub is named by the path of this kernel where it has this distribution', () => {
  expect(hint(running({id: 'ubuntu', versionId: '20.04'}, '5.15.0-104-generic'))).toContain(
    'https://github.com/aquasecurity/btfhub-archive/raw/main/ubuntu/20.04/x86_64/5.15.0-104-generic.btf.tar.xz',
  );
  expect(hint(running({id: 'debian', versionId: '10'}, '4.19.0-27-amd64'))).toContain('/debian/10/x86_64/');
  expect(hint(running({id: 'rhel', versionId: '8.1'}, '5.10.0-147.el8.x86_64'))).toContain('/rhel/8/x86_64/');
});

test('where it has not, only debug symbols are', () => {
  const text = hint(running({id: 'debian', versionId: '12'}, '6.1.0-50-amd64'));
  expect(text).not.toContain('BTFHub');
  expect(text).toContain('linux-image-6.1.0-50-amd64-dbg');
  expect(text).toContain('pahole --btf_encode_detached=6.1.0-50-amd64.btf');
});

test('a distribution may call itself what every object knows', () => {
  expect(hint(running({id: 'constructor', versionId: '1'}, '6.1.192-mine'))).not.toContain('BTFHub');
});

test('a kernel of nobody knows whose make names no package', () => {
  expect(hint(running({id: 'debian', versionId: '12'}, '6.1.192-mine'))).not.toContain('package');
});

test('it is silent where BTF is there, and where something else is missing as well', () => {
  expect(hint(savedFacts('debian-12-cloud-6.1'))).toBeUndefined();
  const facts = withoutBtf('debian-12-cloud-6.1');
  const shortfalls = [
    {check: 'kconfig.bpf-syscall', title: '', found: ''},
    ...kernelShortfalls(facts, chooseProfiles([])),
  ];
  expect(btfAlone(facts, shortfalls)).toBeUndefined();
});
