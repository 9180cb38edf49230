import {aptNames, visitingKernels} from './debian.ts';
import {type Family, table} from './family.ts';

const page = (name: string): string => `https://packages.ubuntu.com/${name}`;

/** A kernel that Ubuntu built: `linux-tools-RELEASE` and `linux-headers-RELEASE` are of exactly this one. */
export const ubuntuKernel =
  /^\d+\.\d+\.\d+-\d{1,4}-(?:generic|lowlatency|virtual|aws|azure|gcp|gke|gkeop|oracle|kvm|ibm|raspi2?|realtime|nvidia|oem|intel|iot|xilinx|riscv|starfive|allwinner|laptop|snapdragon|bluefield|edge|fips|qcom|mtk|x13s)(?:-[\w-]+)?$/;

export const ubuntu: Family = {
  title: 'Ubuntu and its children (Mint, Pop!_OS, elementary OS, Zorin, KDE neon ...)',
  ids: ['ubuntu', 'trisquel', 'neon', 'bodhi'],
  words: /ubuntu|\bmint\b|pop!?_?os|elementary|zorin|\bneon\b|trisquel/i,
  managers: ['apt'],
  packages: table(page, aptNames),
  kernels: [
    ...visitingKernels,
    {
      kernel: ubuntuKernel,
      example: '6.8.0-1021-azure',
      headers: 'linux-headers-$&',
      source: 'https://packages.ubuntu.com/search?keywords=linux-headers',
    },
    // Pop!_OS puts the date of the build where Ubuntu has the ABI.
    {
      kernel: /^\d+\.\d+\.\d+-7\d{7}-generic$/,
      example: '6.9.3-76060903-generic',
      headers: 'linux-headers-$&',
      source: 'https://github.com/pop-os/linux',
    },
    {
      kernel: /^\d+\.\d+\.\d+-\d{4}-rockchip$/,
      example: '6.1.0-1025-rockchip',
      headers: 'linux-headers-$&',
      visiting: true,
      source: 'https://github.com/Joshua-Riek/ubuntu-rockchip/blob/main/scripts/config-image.sh',
    },
  ],
};
