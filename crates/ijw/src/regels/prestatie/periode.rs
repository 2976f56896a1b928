//! Periods.

use super::geheugen::{Bewaard, Geheugen};
use super::loop_door::Melder;
use super::zicht::{Kop, Lijn};
use super::{Regel, Uitvoering};
use crate::BerichtSoort::{Jw323, Jw325};
use crate::berichten::basis::GeslotenPeriode;
use houvast_begrip::datum::kort;
use jiff::civil::{Date, date};

const EERSTE: Date = date(2021, 1, 1);

pub(in crate::regels) const CS100: Regel = Regel::lijn(
    "CS100",
    &[Jw323],
    "Een declaratieperiode en een productperiode beginnen op of na 1 januari 2021.",
    Uitvoering::NIETS.kop(cs100_kop).prestatie(cs100),
);

fn te_oud(periode: &GeslotenPeriode) -> Option<String> {
    (periode.begindatum < EERSTE).then(|| {
        format!(
            "De periode begint op {}. Een periode begint op zijn vroegst op {}.",
            kort(periode.begindatum),
            kort(EERSTE)
        )
    })
}

fn cs100_kop(kop: &Kop<'_>, _: &mut Geheugen, meld: &mut Melder<'_>) {
    if let Some(tekst) = kop.periode.and_then(te_oud) {
        meld.op("Declaratie/DeclaratiePeriode/Begindatum", tekst);
    }
}

fn cs100(lijn: &Lijn<'_>, _: &Bewaard, meld: &mut Melder<'_>) {
    if let Some(tekst) = te_oud(lijn.periode) {
        meld.op("ProductPeriode/Begindatum", tekst);
    }
}

pub(in crate::regels) const CS337: Regel = Regel::lijn(
    "CS337",
    &[Jw323],
    "Een productperiode begint en eindigt in dezelfde maand.",
    Uitvoering::NIETS.prestatie(cs337),
);

fn cs337(lijn: &Lijn<'_>, _: &Bewaard, meld: &mut Melder<'_>) {
    let (begin, eind) = (lijn.periode.begindatum, lijn.periode.einddatum);
    if (begin.year(), begin.month()) != (eind.year(), eind.month()) {
        meld.op(
            "ProductPeriode",
            format!(
                "De productperiode loopt van {} tot en met {}. Zij moet binnen een kalendermaand vallen; maak een prestatie per maand.",
                kort(begin),
                kort(eind)
            ),
        );
    }
}

pub(in crate::regels) const CS340: Regel = Regel::lijn(
    "CS340",
    &[Jw323],
    "De declaratieperiode is precies een kalendermaand.",
    Uitvoering::NIETS.kop(cs340),
);

fn cs340(kop: &Kop<'_>, _: &mut Geheugen, meld: &mut Melder<'_>) {
    let Some(periode) = kop.periode else { return };
    let (begin, eind) = (periode.begindatum, periode.einddatum);
    if begin.day() != 1 || eind != begin.last_of_month() {
        meld.op(
            "Declaratie/DeclaratiePeriode",
            format!(
                "De declaratieperiode loopt van {} tot en met {}. Zij moet precies een kalendermaand zijn, van de eerste tot en met de laatste dag.",
                kort(begin),
                kort(eind)
            ),
        );
    }
}

/// TR134, for the periods of a declaratie.
pub(in crate::regels) const TR134: Uitvoering = Uitvoering::NIETS.kop(tr134_kop).prestatie(tr134);

fn begint_te_laat(periode: &GeslotenPeriode, dagtekening: Date) -> Option<String> {
    (periode.begindatum > dagtekening).then(|| {
        format!(
            "De begindatum {} ligt na de dagtekening. Zij mag niet later zijn dan {}.",
            kort(periode.begindatum),
            kort(dagtekening)
        )
    })
}

fn tr134_kop(kop: &Kop<'_>, _: &mut Geheugen, meld: &mut Melder<'_>) {
    if let Some(tekst) = kop.periode.and_then(|p| begint_te_laat(p, kop.dagtekening)) {
        meld.op("Declaratie/DeclaratiePeriode/Begindatum", tekst);
    }
}

fn tr134(lijn: &Lijn<'_>, bewaard: &Bewaard, meld: &mut Melder<'_>) {
    let dagtekening = bewaard.dagtekening;
    if let Some(tekst) = dagtekening.and_then(|dag| begint_te_laat(lijn.periode, dag)) {
        meld.op("ProductPeriode/Begindatum", tekst);
    }
}

