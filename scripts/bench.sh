#!/usr/bin/env bash
# Measures in release: reading and checking messages, decisions, the start of a demo, and the whole chain beside bare SQLite.
set -euo pipefail
cd "$(dirname "$0")/.."
# The peer of small messages in one process: lxml, when PyPI can be reached. Without it the bench says OVERGESLAGEN.
DOEL=${CARGO_TARGET_DIR:-target}
mkdir -p "$DOEL/gereedschap"
LXML=$(cd "$DOEL/gereedschap" && pwd)/lxml
[ -d "$LXML" ] || python3 -m pip install -q --only-binary :all: --target "$LXML" lxml || true
export PYTHONPATH="$LXML${PYTHONPATH:+:$PYTHONPATH}"
# The whole program beside xmllint.
cargo build --locked --profile bench -p houvast
cargo bench --locked -p houvast-ijw
cargo bench --locked -p houvast-beslis
cargo bench --locked -p houvast --bench start
# Twelve thousand dossiers, and a request for three thousand of the children.
MAP=$(mktemp -d)
trap 'rm -rf "$MAP"' EXIT
"$DOEL/release/houvast" meet vul --map "$MAP/meet" --dossiers 12000 --berichten 24000
"$DOEL/release/houvast" meet keten --map "$MAP/meet" --berichten 3000
