#!/usr/bin/env bash
# Builds the front-end assets with npm. Without npm the program takes its own fallback style.
# HOUVAST_TEST_STIJL=1 makes a missing npm an error.
set -euo pipefail
cd "$(dirname "$0")/.."
map=crates/web/stijl
if [ ! -f "$map/package.json" ] || ! command -v npm >/dev/null; then
  echo "stijl: npm of $map is er niet; het programma gebruikt zijn eigen eenvoudige stijl" >&2
  [ -z "${HOUVAST_TEST_STIJL:-}" ]
  exit
fi
cd "$map"
# npm ci only when the lock file is newer than what was installed from it.
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci --no-audit --no-fund --loglevel=error
fi
npm run --silent build
