# Sourced by scripts/pipe and scripts/test: finds Swift, installs the system libraries that are missing.

packages="pkg-config libpcre2-dev libzstd-dev zlib1g-dev libdeflate-dev libsimdjson-dev"

say() { printf '%s\n' "$*" >&2; }

need_swift() {
  command -v swift >/dev/null 2>&1 && return
  say "pipe needs a Swift toolchain, 6.2 or newer, and found no \`swift\` in PATH."
  say "Get one from https://www.swift.org/install, then run this again."
  exit 1
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null 2>&1; then sudo "$@"
  else
    say "Installing system packages needs root, and there is no sudo. Run as root:"
    say "  apt-get install $missing"
    exit 1
  fi
}

need_libraries() {
  missing=""
  case "$(uname -s)" in
    Darwin)
      for formula in pcre2 zstd libdeflate simdjson; do
        [ -d "/opt/homebrew/opt/$formula" ] || [ -d "/usr/local/opt/$formula" ] || missing="$missing $formula"
      done
      [ -z "${missing:-}" ] && return
      say "pipe needs these Homebrew packages:$missing. Install them with"
      say "  brew install$missing"
      exit 1 ;;
  esac
  if ! command -v dpkg-query >/dev/null 2>&1; then
    for header in pcre2.h zstd.h zlib.h libdeflate.h simdjson.h; do
      [ -e "/usr/include/$header" ] || [ -e "/usr/local/include/$header" ] || missing="${missing:-} $header"
    done
    [ -z "${missing:-}" ] && return
    say "pipe needs the development files of PCRE2, zstd, zlib, libdeflate and simdjson; not found:$missing."
    say "On this system they must be installed by hand; on Debian and Ubuntu they are: $packages."
    exit 1
  fi
  missing=""
  for package in $packages; do
    case "$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null)" in
      *"ok installed") ;;
      *) missing="$missing $package" ;;
    esac
  done
  [ -z "$missing" ] && return
  say "Installing$missing"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q >&2 || true
  # shellcheck disable=SC2086 # a list of words
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >&2 || {
    say "apt-get could not install:$missing."
    exit 1
  }
}
