# Two commands do everything: `make demo` and `make test`. The rest are everyday recipes.
.PHONY: demo test soak dev display lint format prepare ui programs bench-pixels bench-claims

# One set of features for everything, so that nothing is compiled twice: the program with its pages
# inside and a door for WebDriver, the matcher as a command, and a service whose rules tests can
# switch off one by one.
DRIVEN = --features e2e,custom-protocol,claims/cli,service/faults

demo: prepare ui programs
	tests/window/demo

test: prepare ui
	cargo fmt --all --check
	cd ui && npm run lint
	cd ui && npm test
	cd ui && npm run test:axe
	cd ui && npm run test:policy
	PROPTEST_RNG_SEED=1 cargo test --locked --workspace $(DRIVEN)
	tests/peers/run
	tests/window/run

# The long ones, which draw anew each time while `make test` repeats itself: properties in many
# cases, and desks and service against the reference for hours.
soak: prepare ui
	PROPTEST_CASES=10000 PROPTEST_MAX_GLOBAL_REJECTS=100000 cargo test --locked --workspace $(DRIVEN) -- --skip model::
	COUNTERSIGN_ACTS=100000 cargo test --locked --workspace $(DRIVEN) --test journeys -- model::

# Hot reload: vite serves the window, cargo the desk. Needs a display.
dev: display prepare programs
	tests/window/dev

display:
	@tests/window/dev --look

lint: prepare ui
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets $(DRIVEN) -- -D warnings
	cd ui && npm run lint
	command -v cargo-deny >/dev/null || cargo install --locked cargo-deny@0.20.2
	cargo deny --locked --all-features check bans licenses sources

format:
	cargo fmt --all
	cd ui && npm run format

# Everything a bare Debian machine lacks beside Rust and Node.
prepare:
	.ci/prepare

ui:
	cd ui && npm run build

# The program, sandbox, service and the confined child, where each looks for the others.
programs:
	cargo build --locked --workspace $(DRIVEN) --bins

bench-pixels:
	cargo run --release -p pixels --example bench

# The matcher beside its peers on the same labelled pairs: one table, one line of JSON.
BENCH = $(or $(CARGO_TARGET_DIR),target)/bench-claims
bench-claims:
	test -x $(BENCH)/bin/python || python3 -m venv $(BENCH)
	$(BENCH)/bin/pip install --quiet nomenklatura==4.17.4 rapidfuzz==3.*
	cargo run --release --locked -p claims --features fit --bin fit -- --scores $(BENCH)/scores.tsv >/dev/null
	$(BENCH)/bin/python src-tauri/claims/bench/peers.py $(BENCH)/scores.tsv
