//! Requests: proposed, decided, with a mistake.

use super::*;

pub(super) fn grond(uitkomst: VoorstelUitkomst, let_op: bool, uitleg: &str, artikelen: &str) -> GrondBeeld {
    GrondBeeld {
        uitkomst,
        let_op,
        onderwerp: "herstel of duurzaam".into(),
        bijzaak: uitleg.starts_with("Herstel"),
        uitleg: uitleg.into(),
        artikelen: artikelen.into(),
        feiten: Vec::new(),
        som: None,
    }
}

pub(super) fn redenen() -> Vec<Reden> {
    [
        ("2", "Past niet binnen budget"),
        ("3", "Geen contract"),
        ("4", "Past niet binnen contract"),
        ("8", "Woonplaatsbeginsel"),
    ]
    .map(|(code, tekst)| Reden {
        code: code.into(),
        tekst: tekst.into(),
    })
    .into()
}

pub(super) fn gebeurd() -> Vec<Gebeurtenis> {
    let stap = |dag, met_tijd, wat: &str, toelichting: &str, bericht| Gebeurtenis {
        moment: op(dag, 9, 12),
        met_tijd,
        wat: wat.into(),
        toelichting: toelichting.into(),
        bericht,
    };
    vec![
        stap(
            date(2026, 11, 17),
            true,
            "Verzoek ontvangen",
            "JW315 van De Lindeboog",
            Some(id(70)),
        ),
        stap(date(2026, 11, 17), false, "Getoetst: past", "", None),
        stap(date(2026, 11, 2), false, "Aangemeld bij De Lindeboog", "", None),
        stap(date(2026, 10, 30), false, "Verwijzing huisarts", "", None),
    ]
}

pub(super) fn aanvraag(nummer: u32, uitkomst: VoorstelUitkomst) -> AanvraagBeeld {
    use VoorstelUitkomst::{Afwijzen, Toewijzen, Voorleggen};
    let mut gronden = vec![grond(
        Toewijzen,
        true,
        "de toetsing duurde 11 werkdagen, de norm is 10.",
        "RTP 2.4.4",
    )];
    gronden[0].som = Some(
        "Aangemeld ma 2 november (dag 0). Tien werkdagen later: ma 16 november. Getoetst: di 17 november."
            .into(),
    );
    match uitkomst {
        Toewijzen => {}
        Voorleggen => gronden.push(grond(
            Voorleggen,
            false,
            "er loopt al een budget bij een andere aanbieder.",
            "RTP 2.4.6, reden 4 · eis 75",
        )),
        Afwijzen => gronden.push(grond(
            Afwijzen,
            false,
            "De Lindeboog heeft geen contract voor perceel 2.",
            "RTP 2.3.1",
        )),
    }
    let mut verwijzing = grond(
        Toewijzen,
        false,
        "Eerste verwijzing door een huisarts, niet hoger dan € 8.000.",
        "Eis 72 · RTP 2.4.2",
    );
    verwijzing.feiten = vec![
        Rij::nieuw("Gevraagd budget", "€ 8.000,00 (bericht)"),
        Rij::nieuw("Verwijzer", "huisarts (bericht)"),
        Rij::nieuw("Eerdere hulp", "geen in 12 maanden (dossier van Zwolle)"),
    ];
    verwijzing.som = Some("€ 8.000,00 is niet meer dan de grens van € 8.000,00.".into());
    gronden.push(verwijzing);
    gronden.push(grond(
        Toewijzen,
        false,
        "Herstel: 23-11-2026 tot en met 22-11-2027, korter dan 2 jaar.",
        "RTP 2.4.1",
    ));
    AanvraagBeeld {
        nummer,
        titel: "Ambulant (45)".into(),
        gevraagd: vec![
            Rij::nieuw("Hulp", "Ambulant (45)"),
            Rij::nieuw("Budget", "€ 8.000,00"),
            Rij::nieuw("Van", "23-11-2026"),
            Rij::nieuw("Tot en met", "22-11-2027"),
            Rij::nieuw("Referentie", "HR1"),
        ],
        voorstel: Some(Voorstel {
            uitkomst,
            samenvatting: match uitkomst {
                Toewijzen => "Standaardbudget 5, € 8.000,00, herstel",
                Voorleggen => "Er loopt al hulp bij een andere aanbieder",
                Afwijzen => "Geen contract voor dit perceel",
            }
            .into(),
            gronden,
            profiel: "Protocol IJsselland, versie vanaf 8 januari 2024".into(),
        }),
        stand: Merkje::nieuw("wacht op besluit", Toon::LetOp),
        besluit: String::new(),
        verschil: vec!["Nu: Er is contact geweest met de Toegang. Eerst: er was geen contact.".into()],
        knoppen: Some(Knoppen {
            toewijzen: if uitkomst == Afwijzen {
                Knop::MetReden
            } else {
                Knop::Direct
            },
            onderzoeken: if uitkomst == Voorleggen {
                Knop::Direct
            } else {
                Knop::MetReden
            },
            afwijzen: if uitkomst == Toewijzen {
                Knop::MetReden
            } else {
                Knop::Direct
            },
            redenen: redenen(),
            voorgestelde_reden: (uitkomst == Afwijzen).then(|| "4".into()),
            toekenning: "€ 8.000,00 van 23-11-2026 t/m 22-11-2027".into(),
            velden: Some(ToekenningVelden {
                budget: Some(Centen::euro(8_000)),
                omvang: String::new(),
                van: date(2026, 11, 23),
                tot: Some(date(2027, 11, 22)),
            }),
        }),
    }
}

