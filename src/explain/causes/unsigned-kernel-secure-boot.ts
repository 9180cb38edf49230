import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, noted, says} from '../cause.ts';
import {fact} from '../evidence/evidence.ts';

export const unsignedKernelSecureBoot = {
  label: 'unsigned-kernel-secure-boot',
  title: 'Secure Boot refuses an unsigned kernel or module',
  why: 'shim and GRUB boot only kernels signed by a key that the firmware or a MOK knows; Ubuntu mainline builds and self-built kernels are not signed. Modules built locally are refused alike.',
  remedy: advise(
    'Boot the previous, signed kernel from the GRUB menu. Then either turn Secure Boot off in the firmware, or sign the kernel and enroll your key: `sbsign`, `mokutil --import MOK.der`, reboot and confirm.',
    {needsReboot: true},
  ),
  decide: 'mokutil --sb-state; sbverify --list /boot/vmlinuz-VERSION',
  sources: ['rhboot/shim', 'GRUB shim_lock verifier', 'kernel/module/signing.c'],
  signatures: [
    says(
      3.2,
      /need to load (the )?kernel first|bad shim|unsigned kernel|signature[^\n]*(boot|kernel)|(boot|kernel)[^\n]*signature/,
      /lockdown|tainting|InRelease|NO_PUBKEY|has incompatible signature/i,
    ),
    // `sbctl verify` and `sbverify`.
    says(5, /\.efi is not signed|vmlinuz\S* is not signed/),
    says(7, /bad shim signature|Bootloader has not verified loaded image/),
    says(
      5,
      /verification requested but nobody cares|(loading|starting)[^\n]*(vmlinuz|linux|bzImage)\S*: Access denied/,
    ),
    says(
      6,
      /(vmlinuz|kernel|linux|bzImage|initrd)[^\n]*has invalid signature|invalid signature[^\n]*(kernel|vmlinuz)|shim_lock|prohibited by secure boot policy/,
    ),
    says(
      5,
      /Verification failed:? ?\(?0x1A|Security (Policy )?Violation|Secure ?Boot (Violation|forbids|verification)/,
    ),
    says(
      4.5,
      /Key was rejected by service|Required key not available|Loading of unsigned module is (rejected|restricted)|module[^\n]*((?<!linux-image-)unsigned|not signed)[^\n]*|PKCS#7 signature not signed with a trusted key/,
    ),
    // What firmwares, rEFInd and shim show: the same refusal in other words.
    says(
      5.2,
      /boot image did not authenticate|Secure Boot validation failure|Image Authorization Fail|not found in SecureBoot database|Invalid signature detected|import_mok_state\(\) failed|SBAT (self-check|data) failed|MokManager: Not Found|with unavailable key is rejected|No signature table present|Failed to execute [^\n]*vmlinuz[^\n]*Access denied|Image failed to verify|EFI_SECURITY_VIOLATION|start_image\(\) returned Access Denied|Failed to load image: Access Denied/,
    ),
    says(3, /you need to load the kernel first/),
    says(
      3.6,
      /((?<!linux-image-)unsigned|not signed|(?<!linux-image-un)sign(ed|ing)?)[^\n]{0,40}(kernel|vmlinuz|image|MOK|secure boot)|(kernel|vmlinuz|image)[^\n]{0,30}((?<!linux-image-)unsigned|not signed)|secure ?boot[^\n]*(sign|mainline|kernel|boot)|\bMOK\b/,
      /lockdown|tainting kernel|bpf/i,
    ),
    noted(
      2.2,
      /secure ?boot: (enabled|on|true|yes)/,
      (e) => !/boot|grub|shim/i.test(e.text + e.command) || /bpf/i.test(e.text),
    ),
    describes(/kernel|module/, /secure ?boot/, /boot\b.*boot|sign|mainline|unsigned|refus|shim/),
  ],
  clues: [clue(1, 'Secure Boot is on', (e) => fact(e, /secure[ _]?boot[^\n]*(enabled|on|yes|true)/))],
} satisfies Cause;
