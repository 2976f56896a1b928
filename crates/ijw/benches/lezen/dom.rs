//! One small JW315, beside building a DOM of it and judging nothing (roxmltree).

use crate::data::JW315;
use crate::groot::ALLES;
use crate::meten::{maal, om_beurten};
use houvast_ijw::{lees_bytes, schrijf};
use std::hint::black_box;

const KEER: u32 = 2_000;

pub(crate) fn naast_een_dom(kort: bool) {
    let Some(bericht) = lees_bytes(JW315.as_bytes(), &ALLES).bericht else {
        return;
    };
    let mut lezen = || {
        for _ in 0..KEER {
            black_box(lees_bytes(black_box(JW315.as_bytes()), &ALLES));
        }
    };
    let mut dom = || {
        for _ in 0..KEER {
            black_box(roxmltree::Document::parse(black_box(JW315)).is_ok());
        }
    };
    let mut schrijven = || {
        for _ in 0..KEER {
            black_box(schrijf(black_box(&bericht)));
        }
    };
    let ronden = if kort { 3 } else { 30 };
    let [ons, hun, uit] = om_beurten(ronden, [&mut lezen, &mut dom, &mut schrijven]);
    let per = |duur: std::time::Duration| duur.as_nanos() / u128::from(KEER);
    println!(
        "JW315 van {} bytes: lezen, typen en niveau 1 {} ns; roxmltree, alleen een DOM, {} ns; houvast is {} zo snel; schrijven {} ns",
        JW315.len(),
        per(ons),
        per(hun),
        maal(hun, ons),
        per(uit)
    );
}