pub(in crate::regels) const TR137: Regel = Regel::lijn(
    "TR137",
    &[Jw323, Jw325],
    "De einddatum van een periode ligt niet voor de begindatum en niet na de dagtekening.",
    Uitvoering::NIETS.kop(tr137_kop).prestatie(tr137),
);

fn eindigt_verkeerd(periode: &GeslotenPeriode, dagtekening: Date) -> Option<String> {
    let (begin, eind) = (periode.begindatum, periode.einddatum);
    if eind < begin {
        Some(format!(
            "De einddatum {} ligt voor de begindatum. Zij mag niet voor {} liggen.",
            kort(eind),
            kort(begin)
        ))
    } else if eind > dagtekening {
        Some(format!(
            "De einddatum {} ligt na de dagtekening. Zij mag niet later zijn dan {}.",
            kort(eind),
            kort(dagtekening)
        ))
    } else {
        None
    }
}

fn tr137_kop(kop: &Kop<'_>, _: &mut Geheugen, meld: &mut Melder<'_>) {
    if let Some(tekst) = kop.periode.and_then(|p| eindigt_verkeerd(p, kop.dagtekening)) {
        meld.op("Declaratie/DeclaratiePeriode/Einddatum", tekst);
    }
}

fn tr137(lijn: &Lijn<'_>, bewaard: &Bewaard, meld: &mut Melder<'_>) {
    let dagtekening = bewaard.dagtekening;
    if let Some(tekst) = dagtekening.and_then(|dag| eindigt_verkeerd(lijn.periode, dag)) {
        meld.op("ProductPeriode/Einddatum", tekst);
    }
}

pub(in crate::regels) const TR335: Regel = Regel::lijn(
    "TR335",
    &[Jw323],
    "Een prestatie eindigt niet meer dan vijf jaar voor de dagtekening van de declaratie.",
    Uitvoering::NIETS.prestatie(tr335),
);

