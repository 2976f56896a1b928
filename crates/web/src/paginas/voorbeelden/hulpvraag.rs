//! A hulpvraag in its pages.

use super::verzoek::verzoek;
use super::*;
use crate::paginas::hulpvraag::nieuw::{NieuwBlad, Velden};
use crate::paginas::hulpvraag::stap::StapBlad;
use crate::paginas::hulpvraag::{HulpvraagBlad, HulpvragenBlad, PlanBlad, titel};
use std::collections::BTreeMap;

fn kop() -> HulpvraagKop {
    HulpvraagKop {
        id: id(81),
        versie: 3,
        jeugdige_id: id(20),
        jeugdige: anna(),
        leeftijd: 14,
        gemeente: "Zwolle".into(),
        gevraagd: date(2026, 11, 18),
        termijn: Some(Termijn {
            uiterlijk: date(2027, 1, 13),
            werkdagen: 36,
        }),
        urgentie: Merkje::nieuw("deze week", Toon::LetOp),
        consulent: "Sanne Terpstra".into(),
        open: true,
    }
}

fn stappen() -> Vec<StapRij> {
    let rij = |nummer, titel: &str, stand, ontbreekt: &[&str]| StapRij {
        nummer,
        titel: titel.into(),
        stand,
        ontbreekt: ontbreekt.iter().map(|o| (*o).to_owned()).collect(),
        let_op: Vec::new(),
    };
    let mut uit = vec![
        rij(1, "Vraag en triage", Merkje::nieuw("klaar", Toon::Goed), &[]),
        rij(
            2,
            "Probleemanalyse",
            Merkje::nieuw("nog 1 ding", Toon::LetOp),
            &["het oordeel over gebied 5"],
        ),
        rij(3, "Besluit", Merkje::nieuw("nog te nemen", Toon::Rustig), &[]),
    ];
    uit[1]
        .let_op
        .push("De brede uitvraag is nog niet volledig: school.".into());
    uit
}

fn veld(naam: &str, label: &str, soort: VeldSoort, waarde: &str) -> VeldBeeld {
    VeldBeeld {
        naam: naam.into(),
        label: label.into(),
        uitleg: String::new(),
        soort,
        waarde: waarde.into(),
        keuzes: vec![("ja".into(), "Ja".into()), ("nee".into(), "Nee".into())],
        lengte: 200,
    }
}

/// A step with these fields, nothing filled in.
pub(in crate::paginas) fn stap_met(velden: &[(&str, VeldSoort)]) -> StapBeeld {
    StapBeeld {
        kop: kop(),
        stappen: stappen(),
        nummer: 2,
        uitleg: "Kijk samen met het gezin.".into(),
        groepen: vec![VeldGroep {
            titel: "Gebied 1".into(),
            uitleg: "Wonen, geld, werk in huis.".into(),
            velden: velden
                .iter()
                .map(|(naam, soort)| veld(naam, naam, *soort, ""))
                .collect(),
        }],
        vragen: Vec::new(),
        keuze: Vec::new(),
        toetsing: None,
        besluit: None,
        rekenhulp: None,
    }
}

fn stap() -> StapBeeld {
    let mut beeld = stap_met(&[]);
    beeld.groepen[0].velden = vec![
        veld("gebied1", "Is dit op orde?", VeldSoort::Keuze, "ja"),
        veld(
            "gebied1_uitleg",
            "Wat speelt er?",
            VeldSoort::Tekst,
            "Het huis is <klein>.",
        ),
        veld("wie", "Wie?", VeldSoort::Regel, "Oma"),
        veld("van", "Eerste dag", VeldSoort::Dag, "2026-12-01"),
        veld("raming", "Raming in euro", VeldSoort::Bedrag, "650000"),
        veld("maanden", "Maanden", VeldSoort::Getal, "12"),
        veld("item", "Om welke hulp gaat het?", VeldSoort::Lijst, "nee"),
        veld("verb_wmo", "Wmo", VeldSoort::Vink, "ja"),
    ];
    beeld.groepen[0].velden[2].uitleg = "Bijvoorbeeld oma of een buurvrouw.".into();
    beeld
}

fn vraag() -> VraagBeeld {
    VraagBeeld {
        titel: "Is dit specialistische jeugdhulp?".into(),
        oordeel: Merkje::nieuw("in orde", Toon::Goed),
        regels: vec![Rij::nieuw("Afbakening", "specialistische jeugdhulp")],
        gronden: verzoek(&[VoorstelUitkomst::Toewijzen]).aanvragen[0]
            .voorstel
            .as_ref()
            .map(|v| v.gronden.clone())
            .unwrap_or_default(),
        ontbreekt: vec!["geboortedatum".into()],
        opdrachten: vec!["De Toegang: Stem met de aanbieder af over de afronding.".into()],
    }
}