pub(super) fn verzoek(uitkomsten: &[VoorstelUitkomst]) -> VerzoekBeeld {
    VerzoekBeeld {
        id: id(2),
        versie: 3,
        aanbieder: "Jeugdhulp De Lindeboog".into(),
        gemeente: "Zwolle".into(),
        jeugdige_id: Some(id(20)),
        jeugdige: anna(),
        leeftijd: Some(14),
        route: "via de huisarts, eerste verwijzing".into(),
        ontvangen: op(date(2026, 11, 17), 9, 12),
        termijn: Some(Termijn {
            uiterlijk: date(2026, 11, 24),
            werkdagen: 2,
        }),
        bericht: Some(id(70)),
        toelichting: String::new(),
        aanvragen: (1..).zip(uitkomsten).map(|(n, u)| aanvraag(n, *u)).collect(),
        nu: NuBeeld {
            rijen: vec![
                Rij::nieuw("Lopende hulp", "geen"),
                Rij::nieuw("Vorige hulp", "tot maart 2024"),
                Rij::nieuw("Gezin", "1 broer, ook hulp"),
            ],
        },
        gebeurd: gebeurd(),
        brieven: brief::regels(),
        feiten: Some(Feiten {
            mag_contact: true,
            mag_soort: true,
            mag_andere_hulp: true,
            mag_akkoord: true,
            ontbreekt: vec!["de toetsing".into()],
            aanbieders: vec![("73990101".into(), "Jeugdhulp De Lindeboog".into())],
            ..Feiten::default()
        }),
        hint: String::new(),
        volgende: Some(id(3)),
    }
}

pub(super) fn consulent_verzoek(beeld: VerzoekBeeld) -> VerzoekBlad {
    let titel = VerzoekBlad::titel(&beeld);
    VerzoekBlad::nieuw(raam(&titel, Rol::Consulent, Hier::Werkvoorraad), beeld)
}

