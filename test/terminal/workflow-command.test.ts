import {Failure} from '../../src/hosts/failure.ts';
import {failureCommands} from '../../src/terminal/workflow-command.ts';

test('mistakes of a policy are annotations at their lines, seen from the workspace', () => {
  const failure = new Failure({
    what: "The policy can't be followed.",
    why: '/w/a/ebpf.yml:3:12: There is no "x", y.\n/w/b.yml:1:1: No.',
  });
  expect(failureCommands(failure, '/w')).toEqual([
    '::error file=a/ebpf.yml,line=3,col=12,title=ebpf::There is no "x", y.',
    '::error file=b.yml,line=1,col=1,title=ebpf::No.',
  ]);
});

test('any other failure is one annotation, whatever its words', () => {
  expect(failureCommands(new Failure({what: 'It broke.', why: 'a\n::warning::b', todo: 'Look.'}))).toEqual([
    '::error title=ebpf::It broke.%0Aa%0A::warning::b%0ALook.',
  ]);
});

test('there are no more than GitHub shows', () => {
  const why = Array.from({length: 50}, (_, index) => `ebpf.yml:${index + 1}:1: Wrong.`).join('\n');
  expect(failureCommands(new Failure({what: 'No.', why}))).toHaveLength(10);
});
