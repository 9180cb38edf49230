import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, says} from '../cause.ts';
import {text} from '../evidence/evidence.ts';
import {isForeign} from '../evidence/kernel-release.ts';
import {lacking} from '../phrases.ts';
import {symptoms} from '../symptoms.ts';
import {withoutPackage} from '../without-package.ts';

const hasApt = (distro: string): boolean => /debian|ubuntu|mint|kali|raspbian/i.test(distro);

export const noDistroPackageForRunningKernel = {
  label: 'no-distro-package-for-running-kernel',
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
  signatures: [
    // pacman
    says(3.6, /target not found: linux\S*-headers/),
    says(
      4.2,
      /(kernel[- ]headers|linux-headers|kernel-devel|\/lib\/modules\/\S*(build|source)\)?)[^\n]*(not found|cannot be found|No such file|missing|not installed|Unable|unavailable)|Unable to find kernel headers|\/lib\/modules[^\n]*build/,
      (e) => !isForeign(e.kernel),
    ),
    says(
      5.2,
      /(Unable to locate package|Couldn't find any package by (glob|regex)|No match for argument:?|No package|Unable to find a match:?|target not found:?|has no installation candidate|Package not found|No candidates found for|unable to select packages|not found in package names)[^\n]{0,5} ?['"]?(linux-(headers|tools|image|cloud-tools|modules|source|buildinfo)|kernel-(devel|headers|debuginfo|core|uek-devel|lt-devel|ml-devel))\S*/,
      /package linux-(image|headers)-\S*(liquorix|xanmod|surface|zabbly|tkg|t2|proxmox)/i,
    ),
    says(5.2, symptoms.kernelPackageUnknown),
    says(
      4.6,
      /kernel headers( common)? not found|not enough headers packages found|kbuild not found/,
      (e) => !/driverkit/.test(`${e.command}\n${e.text}`) && !text(e, /specific kernel headers|not enough headers/i),
    ),
    says(
      5,
      /Package '?(linux-(headers|tools|image)|kernel-(devel|headers))-\S+'? (has no installation candidate|is not available)/,
    ),
    says(
      4,
      /No package (kernel-(devel|headers|uek-devel)|linux-headers)\S* available|(kernel-devel|kernel-headers|linux-headers)-\d\S* (is )?(not (available|found)|unavailable|404)/,
    ),
    says(
      3.5,
      /(nothing provides|No such package)[^\n]*kernel-(devel|headers)|no (headers?|tools?) packages? (for|available)/,
    ),
    says(3, /Failed to fetch[^\n]*linux-(headers|image|tools)[^\n]*404/),
    says(5, /\b404\b[^\n]*\/kernel-(devel|headers)-\d\S*\.rpm|target not found: linux\d*-headers/),
    says(2, /linux-headers-\S*(microsoft|linuxkit|orbstack)/),
    says(
      5.2,
      /(Unable to locate package|no such package|has no installation candidate)[^\n]{0,5} ?['"]?(pve|proxmox|raspberrypi-kernel|linux-(virt|lts|edge|rpi))-(headers|dev)-?\d\S*|linux-\w+-dev-\d\S* \(no such package\)/,
    ),
    // A virtual package, of which every candidate is for another kernel.
    says(5.2, /Package '?linux-(headers|tools)'? has no installation candidate/, (e) => !isForeign(e.kernel)),
    // Where to get headers from is asked for a kernel that has none.
    says(
      3.2,
      /(how|where|which|any way)\b[^\n]*(kernel|linux)[- ]headers|(kernel|linux)[- ]headers[^\n]*\?$/,
      (e) => !isForeign(e.kernel) && !text(e, /microsoft|linuxkit|WSL/i),
    ),
    describes(/\bkernel\b/, /\b(headers|devel)\b/, /\bpackages?\b/, lacking, /\d\.\d+\.\d+-\d/),
    describes(
      /(kernel|linux)[- ]headers|kernel-devel/,
      /\b(make|provide|publish|ship|offer|build)\b[^.]*\b(available|AMI|image|package|deb|rpm)\b/,
    ),
    describes(
      /(kernel|linux)[- ]?(headers|tools|devel|modules)|kernel-devel/,
      /\b(apt|repos?|repositor\w+|archives?|mirrors?|package manager|packages? (of|for|in))\b/,
      lacking,
    ),
    describes(
      /linux-headers|headers? package|linux-tools|kernel-devel|packages?/,
      /WSL2?|running kernel|uname -r|linuxkit|archive|custom kernel/,
      lacking,
    ),
  ],
  clues: [
    clue(1, 'the kernel is not of the distribution', (e) =>
      ['wsl', 'linuxkit', 'provider', 'cloud', 'mainline'].includes(e.kernel?.flavour ?? ''),
    ),
    clue(
      -1.2,
      'the package is not one of a certain kernel',
      (e) => text(e, /Unable to locate package linux-/i) && !text(e, /(linux|kernel)-\S*\d\.\d/i),
    ),
    clue(
      -3,
      'the wrapper of linux-tools-common says so',
      (e) => text(e, /not found for kernel/i) && !text(e, /Unable to locate package|Couldn't find any package/i),
    ),
  ],
} satisfies Cause;
