#!/usr/bin/env bash
# Installs, starts and provisions a real Kolibri for acceptance tests. Safe to run again: does only what is missing.
#
#   provision.sh            install, start, provision and seed the channel, as far as each is needed; prints its settings
#   provision.sh stop       stop the server that this script started in this folder
#   provision.sh reset      stop and delete the data (the installation stays)
#   provision.sh status     0 when it is up and ours
#
# KOLIBRI_PORT must name a free port of the loopback address; the next one is used for content unless KOLIBRI_ZIPPORT
# says otherwise. Everything is kept in KOLIBRI_ROOT (.build/kolibri). Further: KOLIBRI_VERSION, PYTHON,
# KOLIBRI_FACILITY, KOLIBRI_ADMIN, KOLIBRI_ADMIN_PASSWORD, KOLIBRI_CHANNEL=0 (no content).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT=${KOLIBRI_ROOT:-.build/kolibri}
mkdir -p "$ROOT"; ROOT=$(cd "$ROOT" && pwd)
case ${1:-up} in up) : "${KOLIBRI_PORT:?name a free port in KOLIBRI_PORT}" ;; esac
PORT=${KOLIBRI_PORT:-0}; ZPORT=${KOLIBRI_ZIPPORT:-$((PORT + 1))}
VER=${KOLIBRI_VERSION:-0.19.5}; PY=${PYTHON:-python3}
FAC=${KOLIBRI_FACILITY:-Acceptance Facility}; SU=${KOLIBRI_ADMIN:-superadmin}; PW=${KOLIBRI_ADMIN_PASSWORD:-Sup3r-Secret}
PRESET=nonformal
export KOLIBRI_HOME=$ROOT/home
export KOLIBRI_LISTEN_ADDRESS=127.0.0.1 KOLIBRI_HTTP_PORT=$PORT KOLIBRI_ZIP_CONTENT_PORT=$ZPORT
export KOLIBRI_ZEROCONF_ENABLED=False KOLIBRI_DISABLE_PING=True KOLIBRI_RUN_MODE=ci
export KOLIBRI_CHERRYPY_THREAD_POOL=${KOLIBRI_THREADS:-16}
BASE=http://127.0.0.1:$PORT; KB=$ROOT/venv/bin/kolibri; PIDF=$KOLIBRI_HOME/provision.pid
say() { printf '[kolibri] %s\n' "$*" >&2; }
now() { date +%s.%N; }
took() { awk -v a="$1" -v b="$(now)" 'BEGIN{printf "%.1fs", b-a}'; }
alive() { [ -s "$PIDF" ] && kill -0 "$(cat "$PIDF")" 2>/dev/null && tr '\0' ' ' <"/proc/$(cat "$PIDF")/cmdline" | grep -q kolibri; }
listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
up() { curl -fsS -m 5 "$BASE/api/public/info/" 2>/dev/null | grep -q '"application":"kolibri"'; }

stop() {
  alive || { rm -f "$PIDF"; return 0; }
  local p; p=$(cat "$PIDF"); kill -TERM "$p" 2>/dev/null || true
  for _ in $(seq 100); do kill -0 "$p" 2>/dev/null || { rm -f "$PIDF"; return 0; }; sleep 0.1; done
  say "SIGTERM ignored for 10 s, killing $p"; kill -KILL "$p" 2>/dev/null || true; rm -f "$PIDF"
}
case ${1:-up} in
  stop) stop; exit 0 ;;
  reset) stop; rm -rf "$KOLIBRI_HOME"; exit 0 ;;
  status) alive && up; exit $? ;;
  up) ;;
  *) sed -n 2,11p "$0"; exit 2 ;;
esac

# 1. install ------------------------------------------------------------
t=$(now)
installed=$("$ROOT/venv/bin/python" -c 'import importlib.metadata as m;print(m.version("kolibri"))' 2>/dev/null || true)
# A folder that was moved takes programs along that name the old place.
grep -qsF "#!$ROOT/venv/" "$ROOT/venv/bin/kolibri" || installed=
if [ "$installed" != "$VER" ]; then
  rm -rf "$ROOT/venv"; mkdir -p "$ROOT"; "$PY" -m venv "$ROOT/venv"
  # `cryptography` is optional for Kolibri, but without it the facility's RSA
  # key is made in pure Python and the first start takes 5-20 s longer.
  "$ROOT/venv/bin/pip" install -q --disable-pip-version-check "kolibri==$VER" cryptography
  say "installed kolibri $VER in $(took "$t")"
