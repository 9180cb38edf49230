#!/usr/bin/env bash
# The steps of action.yml: action.sh have | ready | look. The inputs come as EBPF_*, so that none of them is ever shell text.
set -euo pipefail
root=$GITHUB_ACTION_PATH

# What ebpf itself could not tell: an annotation, the page of the run, and exit code 2.
refuse() {
  local text=${1//%/%25}
  text=${text//$'\r'/%0D}
  printf '::error title=ebpf::%s\n' "${text//$'\n'/%0A}"
  printf '## ebpf\n\n❌\n\n```text\n%s\n```\n' "${1//\`\`\`/}" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
  exit 2
}

# A value without the blanks and line ends around it.
trimmed() {
  local value=${1#"${1%%[![:space:]]*}"}
  printf %s "${value%"${value##*[![:space:]]}"}"
}

args=()
# A flag for each of a list: apart by lines, CRLF, commas or blanks.
each() { while read -r value; do [ -z "$value" ] || args+=("$1" "$value"); done < <(printf %s "$2" | tr -s ',[:space:]' '\n'; echo); }
# A flag with one value, which may hold blanks.
one() { local value; value=$(trimmed "$2"); [ -z "$value" ] || args+=("$1" "$value"); }
# Whether an input says yes.
yes() {
  case $(trimmed "$2" | tr '[:upper:]' '[:lower:]') in
    true) ;;
    false | '') return 1 ;;
    *) refuse "The input $1 is true or false, not \"$(trimmed "$2")\"." ;;
  esac
}

# Released revisions bring dist; this repository's own are built first.
have() {
  command -v node >/dev/null || refuse $'This runner has no node.\nPut actions/setup-node before this step.'
  [ -d "$root/dist" ] || (cd "$root" && npm ci --no-audit --no-fund --loglevel=error) ||
    refuse $'ebpf could not be built on this runner: see the log of this step.\nUse a released revision of the action, which is built already.'
  local said
  said=$(node "$root/bin/run.js" --version 2>&1) || refuse "$said"
}

ready() {
  yes setup "${EBPF_SETUP:-}" || return 0
  each --for "$EBPF_FOR"
  one --policy "$EBPF_POLICY"
  local code=0
  node "$root/bin/run.js" setup --yes --dir "$(mktemp -d -p "${RUNNER_TEMP:-/tmp}")/hello-ebpf" "${args[@]}" || code=$?
  [ $code = 0 ] || echo "::error title=ebpf setup::ebpf setup ended with exit code $code: see the log of this step."
  exit $code
}

look() {
  local reports code=0
  each --for "$EBPF_FOR"
  one --policy "$EBPF_POLICY"
  each --require "$EBPF_REQUIRE"
  each --ignore "$EBPF_IGNORE"
  one --baseline "$EBPF_BASELINE"
  one --wait "$EBPF_WAIT"
  if yes strict "$EBPF_STRICT"; then args+=(--strict); fi
  reports=$(trimmed "$EBPF_REPORTS")
  mkdir -p -- "${reports:=ebpf-reports}" || refuse "The folder for reports can't be made: $reports"
  reports=$(cd -- "$reports" && pwd)
  # sudo where it can be had: root sees more, and tries what the kernel can do.
  local run=(node "$root/bin/run.js")
  if [ "$(id -u)" != 0 ] && sudo -n true 2>/dev/null; then
    run=(sudo -n --preserve-env=GITHUB_ACTIONS,GITHUB_STEP_SUMMARY,GITHUB_WORKSPACE "$(command -v node)" "$root/bin/run.js")
  fi
  # What an earlier step left is no report of this one.
  rm -f -- "$reports"/report.{json,xml,html}
  "${run[@]}" doctor "${args[@]}" --format github \
    --format json --output "$reports/report.json" \
    --format junit --output "$reports/report.xml" \
    --format html --output "$reports/report.html" || code=$?
  {
    echo "exit-code=$code"
    if [ $code = 0 ]; then echo ready=true; else echo ready=false; fi
    [ ! -e "$reports/report.xml" ] || echo "report-junit=$reports/report.xml"
    [ ! -e "$reports/report.html" ] || echo "report-html=$reports/report.html"
    if [ -e "$reports/report.json" ]; then
      echo "report-json=$reports/report.json"
      node -e 'const {hosts: [{profiles}], policy} = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
        console.log(`profiles=${JSON.stringify(profiles)}\npolicy=${(policy?.file ?? "none").replace(/[\r\n]/g, "_")}`)' "$reports/report.json"
    fi
  } >>"$GITHUB_OUTPUT"
  exit $code
}

"$1"
