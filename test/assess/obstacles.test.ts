import {makeReport} from '../../src/assess/make.ts';
import {lostHosts} from '../../src/assess/obstacles.ts';
import {unreachableReport} from '../../src/assess/unreachable.ts';
import {Failure} from '../../src/hosts/failure.ts';

test('hosts with short names that were lost for one reason are told of together, in words that stay whole', () => {
  const lost = (host: string) =>
    unreachableReport(host, new Failure({what: `Can't connect to ${host}`, todo: 'Try again.'}));
  expect(lostHosts(makeReport(['a', 'e', 'u@t:22'].map(lost), '0'))).toEqual([
    {error: "Can't connect to HOST\nTry again.", hosts: ['a', 'e', 'u@t:22']},
  ]);
});
