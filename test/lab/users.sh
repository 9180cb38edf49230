#!/bin/sh
# Runs a command as a local user whom sudo obeys, asks or refuses: test/lab/users.sh free|password|refused|nosudo COMMAND...
# The users are in a mount namespace of its own only: this machine's passwd and sudoers stay as they are.
set -eu
user=$1; shift
[ "${lab_users-}" = inside ] || exec env lab_users=inside unshare --mount "$0" "$user" "$@"
folder=/mnt
mount -t tmpfs users "$folder"
cp /etc/passwd /etc/group /etc/shadow "$folder"
mkdir -p "$folder/sudoers.d" "$folder/home"
id=2600
for name in free password refused nosudo; do
  id=$((id + 1))
  echo "$name:x:$id:$id::$folder/home:/bin/sh" >>"$folder/passwd"
  echo "$name:x:$id:" >>"$folder/group"
  echo "$name:*:20000:0:99999:7:::" >>"$folder/shadow"
done
echo 'free ALL=(ALL) NOPASSWD: ALL
password ALL=(ALL) ALL' >"$folder/sudoers.d/lab"
chmod 755 "$folder" "$folder/home"
chmod 440 "$folder/sudoers.d/lab"
for file in passwd group shadow sudoers.d; do mount --bind "$folder/$file" "/etc/$file"; done
[ "$user" != nosudo ] || mount --bind /dev/null /usr/bin/sudo
exec setpriv --reuid "$user" --regid "$user" --init-groups --reset-env env -u lab_users PATH="$PATH" "$@"
