import {trustKeys} from '../../src/terminal/trust.ts';

/** Answers as given, in order, then no. */
const asking = (...answers: boolean[]) => {
  const said: string[] = [];
  const trust = trustKeys({
    quiet: 5,
    inTurn: (work) => work(),
    say: (text) => said.push(text),
    confirm: async (question) => {
      said.push(question);
      return answers.shift() ?? false;
    },
  });
  const key = (name: string) => ({name, type: 'ssh-ed25519', fingerprint: `SHA256:${name}`});
  return {said, trust: (...names: string[]) => Promise.all(names.map((name) => trust(key(name))))};
};

test('several unknown keys are shown with their fingerprints, and one yes is for all of them', async () => {
  const {said, trust} = asking(true);
  expect(await trust('web1', 'web10', 'db')).toEqual([true, true, true]);
  expect(said).toEqual([
    '3 hosts are not known. Their keys:\n' +
      '  web1   ssh-ed25519  SHA256:web1\n' +
      '  web10  ssh-ed25519  SHA256:web10\n' +
      '  db     ssh-ed25519  SHA256:db',
    'Connect to all of them, and remember their keys?',
  ]);
});

test('a yes for all is for no key that was not shown', async () => {
  const {said, trust} = asking(true);
  await trust('a', 'b');
  expect(await trust('c')).toEqual([false]);
  expect(said.at(-1)).toBe('The host c is not known. Its ssh-ed25519 key is SHA256:c. Connect, and remember the key?');
});

test('after a no each is asked about by itself', async () => {
  const {said, trust} = asking(false, true, false);
  expect(await trust('a', 'b')).toEqual([true, false]);
  expect(said).toHaveLength(5);
});
