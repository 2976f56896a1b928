//! Retourberichten: the message that was sent, with codes (IV028).

use super::kans::Kans;
use super::kop::{Kop, codes, versies};
use super::{Deeltje, blad, w};
use crate::BerichtSoort;
use crate::boom::{Blad, Element};
use crate::schema::Klasse;
use jiff::ToSpan as _;
use jiff::civil::Date;

/// The retourbericht of a message with this content.
pub(super) fn maak(
    soort: BerichtSoort,
    kop: &Kop,
    inhoud: Deeltje,
    peildatum: Date,
    kans: &mut Kans,
) -> Blad {
    let vorm = kans.onder(4);
    let mut extra = vec![
        w(
            "IdentificatieRetour",
            format!("R{}", kop.identificatie.get(1..).unwrap_or_default()),
        ),
        w(
            "DagtekeningRetour",
            kop.dagtekening
                .saturating_add(2.days())
                .min(peildatum)
                .to_string(),
        ),
        if vorm == 1 { w("XsltVersie", "1.0.0") } else { None },
        versies("XsdVersieRetour"),
    ];
    match vorm {
        0 => {}
        1 => extra.push(codes(&["0001"])),
        2 => extra.push(codes(&[kans.een(&["9056", "8848"])])),
        _ => extra.push(codes(&["0200"])),
    }
    let inhoud = inhoud.filter(|_| vorm == 3).map(|mut inhoud| {
        let klasse = soort.wortel().veld(inhoud.naam()).and_then(|veld| veld.klasse());
        if let Some(klasse) = klasse {
            code_erbij(&mut inhoud, klasse, &mut Some(fout(soort)), kans);
        }
        inhoud
    });
    blad(soort, [kop.als_element(soort, extra), inhoud])
}

/// A code that the message can be refused with.
fn fout(soort: BerichtSoort) -> &'static str {
    match soort {
        BerichtSoort::Jw302 => "9332",
        BerichtSoort::Jw306 => "9326",
        BerichtSoort::Jw308 => "9069",
        BerichtSoort::Jw316 => "9347",
        BerichtSoort::Jw318 => "9349",
        _ => "9355",
    }
}

/// Every class that has room for them gets codes; one class, the first or a later, carries the fault.
fn code_erbij(element: &mut Element, klasse: &Klasse, fout: &mut Option<&'static str>, kans: &mut Kans) {
    for kind in element.kinderen_mut() {
        if let Some(binnen) = klasse.veld(kind.naam()).and_then(|veld| veld.klasse()) {
            code_erbij(kind, binnen, fout, kans);
        }
    }
    if klasse.veld("RetourCodes").is_some() {
        let code = if kans.soms(2) { fout.take() } else { None };
        if let Some(lijst) = codes(&[code.unwrap_or("0200")]) {
            element.voeg(lijst);
        }
    }
}
