//! The product of a line against its toewijzing.

use crate::BerichtSoort::Jw323;
use crate::berichten::codes::Eenheid;
use crate::declaratie::zicht::{Toets, Zicht, past};
use crate::regels::{Melder, Regel, product_fout};

pub(super) const TR338: Regel = Regel::declaratie(
    "TR338",
    Some("9338"),
    &[Jw323],
    "Elke prestatie hoort bij een bekende toewijzing.",
    Toets::Inhoud(tr338),
);

/// A toewijzing of another aanbieder or of another client is no toewijzing of this Prestatie.
fn tr338(zicht: &Zicht<'_>, meld: &mut Melder<'_>) {
    if zicht.toewijzing.is_none() {
        meld.op(
            zicht.pad("ToewijzingNummer"),
            format!(
                "Deze cliënt heeft bij deze aanbieder geen toewijzing met nummer {}.",
                zicht.prestatie().toewijzing_nummer
            ),
        );
    }
}

pub(super) const TR339: Regel = Regel::declaratie(
    "TR339",
    Some("9339"),
    &[Jw323],
    "De productcategorie van een prestatie is die van de toewijzing.",
    Toets::Inhoud(tr339),
);

fn tr339(zicht: &Zicht<'_>, meld: &mut Melder<'_>) {
    let goed = zicht
        .geldige_toewijzing()
        .and_then(|toewijzing| toewijzing.categorie);
    let categorie = zicht.prestatie().product_categorie;
    if let Some(goed) = goed.filter(|goed| *goed != categorie) {
        meld.op(
            zicht.pad("ProductCategorie"),
            format!(
                "De toewijzing is voor categorie {}, niet voor {}.",
                goed.as_str(),
                categorie.as_str()
            ),
        );
    }
}

pub(super) const TR340: Regel = Regel::declaratie(
    "TR340",
    Some("9340"),
    &[Jw323],
    "De productcode van een prestatie is die van de toewijzing.",
    Toets::Inhoud(tr340),
);

fn tr340(zicht: &Zicht<'_>, meld: &mut Melder<'_>) {
    let goed = zicht
        .geldige_toewijzing()
        .and_then(|toewijzing| toewijzing.code.as_ref());
    let code = &zicht.prestatie().product_code;
    if let Some(goed) = goed.filter(|goed| *goed != code) {
        meld.op(
            zicht.pad("ProductCode"),
            format!("De toewijzing is voor product {goed}, niet voor {code}."),
        );
    }
}

pub(super) const TR341: Regel = Regel::declaratie(
    "TR341",
    Some("9341"),
    &[Jw323],
    "De eenheid van een prestatie past bij die van de toewijzing.",
    Toets::Inhoud(tr341),
);

/// Without Omvang the contract says the eenheid; where no tariff is known, nothing is said.
fn tr341(zicht: &Zicht<'_>, meld: &mut Melder<'_>) {
    let Some(toewijzing) = zicht.geldige_toewijzing() else {
        return;
    };
    let eenheid = zicht.prestatie().eenheid;
    let afspraken: Vec<Eenheid> = match &toewijzing.omvang {
        Some(omvang) if past(eenheid, omvang.eenheid) => return,
        Some(omvang) => vec![omvang.eenheid],
        None => zicht.tarieven.iter().map(|tarief| tarief.eenheid).collect(),
    };
    let Some(goed) = afspraken.first() else { return };
    if !afspraken.iter().any(|afspraak| past(eenheid, *afspraak)) {
        meld.op(
            zicht.pad("Eenheid"),
            format!(
                "Eenheid {} ({}) past niet. Afgesproken is {} ({}).",
                eenheid.as_str(),
                eenheid.betekenis(),
                goed.as_str(),
                goed.betekenis()
            ),
        );
    }
}

pub(super) const TR384: Regel = Regel::declaratie(
    "TR384",
    Some("9384"),
    &[Jw323],
    "Op een verwijderde toewijzing wordt niet gedeclareerd.",
    Toets::Inhoud(tr384),
);

fn tr384(zicht: &Zicht<'_>, meld: &mut Melder<'_>) {
    if zicht.toewijzing.is_some_and(|toewijzing| toewijzing.verwijderd) {
        meld.op(
            zicht.pad("ToewijzingNummer"),
            "Deze toewijzing is verwijderd. Er kan niet op worden gedeclareerd.",
        );
    }
}

