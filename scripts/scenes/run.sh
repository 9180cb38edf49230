# Runs a program under a name that nobody else has.
scene_prepare() {
  folder=$(mktemp -d) || return
  path=$folder/eh-run-$token
  ln -s /bin/true "$path"
}
scene_cause() { "$path"; }
scene_tidy() { rm -rf "$folder"; }
