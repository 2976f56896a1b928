//! What an aanbieder reported about help, and what it asks to change, as people see it.

use crate::beeld::{Merkje, Rij, Termijn, Toon, WijzigRij};
use crate::{Huis, taal, termijnen};
use houvast_begrip::datum;
use houvast_ijw::berichten::codes::{RedenBeeindiging, RedenVerzoek};
use houvast_opslag::{LeveringRij, LeveringSoort, WijzigProduct, WijzigSoort, WijzigStatus, Wijzigverzoek};
use jiff::civil::Date;

/// How the help of one toewijzing stands after its starts and stops: "gestart op 1-12-2026". Empty without any. `rijen`
/// are those of one child in order of arrival.
pub(crate) fn stand<'a>(rijen: impl Iterator<Item = &'a LeveringRij>) -> String {
    let (mut start, mut stop) = (None::<Date>, None::<(Date, Option<&str>)>);
    for rij in rijen {
        match (rij.soort, rij.verwijderen) {
            (LeveringSoort::Start, false) => (start, stop) = (Some(rij.begindatum), None),
            (LeveringSoort::Start, true) => start = None,
            (LeveringSoort::Stop, false) => {
                stop = Some((rij.einddatum.unwrap_or(rij.begindatum), rij.reden.as_deref()));
            }
            (LeveringSoort::Stop, true) => stop = None,
        }
    }
    match (start, stop) {
        (_, Some((dag, reden))) => format!("gestopt op {}{}", datum::kort(dag), waarom(reden)),
        (Some(dag), None) => format!("gestart op {}", datum::kort(dag)),
        (None, None) => String::new(),
    }
}

fn waarom(reden: Option<&str>) -> String {
    reden
        .and_then(|code| RedenBeeindiging::try_from(code).ok())
        .map(|r| format!(", {}", r.betekenis()))
        .unwrap_or_default()
}

/// A start or stop in one line.
pub(crate) fn melding(rij: &LeveringRij) -> Rij {
    let naam = match (rij.soort, rij.verwijderen) {
        (LeveringSoort::Start, false) => "Start",
        (LeveringSoort::Start, true) => "Start teruggenomen",
        (LeveringSoort::Stop, false) => "Stop",
        (LeveringSoort::Stop, true) => "Stop teruggenomen",
    };
    let dag = match rij.soort {
        LeveringSoort::Start => rij.begindatum,
        LeveringSoort::Stop => rij.einddatum.unwrap_or(rij.begindatum),
    };
    let waarvan = rij
        .toewijzing
        .map_or_else(|| "zonder toewijzing".to_owned(), |n| format!("toewijzing {n}"));
    Rij::nieuw(
        naam,
        format!("{}, {waarvan}{}", datum::kort(dag), waarom(rij.reden.as_deref())),
    )
}

/// What is asked about each product, in order of the message.
pub(crate) fn gevraagd(producten: &[WijzigProduct]) -> Vec<Rij> {
    producten
        .iter()
        .map(|p| {
            let nummer = p
                .toewijzing
                .map(|n| format!("toewijzing {n}"))
                .unwrap_or_default();
            let omvang = || taal::omvang(p.budget, p.volume, p.eenheid.as_deref(), p.frequentie.as_deref());
            let periode = || match (p.ingangsdatum, p.einddatum) {
                (Some(van), tot) => format!(", {}", taal::periode(van, tot)),
                (None, Some(tot)) => format!(", tot en met {}", datum::kort(tot)),
                (None, None) => String::new(),
            };
            match p.soort {
                WijzigSoort::Ongewijzigd => Rij::nieuw("Blijft zo", nummer),
                WijzigSoort::TeWijzigen => {
                    Rij::nieuw("Wijzigen", format!("{nummer} naar {}{}", omvang(), periode()))
                }
                WijzigSoort::Nieuw => Rij::nieuw(
                    "Nieuw",
                    format!(
                        "{}, {}{}",
                        taal::hulp(p.categorie.as_deref(), p.code.as_deref()),
                        omvang(),
                        periode()
                    ),
                ),
            }
        })
        .collect()
}

/// Why it is asked.
pub(crate) fn reden(v: &Wijzigverzoek) -> String {
    RedenVerzoek::try_from(v.reden.as_str()).map_or_else(|_| v.reden.clone(), |r| r.betekenis().to_owned())
}

