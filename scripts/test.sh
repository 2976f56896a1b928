#!/usr/bin/env bash
# Runs the checks of the house, each stage with its seconds; a failing stage shows the end of its log and the
# rest still runs. Limits on 2 cores: build 10 minutes, tests 8, browser 5, referees 3, crash 2.
# Every browser test runs on SQLite, a few also on PostgreSQL; `browser_postgres` (in `make lang`) runs all of them there.
# One target folder and the dev profile for everything: dependencies are optimised there already (Cargo.toml), so
# the demo of the browser and crash stages needs no second build of some five minutes in release.
set -uo pipefail
cd "$(dirname "$0")/.."
export CARGO_TERM_COLOR=never
[ -z "${CI:-}" ] || export CARGO_INCREMENTAL=0
DOEL=${CARGO_TARGET_DIR:-target}
LOGS=$DOEL/uitslag
mkdir -p "$LOGS"

stap_voorzien() { bash scripts/voorzien.sh; }
stap_fmt() { cargo fmt --all --check; }
stap_stijl() { HOUVAST_TEST_STIJL=1 bash scripts/stijl.sh; }
stap_clippy() {
  cargo clippy --locked --workspace --all-targets -- -D warnings &&
    cargo clippy --locked -p houvast --test crash --test knopen -- -D warnings
}
stap_deny() {
  local deny=$DOEL/gereedschap/bin/cargo-deny
  [ -x "$deny" ] || deny=cargo-deny
  "$deny" --locked check licenses bans sources || return
  # Advisories need a database from outside; where that cannot be reached nothing is proved and the log says so.
  if [ "${HOUVAST_TEST_ADVISORIES:-0}" = 1 ]; then "$deny" --locked check advisories; else
    echo "advisories: overgeslagen (HOUVAST_TEST_ADVISORIES=1 zet ze aan)"
  fi
}
stap_bouw() {
  cargo build --locked -p houvast &&
    cargo test --locked --workspace --no-run &&
    cargo test --locked -p houvast --test crash --test knopen --no-run
}
# The store tests start a PostgreSQL of their own; HOUVAST_TEST_ALLES=1 makes a missing one a failure.
stap_tests() { HOUVAST_TEST_ALLES=1 cargo test --locked --workspace --no-fail-fast -- --skip scheidsrechter; }
# The PDF engine is off by default, so only this stage builds it.
stap_pdf() {
  cargo clippy --locked -p houvast-brief --features pdf --all-targets -- -D warnings &&
    cargo test --locked -p houvast-brief --features pdf &&
    cargo check --locked -p houvast --features pdf
}
stap_browser() {
  if [ ! -f tests/browser/package.json ]; then echo "tests/browser is er nog niet" >&2; return 1; fi
  local bin rc=0
  bin=$(binair)
  (cd tests/browser && HOUVAST_TEST_BIN=$bin npm test --silent) || rc=1
  (cd tests/browser && HOUVAST_TEST_BIN=$bin npm run --silent test:postgres-kort) || rc=1
  return $rc
}
stap_browser_postgres() {
  cargo build --locked -p houvast || return
  (cd tests/browser && HOUVAST_TEST_BIN=$(binair) npm run --silent test:postgres)
}
stap_referees() { cargo test --locked -p houvast-ijw --test scheidsrechter; }
stap_crash() {
  if [ -n "${HOUVAST_TEST_LANG:-}" ]; then
    HOUVAST_TEST_KILLS=100 HOUVAST_TEST_BERICHTEN=1000 cargo test --locked --release -p houvast --test crash --test knopen
  else
    HOUVAST_TEST_ALLES=1 cargo test --locked -p houvast --test crash --test knopen
  fi
}
# The 10,000 questions of the leak test on PostgreSQL too; `tests` asks them on SQLite.
stap_lek() { HOUVAST_TEST_LANG=1 HOUVAST_TEST_ALLES=1 cargo test --locked -p houvast-opslag --test opslag -- lek::; }
# A long run of the own fuzz driver; the short one is a plain test.
stap_fuzz() {
  local keer=${HOUVAST_FUZZ:-200000}
  HOUVAST_FUZZ=$keer cargo test --locked --release -p houvast-ijw --test fuzz -- --nocapture || return
  # The other parsers that a stranger can reach; each try costs more there.
  HOUVAST_FUZZ=$((keer / 100 + 50)) cargo test --locked -p houvast-beslis -p houvast-dienst -p houvast-opslag -p houvast -- vreemd:: verminkte_kopie
}
binair() { (cd "$DOEL" && echo "$PWD/debug/houvast"); }

STAPPEN=("$@")
[ ${#STAPPEN[@]} -gt 0 ] || STAPPEN=(voorzien fmt stijl clippy deny bouw tests pdf browser referees crash)
goed=0 fout=0 gezakt=()
begin=$SECONDS
for stap in "${STAPPEN[@]}"; do
  t=$SECONDS
  log=$LOGS/$stap.log
  if "stap_$stap" >"$log" 2>&1 </dev/null; then uitslag=ok; else uitslag=GEZAKT; fi
  # cargo test: "test result: ok. 12 passed; 0 failed; ..."; the browser runner: "# pass 12" and "# fail 0".
  read -r g f < <(awk '
    /^test result:/ { for (i = 2; i <= NF; i++) { if ($i ~ /^passed/) g += $(i-1); if ($i ~ /^failed/) f += $(i-1) } }
    /^# pass [0-9]+/ { g += $3 } /^# fail [0-9]+/ { f += $3 }
    END { print g + 0, f + 0 }' "$log")
  case $stap in
    tests | pdf | browser | browser_postgres | referees | crash | lek | fuzz)
      [ $((g + f)) -gt 0 ] || { uitslag=GEZAKT; echo "deze stap draaide geen test" >>"$log"; } ;;
    *) [ "$uitslag" != ok ] || g=1 ;; # a check without tests counts as one
  esac
  printf '%-16s %5d s  %s\n' "$stap" $((SECONDS - t)) "$uitslag"
  if [ "$uitslag" != ok ]; then
    gezakt+=("$stap")
    [ "$f" -gt 0 ] || f=1
    grep -nE '^test .*FAILED|^error|panicked at|not ok|✖' "$log" | head -20
    tail -40 "$log"
  fi
  # Without a fresh build the rest would judge an old program.
  [ "$stap" != bouw ] || [ "$uitslag" = ok ] || { goed=$((goed + g)) fout=$((fout + f)); break; }
  goed=$((goed + g)) fout=$((fout + f))
done
printf '%-16s %5d s\n' samen $((SECONDS - begin))
[ ${#gezakt[@]} -eq 0 ] || echo "Gezakt: ${gezakt[*]} (volledige uitvoer in $LOGS)"
echo "$goed passed, $fout failed"
[ ${#gezakt[@]} -eq 0 ]
