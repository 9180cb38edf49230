import {install} from '../../remedies/remedy.ts';
import {type Check, fail} from '../check.ts';
import {wantTool} from './presence.ts';

export default {
  id: 'tool.ip',
  after: 'tool.bpftrace',
  title: 'ip of iproute2',
  why: 'Network programs are tried over a veth pair that ip makes, and ip shows and removes what is attached to an interface.',
  breaks: 'makes what network programs are tried on',
  reads: 'ip in PATH',
  sources: ['https://man7.org/linux/man-pages/man8/ip-link.8.html'],
  evaluate: (facts) => {
    const outcome = wantTool(facts, 'ip', 'ip');
    const {ip} = facts.tools;
    // That knows no peer of veth, and no XDP: https://git.busybox.net/busybox/tree/networking/libiproute/iplink.c
    return ip?.state === 'known' && /\b(?:busybox|toybox)\b/.test(ip.value.output)
      ? fail("busybox's", {evidence: outcome.evidence, expected: 'ip of iproute2', remedy: install('ip')})
      : outcome;
  },
} satisfies Check;
