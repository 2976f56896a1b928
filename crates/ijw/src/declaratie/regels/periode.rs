//! The ProductPeriode of a line against its toewijzing and the DeclaratiePeriode.

use crate::BerichtSoort::Jw323;
use crate::declaratie::zicht::{Toets, Zicht};
use crate::regels::{Melder, Regel};
use houvast_begrip::datum::kort;
use jiff::civil::Date;

pub(super) const TR307: Regel = Regel::declaratie(
    "TR307",
    Some("9307"),
    &[Jw323],
    "De prestatie begint niet eerder dan de toewijzing.",
    Toets::Inhoud(tr307),
);

fn tr307(zicht: &Zicht<'_>, meld: &mut Melder<'_>) {
    let Some(toewijzing) = zicht.geldige_toewijzing() else {
        return;
    };
    if zicht.periode().begindatum < toewijzing.ingangsdatum {
        meld.op(
            zicht.pad("ProductPeriode/Begindatum"),
            format!(
                "De toewijzing gaat in op {}. De productperiode mag niet eerder beginnen.",
                kort(toewijzing.ingangsdatum)
            ),
        );
    }
}

pub(super) const TR308: Regel = Regel::declaratie(
    "TR308",
    Some("9308"),
    &[Jw323],
    "De prestatie eindigt niet later dan de toewijzing.",
    Toets::Inhoud(tr308),
);

fn tr308(zicht: &Zicht<'_>, meld: &mut Melder<'_>) {
    let einde = zicht
        .geldige_toewijzing()
        .and_then(|toewijzing| toewijzing.einddatum);
    let Some(einde) = einde else { return };
    if zicht.periode().einddatum > einde {
        meld.op(
            zicht.pad("ProductPeriode/Einddatum"),
            format!(
                "De toewijzing eindigt op {}. De productperiode mag niet later eindigen.",
                kort(einde)
            ),
        );
    }
}

pub(super) const TR319: Regel = Regel::declaratie(
    "TR319",
    Some("9319"),
    &[Jw323],
    "Een prestatie valt in deze of een eerdere declaratieperiode.",
    Toets::Inhoud(tr319),
);

fn tr319(zicht: &Zicht<'_>, meld: &mut Melder<'_>) {
    let einde = zicht.kop.declaratie().declaratie_periode.einddatum;
    let periode = zicht.periode();
    if periode.begindatum > einde || periode.einddatum > einde {
        meld.op(
            zicht.pad("ProductPeriode/Einddatum"),
            format!(
                "De declaratieperiode eindigt op {}. Declareer deze prestatie in een latere declaratie.",
                kort(einde)
            ),
        );
    }
}

pub(super) const TR387: Regel = Regel::declaratie(
    "TR387",
    Some("9387"),
    &[Jw323],
    "Een productperiode begint op de eerste van de maand, of later als de toewijzing dan pas ingaat.",
    Toets::Inhoud(tr387),
);

fn tr387(zicht: &Zicht<'_>, meld: &mut Melder<'_>) {
    let Some(toewijzing) = zicht.geldige_toewijzing() else {
        return;
    };
    let begin = zicht.periode().begindatum;
    let goed = if zelfde_maand(begin, toewijzing.ingangsdatum) {
        toewijzing.ingangsdatum
    } else {
        begin.first_of_month()
    };
    if begin != goed {
        meld.op(
            zicht.pad("ProductPeriode/Begindatum"),
            format!(
                "De productperiode begint op {}. Hier moet {} staan.",
                kort(begin),
                kort(goed)
            ),
        );
    }
}

pub(super) const TR388: Regel = Regel::declaratie(
    "TR388",
    Some("9388"),
    &[Jw323],
    "Een productperiode eindigt op de laatste van de maand, of eerder als de toewijzing dan afloopt.",
    Toets::Inhoud(tr388),
);

fn tr388(zicht: &Zicht<'_>, meld: &mut Melder<'_>) {
    let Some(toewijzing) = zicht.geldige_toewijzing() else {
        return;
    };
    let einde = zicht.periode().einddatum;
    let goed = match toewijzing.einddatum {
        Some(einddatum) if zelfde_maand(einde, einddatum) => einddatum,
        _ => einde.last_of_month(),
    };
    if einde != goed {
        meld.op(
            zicht.pad("ProductPeriode/Einddatum"),
            format!(
                "De productperiode eindigt op {}. Hier moet {} staan.",
                kort(einde),
                kort(goed)
            ),
        );
    }
}

