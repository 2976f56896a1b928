//! Referrals.

use super::*;
use crate::paginas::verwijzing::{
    NieuwBlad, NieuwVelden, StapVelden, ToetsingBlad, ToetsingVelden, VerwijzingBlad, VerwijzingenBlad,
};

fn rij(stand: &str, toon: Toon, termijn: Option<Termijn>) -> VerwijzingRij {
    VerwijzingRij {
        id: id(70),
        nummer: "V-12".into(),
        jeugdige: anna(),
        leeftijd: 14,
        wie: "Huisartsenpraktijk De Brink (huisarts)".into(),
        gemeente: "Zwolle".into(),
        verwezen: date(2026, 11, 16),
        termijn,
        stand: Merkje::nieuw(stand, toon),
        verder: "Kijk of uw hulp past en leg uw antwoord vast.".into(),
    }
}

fn lijst(leeg: bool, klaar: bool) -> VerwijzingLijst {
    let loopt = Termijn {
        uiterlijk: date(2026, 11, 30),
        werkdagen: 6,
    };
    VerwijzingLijst {
        rijen: if leeg {
            Vec::new()
        } else {
            vec![
                rij("wordt getoetst", Toon::LetOp, Some(loopt)),
                rij("niet overgenomen", Toon::Fout, None),
            ]
        },
        klaar,
        open: if leeg { 0 } else { 2 },
        afgerond: 5,
        verder: !leeg,
        volgende: (!leeg).then(|| id(70)),
    }
}

fn beeld() -> VerwijzingBeeld {
    VerwijzingBeeld {
        id: id(70),
        versie: 3,
        nummer: "V-12".into(),
        jeugdige: anna(),
        leeftijd: 14,
        gemeente: "Zwolle".into(),
        aanbieder: "Jeugdhulp De Lindeboog".into(),
        verwijzer: "Huisartsenpraktijk De Brink (huisarts)".into(),
        stand: Merkje::nieuw("wordt getoetst", Toon::LetOp),
        verder: "Kijk of uw hulp past en leg uw antwoord vast.".into(),
        termijn: Some(Termijn {
            uiterlijk: date(2026, 11, 30),
            werkdagen: 6,
        }),
        persoon: vec![
            Rij::nieuw("Geboren", "03-02-2012"),
            Rij::nieuw("BSN", "*****0006"),
        ],
        gegevens: vec![Rij::nieuw("Privacyverklaring", "nee")],
        resultaat: "Gaat weer elke dag naar school.".into(),
        afgeschermd: false,
        onderbouwing: String::new(),
        antwoorden: vec![VraagBeeld {
            titel: "De toetsing".into(),
            oordeel: Merkje::nieuw("in orde", Toon::Goed),
            regels: vec![Rij::nieuw("Uiterste dag", "di 29 april 2025")],
            gronden: vec![grond(
                VoorstelUitkomst::Toewijzen,
                false,
                "Er is een wettelijke verwijzing.",
                "RTP 2.4.4",
            )],
            ontbreekt: vec!["dag van de toetsing".into()],
            opdrachten: Vec::new(),
        }],
        voorstel: None,
        knoppen: VerwijzingKnoppen::default(),
        alleen_ondersteunend: vec!["opvoedcursussen".into()],
        ondersteunend_bron: "RTP bijlage 2".into(),
        gronden: vec![
            Weigergrond {
                sleutel: "geen-expertise".into(),
                tekst: "De aanbieder mist de expertise".into(),
            },
            Weigergrond {
                sleutel: "overgekwalificeerd".into(),
                tekst: "De aanbieder is overgekwalificeerd".into(),
            },
        ],
        vandaag: date(2026, 11, 22),
        budget: Some(Centen::euro(3_000)),
        plan: PlanVelden {
            raming: Some(Centen::euro(7_500)),
            duurzaam: Some(false),
            van: Some(date(2026, 12, 1)),
            tot: Some(date(2027, 11, 30)),
        },
        stappen: vec![Gebeurtenis {
            moment: op(date(2026, 11, 16), 9, 12),
            met_tijd: true,
            wat: "Verwezen".into(),
            toelichting: String::new(),
            bericht: None,
        }],
        rekenhulp: Some(String::new()),
        verzoek: None,
        bericht: None,
        dossier: None,
        hulpvraag: None,
    }
}

fn toont(rol: Rol, wijzig: impl FnOnce(&mut VerwijzingBeeld)) -> VerwijzingBlad {
    let mut beeld = beeld();
    wijzig(&mut beeld);
    let titel = VerwijzingBlad::titel(&beeld);
    VerwijzingBlad::nieuw(raam(&titel, rol, Hier::Verwijzingen), beeld)
}

fn formulier() -> VerwijzingFormulier {
    VerwijzingFormulier {
        gemeenten: vec![("0193".into(), "Zwolle".into()), ("0166".into(), "Kampen".into())],
        aanbieders: vec![("73990101".into(), "Jeugdhulp De Lindeboog".into())],
        vraagt_overleg: true,
        grens: Some(Centen::euro(8_000)),
    }
}

fn toetsen(b: &mut VerwijzingBeeld) {
    b.knoppen = VerwijzingKnoppen {
        toetsen: true,
        ander_budget: true,
        overleg: Some("De Toegang leest wat u hier schrijft.".into()),
        ..VerwijzingKnoppen::default()
    };
}