pub(super) fn aanbieder_verzoek() -> VerzoekBlad {
    let mut beeld = verzoek(&[VoorstelUitkomst::Toewijzen]);
    beeld.jeugdige_id = None;
    beeld.volgende = None;
    beeld.nu = NuBeeld::default();
    beeld.aanvragen[0].voorstel = None;
    beeld.aanvragen[0].knoppen = None;
    beeld.feiten = Some(Feiten {
        mag_contact: true,
        mag_toetsing: true,
        mag_soort: true,
        mag_resultaat: true,
        mag_andere_hulp: true,
        bekend: vec![Rij::nieuw(
            "Beoogd resultaat",
            "Weer <vaak> naar school (door de aanbieder)",
        )],
        nu: FeitenInvoer {
            contact: Some(date(2026, 11, 3)),
            aangemeld: Some(date(2026, 11, 2)),
            past: Some(true),
            duurzaam: Some(false),
            resultaat: Some("Weer <vaak> naar school".into()),
            andere_hulp: Some(AndereHulp {
                agb: "73990101".into(),
                van: date(2026, 1, 1),
                tot: None,
            }),
            ..FeitenInvoer::default()
        },
        ..Feiten::default()
    });
    let titel = VerzoekBlad::titel(&beeld);
    VerzoekBlad::nieuw(raam(&titel, Rol::Aanbieder, Hier::Verzoeken), beeld)
}

pub(super) fn verzoek_met_fout() -> VerzoekBlad {
    let mut blad = consulent_verzoek(verzoek(&[
        VoorstelUitkomst::Toewijzen,
        VoorstelUitkomst::Voorleggen,
    ]));
    blad.raam = blad.raam.met_fout(true);
    blad.fouten = vec![
        VeldFout::nieuw("code-1", "Kies een reden van afwijzing."),
        VeldFout::nieuw(
            "reden-afwijzen-1",
            "Schrijf op waarom u afwijkt van het voorstel.",
        ),
    ];
    blad.invoer = BesluitInvoer {
        nummer: 1,
        actie: "afwijzen".into(),
        code: String::new(),
        andere_gemeente: "0193".into(),
        reden: "<b>half</b> af".into(),
        ..BesluitInvoer::default()
    };
    blad
}

pub(super) fn verzoek_besloten() -> VerzoekBlad {
    let mut beeld = verzoek(&[VoorstelUitkomst::Toewijzen]);
    beeld.termijn = None;
    beeld.feiten = None;
    beeld.hint = "Deventer, Olst-Wijhe en Raalte nemen geen verzoeken langs deze weg aan. Stuur een beveiligd bericht.".into();
    beeld.toelichting = "Gezin is bekend met <hulp> & wil graag thuis starten.".into();
    let a = &mut beeld.aanvragen[0];
    a.knoppen = None;
    a.stand = Merkje::nieuw("toegewezen", Toon::Goed);
    a.besluit =
        "Toegewezen op di 17 november 2026 door Sanne Terpstra: € 8.000,00 van 23-11-2026 t/m 22-11-2027."
            .into();
    let mut blad = consulent_verzoek(beeld);
    blad.melding = Some("Uw besluit is vastgelegd.".into());
    blad
}

pub(super) fn verzoekrijen() -> Vec<VerzoekRij> {
    let rij = |n, referentie: &str, stand, waarom: &str| VerzoekRij {
        id: id(n),
        referentie: referentie.into(),
        jeugdige: anna(),
        gemeente: "Zwolle".into(),
        gevraagd: "Ambulant (45), € 8.000,00".into(),
        ontvangen: date(2026, 11, 17),
        stand,
        waarom: waarom.into(),
    };
    vec![
        rij(2, "HR1", Merkje::nieuw("wacht op antwoord", Toon::Rustig), ""),
        rij(
            3,
            "HR-2026/004",
            Merkje::nieuw("afgewezen", Toon::Fout),
            "Geen contract voor perceel 2 op 1-12-2026.",
        ),
        rij(
            4,
            "L88",
            Merkje::nieuw("toegewezen", Toon::Goed),
            "Past binnen het protocol.",
        ),
    ]
}
