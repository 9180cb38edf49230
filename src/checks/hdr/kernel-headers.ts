import {install} from '../../remedies/remedy.ts';
import {type Check, fail, type Outcome, unseen} from '../check.ts';
import present from './present.ts';
import {useOthers} from './same-release.ts';

export default {
  id: 'hdr.kernel-headers',
  after: 'hdr.present',
  title: 'Headers of the running kernel',
  why: 'BCC and kernel modules are compiled against them; CO-RE programs are not.',
  reads: `${present.reads}, include/generated/utsrelease.h`,
  sources: present.sources,
  evaluate: (facts): Outcome => {
    const outcome = present.evaluate(facts);
    const {build, release, linked} = facts.headers;
    if (outcome.verdict !== 'pass' || build.state !== 'known' || build.value.dangling) return outcome;
    const {evidence} = outcome;
    const running = facts.kernel.release;
    if (running.state !== 'known') return unseen('the kernel release', running, {evidence});
    const expected = `headers of ${running.value}`;
    if (release?.state !== 'known')
      return unseen(`the release of ${build.value.target}`, release, {evidence, expected});
    return release.value === running.value
      ? outcome
      : fail(`of ${release.value}, not of this kernel`, {
          evidence: [...evidence, `UTS_RELEASE there: ${release.value}`],
          expected,
          // What setup has linked in it would not link otherwise the next time.
          remedy: linked?.state === 'known' ? useOthers : install('kernel-headers'),
        });
  },
} satisfies Check;
