import type {Cause} from '../../in-causes.ts';

export const unsignedKernelSecureBoot = {
  title: 'Secure Boot refuses an unsigned kernel or module',
  why: 'shim and GRUB boot only kernels signed by a key that the firmware or a MOK knows; Ubuntu mainline builds and self-built kernels are not signed. Modules built locally are refused alike.',
  remedy:
    'Boot the previous, signed kernel from the GRUB menu. Then either turn Secure Boot off in the firmware, or sign the kernel and enroll your key: `sbsign`, `mokutil --import MOK.der`, reboot and confirm.',
  reboots: true,
  decide: 'mokutil --sb-state; sbverify --list /boot/vmlinuz-VERSION',
  sources: ['rhboot/shim', 'GRUB shim_lock verifier', 'kernel/module/signing.c'],
  certain: [
    // `sbctl verify` and `sbverify`.
    /\.efi is not signed/,
    /Bootloader has not verified loaded image|(loading|starting)[^\n]*(vmlinuz|linux|bzImage)\S*: Access denied/,
    /(vmlinuz|kernel|linux|bzImage|initrd)[^\n]*has invalid signature/,
    // What firmwares, rEFInd and shim show: the same refusal in other words.
    /boot image did not authenticate|Secure Boot validation failure|Image Authorization Fail|not found in SecureBoot database|Invalid signature detected|SBAT data failed|with unavailable key is rejected|No signature table present|Failed to execute [^\n]*vmlinuz[^\n]*Access denied|Image failed to verify|EFI_SECURITY_VIOLATION|start_image\(\) returned Access Denied/,
  ],
  likely: [
    /((?<!linux-image-)unsigned|not signed|(?<!linux-image-un)sign(ed|ing)?)[^\n]{0,40}(kernel|vmlinuz|image|MOK|secure boot)|(kernel|vmlinuz|image)[^\n]{0,30}((?<!linux-image-)unsigned|not signed)|\bMOK\b/,
  ],
  hint: [{noted: /secure ?boot: (enabled|on|true|yes)/}],
  suggests: {'Secure Boot is on': {fact: /secure[ _]?boot[^\n]*(enabled|on|yes|true)/}},
} satisfies Cause;
