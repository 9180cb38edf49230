import {downloadText} from '../../../src/setup/kernel/download-text.ts';

const file = 'linux-modules-6.12.95-061295-generic_6.12.95-061295.202603251147_amd64.deb';
const name = 'linux-modules-6.12.95-061295-generic';

test.each([
  [0, 53e6, `[                    ]   0 %  0 kB of 53 MB  ${name}`],
  [24e6, 53e6, `[=========           ]  45 %  24 MB of 53 MB  ${name}`],
  [53e6, 53e6, `[====================] 100 %  53 MB of 53 MB  ${name}`],
  // What came is more than was said: the checksum will tell.
  [60e6, 53e6, `[====================] 100 %  60 MB of 53 MB  ${name}`],
  [24e6, undefined, `24 MB  ${name}`],
])('%d bytes of %p', (received, total, text) => expect(downloadText(file, received, total)).toBe(text));