fi

# 2. start (and provision on first start) -------------------------------
t=$(now)
if alive && up; then
  say "already running (pid $(cat "$PIDF")) on $BASE"
else
  stop
  if listening "$PORT" || listening "$ZPORT"; then say "port $PORT or $ZPORT is taken by someone else"; exit 3; fi
  mkdir -p "$KOLIBRI_HOME"
  # Kolibri reads this file on start when the device is not provisioned, and
  # deletes it afterwards; when it is provisioned the file is ignored.
  pf=$KOLIBRI_HOME/auto-provision.json; rm -f "$pf"
  (umask 077; cat >"$pf" <<J
{"facility_name":"$FAC","preset":"$PRESET",
 "facility_settings":{},
 "device_settings":{"language_id":"en","landing_page":"sign-in","allow_guest_access":false,"name":"acceptance-device"},
 "superuser":{"username":"$SU","password":"$PW"}}
J
  )
  # Content must be on disk before scanforcontent; do it while the server is down on first run.
  KOLIBRI_AUTOMATIC_PROVISION_FILE=$pf setsid nohup "$KB" start --foreground >"$KOLIBRI_HOME/server.log" 2>&1 </dev/null &
  echo $! >"$PIDF"
  for i in $(seq 600); do
    if up && listening "$ZPORT"; then break; fi   # both: stopped before the second listens, it ignores SIGTERM
    # By its number alone: until the program has begun, /proc shows this script's name under it.
    kill -0 "$(cat "$PIDF")" 2>/dev/null || { say "server died:"; tail -20 "$KOLIBRI_HOME/server.log" >&2; exit 4; }
    [ "$i" = 600 ] && { say "no answer in 60 s"; exit 5; }
    sleep 0.1
  done
  rm -f "$pf"
  say "up on $BASE in $(took "$t") (pid $(cat "$PIDF"), $(awk '/VmRSS/{print int($2/1024)" MiB"}' /proc/"$(cat "$PIDF")"/status))"
fi

# 3. verify provisioning and write ids ----------------------------------
jar=$(mktemp); trap 'rm -f "$jar"' EXIT
fac=$(curl -fsS "$BASE/api/public/v1/facility/")
fid=$(printf %s "$fac" | "$ROOT/venv/bin/python" -c 'import json,sys;f=json.load(sys.stdin);print(f[0]["id"] if f else "")')
[ -n "$fid" ] || { say "device has no facility: provisioning failed, see $KOLIBRI_HOME/server.log"; exit 6; }
code=$(curl -sS -o /dev/null -w '%{http_code}' -c "$jar" -H 'Content-Type: application/json' \
  --data "{\"username\":\"$SU\",\"password\":\"$PW\",\"facility\":\"$fid\"}" "$BASE/api/auth/session/")
[ "$code" = 200 ] || { say "superuser cannot sign in (HTTP $code)"; exit 7; }

# 4. seed the tiny offline channel ---------------------------------------
if [ "${KOLIBRI_CHANNEL:-1}" = 1 ] && [ -f "$here/build_channel.py" ]; then
  t=$(now); man=$KOLIBRI_HOME/channel-manifest.json
  if ! [ -f "$man" ] || ! curl -fsS -b "$jar" "$BASE/api/content/channel/" | grep -q '"available": *true'; then
    "$ROOT/venv/bin/python" "$here/build_channel.py" "$KOLIBRI_HOME/content" --manifest "$man" >&2
    "$KB" manage --skip-update scanforcontent >"$KOLIBRI_HOME/scan.log" 2>&1 || { tail -20 "$KOLIBRI_HOME/scan.log" >&2; exit 8; }
    say "channel seeded in $(took "$t")"
  fi
fi
printf 'KOLIBRI_BASE=%s\nKOLIBRI_FACILITY_ID=%s\nKOLIBRI_ADMIN=%s\nKOLIBRI_PID=%s\n' \
  "$BASE" "$fid" "$SU" "$(cat "$PIDF")" | tee "$KOLIBRI_HOME/settings.env"
