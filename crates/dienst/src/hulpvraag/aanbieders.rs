//! Who may give this help: a contract on the first day of the help, in the chosen perceel (R-012, RTP 2.3.1).

use super::antwoorden::Antwoorden;
use super::velden::Omgeving;
use crate::beeld::{VeldBeeld, VeldGroep, VeldSoort};
use crate::taal;
use crate::verzoek::dossier::ContractGegevens;
use houvast_beslis::Regioprofiel;
use houvast_beslis::vragen::keuze::Zwaarte;
use houvast_opslag::ContractRegel;

/// A part of the purchase that help falls under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Keus {
    /// Key of a segment in the profile.
    pub(crate) segment: String,
    /// Where the segment has percelen.
    pub(crate) perceel: Option<u8>,
}

impl Keus {
    /// `ambulant/2`, or `ambulant` where there are no percelen.
    pub(crate) fn lees(tekst: &str) -> Option<Self> {
        if tekst.is_empty() {
            return None;
        }
        match tekst.split_once('/') {
            Some((segment, perceel)) => Some(Self {
                segment: segment.to_owned(),
                perceel: Some(perceel.parse().ok()?),
            }),
            None => Some(Self {
                segment: tekst.to_owned(),
                perceel: None,
            }),
        }
    }

    pub(crate) fn past(&self, contract: &ContractRegel) -> bool {
        let segment = serde_json::from_str::<ContractGegevens>(&contract.gegevens).map(|g| g.segment);
        segment.is_ok_and(|s| s == self.segment)
            && self.perceel.is_none_or(|p| contract.perceel.parse() == Ok(p))
    }
}

/// What the Toegang can grant itself: the segments that the protocol judges, per perceel.
pub(crate) fn percelen(profiel: &Regioprofiel) -> Vec<(String, String)> {
    profiel
        .segmenten
        .iter()
        .filter(|s| s.beoordeeld)
        .flat_map(|s| {
            let eigen: Vec<(String, String)> = profiel
                .percelen
                .iter()
                .filter(|p| p.segment == s.sleutel)
                .map(|p| {
                    (
                        format!("{}/{}", s.sleutel, p.nummer),
                        format!("{}, {}", s.naam, p.naam),
                    )
                })
                .collect();
            if eigen.is_empty() {
                vec![(s.sleutel.clone(), s.naam.clone())]
            } else {
                eigen
            }
        })
        .collect()
}

/// AGB code and name of who has such a contract, once each, by name.
pub(crate) fn passend(contracten: &[ContractRegel], keus: Option<&Keus>) -> Vec<(String, String)> {
    let mut uit: Vec<(String, String)> = Vec::new();
    for contract in contracten.iter().filter(|c| keus.is_none_or(|k| k.past(c))) {
        let agb = contract.agb.als_str().to_owned();
        if uit.last().is_none_or(|(vorige, _)| *vorige != agb) {
            uit.push((agb, contract.naam.clone()));
        }
    }
    uit
}

fn veld(naam: &str, label: &str, uitleg: &str, soort: VeldSoort, keuzes: Vec<(String, String)>) -> VeldBeeld {
    VeldBeeld {
        naam: naam.to_owned(),
        label: label.to_owned(),
        uitleg: uitleg.to_owned(),
        soort,
        waarde: String::new(),
        keuzes,
        lengte: match soort {
            VeldSoort::Tekst => 2_000,
            _ => 200,
        },
    }
}

