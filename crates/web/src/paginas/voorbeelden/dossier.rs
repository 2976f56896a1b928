//! Files of children.

use super::*;

pub(super) fn dossier() -> Dossier {
    let rij = |nummer: &str, aanbieder: &str, van, tot, stand| ToewijzingRij {
        id: id(80),
        nummer: nummer.into(),
        hulp: "Ambulant (45)".into(),
        aanbieder: aanbieder.into(),
        omvang: "€ 8.000,00".into(),
        van,
        tot,
        stand,
        levering: "gestart op 5-1-2026".into(),
        let_op: "geen toetsing vastgelegd voor de start (eis 76)".into(),
    };
    Dossier {
        id: id(20),
        naam: anna(),
        leeftijd: 14,
        geboren: date(2012, 3, 9),
        bsn: "******006".into(),
        bsn_heel: false,
        gemeente: "Zwolle".into(),
        gegevens: vec![
            Rij::nieuw("Adres", "Dorpsstraat 12, 8000 AA Zwolle"),
            Rij::nieuw("Gezag", "beide ouders"),
        ],
        toewijzingen: vec![
            rij(
                "500123",
                "Jeugdhulp De Lindeboog",
                date(2026, 1, 5),
                Some(date(2026, 12, 31)),
                Merkje::nieuw("loopt", Toon::Goed),
            ),
            rij(
                "400871",
                "Praktijk Zilverpad",
                date(2023, 2, 1),
                None,
                Merkje::nieuw("afgelopen", Toon::Rustig),
            ),
        ],
        verzoeken: verzoekrijen(),
        wijzigingen: vec![WijzigRij {
            id: id(71),
            referentie: "W-1".into(),
            ontvangen: date(2026, 11, 16),
            gevraagd: vec![Rij::nieuw("Wijzigen", "toewijzing 500123 naar € 9.000,00")],
            reden: "het zorgplan is gewijzigd".into(),
            stand: Merkje::nieuw("te beoordelen", Toon::LetOp),
            termijn: Some(Termijn {
                uiterlijk: date(2026, 11, 23),
                werkdagen: 1,
            }),
        }],
        hulpvragen: vec![HulpvraagKort {
            id: id(81),
            gevraagd: date(2026, 11, 18),
            stand: Merkje::nieuw("loopt", Toon::LetOp),
        }],
        wijziging_per_mail: true,
        brieven: brief::regels(),
        geheim: true,
        geblokkeerd: true,
        verder: true,
        ouder: Some(id(9)),
        gebeurd: gebeurd(),
    }
}

pub(super) fn leeg_dossier() -> Dossier {
    Dossier {
        bsn: "999990006".into(),
        bsn_heel: true,
        gegevens: Vec::new(),
        toewijzingen: Vec::new(),
        verzoeken: Vec::new(),
        wijzigingen: Vec::new(),
        hulpvragen: Vec::new(),
        brieven: Vec::new(),
        geheim: false,
        geblokkeerd: false,
        verder: false,
        ouder: None,
        gebeurd: Vec::new(),
        ..dossier()
    }
}
