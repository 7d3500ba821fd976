# What CI holds us to.
check:
    find src tests benches examples -name '*.rs' -print0 | xargs -0 rustfmt --edition 2024 --check
    cargo clippy --all-targets -- -D warnings
    cargo clippy --lib --no-default-features -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps

test:
    cargo test --release

# The long Monte Carlo checks, with those of the suite.
validate:
    cargo test --release --test suite -- --include-ignored

bench:
    cargo bench

# Instructions that one simulated trial takes, beside those on record; `just instructions --renew` writes the record.
instructions *options:
    cargo build --release
    .ci/instructions {{options}}

# The same bytes on an emulated processor of 2006.
portable:
    cargo build --release
    .ci/portable

# Ours beside what a user would pick instead, in one run: writes docs/speed.md. For a quiet machine.
peers:
    cargo build --release
    @if command -v python3 > /dev/null; then python3 benches/peers/slim.py; \
        else echo "the peers are timed by Python, which is not there"; fi

# Files that are made by commands: the schema, the significance marks, the report of Nijmegen, the expected messages, pages
# of documentation.
fixtures:
    cargo run --release -- schema > scenarios/scenario.schema.json
    cargo run --release --example table3_marks
    cargo run --release --example readme_picture
    cargo run --release -- report scenarios/nijmegen.json --quiet > docs/nijmegen.html
    cargo run --release -- report scenarios/nijmegen.json --language nl --quiet > docs/nijmegen.nl.html
    UPDATE_EXPECTED=1 cargo test --release --test suite -- wrong results_page families diagnosands

docs:
    cargo doc --no-deps --open
