//! Did the aanbieder test whether its help fits, and in time (R-127, RTP 2.4.4)?

use crate::besluit::{Grond, Onderwerp};
use crate::zaak::Zaak;
use houvast_begrip::datum;
use jiff::ToSpan;
use jiff::civil::Date;

pub(crate) fn toetsing(z: &Zaak<'_>) -> Grond {
    const O: Onderwerp = Onderwerp::Toetsing;
    let vooraf = z.route().is_none_or(|r| r.toetsing_voor_verzoek);
    let verzoek = z.feiten.dagtekening;
    let grond = match z.feiten.toetsing.waarde {
        None if vooraf => z
            .goed(O, "Niet vastgelegd is wanneer de aanbieder heeft getoetst.")
            .als_let_op(),
        None => z.goed(
            O,
            "Niet vastgelegd is wanneer de aanbieder heeft getoetst. Via deze route hoeft dat niet voor het verzoek.",
        ),
        Some(dag) if dag > z.besluitdatum => {
            z.voorleggen(O, "De vastgelegde toetsing ligt in de toekomst. Klopt de datum?")
        }
        Some(dag) if vooraf && dag > verzoek => z.voorleggen(
            O,
            "De aanbieder heeft pas na het verzoek getoetst. De toetsing hoort voor het verzoek te liggen.",
        ),
        Some(dag) => termijn(z, dag).unwrap_or_else(|| {
            let zin = if vooraf {
                "De aanbieder heeft getoetst voor het verzoek."
            } else {
                "De aanbieder heeft getoetst."
            };
            z.goed(O, zin)
        }),
    };
    grond
        .registratie("Toetsing", &z.feiten.toetsing, |d| datum::lang(*d))
        .feit("Datum van het verzoek", datum::lang(verzoek))
}

/// Only where the text has a term and the day of aanmelding is known. Too late is a warning, it blocks nothing.
fn termijn(z: &Zaak<'_>, getoetst: Date) -> Option<Grond> {
    let norm = z.profiel.termijnen.toetsing_werkdagen?;
    let aangemeld = z.feiten.aangemeld.waarde?;
    let kalender = z.profiel.kalender();
    let uiterlijk = kalender.plus(aangemeld, norm);
    let som = format!(
        "Aangemeld {} (dag 0). {norm} werkdagen later: {}. Getoetst: {}.",
        datum::lang(aangemeld),
        datum::lang(uiterlijk),
        datum::lang(getoetst)
    );
    let ver_weg = aangemeld.saturating_add(10.years()) < getoetst;
    let grond = if getoetst < aangemeld || ver_weg {
        let zin = "Aanmelding en toetsing passen niet bij elkaar. Klopt een van de twee datums niet?";
        z.goed(Onderwerp::Toetsing, zin).als_let_op()
    } else if getoetst > uiterlijk {
        let duur = kalender.tussen(aangemeld, getoetst);
        let zin = format!("De toetsing duurde {duur} werkdagen, de norm is {norm}.");
        z.goed(Onderwerp::Toetsing, zin).als_let_op()
    } else {
        let zin = format!("De aanbieder heeft op tijd getoetst, binnen {norm} werkdagen.");
        z.goed(Onderwerp::Toetsing, zin)
    };
    Some(grond.met_som(som))
}
