//! Long lists travel packed. Only pages that were asked for with GET: they repeat nothing that a form sent, so the length
//! of a packed page tells nothing about the form token in it (BREACH).

use axum::http::{Extensions, Method, StatusCode};
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{Predicate, SizeAbove};

#[derive(Clone, Copy)]
struct Mag;

/// Marks an answer that may be packed.
pub(crate) fn merk(methode: &Method, antwoord: &mut axum::response::Response) {
    if *methode == Method::GET && antwoord.status() == StatusCode::OK {
        antwoord.extensions_mut().insert(Mag);
    }
}

/// Packs what is marked and not small.
pub(crate) fn laag() -> CompressionLayer<impl Predicate> {
    let gemerkt = |_: StatusCode, _: axum::http::Version, _: &axum::http::HeaderMap, e: &Extensions| {
        e.get::<Mag>().is_some()
    };
    CompressionLayer::new().compress_when(SizeAbove::new(1024).and(gemerkt))
}