fn toetsing(eerst: &[&str]) -> ToetsingStand {
    ToetsingStand {
        aanbieder: "Jeugdhulp De Lindeboog".into(),
        stand: Merkje::nieuw("nog niet gevraagd", Toon::Rustig),
        regels: vec![Rij::nieuw("Voor", "€ 8.000,00")],
        termijn: None,
        eerst: eerst.iter().map(|e| (*e).to_owned()).collect(),
        mag_vragen: true,
        verwijzing: None,
    }
}

fn besluit(toewijzen: Knop) -> StapBeeld {
    StapBeeld {
        nummer: 3,
        groepen: Vec::new(),
        vragen: vec![vraag()],
        toetsing: Some(ToetsingStand {
            stand: Merkje::nieuw("wacht op de aanbieder", Toon::Rustig),
            termijn: Some(Termijn {
                uiterlijk: date(2026, 12, 4),
                werkdagen: 9,
            }),
            mag_vragen: false,
            verwijzing: Some(id(82)),
            ..toetsing(&[])
        }),
        besluit: Some(BesluitBeeld {
            eerst: match toewijzen {
                Knop::Nee => vec!["Conclusie: de raming".into()],
                Knop::Direct | Knop::MetReden => Vec::new(),
            },
            voorstel: verzoek(&[VoorstelUitkomst::Toewijzen]).aanvragen[0]
                .voorstel
                .clone(),
            toewijzen,
            toekenning: "€ 8.000,00 van 01-12-2026 t/m 30-11-2027".into(),
            afwijking: "De aanbieder heeft nog niet geantwoord.".into(),
        }),
        ..stap()
    }
}

fn overzicht(open: bool) -> HulpvraagBeeld {
    HulpvraagBeeld {
        kop: HulpvraagKop {
            open,
            termijn: kop().termijn.filter(|_| open),
            ..kop()
        },
        stappen: stappen(),
        verder: 2,
        nu: vec![Rij::nieuw("Lopende hulp", "geen")],
        gesprekken: if open {
            vec![GesprekRij {
                op: Some(date(2026, 11, 19)),
                met: "De Lindeboog en moeder".into(),
                over: "De raming".into(),
                ouders: true,
            }]
        } else {
            Vec::new()
        },
        gebeurd: gebeurd(),
        afloop: if open {
            String::new()
        } else {
            "Op di 1 december 2026 is de hulp toegewezen.".into()
        },
        mag_afsluiten: open,
    }
}

fn plan(leeg: bool) -> PlanBeeld {
    let tekst = |t: &str| if leeg { String::new() } else { t.to_owned() };
    PlanBeeld {
        kop: kop(),
        vraag: tekst("Hoe krijgen we rust in huis?"),
        resultaat: tekst("Anna slaapt weer door en gaat elke dag naar school."),
        doelen: if leeg {
            Vec::new()
        } else {
            vec![DoelRij {
                tekst: "Elke dag naar school".into(),
                prioriteit: Some(1),
                van: "Anna".into(),
                hulp: "De mentor belt elke maandag".into(),
            }]
        },
        betrokkenen: if leeg {
            Vec::new()
        } else {
            vec![Rij::nieuw("Mevrouw De Boer (mentor)", "belt elke maandag")]
        },
        afspraken: if leeg {
            Vec::new()
        } else {
            vec![Rij::nieuw("Procesregie", "Sanne Terpstra, Toegang")]
        },
        ontbreekt: if leeg {
            vec!["ten minste één doel".into()]
        } else {
            Vec::new()
        },
    }
}

fn lijst(leeg: bool) -> HulpvraagLijst {
    HulpvraagLijst {
        rijen: if leeg {
            Vec::new()
        } else {
            vec![HulpvraagRij {
                id: id(81),
                jeugdige: anna(),
                leeftijd: 14,
                gemeente: "Zwolle".into(),
                urgentie: Merkje::nieuw("vandaag nog", Toon::Fout),
                gevraagd: date(2026, 11, 18),
                termijn: Termijn {
                    uiterlijk: date(2027, 1, 13),
                    werkdagen: 36,
                },
                consulent: "Sanne Terpstra".into(),
                stand: "In voorbereiding".into(),
            }]
        },
        alleen_eigen: leeg,
        verder: !leeg,
        volgende: (!leeg).then(|| id(81)),
    }
}

