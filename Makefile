.PHONY: demo test lang bench stijl

# The whole demo: with npm the official style, without it the fallback style.
demo: stijl
	cargo run --release -- demo

# Every check, stage by stage, with seconds. ONLY="fmt tests" runs a choice.
test:
	@bash scripts/test.sh $(ONLY)

# The long checks: the crash test at full size and release speed, every browser test and every question of the leak test on
# PostgreSQL, all mutants for the referee, fuzzing, and the benchmarks.
lang:
	@HOUVAST_TEST_LANG=1 bash scripts/test.sh voorzien stijl crash lek browser_postgres referees fuzz
	@bash scripts/bench.sh

bench:
	@bash scripts/bench.sh

stijl:
	@bash scripts/stijl.sh
