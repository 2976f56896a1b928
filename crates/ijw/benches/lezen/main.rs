//! `cargo bench -p houvast-ijw`: reading, typing and judging messages, each beside a named other program in the same run.
//!
//! `-- --kort` does a little of everything, to see that it works. `-- --geheugen BYTES` is what this program calls itself
//! with, to measure peak memory in a process of its own. `-- --draden` only compares two threads with one. What is not installed here is OVERGESLAGEN.

mod data;
mod dom;
mod groot;
mod klein;
mod meten;

fn main() {
    let argumenten: Vec<String> = std::env::args().collect();
    if let Some(plek) = argumenten.iter().position(|a| a == "--geheugen") {
        let bytes = argumenten.get(plek + 1).and_then(|b| b.parse().ok()).unwrap_or(0);
        groot::geheugenproef(bytes);
        return;
    }
    let kort = argumenten.iter().any(|a| a == "--kort" || a == "--test");
    if argumenten.iter().any(|a| a == "--draden") {
        groot::twee_draden(kort);
        return;
    }
    groot::snelheid(kort);
    groot::twee_draden(kort);
    groot::geheugen(kort);
    groot::commentaar();
    klein::in_proces(kort);
    klein::heel_proces(kort);
    dom::naast_een_dom(kort);
}