/// Every page of a hulpvraag.
pub(super) fn bladen() -> Vec<(&'static str, String)> {
    let c = |titel: &str| raam(titel, Rol::Consulent, Hier::Hulpvragen);
    let stapblad = |beeld: StapBeeld, getypt: &[(&str, &str)], fouten: Vec<VeldFout>| {
        let getypt: BTreeMap<String, String> = getypt
            .iter()
            .map(|(v, w)| ((*v).to_owned(), (*w).to_owned()))
            .collect();
        StapBlad::nieuw(c(&titel(&beeld.kop)), beeld, &getypt, fouten)
    };
    let aanbieder = |eerst: &[&str]| StapBeeld {
        keuze: vec![
            AanbiederOordeel {
                naam: "Jeugdhulp De Lindeboog".into(),
                gekozen: true,
                antwoord: vraag(),
            },
            AanbiederOordeel {
                naam: "Zilverpad".into(),
                gekozen: false,
                antwoord: VraagBeeld {
                    oordeel: Merkje::nieuw("te zwaar", Toon::LetOp),
                    ..vraag()
                },
            },
        ],
        toetsing: Some(toetsing(eerst)),
        ..stap()
    };
    let overzichtblad = |beeld: HulpvraagBeeld, fout: bool| HulpvraagBlad {
        raam: c(&titel(&beeld.kop)).met_fout(fout),
        beeld,
        melding: (!fout).then_some("Bewaard."),
        fouten: if fout {
            vec![VeldFout::nieuw(
                "reden",
                "Schrijf op waarom er geen jeugdhulp komt.",
            )]
        } else {
            Vec::new()
        },
        reden: String::new(),
    };
    let nieuwblad = |gemeenten: usize, fouten: Vec<VeldFout>| NieuwBlad {
        raam: c("Nieuwe hulpvraag").met_fout(!fouten.is_empty()),
        gemeenten: vec![("0193".to_owned(), "Zwolle".to_owned()); gemeenten],
        velden: Velden {
            achternaam: "\"Voorbeeld\"".into(),
            woonplaats: "ja".into(),
            ..Velden::default()
        },
        fouten,
    };
    vec![
        blad(
            "hulpvragen",
            &HulpvragenBlad {
                raam: c("Hulpvragen"),
                beeld: lijst(false),
            },
        ),
        blad(
            "hulpvragen-leeg",
            &HulpvragenBlad {
                raam: c("Hulpvragen"),
                beeld: lijst(true),
            },
        ),
        blad("hulpvraag", &overzichtblad(overzicht(true), false)),
        blad("hulpvraag-klaar", &overzichtblad(overzicht(false), false)),
        blad("hulpvraag-fout", &overzichtblad(overzicht(true), true)),
        blad("hulpvraag-stap", &stapblad(stap(), &[], Vec::new())),
        blad(
            "hulpvraag-stap-fout",
            &stapblad(
                stap(),
                &[("raming", "veel"), ("gebied1", "misschien")],
                vec![
                    VeldFout::nieuw("raming", "Vul een bedrag in euro in."),
                    VeldFout::nieuw("gebied1", "Kies een van de mogelijkheden."),
                    VeldFout::nieuw("wie", "Maak dit korter."),
                    VeldFout::nieuw("verb_wmo", "Vink aan of laat leeg."),
                ],
            ),
        ),
        blad(
            "hulpvraag-vragen",
            &stapblad(
                StapBeeld {
                    rekenhulp: Some("€ 10.400,00, uit de rekenhulp".into()),
                    vragen: vec![vraag(), vraag()],
                    ..stap()
                },
                &[],
                Vec::new(),
            ),
        ),
        blad("hulpvraag-aanbieder", &stapblad(aanbieder(&[]), &[], Vec::new())),
        blad(
            "hulpvraag-aanbieder-eerst",
            &stapblad(aanbieder(&["Plan: ten minste één doel"]), &[], Vec::new()),
        ),
        blad(
            "hulpvraag-besluit",
            &stapblad(besluit(Knop::Direct), &[], Vec::new()),
        ),
        blad(
            "hulpvraag-besluit-eerst",
            &stapblad(besluit(Knop::Nee), &[], Vec::new()),
        ),
        blad(
            "hulpvraag-besluit-fout",
            &stapblad(
                besluit(Knop::MetReden),
                &[],
                vec![VeldFout::nieuw("reden", "Schrijf op waarom u zo besluit.")],
            ),
        ),
        blad("hulpvraag-nieuw", &nieuwblad(1, Vec::new())),
        blad(
            "hulpvraag-nieuw-fout",
            &nieuwblad(
                2,
                ["gemeente", "bsn", "geboren", "geslacht", "straat"]
                    .map(|veld| VeldFout::nieuw(veld, "Vul dit in."))
                    .to_vec(),
            ),
        ),
        blad(
            "gezinsplan",
            &PlanBlad {
                raam: c("Plan voor A. van V."),
                beeld: plan(false),
            },
        ),
        blad(
            "gezinsplan-leeg",
            &PlanBlad {
                raam: c("Plan voor A. van V."),
                beeld: plan(true),
            },
        ),
    ]
}