/// TR381 of a line: its code is always filled.
pub(super) fn tr381(zicht: &Zicht<'_>, meld: &mut Melder<'_>) {
    let p = zicht.prestatie();
    if let Some(tekst) = product_fout(p.product_categorie.as_str(), &p.product_code, zicht.bron) {
        meld.op(zicht.pad("ProductCode"), tekst);
    }
}

#[cfg(test)]
mod tests {
    use crate::berichten::codes::Eenheid;
    use crate::declaratie::Tarief;
    use crate::declaratie::proef::{ANDER_BSN, proef};
    use jiff::civil::date;

    #[test]
    fn een_prestatie_hoort_bij_een_toewijzing_van_deze_client() {
        let fout: &[_] = &[("TR338", "9338", "Prestatie[1]/ToewijzingNummer")];
        let mut p = proef();
        p.regel().toewijzing_nummer = 2;
        p.meldt(fout);
        let mut p = proef();
        p.toewijzing().bsn = ANDER_BSN.into();
        p.meldt(fout);
    }

    #[test]
    fn categorie_en_code_zijn_die_van_de_toewijzing() {
        let mut p = proef();
        p.toewijzing().categorie = Some("43".try_into().unwrap());
        p.meldt(&[("TR339", "9339", "Prestatie[1]/ProductCategorie")]);
        let mut p = proef();
        p.toewijzing().code = Some("45A04".into());
        p.meldt(&[("TR340", "9340", "Prestatie[1]/ProductCode")]);
        let mut p = proef();
        (p.toewijzing().categorie, p.toewijzing().code) = (None, None);
        p.meldt(&[]);
    }

    #[test]
    fn de_eenheid_is_die_van_de_toewijzing_of_minuten_voor_uren() {
        for (toegewezen, gedeclareerd, goed) in [
            (Eenheid::Uur, Eenheid::Uur, true),
            (Eenheid::Uur, Eenheid::Minuut, true),
            (Eenheid::Minuut, Eenheid::Uur, false),
            (Eenheid::Uur, Eenheid::Dagdeel, false),
            (Eenheid::StuksInspanning, Eenheid::StuksOutput, false),
        ] {
            let mut p = proef();
            p.toewijzing().omvang.as_mut().unwrap().eenheid = toegewezen;
            p.regel().eenheid = gedeclareerd;
            let fout: &[_] = &[("TR341", "9341", "Prestatie[1]/Eenheid")];
            p.meldt(if goed { &[] } else { fout });
        }
    }

    #[test]
    fn zonder_omvang_zegt_het_contract_de_eenheid() {
        let mut p = proef();
        p.toewijzing().omvang = None;
        p.meldt(&[]);
        let sleutel = ("45A48".into(), date(2026, 5, 1));
        let tarief = |eenheid| {
            vec![Tarief {
                bedrag: 8_000,
                eenheid,
            }]
        };
        p.feiten.tarieven.insert(sleutel.clone(), tarief(Eenheid::Uur));
        p.meldt(&[]);
        p.feiten.tarieven.insert(sleutel, tarief(Eenheid::Dagdeel));
        p.meldt(&[("TR341", "9341", "Prestatie[1]/Eenheid")]);
    }

    #[test]
    fn op_een_verwijderde_toewijzing_wordt_niet_gedeclareerd() {
        let mut p = proef();
        p.toewijzing().verwijderd = true;
        p.toewijzing().einddatum = Some(date(2026, 1, 1));
        // It counts as never sent: its dates and product say nothing any more.
        p.meldt(&[("TR384", "9384", "Prestatie[1]/ToewijzingNummer")]);
    }

    #[test]
    fn een_productcode_past_bij_de_categorie() {
        let mut p = proef();
        (p.toewijzing().categorie, p.toewijzing().code) = (None, None);
        p.regel().product_categorie = "43".try_into().unwrap();
        p.meldt(&[("TR381", "S329", "Prestatie[1]/ProductCode")]);
        p.bron.eigen_productcodes.insert(("43".into(), "45A48".into()));
        p.meldt(&[]);
    }
}
