import {type Check, pass, skip, unseen} from '../check.ts';

export default {
  id: 'security.secure-boot',
  after: 'security.lockdown',
  title: 'Secure Boot',
  why: 'With Secure Boot on, only signed kernels boot (the Ubuntu mainline builds are unsigned), and distributions turn lockdown on.',
  reads: '/sys/firmware/efi/efivars/SecureBoot-*',
  sources: ['https://wiki.debian.org/SecureBoot'],
  evaluate: ({security: {secureBoot}}) => {
    if (secureBoot.state === 'absent') return skip('not booted through UEFI, or the variable is not there');
    if (secureBoot.state !== 'known') return unseen('the variable SecureBoot', secureBoot);
    return pass(secureBoot.value ? 'on' : 'off', {evidence: [`SecureBoot: ${secureBoot.value ? 1 : 0}`]});
  },
} satisfies Check;
