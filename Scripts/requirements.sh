# Sourced by the scripts beside it: what lmsaccept needs on the machine, and how to get it.

# Debian packages that building and running need.
build_packages=(libcurl4-openssl-dev libsqlite3-dev liblua5.4-dev libxml2-dev libpcre2-dev libzip-dev libxlsxwriter-dev
  zlib1g-dev pkg-config)

# And what the tests need beside them; pango and harfbuzz draw the letters of WeasyPrint's PDF files,
# which poppler-utils reads.
test_packages=(python3-venv nginx-light openssl curl libreoffice-calc gnumeric chromium libpango-1.0-0 libpangoft2-1.0-0
  libharfbuzz-subset0 poppler-utils openssh-client)

say() { printf 'lmsaccept: %s\n' "$*" >&2; }

# require_packages NAME...: as root installs what is missing, otherwise says how to and ends with 2.
require_packages() {
  local missing=() name
  if ! command -v dpkg-query >/dev/null 2>&1; then return 0; fi
  local installed
  # dpkg-query fails when it does not know one of the names; what it knows it still says.
  installed=$(dpkg-query -W -f='${Package} ${db:Status-Status}\n' "$@" 2>/dev/null | sed -n 's/ installed$//p' || true)
  for name in "$@"; do
    grep -qx "$name" <<<"$installed" || missing+=("$name")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" = 0 ]; then
    say "installing Debian packages: ${missing[*]}"
    if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >&2; then
      say "the packages could not be installed; see the lines above"
      exit 2
    fi
  else
    say "some Debian packages are missing; install them once with:"
    printf '  sudo apt-get install %s\n' "${missing[*]}" >&2
    exit 2
  fi
}

require_swift() {
  if command -v swift >/dev/null 2>&1; then return 0; fi
  local folder
  for folder in /opt/swift/usr/bin /usr/local/swift/usr/bin "$HOME/.local/share/swiftly/bin" "$HOME/.swiftly/bin"; do
    if [ -x "$folder/swift" ]; then PATH=$folder:$PATH; export PATH; return 0; fi
  done
  say "Swift 6.2 or newer is needed to build, and no 'swift' is on the PATH"
  say "install it from https://www.swift.org/install/linux/ and put its usr/bin on the PATH"
  exit 2
}

# newer_sources ROOT FILE: the first source that is newer than FILE, or nothing. An idle 'swift build' costs 13 seconds.
newer_sources() {
  find "$1/Sources" "$1/Plugins" "$1/Library" "$1/Package.swift" -newer "$2" -type f -print -quit
}

build_program() {
  local log=$1/.build/build.log
  mkdir -p "$1/.build"
  if ! (cd "$1" && swift build -c release --product lmsaccept >"$log" 2>&1); then
    tail -n 40 "$log" >&2
    say "the build failed; the whole log is in .build/build.log"
    exit 2
  fi
  touch "$1/.build/release/lmsaccept"
}

# path_as_on_disk WORD: the word itself, or the one path that differs from it only in case.
path_as_on_disk() {
  local word=$1 path=${1%%:*} rest=
  [ "$path" = "$word" ] || rest=${word#"$path"}
  case $word in -*) printf '%s' "$word"; return ;; esac
  if [ -z "$path" ] || [ -e "$path" ] || [[ $path != *[/.]* ]]; then printf '%s' "$word"; return; fi
  local found=() part current=
  [[ $path == /* ]] && current=/
  local IFS=/
  for part in $path; do
    [ -n "$part" ] || continue
    mapfile -t found < <(find "${current:-.}" -maxdepth 1 -mindepth 1 -iname "${part//[\[\]*?\\]/?}" -printf '%f\n' 2>/dev/null)
    [ ${#found[@]} -eq 1 ] || { printf '%s' "$word"; return; }
    current=$current${found[0]}/
  done
  current=${current%/}
  say "no '$path' here; using '$current'"
  printf '%s' "$current$rest"
}