/// The fields of the step.
pub(crate) fn groepen(a: &Antwoorden, om: &Omgeving<'_>) -> Vec<VeldGroep> {
    let keus = Keus::lees(a.tekst("perceel"));
    let lijst = passend(om.contracten, keus.as_ref());
    let hint = match (&keus, lijst.len()) {
        (None, _) => {
            "Kies eerst periode en perceel en bewaar. Daarna staan hier alleen de aanbieders die passen."
                .to_owned()
        }
        (Some(_), 0) => "Geen aanbieder heeft op de eerste dag een contract voor dit perceel.".to_owned(),
        (Some(_), 1) => "Deze aanbieder heeft op de eerste dag een contract voor dit perceel.".to_owned(),
        (Some(_), n) => format!("Deze {n} aanbieders hebben op de eerste dag een contract voor dit perceel."),
    };
    let woorden = |paren: &[(&str, &str)]| -> Vec<(String, String)> {
        paren
            .iter()
            .map(|(waarde, tekst)| ((*waarde).to_owned(), (*tekst).to_owned()))
            .collect()
    };
    let mut hulp = vec![
        veld("van", "Eerste dag van de hulp", "", VeldSoort::Dag, Vec::new()),
        veld("tot", "Laatste dag van de hulp", "", VeldSoort::Dag, Vec::new()),
        veld(
            "perceel",
            "Perceel",
            "",
            VeldSoort::Lijst,
            om.profiel.map(percelen).unwrap_or_default(),
        ),
    ];
    if a.ja("langere_duur") == Some(true)
        || super::feiten::periode(a).is_some_and(|p| {
            om.profiel
                .is_some_and(|profiel| p.langer_dan_maanden(profiel.herstel_maanden))
        })
    {
        hulp.push(veld(
            "langere_duur",
            "Herstel mag langer duren: dat is afgesproken",
            "",
            VeldSoort::Vink,
            Vec::new(),
        ));
    }
    if om.andere_hulp {
        hulp.push(veld(
            "naast_akkoord",
            "Deze hulp mag naast de andere hulp lopen",
            "",
            VeldSoort::Vink,
            Vec::new(),
        ));
    }
    vec![
        VeldGroep {
            titel: "Periode en perceel".to_owned(),
            uitleg: String::new(),
            velden: hulp,
        },
        VeldGroep {
            titel: "Aanbieder".to_owned(),
            uitleg: "Het gezin kiest mee. De keuze gaat over aanbieders die bij de vraag passen: niet te licht en niet te zwaar."
                .to_owned(),
            velden: vec![
                veld(
                    "zwaarte",
                    "Hoe zwaar is de hulpvraag?",
                    "Bewaar, dan staat hieronder bij elke aanbieder of zijn aanbod past.",
                    VeldSoort::Keuze,
                    Zwaarte::ALLE
                        .iter()
                        .map(|z| (z.woord().to_owned(), taal::hoofdletter(z.label())))
                        .collect(),
                ),
                veld("aanbieder", "Wie geeft de hulp?", &hint, VeldSoort::Lijst, lijst),
                veld(
                    "passend",
                    "Past het aanbod bij de vraag?",
                    "",
                    VeldSoort::Keuze,
                    woorden(&[
                        ("past", "Het past"),
                        ("te_licht", "Te licht"),
                        ("te_zwaar", "Te zwaar"),
                    ]),
                ),
                veld(
                    "passend_reden",
                    "Toelichting op de keuze",
                    "",
                    VeldSoort::Tekst,
                    Vec::new(),
                ),
            ],
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use houvast_begrip::AgbCode;

    fn contract(agb: &str, naam: &str, perceel: &str, segment: &str) -> ContractRegel {
        ContractRegel {
            agb: AgbCode::nieuw(agb).unwrap(),
            naam: naam.to_owned(),
            perceel: perceel.to_owned(),
            gegevens: format!(r#"{{"segment":"{segment}"}}"#),
        }
    }

    #[test]
    fn r012_alleen_wie_een_contract_heeft_voor_het_perceel_staat_in_de_lijst() {
        let rijen = [
            contract("73990101", "De Lindeboog", "1", "ambulant"),
            contract("73990101", "De Lindeboog", "2", "ambulant"),
            contract("73990102", "Zilverpad", "2", "ambulant"),
            contract("73990110", "Torenlicht", "geen", "wonen-verblijf"),
        ];
        let wie = |keus: Option<&str>| -> Vec<String> {
            passend(&rijen, keus.and_then(Keus::lees).as_ref())
                .into_iter()
                .map(|(_, naam)| naam)
                .collect()
        };
        assert_eq!(wie(None), ["De Lindeboog", "Zilverpad", "Torenlicht"]);
        assert_eq!(wie(Some("ambulant/2")), ["De Lindeboog", "Zilverpad"]);
        assert_eq!(wie(Some("ambulant/1")), ["De Lindeboog"]);
        assert!(wie(Some("ambulant/5")).is_empty());
        assert_eq!(wie(Some("wonen-verblijf")), ["Torenlicht"]);
    }

    #[test]
    fn een_regio_zonder_percelen_kiest_een_segment() {
        let keus = Keus::lees("ambulant").unwrap();
        assert_eq!(keus.perceel, None);
        assert_eq!(Keus::lees("ambulant/2").unwrap().perceel, Some(2));
        assert_eq!((Keus::lees(""), Keus::lees("ambulant/x")), (None, None));
    }
}
