//! What performance claims rest on.

fn main() {}