pub(super) fn bladen() -> Vec<(&'static str, String)> {
    let nieuw = |fouten: Vec<VeldFout>, invoer| NieuwBlad {
        raam: raam("Nieuwe verwijzing", Rol::Verwijzer, Hier::Verwijzen).met_fout(!fouten.is_empty()),
        beeld: formulier(),
        fouten,
        invoer,
    };
    let overzicht = |rol, leeg, klaar| VerwijzingenBlad {
        raam: raam("Verwijzingen", rol, Hier::Verwijzingen),
        beeld: lijst(leeg, klaar),
    };
    let alsnog = |fouten: Vec<VeldFout>, klaar| ToetsingBlad {
        raam: raam("Toetsing van A. van V.", Rol::Aanbieder, Hier::Werkvoorraad).met_fout(!fouten.is_empty()),
        beeld: ToetsingBeeld {
            id: id(71),
            jeugdige: anna(),
            hulp: vec![Rij::nieuw("Toewijzing", "12")],
            artikel: "RTP 2.4.4 · eis 77".into(),
            vandaag: date(2026, 11, 22),
            klaar,
        },
        fouten,
        invoer: ToetsingVelden::default(),
    };
    let mut mis = toont(Rol::Aanbieder, toetsen);
    mis.raam = mis.raam.met_fout(true);
    mis.fouten = vec![
        VeldFout::nieuw("weigeren-grond", "Kies waarom uw hulp niet past."),
        VeldFout::nieuw("weigeren-reden", "Schrijf op waarom uw hulp niet past."),
        VeldFout::nieuw("weigeren-contact", "Neem eerst contact op met de verwijzer."),
    ];
    mis.invoer = StapVelden {
        actie: "weigeren".into(),
        reden: "<b>vol</b>".into(),
        ..StapVelden::default()
    };
    vec![
        blad("verwijzingen", &overzicht(Rol::Verwijzer, false, false)),
        blad("verwijzingen-leeg", &overzicht(Rol::Verwijzer, true, false)),
        blad("verwijzingen-aanbieder", &overzicht(Rol::Aanbieder, false, true)),
        blad(
            "verwijzingen-aanbieder-leeg",
            &overzicht(Rol::Aanbieder, true, true),
        ),
        blad("verwijzingen-consulent", &overzicht(Rol::Consulent, false, false)),
        blad("verwijzen", &nieuw(Vec::new(), NieuwVelden::default())),
        blad(
            "verwijzen-fout",
            &nieuw(
                vec![
                    VeldFout::nieuw("bsn", "Dit BSN klopt niet."),
                    VeldFout::nieuw("gemeente", "Kies de gemeente waar de jeugdige woont."),
                    VeldFout::nieuw("aanbieder", "Kies naar wie u verwijst."),
                    VeldFout::nieuw("geslacht", "Kies het geslacht."),
                    VeldFout::nieuw("privacy", "Kies of het gezin gegevens deelt met de gemeente."),
                ],
                NieuwVelden {
                    resultaat: "<script>slaapt</script>".into(),
                    gemeente: "0166".into(),
                    privacy: "ja".into(),
                    aanmelden: "ja".into(),
                    ..NieuwVelden::default()
                },
            ),
        ),
        blad("verwijzing-toetsen", &toont(Rol::Aanbieder, toetsen)),
        blad("verwijzing-weigeren-fout", &mis),
        blad(
            "verwijzing-aanmelden",
            &toont(Rol::Aanbieder, |b| {
                b.termijn = None;
                b.knoppen.aanmelden = true;
            }),
        ),
        blad(
            "verwijzing-aanvragen",
            &toont(Rol::Aanbieder, |b| {
                b.resultaat = String::new();
                b.knoppen = VerwijzingKnoppen {
                    plan: true,
                    versturen: true,
                    resultaat: true,
                    onderbouwing: true,
                    overleg: Some("De Toegang leest wat u hier schrijft.".into()),
                    ..VerwijzingKnoppen::default()
                };
            }),
        ),
        blad(
            "verwijzing-verwijzer",
            &toont(Rol::Verwijzer, |b| {
                b.stand = Merkje::nieuw("niet overgenomen", Toon::Fout);
                b.knoppen.gezien = true;
                b.knoppen.resultaat = true;
                b.knoppen.intrekken = true;
            }),
        ),
        blad(
            "verwijzing-consulent",
            &toont(Rol::Consulent, |b| {
                b.verwijzer = "de Toegang".into();
                b.voorstel = Some(Voorstel {
                    uitkomst: VoorstelUitkomst::Voorleggen,
                    samenvatting: "Standaardbudget 3".into(),
                    gronden: vec![grond(
                        VoorstelUitkomst::Voorleggen,
                        false,
                        "Er loopt al hulp.",
                        "RTP 2.4.6",
                    )],
                    profiel: "Protocol IJsselland".into(),
                });
                b.knoppen.toewijzen = Some(true);
                b.dossier = Some(id(20));
                b.hulpvraag = Some(id(72));
                b.verzoek = Some(id(73));
            }),
        ),
        blad(
            "verwijzing-afgeschermd",
            &toont(Rol::Consulent, |b| {
                b.afgeschermd = true;
                b.resultaat = String::new();
                b.knoppen.antwoorden = true;
            }),
        ),
        blad("toetsing", &alsnog(Vec::new(), false)),
        blad("toetsing-klaar", &alsnog(Vec::new(), true)),
        blad(
            "toetsing-fout",
            &alsnog(
                vec![VeldFout::nieuw("getoetst", "Vul de dag van de toetsing in.")],
                false,
            ),
        ),
        blad(
            "werkvoorraad-verwijzer-leeg",
            &WerkvoorraadBlad {
                raam: raam("Werkvoorraad", Rol::Verwijzer, Hier::Werkvoorraad),
                beeld: leeg_werk(),
            },
        ),
    ]
}
