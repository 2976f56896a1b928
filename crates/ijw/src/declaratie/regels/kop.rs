//! The class Declaratie against earlier declaraties.

use crate::BerichtSoort::Jw323;
use crate::declaratie::zicht::Toets;
use crate::declaratie::{EerdereDeclaraties, Kop};
use crate::regels::{Melder, Regel};
use houvast_begrip::datum::kort;

pub(super) const TR318: Regel = Regel::declaratie(
    "TR318",
    Some("8214"),
    &[Jw323],
    "Is elke maand hulp gegeven, dan volgt de declaratieperiode op de vorige maand.",
    Toets::Kop(tr318),
);

/// A gap may be a time without help, which only the aanbieder knows (OP284, OP364); the same month again is for what was left
/// out (IV090). What cannot be is a month before the latest.
fn tr318(kop: &Kop, eerder: &EerdereDeclaraties, meld: &mut Melder<'_>) {
    let Some(laatste) = eerder.laatste_periode else {
        return;
    };
    let begin = kop.declaratie().declaratie_periode.begindatum;
    if begin.first_of_month() < laatste.first_of_month() {
        meld.op(
            "Declaratie/DeclaratiePeriode",
            format!(
                "Er is al een declaratie over een latere maand (vanaf {}). Dien deze regels in met die maand of een latere maand als declaratieperiode.",
                kort(laatste)
            ),
        );
    }
}

pub(super) const TR333: Regel = Regel::declaratie(
    "TR333",
    Some("9333"),
    &[Jw323],
    "Het declaratienummer is bij de aanbieder nog niet gebruikt.",
    Toets::Kop(tr333),
);

fn tr333(_: &Kop, eerder: &EerdereDeclaraties, meld: &mut Melder<'_>) {
    if eerder.nummer_gebruikt {
        meld.op(
            "Declaratie/DeclaratieNummer",
            "Dit declaratienummer is al gebruikt. Geef elke declaratie een nieuw nummer.",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::declaratie::proef::{maand, proef};
    use crate::regels::Bron;
    use jiff::civil::date;

    #[test]
    fn een_gebruikt_declaratienummer_wordt_geweigerd_en_de_regels_niet_beoordeeld() {
        let mut p = proef();
        p.meldt(&[]);
        p.eerder.nummer_gebruikt = true;
        // TR338 would find this, but is not reached.
        p.regel().toewijzing_nummer = 99;
        p.meldt(&[("TR333", "9333", "Declaratie/DeclaratieNummer")]);
        let uitslag = p.keur();
        assert_eq!((uitslag.aantal, uitslag.clienten.len()), (0, 0));
        assert!(!uitslag.is_toegekend(0, 0));
    }

    #[test]
    fn een_declaratieperiode_ligt_niet_voor_de_laatste() {
        let mut p = proef();
        for (laatste, goed) in [
            // The next month; the same again; after a gap; before it.
            (date(2026, 4, 1), true),
            (date(2026, 5, 1), true),
            (date(2025, 11, 1), true),
            (date(2026, 6, 1), false),
            (date(2027, 1, 1), false),
        ] {
            p.eerder.laatste_periode = Some(laatste);
            let fout: &[_] = &[("TR318", "8214", "Declaratie/DeclaratiePeriode")];
            p.meldt(if goed { &[] } else { fout });
        }
    }

    #[test]
    fn de_voorbeelden_van_achteraf_declareren() {
        // May, June, then September; and March that was left out, with the declaratie of May or of June 2021.
        let mut p = proef();
        for (periode, laatste) in [
            (maand(2022, 6), date(2022, 5, 1)),
            (maand(2022, 9), date(2022, 6, 1)),
            (maand(2021, 5), date(2021, 5, 1)),
            (maand(2021, 6), date(2021, 5, 1)),
        ] {
            p.bericht.declaratie.declaratie_periode = periode.clone();
            p.eerder.laatste_periode = Some(laatste);
            p.regel().product_periode = periode;
            p.toewijzing().ingangsdatum = date(2021, 1, 1);
            p.meldt(&[]);
        }
        p.bericht.declaratie.declaratie_periode = maand(2021, 4);
        p.meldt(&[("TR318", "8214", "Declaratie/DeclaratiePeriode")]);
    }

    #[test]
    fn een_fout_in_de_kop_gaat_voor_alles() {
        let mut p = proef();
        p.eerder.nummer_gebruikt = true;
        p.eerder.ontvangen = true;
        p.meldt(&[("TR056", "9056", "Header/BerichtIdentificatie/Identificatie")]);
        let mut p = proef();
        p.bron = Bron::op(p.bericht.header.bericht_identificatie.dagtekening);
        p.meldt(&[]);
        p.bron.peildatum = p.bron.peildatum.yesterday().unwrap();
        p.meldt(&[("TR135", "8848", "Header/BerichtIdentificatie/Dagtekening")]);
        let mut p = proef();
        p.bericht.header.ontvanger = "0000".into();
        p.meldt(&[("TR378", "S300", "Header/Ontvanger")]);
    }
}
