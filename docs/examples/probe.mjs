// Which kernel is this, and has it BTF?
import {probe} from 'ebpf';

const {kernel, btf} = await probe();
console.log(kernel.release.state === 'known' ? kernel.release.value : kernel.release);
console.log(btf.vmlinux.state === 'known' ? `${btf.vmlinux.value.size} bytes of BTF` : btf.vmlinux);
