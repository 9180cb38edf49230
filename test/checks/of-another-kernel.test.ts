import {catalogue} from '../../src/checks/catalogue.ts';
import {evaluateCheck} from '../../src/checks/evaluate.ts';
import {known} from '../../src/facts/fact.ts';
import type {Facts} from '../../src/facts/facts.ts';
import {changed} from '../saved.ts';
import {base} from './cases.ts';

const outcome = (id: string, change: Parameters<typeof changed<Facts>>[1]) => {
  const check = catalogue.find((each) => each.id === id);
  if (!check) throw new Error(`no check ${id}`);
  return evaluateCheck(check, changed(base, change));
};

const installed = (release: string, ...others: string[]) => ({
  kernel: {release: known(release), installed: known([release, ...others])},
});

test('a kernel of another flavour is not the newer one', () => {
  const id = 'kernel.running-vs-installed';
  expect(outcome(id, installed('6.1.0-37-amd64', '6.1.0-38-cloud-amd64'))).toMatchObject({verdict: 'pass'});
  expect(outcome(id, installed('6.12.51-1-lts', '6.17.1-arch1-1'))).toMatchObject({verdict: 'pass'});
  expect(outcome(id, installed('6.1.0-9-amd64', '6.1.0-37-amd64'))).toMatchObject({verdict: 'fail'});
});

test('headers of another release are not those of the running kernel', () => {
  const headers = (release: string) => ({
    headers: {build: known({target: `/usr/src/linux-headers-${release}`, dangling: false}), release: known(release)},
  });
  expect(outcome('hdr.kernel-headers', headers('6.1.0-56-amd64'))).toMatchObject({
    verdict: 'fail',
    found: 'of 6.1.0-56-amd64, not of this kernel',
  });
  expect(outcome('hdr.present', headers('6.1.0-56-amd64'))).toMatchObject({verdict: 'pass'});
});

test('an option that is a module is told as one', () => {
  const options = {NET_SCH_INGRESS: 'm', NET_CLS_BPF: 'm', NET_CLS_ACT: 'y'};
  expect(outcome('kconfig.net-sched', {kernel: {config: known({path: '/boot/config', options})}})).toMatchObject({
    verdict: 'pass',
    found: 'CONFIG_NET_SCH_INGRESS=m, CONFIG_NET_CLS_BPF=m, CONFIG_NET_CLS_ACT=y',
  });
});

test('lists that were fetched after what the clock says is now have no age', () => {
  const change = {time: known(1_000_000_000), packages: {listsUpdated: known(1_700_000_000)}};
  expect(outcome('apt.sources', change)).toMatchObject({
    verdict: 'unknown',
    evidence: [expect.stringContaining('2001')],
  });
});
