import {advise} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unseen} from '../check.ts';
import {readConfig} from './option.ts';

export default {
  id: 'kconfig.readable',
  title: 'Kernel configuration readable',
  why: 'Where nothing can be probed, the build configuration is what tells missing features from missing rights.',
  reads:
    '/proc/config.gz, /boot/config-RELEASE, /lib/modules/RELEASE/{config,build/.config,kernel/.config}, /usr/src/linux-headers-RELEASE/.config, /usr/lib/{ostree-boot,kernel}/config-RELEASE',
  sources: ['https://github.com/kubernetes/kubeadm/issues/1351'],
  evaluate: (facts) => {
    const {config} = facts.kernel;
    if (config.state === 'unreadable') return unseen('the kernel configuration', config, {remedy: readConfig(facts)});
    return config.state === 'known'
      ? pass(config.value.path, {
          evidence: [`${Object.keys(config.value.options).length} options about BPF and tracing are set`],
        })
      : fail('none of the places has it', {
          expected: 'one of /proc/config.gz, /boot/config-RELEASE, ...',
          remedy: advise(
            'Run "modprobe configs" if the kernel has that module, or install the kernel package that carries /boot/config-RELEASE.',
          ),
        });
  },
} satisfies Check;
