# Runs a program under a name that nobody else has.
prepare() {
  folder=$(mktemp -d) || return
  path=$folder/eh-run-$token
  ln -s /bin/true "$path"
}
cause() { "$path"; }
tidy() { rm -rf "$folder"; }