/// A request for change as a row of the dossier.
pub(crate) fn wijziging(
    huis: &Huis,
    v: &Wijzigverzoek,
    producten: &[WijzigProduct],
    vandaag: Date,
) -> WijzigRij {
    let open = v.afgehandeld_op.is_none();
    WijzigRij {
        id: v.id,
        referentie: v.referentie.clone(),
        ontvangen: huis.tijd.dag_van(v.ontvangen_op),
        gevraagd: gevraagd(producten),
        reden: reden(v),
        stand: match v.status {
            WijzigStatus::Open => Merkje::nieuw("te beoordelen", Toon::LetOp),
            WijzigStatus::InOnderzoek => Merkje::nieuw("in onderzoek", Toon::LetOp),
            WijzigStatus::Toegewezen => Merkje::nieuw("toegewezen", Toon::Goed),
            WijzigStatus::Afgewezen => Merkje::nieuw("afgewezen", Toon::Fout),
        },
        termijn: open.then(|| {
            let uiterlijk = v.onderzoek_voor.unwrap_or(v.antwoord_voor);
            Termijn {
                uiterlijk,
                werkdagen: termijnen::werkdagen_tot(huis, vandaag, uiterlijk),
            }
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use houvast_begrip::{Bsn, Centen, GemeenteCode};
    use jiff::Timestamp;
    use jiff::civil::date;
    use uuid::Uuid;

    fn rij(soort: LeveringSoort, verwijderen: bool, dag: i8, reden: Option<&str>) -> LeveringRij {
        LeveringRij {
            houder: GemeenteCode::nieuw("0193").unwrap().into(),
            id: Uuid::nil(),
            bericht: Uuid::nil(),
            volgnummer: 1,
            jeugdige: None,
            aanbieder: "73990101".parse().unwrap(),
            bsn: Bsn::nieuw("999900006").unwrap(),
            soort,
            verwijderen,
            toewijzing: Some(12),
            toewijzing_ingangsdatum: None,
            categorie: None,
            code: None,
            begindatum: date(2026, 11, 2),
            einddatum: (soort == LeveringSoort::Stop).then(|| date(2026, 11, dag)),
            reden: reden.map(str::to_owned),
            op: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn de_stand_volgt_uit_de_meldingen_in_orde_van_binnenkomst() {
        use LeveringSoort::{Start, Stop};
        let alle = [
            rij(Start, false, 2, None),
            rij(Stop, false, 20, Some("20")),
            rij(Stop, true, 20, None),
            rij(Start, true, 2, None),
        ];
        let na = |n: usize| stand(alle.iter().take(n));
        assert_eq!(na(0), "");
        assert_eq!(na(1), "gestart op 02-11-2026");
        assert_eq!(na(2), "gestopt op 20-11-2026, tijdelijk gestopt");
        assert_eq!(na(3), "gestart op 02-11-2026", "de stop is teruggenomen");
        assert_eq!(na(4), "");
        assert_eq!(
            melding(&alle[1]).waarde,
            "20-11-2026, toewijzing 12, tijdelijk gestopt"
        );
        assert_eq!(melding(&alle[2]).naam, "Stop teruggenomen");
    }

    #[test]
    fn een_verzoek_om_wijziging_zegt_per_product_wat_er_anders_moet() {
        let product = |soort, toewijzing| WijzigProduct {
            houder: GemeenteCode::nieuw("0193").unwrap().into(),
            id: Uuid::nil(),
            wijzigverzoek: Uuid::nil(),
            aanbieder: "73990101".parse().unwrap(),
            volgnummer: 1,
            soort,
            toewijzing,
            categorie: Some("45".to_owned()),
            code: None,
            ingangsdatum: Some(date(2026, 12, 1)),
            einddatum: Some(date(2027, 11, 30)),
            volume: None,
            eenheid: None,
            frequentie: None,
            budget: Some(Centen::euro(9_000)),
        };
        let rijen = gevraagd(&[
            product(WijzigSoort::Ongewijzigd, Some(11)),
            product(WijzigSoort::TeWijzigen, Some(12)),
            product(WijzigSoort::Nieuw, None),
        ]);
        let namen: Vec<_> = rijen.iter().map(|r| r.naam.as_str()).collect();
        assert_eq!(namen, ["Blijft zo", "Wijzigen", "Nieuw"]);
        assert_eq!(rijen[0].waarde, "toewijzing 11");
        assert!(
            rijen[1]
                .waarde
                .starts_with("toewijzing 12 naar €\u{a0}9.000,00, "),
            "{}",
            rijen[1].waarde
        );
        assert!(
            rijen[2].waarde.starts_with("Ambulant (45), "),
            "{}",
            rijen[2].waarde
        );
    }
}
