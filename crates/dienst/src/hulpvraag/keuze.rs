//! The question `aanbiederkeuze` beside each aanbieder that may be chosen: what is registered of its offer against how heavy
//! the consulent finds the hulpvraag (R-012, RTP hoofdstuk 1). It proposes; the consulent and the family choose.

use super::aanbieders::{Keus, passend};
use super::antwoorden::Antwoorden;
use super::feiten;
use crate::beeld::{AanbiederOordeel, Merkje, Toon};
use crate::verzoek::dossier::ContractGegevens;
use houvast_beslis::vragen::keuze::{KeuzeFeiten, KeuzeUitkomst, Keuzevraag, Zwaarte};
use houvast_beslis::vragen::{self, Antwoord};
use houvast_beslis::{Feit, Regioprofiel};
use houvast_opslag::ContractRegel;
use jiff::civil::Date;

/// All that fit the period and perceel, the chosen one among them; empty while nobody said how heavy the hulpvraag is.
pub(super) fn oordelen(
    a: &Antwoorden,
    contracten: &[ContractRegel],
    profiel: &Regioprofiel,
    vandaag: Date,
) -> Vec<AanbiederOordeel> {
    let Some(hulpvraag) = Zwaarte::uit_woord(a.tekst("zwaarte")) else {
        return Vec::new();
    };
    let keus = Keus::lees(a.tekst("perceel"));
    let gekozen = a.tekst("aanbieder");
    let mut kandidaten: Vec<(String, String, bool)> = passend(contracten, keus.as_ref())
        .into_iter()
        .map(|(agb, naam)| (agb, naam, true))
        .collect();
    if !gekozen.is_empty() && kandidaten.iter().all(|(agb, ..)| agb != gekozen) {
        let naam = passend(contracten, None)
            .into_iter()
            .find(|(agb, _)| agb == gekozen);
        let naam = naam.map_or_else(|| format!("Aanbieder {gekozen}"), |(_, naam)| naam);
        kandidaten.push((gekozen.to_owned(), naam, false));
    }
    kandidaten
        .into_iter()
        .map(|(agb, naam, gecontracteerd)| {
            let vraag = KeuzeFeiten {
                hulpvraag: Feit::consulent(hulpvraag),
                aanbod: aanbod(contracten, &agb, keus.as_ref()),
                gecontracteerd: Feit::dossier(gecontracteerd),
            };
            let antwoord = vragen::stel::<Keuzevraag>(&vraag, profiel, vandaag);
            let mut beeld = feiten::beeld::<Keuzevraag>(&antwoord);
            beeld.oordeel = oordeel(&antwoord);
            AanbiederOordeel {
                gekozen: agb == gekozen,
                naam,
                antwoord: beeld,
            }
        })
        .collect()
}

/// What the register of contracts knows of it, for this perceel.
fn aanbod(contracten: &[ContractRegel], agb: &str, keus: Option<&Keus>) -> Feit<Vec<Zwaarte>> {
    let mut uit: Vec<Zwaarte> = contracten
        .iter()
        .filter(|c| c.agb.als_str() == agb && keus.is_none_or(|k| k.past(c)))
        .filter_map(|c| serde_json::from_str::<ContractGegevens>(&c.gegevens).ok())
        .flat_map(|g| g.zwaarte)
        .filter_map(|woord| Zwaarte::uit_woord(&woord))
        .collect();
    uit.sort_unstable();
    uit.dedup();
    if uit.is_empty() {
        Feit::onbekend()
    } else {
        Feit::dossier(uit)
    }
}

fn oordeel(antwoord: &Antwoord<KeuzeUitkomst>) -> Merkje {
    match antwoord.uitkomst.as_ref() {
        None => Merkje::nieuw("aanbod niet vastgelegd", Toon::Rustig),
        Some(u) if u.past == Some(true) => Merkje::nieuw("past", Toon::Goed),
        Some(u) if u.te_zwaar == Some(true) => Merkje::nieuw("te zwaar", Toon::LetOp),
        Some(u) if u.te_licht == Some(true) => Merkje::nieuw("te licht", Toon::LetOp),
        Some(_) => Merkje::nieuw("past niet precies", Toon::LetOp),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use houvast_begrip::AgbCode;
    use houvast_beslis::op_datum;
    use jiff::civil::date;

    fn contract(agb: &str, naam: &str, perceel: &str, zwaarte: &str) -> ContractRegel {
        ContractRegel {
            agb: AgbCode::nieuw(agb).unwrap(),
            naam: naam.to_owned(),
            perceel: perceel.to_owned(),
            gegevens: format!(r#"{{"segment":"ambulant"{zwaarte}}}"#),
        }
    }

    /// R-012.
    #[test]
    fn r012_bij_elke_aanbieder_staat_of_zijn_aanbod_past_en_waarom() {
        let rijen = [
            contract(
                "73990101",
                "De Lindeboog",
                "2",
                r#","zwaarte":["licht","middel"]"#,
            ),
            contract("73990102", "Zilverpad", "2", r#","zwaarte":["zwaar"]"#),
            contract("73990103", "Kring", "2", ""),
            contract("73990104", "Elders", "3", r#","zwaarte":["licht"]"#),
        ];
        let profiel = op_datum("ijsselland", date(2026, 11, 23)).unwrap();
        let vraag = |zwaarte: &str, aanbieder: &str| {
            let mut a = Antwoorden::default();
            for (veld, waarde) in [
                ("perceel", "ambulant/2"),
                ("zwaarte", zwaarte),
                ("aanbieder", aanbieder),
            ] {
                a.zet(veld, waarde.to_owned());
            }
            oordelen(&a, &rijen, profiel, date(2026, 11, 23))
        };
        let merken = |lijst: &[AanbiederOordeel]| -> Vec<(String, String)> {
            let rij = |o: &AanbiederOordeel| (o.naam.clone(), o.antwoord.oordeel.tekst.clone());
            lijst.iter().map(rij).collect()
        };
        let paren = |lijst: &[(&str, &str)]| -> Vec<(String, String)> {
            lijst
                .iter()
                .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
                .collect()
        };
        let licht = vraag("licht", "73990102");
        assert_eq!(
            merken(&licht),
            paren(&[
                ("De Lindeboog", "past"),
                ("Zilverpad", "te zwaar"),
                ("Kring", "aanbod niet vastgelegd")
            ])
        );
        assert_eq!(
            licht.iter().map(|o| o.gekozen).collect::<Vec<_>>(),
            [false, true, false]
        );
        let grond = &licht[1].antwoord.gronden[0];
        assert!(
            grond.uitleg.contains("te zwaar") && grond.artikelen.contains("RTP"),
            "{grond:?}"
        );
        assert_eq!(merken(&vraag("zwaar", ""))[0].1, "te licht");
        assert_eq!(
            merken(&vraag("middel", ""))[0].1,
            "past",
            "de zwaarste die hij biedt"
        );
        assert!(
            vraag("", "73990102").is_empty(),
            "zonder oordeel over de vraag is er niets te vergelijken"
        );
        // Chosen outside the contracts for this perceel: said with its ground, and still the consulent decides.
        let buiten = vraag("licht", "73990104");
        let laatste = buiten.last().unwrap();
        assert!(laatste.gekozen && laatste.naam == "Elders");
        let zonder = vraag("licht", "73990199");
        assert_eq!(zonder.last().unwrap().naam, "Aanbieder 73990199");
    }
}
