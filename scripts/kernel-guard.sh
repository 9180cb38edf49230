#!/bin/sh
# The way home of a kernel on trial, on the host itself: src/kernels/guard.ts puts it into /etc/ebpf-kernel, with a unit that starts it at every boot.
#   watch  waits in a boot of the new kernel, and reboots into the default unless "end" comes first; in any other it removes itself
#   end    the kernel was reached: gives back what was set and removes everything; 4 where the reboot has begun
# /etc/ebpf-kernel/trial holds the new kernel's release, the boot id in which it was made ready, and seconds from the boot on.
set -u
LC_ALL=C PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL PATH
here=/etc/ebpf-kernel name=ebpf-kernel-guard
before=/run/$name.before
last=/var/lib/ebpf-kernel/went-home
# Of this boot: the reboot has begun.
going=/run/$name.going
kernel=/proc/sys/kernel

# Hangs become panics, and panics reboots; a boot that never gets here is left to panic= on its command line.
# Twice the threshold is how long a processor may be stuck: two minutes, for a virtual machine that is paused is no hang.
arm() {
  : >"$before" 2>/dev/null || return
  for setting in panic=30 watchdog_thresh=60 softlockup_panic=1 hung_task_panic=1; do
    file=$kernel/${setting%%=*}
    [ -w "$file" ] || continue
    echo "${setting%%=*} $(cat "$file")" >>"$before"
    echo "${setting#*=}" >"$file" 2>/dev/null
  done
}

# The kernel's command line has set panic=30 for this boot alone: the setting of the boot before comes back, which is noted with the trial.
disarm() {
  [ -r "$before" ] && while read -r setting value; do
    [ "$setting" = panic ] && value=${panic:-0}
    echo "$value" >"$kernel/$setting" 2>/dev/null
  done <"$before"
  rm -f "$before"
}

# A watchdog of the machine's that nobody uses, and that can be let go of again: should even the reboot hang, it resets the machine.
dog=
about() { cat "/sys/class/watchdog/watchdog0/$1" 2>/dev/null; }
pet() {
  if [ -z "$dog" ] && [ -c /dev/watchdog ] && [ "$(about nowayout)" = 0 ] && [ "$(about state)" = inactive ] && [ "$(about timeout)" -ge 30 ]; then
    # exec alone would end the shell where the file can't be opened.
    command exec 8>/dev/watchdog && dog=yes
  fi 2>/dev/null
  [ -z "$dog" ] || printf . >&8
}
leave_dog() { [ -z "$dog" ] || { printf V >&8; exec 8>&-; dog=; }; }

remove() {
  [ -x /etc/init.d/$name ] && update-rc.d -f $name remove >/dev/null 2>&1
  rm -f /etc/systemd/system/sysinit.target.wants/$name.service /etc/systemd/system/$name.service /etc/init.d/$name
  rm -rf $here /run/$name.pid
}

# What somebody will want to know who could not reach it.
words() {
  echo "$release ran for $seconds s and nobody confirmed it."
  addresses=$(ip -o addr show scope global 2>/dev/null | while read -r _ link _ address _; do printf '%s %s; ' "$link" "$address"; done)
  echo "Addresses: ${addresses:-none}"
  echo "Links: $(ip -o link show 2>/dev/null | while read -r _ link _; do printf '%s ' "${link%:}"; done)"
  [ -d /run/systemd/system ] || return 0
  failed=$(systemctl list-units --failed --plain --no-legend --no-pager 2>/dev/null | while read -r unit _; do printf '%s ' "$unit"; done)
  echo "Failed units: ${failed:-none}"
}

order_reboot() { systemctl reboot --no-block 2>/dev/null || shutdown -r now 2>/dev/null || reboot 2>/dev/null; }

go_home() {
  # The signal comes last of all on the way down: no unit of systemd's stops this one. A watchdog is left running, for what may still hang.
  trap 'exit 0' TERM HUP INT
  : >"$going"
  # Nor is it among the processes that sysvinit kills, which is long before file systems are unmounted.
  [ ! -d /run/sendsigs.omit.d ] || echo $$ >/run/sendsigs.omit.d/$name
  # The root file system may be read-only still: a minute for it, since nothing else tells what was wrong.
  tries=0
  until { mkdir -p "${last%/*}" && words >"$last.new" && mv "$last.new" "$last"; } 2>/dev/null || [ $tries -ge 12 ]; do
    pet
    sleep 5
    tries=$((tries + 1))
  done
  sync
  echo "$name: nobody confirmed $release within $seconds s of its boot; rebooting into the default kernel" >/dev/kmsg 2>/dev/null
  # Whatever hangs on the way down has two minutes, and then the machine is reset, file systems synchronised.
  order_reboot
  waited=0
  while [ $waited -lt 120 ]; do
    pet
    sleep 10 &
    wait $!
    waited=$((waited + 10))
  done
  sync
  echo 1 >$kernel/sysrq 2>/dev/null
  for key in s u b; do echo $key >/proc/sysrq-trigger; sleep 2; done
}

release='' boot='' seconds=0 panic=0
[ -r $here/trial ] && { read -r release; read -r boot; read -r seconds; read -r panic; } <$here/trial
up() { read -r text _ </proc/uptime; echo "${text%%.*}"; }

if [ "${1:-watch}" = end ]; then
  [ ! -e "$going" ] || exit 4
  disarm
  if [ -d /run/systemd/system ]; then systemctl stop $name.service; elif [ -r /run/$name.pid ]; then kill "$(cat /run/$name.pid)"; fi 2>/dev/null
  # It began while it was stopped, perhaps before it had given the order.
  [ ! -e "$going" ] || { order_reboot; exit 4; }
  remove
  [ ! -d /run/systemd/system ] || systemctl daemon-reload
  exit 0
fi
[ -n "$release" ] || exit 0
[ "$(cat $kernel/random/boot_id)" != "$boot" ] || exit 0
if [ "$(uname -r)" != "$release" ]; then
  # Back on another kernel: the root file system may still be read-only this early.
  tries=0
  until rm -f $here/trial 2>/dev/null || [ $tries -gt 60 ]; do sleep 5; tries=$((tries + 1)); done
  remove
  exit 0
fi
trap 'leave_dog; exit 0' TERM HUP INT
arm
while [ "$(up)" -lt "$seconds" ]; do
  pet
  # In the background, so that a signal is obeyed at once.
  sleep 5 &
  wait $!
done
[ -e $here/trial ] || { leave_dog; exit 0; }
go_home
