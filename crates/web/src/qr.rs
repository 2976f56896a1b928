//! A QR code as SVG inside a page: no picture from elsewhere, no script, and the same on paper.

use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write as _;

/// Light modules around the code (ISO/IEC 18004: four).
const RAND: i32 = 4;

/// The code as an element; `None`: the text does not fit. What it says is for whoever cannot see it.
pub(crate) fn svg(tekst: &str, zegt: &str) -> Option<String> {
    let code = QrCode::encode_text(tekst, QrCodeEcc::Medium).ok()?;
    let maat = code.size() + 2 * RAND;
    let mut vakjes = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            // Writing to a String cannot fail.
            let _ = write!(vakjes, "M{} {}h1v1h-1z", x + RAND, y + RAND);
        }
    }
    Some(format!(
        "<svg class=\"hv-qr\" viewBox=\"0 0 {maat} {maat}\" role=\"img\" aria-label=\"{zegt}\" shape-rendering=\"crispEdges\">\
         <rect width=\"{maat}\" height=\"{maat}\" fill=\"#fff\"></rect><path d=\"{vakjes}\" fill=\"#000\"></path></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_code_is_een_vierkant_met_een_rand_en_te_lang_past_niet() {
        let svg = svg("otpauth://totp/Houvast:x?secret=ABC", "QR-code").unwrap();
        // 35 characters at level M fit in version 3: 29 modules, and four on each side.
        assert!(
            svg.contains("viewBox=\"0 0 37 37\"") && svg.contains("M4 4h1v1h-1z"),
            "{svg}"
        );
        assert!(!svg.contains("M3 "), "de rand blijft leeg");
        assert_eq!(super::svg(&"x".repeat(3000), ""), None);
    }
}
