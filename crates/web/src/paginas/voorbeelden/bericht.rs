//! Messages, search results, an upload.

use super::*;

pub(super) fn berichten(leeg: bool) -> BerichtLijst {
    let rij = |n, soort: &str, betekenis: &str, richting, stand, eerste: &str| BerichtRij {
        id: id(n),
        soort: soort.into(),
        betekenis: betekenis.into(),
        richting,
        met: "Jeugdhulp De Lindeboog".into(),
        identificatie: "LB20261117A".into(),
        moment: op(date(2026, 11, 17), 9, 12),
        stand,
        eerste_bevinding: eerste.into(),
    };
    BerichtLijst {
        filter: BerichtFilter {
            stand: leeg.then_some(BerichtStand::Afgekeurd),
            na: (!leeg).then(|| id(70)),
            ..BerichtFilter::default()
        },
        soorten: vec!["JW301".into(), "JW315".into(), "JW316".into()],
        rijen: if leeg {
            Vec::new()
        } else {
            vec![
                rij(
                    70,
                    "JW315",
                    "Verzoek om toewijzing",
                    Richting::In,
                    Merkje::nieuw("aangenomen", Toon::Goed),
                    "",
                ),
                rij(
                    71,
                    "JW316",
                    "Antwoord op verzoek om toewijzing",
                    Richting::Uit,
                    Merkje::nieuw("verstuurd", Toon::Rustig),
                    "",
                ),
                rij(
                    72,
                    "JW315",
                    "Verzoek om toewijzing",
                    Richting::In,
                    Merkje::nieuw("afgekeurd: 2 bevindingen", Toon::Fout),
                    "De einddatum (22-11-2025) ligt voor de begindatum (23-11-2026). Zet de einddatum op of na de begindatum.",
                ),
            ]
        },
        totaal: if leeg { 0 } else { 123 },
        meer: false,
        volgende: (!leeg).then(|| id(71)),
    }
}

pub(super) fn bericht(goed: bool) -> BerichtBeeld {
    let regel = |nummer, tekst: &str, bevindingen: &[usize]| XmlRegel {
        nummer,
        diepte: 2,
        tekst: tekst.into(),
        overgeslagen: u32::from(nummer == 5) * 40,
        bevindingen: bevindingen.to_vec(),
    };
    let vondst = |regel: &str, nummer, tekst: &str| BevindingBeeld {
        niveau: 2,
        regel: regel.into(),
        retourcode: Some("0001".into()),
        pad: "Client/AangevraagdeProducten/AangevraagdProduct[2]/ToewijzingEinddatum".into(),
        regelnummer: nummer,
        kolom: 7,
        tekst: tekst.into(),
        plek: (nummer == 4).then_some(3),
    };
    BerichtBeeld {
        id: id(72),
        soort: "JW315".into(),
        betekenis: "Verzoek om toewijzing".into(),
        richting: Richting::In,
        met: "Jeugdhulp De Lindeboog".into(),
        moment: op(date(2026, 11, 17), 9, 12),
        stand: if goed {
            Merkje::nieuw("aangenomen", Toon::Goed)
        } else {
            Merkje::nieuw("afgekeurd", Toon::Fout)
        },
        uitleg: if goed {
            String::new()
        } else {
            "Het bericht is afgekeurd. Verbeter de twee punten hieronder en dien het opnieuw in.".into()
        },
        let_op: goed
            .then(|| "Toewijzing 12: de hulp begon zonder dat een toetsing is vastgelegd.".to_owned())
            .into_iter()
            .collect(),
        wijziging: (!goed).then(|| id(71)),
        inhoud: vec![Rij::nieuw("Start", "1-12-2026, toewijzing 12")],
        kop: vec![
            Rij::nieuw("Afzender", "73990101"),
            Rij::nieuw("Ontvanger", "0193"),
            Rij::nieuw("Identificatie", "LB20261117A"),
            Rij::nieuw(
                "SHA-256",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            ),
        ],
        bevindingen: if goed {
            Vec::new()
        } else {
            vec![
                vondst(
                    "TR056",
                    4,
                    "De einddatum (22-11-2025) ligt voor de begindatum (23-11-2026). Zet de einddatum op of na de begindatum.",
                ),
                vondst(
                    "CD077",
                    9,
                    "Bij deze categorie hoort een productcode of een budget.",
                ),
            ]
        },
        regels: vec![
            regel(1, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", &[]),
            regel(
                2,
                "<jw315:Bericht xmlns:jw315=\"http://www.istandaarden.nl/ijw/3_2/jw315/schema\">",
                &[],
            ),
            regel(3, "  <jw315:Client>", &[]),
            regel(
                4,
                "    <jw315:Bsn>*********</jw315:Bsn>",
                if goed { &[] } else { &[0] },
            ),
            regel(4, "    <jw315:Naam>", &[]),
            regel(
                5,
                "      <jw315:Achternaam>•••••</jw315:Achternaam> & \"tekst\"",
                &[],
            ),
        ],
        weggelaten: if goed { 120 } else { 0 },
        gemaskeerd: true,
        verband: vec![
            Verband::Bericht {
                tekst: "Antwoord: JW316".into(),
                id: id(71),
            },
            Verband::Verzoek {
                tekst: "Verzoek HR1".into(),
                id: id(2),
            },
        ],
    }
}

pub(super) fn zoekresultaten(leeg: bool) -> Zoekresultaten {
    Zoekresultaten {
        gelezen_als: "naam".into(),
        rijen: if leeg {
            Vec::new()
        } else {
            vec![JeugdigeRij {
                id: id(20),
                naam: anna(),
                geboren: date(2012, 3, 9),
                leeftijd: 14,
                gemeente: "Zwolle".into(),
                nu: "Ambulant (45) bij Jeugdhulp De Lindeboog".into(),
            }]
        },
        verder: !leeg,
        volgende: (!leeg).then(|| id(20)),
        lijkt_bsn: false,
        fout: String::new(),
    }
}

pub(super) fn upload() -> UploadUitslag {
    UploadUitslag {
        regels: vec![
            UploadRegel {
                bestand: "jw315-anna.xml".into(),
                stand: Merkje::nieuw("aangenomen", Toon::Goed),
                tekst: "JW315 aangenomen. Het antwoord (JW316) staat klaar.".into(),
                bericht: Some(id(70)),
                verzoek: Some(id(2)),
            },
            UploadRegel {
                bestand: "iemand-anders.xml".into(),
                stand: Merkje::nieuw("niet aangenomen", Toon::Fout),
                tekst:
                    "De afzender in dit bericht is niet uw organisatie. Lever alleen berichten van uzelf in."
                        .into(),
                bericht: None,
                verzoek: None,
            },
        ],
    }
}
