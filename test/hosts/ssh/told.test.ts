import {PassThrough} from 'node:stream';
import type {ShownKey} from '../../../src/hosts/ssh/seen-keys.ts';
import {listen} from '../../../src/hosts/ssh/told.ts';

const fingerprint = (letter: string) => `SHA256:${letter.repeat(43)}`;

async function heard(...chunks: string[]) {
  const shown: ShownKey[] = [];
  const stream = new PassThrough();
  const said = listen(stream, (key) => shown.push(key));
  for (const chunk of chunks) {
    stream.write(chunk);
    await new Promise(setImmediate);
  }
  return {shown, said: said()};
}

test('each key that is told is handed on, however the text is cut, and none from the midst of a line', async () => {
  const text = [
    `debug1: kex_exchange_identification: banner line 0: debug1: Server host key: ssh-rsa ${fingerprint('m')}`,
    `debug1: Remote protocol version 2.0, remote software version x debug1: Server host key: ssh-rsa ${fingerprint('m')}`,
    `debug1: Server host key: ssh-ed25519 ${fingerprint('a')}`,
    `debug1: Server host key: ssh-ed25519 ${fingerprint('b')}`,
    'Permission denied (publickey).',
  ].join('\r\n');
  for (const chunks of [[text], [...text]])
    expect(await heard(...chunks)).toEqual({
      shown: ['a', 'b'].map((letter) => ({type: 'ssh-ed25519', fingerprint: fingerprint(letter)})),
      said: 'Permission denied (publickey).',
    });
});

test('a certificate is a key too', async () => {
  const line = `debug1: Server host certificate: ssh-ed25519-cert-v01@openssh.com ${fingerprint('c')}, serial 0 ID "lab" CA ssh-ed25519 ${fingerprint('d')} valid forever\n`;
  expect(await heard(line)).toEqual({
    shown: [{type: 'ssh-ed25519-cert-v01@openssh.com', fingerprint: fingerprint('c')}],
    said: '',
  });
});

test('words without end are kept in part', async () => {
  const {said} = await heard(...Array.from({length: 50}, () => 'x'.repeat(1000)));
  expect(said).toHaveLength(2000);
});