fn tr335(lijn: &Lijn<'_>, bewaard: &Bewaard, meld: &mut Melder<'_>) {
    let Some(oudste) = bewaard.oudste else {
        return;
    };
    if lijn.periode.einddatum < oudste {
        meld.op(
            "ProductPeriode/Einddatum",
            format!(
                "De prestatie eindigt op {}. Dat is meer dan vijf jaar voor de dagtekening van de declaratie; {} mag nog.",
                kort(lijn.periode.einddatum),
                kort(oudste)
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::proef::{LIJN, LIJN_325, alleen, goed, jw323, jw325, precies};
    use jiff::civil::date;

    const PERIODE: &str = "Declaratie/DeclaratiePeriode";

    #[test]
    fn een_periode_begint_op_zijn_vroegst_in_2021() {
        let mut b = jw323().gedateerd(date(2021, 3, 5));
        b.zet_periode(date(2021, 1, 1), date(2021, 1, 31));
        goed(b.clone());
        b.zet_lijnperiode(0, 0, date(2020, 12, 31), date(2020, 12, 31));
        alleen("CS100", &format!("{LIJN}/ProductPeriode/Begindatum"), b.clone());
        b.zet_periode(date(2020, 12, 1), date(2020, 12, 31));
        precies(
            &[
                ("CS100", &format!("{PERIODE}/Begindatum")),
                ("CS100", &format!("{LIJN}/ProductPeriode/Begindatum")),
                (
                    "CS100",
                    "Declaratie/Clienten/Client[1]/Prestaties/Prestatie[2]/ProductPeriode/Begindatum",
                ),
            ],
            b,
        );
    }

    #[test]
    fn een_productperiode_valt_in_een_maand() {
        let mut b = jw323();
        b.zet_lijnperiode(0, 0, date(2026, 1, 1), date(2026, 1, 1));
        goed(b.clone());
        b.zet_lijnperiode(0, 0, date(2026, 1, 31), date(2026, 2, 1));
        alleen("CS337", &format!("{LIJN}/ProductPeriode"), b.clone());
        b.zet_lijnperiode(0, 0, date(2025, 2, 1), date(2026, 2, 1));
        alleen("CS337", &format!("{LIJN}/ProductPeriode"), b);
    }

    #[test]
    fn een_declaratieperiode_is_een_hele_maand() {
        let mut b = jw323().gedateerd(date(2024, 3, 5));
        for (begin, eind, past) in [
            (date(2024, 2, 1), date(2024, 2, 29), true),
            (date(2023, 2, 1), date(2023, 2, 28), true),
            (date(2024, 2, 1), date(2024, 2, 28), false),
            (date(2024, 2, 2), date(2024, 2, 29), false),
            (date(2024, 1, 1), date(2024, 2, 29), false),
            (date(2023, 2, 1), date(2024, 2, 29), false),
        ] {
            for i in 0..2 {
                b.zet_lijnperiode(0, i, date(2023, 2, 1), date(2023, 2, 28));
            }
            b.declaratie.declaratie_periode.begindatum = begin;
            b.declaratie.declaratie_periode.einddatum = eind;
            if past {
                goed(b.clone());
            } else {
                alleen("CS340", PERIODE, b.clone());
            }
        }
    }

    #[test]
    fn een_periode_ligt_niet_na_de_dagtekening() {
        // On the very day both may begin and end.
        let mut b = jw323().gedateerd(date(2026, 2, 28));
        goed(b.clone());
        b.zet_lijnperiode(0, 0, date(2026, 2, 28), date(2026, 2, 28));
        goed(b.clone());
        let b = jw323().gedateerd(date(2026, 2, 27));
        let tweede = LIJN.replace("Prestatie[1]", "Prestatie[2]");
        precies(
            &[
                ("TR137", &format!("{PERIODE}/Einddatum")),
                ("TR137", &format!("{LIJN}/ProductPeriode/Einddatum")),
                ("TR137", &format!("{tweede}/ProductPeriode/Einddatum")),
            ],
            b.clone(),
        );
        let mut b = jw323().gedateerd(date(2026, 2, 28));
        b.zet_lijnperiode(0, 0, date(2026, 3, 1), date(2026, 3, 1));
        // What begins too late also ends too late.
        precies(
            &[
                ("TR134", &format!("{LIJN}/ProductPeriode/Begindatum")),
                ("TR137", &format!("{LIJN}/ProductPeriode/Einddatum")),
            ],
            b,
        );
        let mut b = jw325().gedateerd(date(2026, 2, 28));
        goed(b.clone());
        b.lijn(0, 0).product_periode.einddatum = date(2026, 3, 1);
        alleen(
            "TR137",
            &format!("{LIJN_325}/ProductPeriode/Einddatum"),
            b.clone(),
        );
        b.lijn(0, 0).product_periode.begindatum = date(2026, 3, 1);
        precies(
            &[
                ("TR134", &format!("{LIJN_325}/ProductPeriode/Begindatum")),
                ("TR137", &format!("{LIJN_325}/ProductPeriode/Einddatum")),
            ],
            b,
        );
    }

    #[test]
    fn ook_de_declaratieperiode_begint_niet_na_de_dagtekening() {
        let mut b = jw323();
        b.declaratie.declaratie_periode.begindatum = date(2026, 4, 1);
        b.declaratie.declaratie_periode.einddatum = date(2026, 4, 30);
        precies(
            &[
                ("TR134", &format!("{PERIODE}/Begindatum")),
                ("TR137", &format!("{PERIODE}/Einddatum")),
            ],
            b,
        );
    }

    #[test]
    fn een_einde_ligt_niet_voor_het_begin() {
        let mut b = jw323();
        b.zet_lijnperiode(0, 0, date(2026, 2, 10), date(2026, 2, 10));
        goed(b.clone());
        b.zet_lijnperiode(0, 0, date(2026, 2, 10), date(2026, 2, 9));
        alleen("TR137", &format!("{LIJN}/ProductPeriode/Einddatum"), b);
        let mut b = jw325();
        b.lijn(0, 0).product_periode.einddatum = date(2026, 1, 31);
        alleen("TR137", &format!("{LIJN_325}/ProductPeriode/Einddatum"), b);
    }

    #[test]
    fn vijf_jaar_terug_mag_en_een_dag_meer_niet() {
        let mut b = jw323();
        b.declaratie.declaratie_dagtekening = date(2026, 3, 2);
        b.zet_lijnperiode(0, 0, date(2021, 3, 1), date(2021, 3, 2));
        goed(b.clone());
        b.zet_lijnperiode(0, 0, date(2021, 3, 1), date(2021, 3, 1));
        alleen("TR335", &format!("{LIJN}/ProductPeriode/Einddatum"), b.clone());
        // It counts from the declaratie, not from the message.
        b.declaratie.declaratie_dagtekening = date(2026, 3, 1);
        goed(b);
    }
}
