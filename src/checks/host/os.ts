import {type Check, pass, unseen} from '../check.ts';

export default {
  id: 'host.os',
  title: 'Operating system',
  why: 'Package names and remedies depend on it.',
  reads: '/etc/os-release',
  sources: ['https://www.freedesktop.org/software/systemd/man/latest/os-release.html'],
  evaluate: ({os}) =>
    os.state === 'known'
      ? pass(os.value.prettyName, {evidence: [`ID=${os.value.id} VERSION_ID=${os.value.versionId ?? ''}`]})
      : unseen('/etc/os-release', os),
} satisfies Check;
