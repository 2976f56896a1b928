#!/usr/bin/env bash
# Measures in release: reading and checking one message, and the whole chain beside bare SQLite.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo bench --locked -p houvast-ijw
cargo bench --locked -p houvast-beslis
cargo bench --locked -p houvast --bench keten
