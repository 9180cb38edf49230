// Fail a script of your own when this machine can't run CO-RE programs, and say why.
import {evaluate, probe} from 'ebpf';

const report = evaluate(await probe(), {profiles: ['libbpf'], ignore: ['kconfig.kprobes']});
for (const {host, findings} of report.hosts) {
  for (const {verdict, severity, title, found, remedy} of findings) {
    if (verdict !== 'fail' || severity !== 'required') continue;
    console.log(`${host}: ${title}: ${found}. ${remedy?.text ?? ''}`);
  }
}
process.exitCode = report.exitCode;
