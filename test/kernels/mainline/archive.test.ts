import {parseArchive} from '../../../src/kernels/mainline/archive.ts';

test.each([
  ['https://kernel.ubuntu.com/mainline/', 'https://kernel.ubuntu.com/mainline/'],
  ['https://mirror.example/kernels', 'https://mirror.example/kernels/'],
  ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080/'],
  ['http://localhost:8080/x', 'http://localhost:8080/x/'],
  ['http://[::1]:8080/', 'http://[::1]:8080/'],
])('takes %s', (text, url) => expect(parseArchive(text).href).toBe(url));

test.each([
  ['http://mirror.example/', 'http can be read and changed'],
  ['http://127.0.0.1.example/', 'http can be read and changed'],
  ['ftp://mirror.example/', 'ftp: is not https'],
  ['file:///srv/kernels', 'file: is not https'],
  ['https://me:secret@mirror.example/', 'name or a password'],
  ['kernels', 'It is not a URL'],
])('refuses %s', (text, why) => expect(() => parseArchive(text)).toThrow(why));

test('does not repeat the password that it refuses', () => {
  expect(() => parseArchive('https://me:sec@ret@mirror.example/')).toThrow(
    'Not an archive to take kernels from: https://mirror.example/',
  );
});

test.each(['ftp://mirror.example/x?token=secret', 'mirror.example/x?token=secret#secret', 'x#secret'])(
  'does not repeat the token of %s',
  (text) => expect(() => parseArchive(text)).toThrow(/^(?!.*secret)/s),
);

test('takes http elsewhere only when told', () => {
  expect(parseArchive('http://10.0.2.2:8000', {plainHttp: true}).href).toBe('http://10.0.2.2:8000/');
  expect(() => parseArchive('ftp://10.0.2.2', {plainHttp: true})).toThrow('not https');
});
