//! The front door: parse, call, print, exit code.
fn main() {}
