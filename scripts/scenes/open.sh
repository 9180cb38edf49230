# Opens a file with a name that nobody else has.
scene_prepare() {
  folder=$(mktemp -d) || return
  path=eh-open-$token
  : >"$folder/$path"
}
scene_cause() { : <"$folder/$path"; }
scene_tidy() { rm -rf "$folder"; }
