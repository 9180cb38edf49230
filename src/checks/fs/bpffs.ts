import {asRoot} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unseen} from '../check.ts';

export default {
  id: 'fs.bpffs',
  after: 'fs.tracefs',
  title: 'BPF file system',
  why: 'Programs and maps that are to outlive their loader are pinned there.',
  breaks: 'programs and maps are pinned there',
  reads: '/proc/self/mounts',
  sources: ['https://git.kernel.org/torvalds/c/b2197755b263'],
  evaluate: ({mounts}) => {
    if (mounts.state !== 'known') return unseen('the list of mounts', mounts);
    const mount = mounts.value.find(({type}) => type === 'bpf');
    return mount
      ? pass(mount.path, {evidence: [`bpf at ${mount.path} (${mount.options.join(',')})`]})
      : fail('not mounted', {
          evidence: ['no mount of type bpf in /proc/self/mounts'],
          expected: '/sys/fs/bpf',
          remedy: asRoot('Mount bpffs until the next boot; systemd does it at start.', [
            'mount',
            '-t',
            'bpf',
            'bpf',
            '/sys/fs/bpf',
          ]),
        });
  },
} satisfies Check;