fn zelfde_maand(een: Date, ander: Date) -> bool {
    een.first_of_month() == ander.first_of_month()
}

#[cfg(test)]
mod tests {
    use crate::berichten::basis::GeslotenPeriode;
    use crate::declaratie::proef::{maand, proef};
    use jiff::civil::{Date, date};

    const BEGIN: &str = "Prestatie[1]/ProductPeriode/Begindatum";
    const EIND: &str = "Prestatie[1]/ProductPeriode/Einddatum";

    /// Judges one period on a toewijzing from and to these days.
    fn bij(toewijzing: (Date, Option<Date>), periode: (Date, Date), verwacht: &[(&str, &str, &str)]) {
        let mut p = proef();
        (p.toewijzing().ingangsdatum, p.toewijzing().einddatum) = toewijzing;
        p.regel().product_periode = GeslotenPeriode {
            begindatum: periode.0,
            einddatum: periode.1,
        };
        p.meldt(verwacht);
    }

    #[test]
    fn een_periode_begint_niet_voor_de_toewijzing() {
        let april = (date(2026, 4, 1), date(2026, 4, 30));
        bij((date(2026, 4, 1), None), april, &[]);
        // A whole month too early: not TR387, for the toewijzing does not begin in that month.
        bij((date(2026, 5, 1), None), april, &[("TR307", "9307", BEGIN)]);
        // In the month in which the toewijzing begins the first day is prescribed, so TR387 fails too.
        bij(
            (date(2026, 4, 2), None),
            april,
            &[("TR307", "9307", BEGIN), ("TR387", "9387", BEGIN)],
        );
    }

    #[test]
    fn een_periode_eindigt_niet_na_de_toewijzing() {
        let mei = (date(2026, 5, 1), date(2026, 5, 31));
        let begin = date(2026, 1, 1);
        bij((begin, Some(date(2026, 5, 31))), mei, &[]);
        bij((begin, Some(date(2026, 4, 30))), mei, &[("TR308", "9308", EIND)]);
        // In the month in which the toewijzing ends the last day is prescribed, so TR388 fails too.
        bij(
            (begin, Some(date(2026, 5, 30))),
            mei,
            &[("TR308", "9308", EIND), ("TR388", "9388", EIND)],
        );
    }

    #[test]
    fn een_periode_beslaat_de_maand_voor_zover_die_is_toegewezen() {
        let loop_2026 = (date(2026, 4, 8), Some(date(2026, 5, 17)));
        bij(loop_2026, (date(2026, 4, 8), date(2026, 4, 30)), &[]);
        bij(loop_2026, (date(2026, 5, 1), date(2026, 5, 17)), &[]);
        let na_begin = (date(2026, 4, 9), date(2026, 4, 30));
        bij(loop_2026, na_begin, &[("TR387", "9387", BEGIN)]);
        let voor_eind = (date(2026, 5, 1), date(2026, 5, 16));
        bij(loop_2026, voor_eind, &[("TR388", "9388", EIND)]);
        let heel_2026 = (date(2026, 1, 1), None);
        bij(
            heel_2026,
            (date(2026, 5, 2), date(2026, 5, 31)),
            &[("TR387", "9387", BEGIN)],
        );
        bij(
            heel_2026,
            (date(2026, 5, 1), date(2026, 5, 30)),
            &[("TR388", "9388", EIND)],
        );
        // A toewijzing of one month: both ends count.
        let een_maand = (date(2026, 5, 8), Some(date(2026, 5, 22)));
        bij(een_maand, (date(2026, 5, 8), date(2026, 5, 22)), &[]);
    }

    #[test]
    fn een_periode_ligt_niet_na_de_declaratieperiode() {
        let mut p = proef();
        p.regel().product_periode = maand(2026, 4);
        p.meldt(&[]);
        p.regel().product_periode = maand(2026, 6);
        p.meldt(&[("TR319", "9319", EIND)]);
    }
}
