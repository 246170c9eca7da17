# Two commands do everything: `make demo` and `make test`. The rest are everyday recipes.
.PHONY: demo test dev lint format prepare ui programs bench-pixels

CARGO_TEST = cargo test --locked

demo: prepare ui programs
	cargo build --locked --features e2e,custom-protocol --bin countersign
	tests/window/demo

test: prepare ui programs
	cargo fmt --all --check
	cd ui && npm run lint
	cd ui && npm test
	cd ui && npm run test:axe
	cd ui && npm run test:policy
	$(CARGO_TEST) --workspace --exclude countersign
	$(CARGO_TEST) -p countersign --no-default-features
	tests/peers/run

# Hot reload: vite serves the window, cargo the desk.
dev: prepare programs
	cd ui && npm run dev

lint: prepare ui
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets --features custom-protocol -- -D warnings
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

# Sandbox, service and the confined child, where the desk and the tests look for them.
programs:
	cargo build --locked -p sandbox -p service -p pixels --bins

bench-pixels:
	cargo run --release -p pixels --example bench
