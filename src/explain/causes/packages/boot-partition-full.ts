import type {Cause} from '../../in-causes.ts';

export const bootPartitionFull = {
  title: 'There is no room for the kernel or initrd in /boot',
  why: 'Each kernel keeps an image and an initrd of 50 to 200 MB in /boot, which is a small file system of its own on encrypted and older installations. dpkg then stops half-way.',
  remedy:
    'Remove kernels that do not run (`apt autoremove --purge`, or `dpkg -l "linux-image-*"` and purge the oldest; never the one of `uname -r`), then `dpkg --configure -a`. If apt itself is stuck, delete the initrd of the oldest kernel first.',
  decide: 'df -h /boot; ls -S /boot; uname -r',
  sources: ['initramfs-tools: mkinitramfs', 'do-release-upgrade: free space check'],
  certain: [
    /(initrd|initramfs|\/boot|vmlinuz|dracut|cpio|zstd|gzip|lz4|xz)[^\n]*(No space left|disk full)|No space left[^\n]*(\n[^\n]{0,60})?(\/boot|initrd|initramfs|compressed block)/,
    /(not enough|insufficient|more|free|low) (free )?(disk )?space[^\n]*\/boot|\/boot[^\n]*(is )?(full|100 ?%|too small|needs|more space|no space|not enough|insufficient|out of space)|(space|full)[^\n]{0,25} \/boot/,
    /\b(grub2?-\w+|mkinitcpio|update-initramfs|kernel-install|kernelstub|bootctl|nixos-\w+|new-kernel-pkg|flash-kernel|proxmox-boot-tool)\S*: [^\n]*No space left|['" ]\/efi\/[^\n]*No space left|[Ii]nstalling kernel: [^\n]*No space left/,
  ],
  strong: [/creation of \S*initramfs\S* failed/],
  likely: [{noted: /(\/boot|\besp\b)[^\n]*(100 ?%|9[5-9] ?%|\bfull\b|0 bytes|no space)/}],
} satisfies Cause;
