import type {Cause} from '../../in-causes.ts';

export const mainlineKernelDebDependency = {
  title: 'A mainline or third-party kernel package needs libraries of another release',
  why: 'The headers package of Ubuntu mainline builds holds programs linked on the newest Ubuntu; on an older one libc6 or libssl is too old. Image and modules install and boot without it.',
  remedy:
    'Install image and modules only and drop the headers package (`apt --fix-broken install` removes the half-installed one); or take a mainline version from the time of your release, or the HWE kernel. Never force or replace libc6.',
  decide: 'dpkg -l | grep -E "linux-(image|headers)"; ldd --version | head -1',
  sources: ['kernel.ubuntu.com/mainline: built on the development release', 'mainline 1.4.8 reports'],
  certain: [
    /linux-(headers|image|modules|tools|libc-dev|kbuild)\S* (:|depends on|Depends)[^\n]*(libc6|libssl|libelf1?|libgcc|zlib|libdw|pahole)[^\n]*/,
    /dpkg: (dependency problems prevent configuration of|error processing (package|archive)) \S*linux-(headers|image|modules)-\S*0\d{5}/,
  ],
  likely: [
    /(linux-(headers|image|modules)-|mainline|xanmod|liquorix|zabbly|surface)[^\n]*(unmet|dependency problems|not installable|not going to be installed|Depends)/,
  ],
} satisfies Cause;
