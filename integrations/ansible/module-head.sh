#!/bin/sh
# Ansible module of the old style, in plain sh: the host needs no Python. Reads what matters for eBPF, changes nothing, and so does the
# same under --check. Gives ansible_facts.ebpf: kernel, btf (whether CO-RE programs find types), and probe, the output of the probe,
# which `ebpf doctor --facts DIR` judges. Made by "npm run build" from scripts/probe.sh.
set -u
probe() {
  sh <<'END_OF_EBPF_PROBE'
