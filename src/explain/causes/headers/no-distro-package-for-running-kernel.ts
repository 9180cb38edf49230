import {advise, type Cause, isForeign, symptoms, withoutPackage} from '../../in-causes.ts';

const hasApt = (distro: string): boolean => /debian|ubuntu|mint|kali|raspbian/i.test(distro);

export const noDistroPackageForRunningKernel = {
  title: 'The archive has no package for the running kernel',
  why: 'Headers and tools are packaged for the kernels of the distribution, by exact release. WSL2, Docker Desktop, provider and self-built kernels never had one; an old release of the distribution kernel is superseded and gone.',
  remedy: ({kernel, distro}) => {
    if (kernel && (isForeign(kernel) || (kernel.flavour === 'unknown' && !hasApt(distro)))) return withoutPackage;
    const elsewhere =
      'If it never was in it (a container sees the kernel of its host), use CO-RE tools, which need no headers.';
    return hasApt(distro) || distro === ''
      ? advise(
          `The release that runs is not in the archive, or no longer: fetch the lists (\`apt-get update\`), upgrade to the current kernel (\`apt full-upgrade\`), reboot, then install linux-headers-$(uname -r). ${elsewhere}`,
          {needsReboot: true},
        )
      : advise(
          `The release that runs is not in the archive, or no longer: upgrade the system (\`dnf upgrade\`, \`zypper dup\`, \`pacman -Syu\`, \`apk upgrade\`), reboot, then install the headers of the kernel that runs then. ${elsewhere}`,
          {needsReboot: true},
        );
  },
  decide: 'uname -r; apt-cache search linux-headers- | tail -3',
  sources: ['apt-get(8)', 'dnf: "No match for argument"'],
  certain: [
    symptoms.kernelPackageUnknown,
    /\b404\b[^\n]*\/kernel-(devel|headers)-\d\S*\.rpm/,
    /(Unable to locate package|no such package|has no installation candidate)[^\n]{0,5} ?['"]?(pve|proxmox|raspberrypi-kernel|linux-(virt|lts|edge|rpi))-(headers|dev)-?\d\S*|linux-\w+-dev-\d\S* \(no such package\)/,
    // A virtual package, of which every candidate is for another kernel.
    /Package '?linux-(headers|tools)'? has no installation candidate/,
  ],
  strong: [
    [/Module \S+ not found in directory \S*\/lib\/modules\/\d/, (e) => !isForeign(e.kernel)],
    [
      /(kernel[- ]headers|linux-headers|kernel-devel|\/lib\/modules\/\S*(build|source)\)?)(?!\/Makefile)[^\n]*(not found|cannot be found|No such file|missing|not installed|Unable|unavailable)|Unable to find kernel headers|(?<!-C )\/lib\/modules[^\n]*build(?!')/,
      (e) => !isForeign(e.kernel),
    ],
    [
      /kernel headers( common)? not found/,
      (e) => !/driverkit/.test(`${e.command}\n${e.text}`) && !e.says(/specific kernel headers|not enough headers/i),
    ],
  ],
  likely: [
    // pacman
    /target not found: linux\S*-headers/,
  ],
  suggests: {
    'the kernel is not of the distribution': (e) =>
      ['wsl', 'linuxkit', 'provider', 'cloud', 'mainline'].includes(e.kernel?.flavour ?? ''),
  },
} satisfies Cause;
