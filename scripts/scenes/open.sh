# Opens a file with a name that nobody else has.
prepare() {
  folder=$(mktemp -d) || return
  path=eh-open-$token
  : >"$folder/$path"
}
cause() { : <"$folder/$path"; }
tidy() { rm -rf "$folder"; }
