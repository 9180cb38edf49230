import {messagesOf} from '../message.ts';

/** What the kernel says of a device, which ip, tc and libbpf hand on; net/core/dev.c begins the first with a small letter before 5.10. */
export const device = messagesOf('kernel', 'https://github.com/torvalds/linux/blob/v6.12', {
  modes: ["Native and generic XDP can't be active at the same time", 'net/core/dev.c'],
  attached: ['XDP program already attached', 'net/core/dev.c'],
  exclusive: ['Exclusivity flag on, cannot modify', 'net/sched/sch_api.c'],
});
