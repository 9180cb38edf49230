import {parseKernelConfig} from '../../src/facts/kernel-config.ts';

const head = '/boot/config-6.1.0\n# Automatically generated file; DO NOT EDIT.';

test('what Kconfig wrote is believed when it is whole', () => {
  const whole = `${head}\n# end of General setup\nCONFIG_BPF=y\nCONFIG_NET_CLS_BPF=m\nCONFIG_LSM="a,b"\nCONFIG_BPF_JIT=n\n# end of Kernel hacking`;
  expect(parseKernelConfig(whole)).toEqual({
    state: 'known',
    value: {path: '/boot/config-6.1.0', options: {BPF: 'y', NET_CLS_BPF: 'm', LSM: 'a,b'}},
  });
  expect(parseKernelConfig(`${head}\nCONFIG_BPF=y\n# CONFIG_DEBUG_KERNEL is not set`)).toMatchObject({state: 'known'});
  expect(parseKernelConfig(`${head}\nCONFIG_BPF=y\nCONFIG_DEBUG_KERNEL=y`)).toMatchObject({state: 'known'});
});

test('a configuration that is cut off tells nothing', () => {
  const cut = {state: 'unreadable', reason: '/boot/config-6.1.0 is cut off'};
  expect(parseKernelConfig(`${head}\nCONFIG_BPF=y`)).toEqual(cut);
  expect(parseKernelConfig(`${head}\n# end of General setup\nCONFIG_BPF=y\nCONFIG_DEBUG_KERNEL=y`)).toEqual(cut);
});

test('a list of options from elsewhere has no end to miss', () => {
  expect(parseKernelConfig('/boot/config-6.1.0\nCONFIG_BPF=y')).toMatchObject({state: 'known'});
});
