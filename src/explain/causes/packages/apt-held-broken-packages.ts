import {asRoot, type Cause} from '../../in-causes.ts';

export const aptHeldBrokenPackages = {
  title: 'Packages have dependencies that cannot be met together',
  why: 'The package sources contradict each other: a third-party archive (apt.llvm.org, a PPA) beside the distribution, packages of another release, a pinned or held package, or a half-updated mirror.',
  remedy: (e) =>
    e.says(/--fix-broken install/)
      ? asRoot('Let apt complete what it has begun.', ['apt-get', '--fix-broken', 'install'])
      : 'Find the odd one: `apt-cache policy PACKAGE` shows which source each version comes from. Take all packages of a family from one source, remove or pin the other, `apt-mark showhold`, then `apt-get -f install`.',
  decide: 'apt-cache policy PACKAGE; apt-mark showhold; ls /etc/apt/sources.list.d',
  sources: ['apt apt-pkg/algorithms.cc: pkgProblemResolver', 'apt-private/private-output.cc: ShowBroken'],
  strong: [
    // pacman, apk, yum and zypper.
    /could not satisfy dependencies|breaks dependency '|unable to select packages|but this requirement cannot be provided|Error: Package: \S[^\n]*\n?\s*Requires: |E: Broken packages|commit transaction \(conflicting files\)|\S+ exists in filesystem/,
    /(Problem|Error):? (\d+: )?[^\n]*(conflicting requests|nothing provides|requires [^\n]*but none|cannot install|problem with installed)|conflicting (packages|requests)|dependency (problems|resolution|conflict)[^\n]*|nothing provides/,
  ],
  suggests: {'a third-party source is in use': (e) => /apt\.llvm\.org|ppa|~\+\+20|~exp1|third/i.test(e.text + e.facts)},
  excludes: {
    'it is a kernel package of another release':
      /linux-(headers|image|modules|kbuild)-[^\n]*(Depends|depends on)|processing archive \S*linux-(headers|image|modules)-\S*-0\d{5}/i,
  },
} satisfies Cause;
