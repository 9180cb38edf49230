import {type Family, table} from './family.ts';
import {rpmKernels, rpmNames} from './rpm.ts';

const page = (name: string): string => `https://gitee.com/src-openeuler/${name.replace(/-devel$/, '')}`;

export const openeuler: Family = {
  title: 'openEuler, Anolis OS, OpenCloudOS, TencentOS, Alibaba Cloud Linux, Kylin, EulerOS',
  ids: ['openeuler', 'anolis', 'opencloudos', 'tencentos', 'alinux', 'kylin', 'hce', 'euleros'],
  words: /open ?euler|anolis|open ?cloud ?os|tencentos|alibaba cloud linux|kylin/i,
  managers: ['dnf', 'microdnf', 'yum'],
  packages: table(page, rpmNames),
  // Of EulerOS: https://www.tenable.com/plugins/nessus/145726
  kernels: rpmKernels(String.raw`\.(?:oe|an|oc|tl|al|ky|hce|eulerosv)\d`, {
    plain: '6.6.0-28.0.0.34.oe2403.x86_64',
    flavour: '5.10.134-18.an8.x86_64+debug',
  }),
};
