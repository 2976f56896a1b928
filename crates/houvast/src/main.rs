//! The Houvast program.
fn main() {}
