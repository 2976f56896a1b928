//! Signals ahead of time, the daily mail and the pages of the region.

use super::*;
use crate::paginas::dagmail::DagmailBlad;
use crate::paginas::herijking::HerijkingBlad;
use crate::paginas::signaal::SignaalBlad;
use crate::paginas::sturing::{ProfielBlad, RegioWerkBlad, SturingBlad, WatAlsBlad};

fn grond() -> GrondBeeld {
    GrondBeeld {
        uitkomst: VoorstelUitkomst::Toewijzen,
        let_op: true,
        onderwerp: "het budget raakt op".into(),
        bijzaak: false,
        uitleg: "Gaat de hulp door zoals in de laatste 8 weken, dan is het budget op do 13 augustus 2026 op."
            .into(),
        artikelen: "RTP 2.4.5 · eis 80".into(),
        feiten: vec![
            Rij::nieuw("Budget", "€ 3.000,00"),
            Rij::nieuw("Besteed", "€ 1.080,00"),
        ],
        som: Some("Over: € 3.000,00 − € 1.080,00 = € 1.920,00. Min 8 weken: do 18 juni 2026.".into()),
    }
}

fn signaal(kan: SignaalKan) -> SignaalBeeld {
    let klaar = kan == SignaalKan::Niets;
    SignaalBeeld {
        id: id(50),
        versie: 2,
        wat: if kan == SignaalKan::Evaluatie {
            "Tijd voor een evaluatie".into()
        } else {
            "Het budget raakt op".into()
        },
        stand: if klaar {
            Merkje::nieuw("afgedaan", Toon::Goed)
        } else {
            Merkje::nieuw("open", Toon::LetOp)
        },
        jeugdige_id: Some(id(20)),
        jeugdige: anna(),
        leeftijd: Some(14),
        gemeente: "Zwolle".into(),
        aanbieder: "Jeugdhulp De Lindeboog".into(),
        termijn: (!klaar).then(|| Termijn {
            uiterlijk: date(2026, 11, 20),
            werkdagen: -1,
        }),
        sinds: date(2026, 11, 20),
        hulp: vec![
            Rij::nieuw("Toewijzing", "123"),
            Rij::nieuw("Omvang", "€ 3.000,00"),
            Rij::nieuw("Periode", "02-03-2026 t/m 01-03-2027"),
        ],
        gronden: vec![grond()],
        advies: "Is het budget niet genoeg? Bespreek het met de Toegang.".into(),
        berekend: Some(date(2026, 11, 20)),
        afgedaan: if klaar {
            "Afgedaan op vr 20 november 2026: Wijziging is aangevraagd".into()
        } else {
            String::new()
        },
        kan,
        vandaag: date(2026, 11, 22),
    }
}

fn signaalblad(rol: Rol, kan: SignaalKan, fout: Option<VeldFout>, getypt: &str) -> SignaalBlad {
    let beeld = signaal(kan);
    let mis = fout.is_some();
    SignaalBlad {
        raam: raam("Het budget raakt op: A. van V.", rol, Hier::Werkvoorraad).met_fout(mis),
        beeld,
        fouten: fout.into_iter().collect(),
        getypt: getypt.into(),
        gedaan: kan == SignaalKan::Niets,
    }
}

fn periode() -> Periodekeuze {
    Periodekeuze {
        sleutel: "12m".into(),
        naam: "Laatste twaalf maanden".into(),
        van: date(2025, 11, 23),
        tot: date(2026, 11, 22),
    }
}

fn gemeente(naam: &str, offerte: Telling) -> GemeenteRij {
    GemeenteRij {
        naam: naam.into(),
        verzoeken: Telling::Aantal(212),
        open: Telling::Aantal(12),
        te_laat: Telling::Klein,
        toegewezen: Telling::Aantal(180),
        afgewezen: Telling::Aantal(20),
        standaard: Telling::Aantal(170),
        offerte,
        ander: Telling::Aantal(0),
        aandeel_standaard: if offerte == Telling::Aantal(10) {
            "94,4%".into()
        } else {
            String::new()
        },
        aandeel_offerte: if offerte == Telling::Aantal(10) {
            "5,6%".into()
        } else {
            String::new()
        },
    }
}

fn herijking(gedaan: bool) -> HerijkingBeeld {
    HerijkingBeeld {
        begin: date(2026, 1, 1),
        uitleg: "De trajecten worden in de eerste 12 maanden na het begin van de contracten opnieuw bekeken."
            .into(),
        som: "12 maanden vanaf do 1 januari 2026 eindigen op do 31 december 2026.".into(),
        artikelen: "nr 23".into(),
        termijn: (!gedaan).then_some(Termijn {
            uiterlijk: date(2026, 12, 31),
            werkdagen: 27,
        }),
        gedaan: if gedaan {
            "De trajecten zijn opnieuw bekeken op ma 2 november 2026.".into()
        } else {
            String::new()
        },
        vandaag: date(2026, 11, 22),
    }
}

fn herijkingblad(gedaan: bool, fout: bool) -> HerijkingBlad {
    HerijkingBlad {
        raam: raam("Trajecten opnieuw bekijken", Rol::Regio, Hier::Sturing).met_fout(fout),
        beeld: Some(herijking(gedaan)),
        fouten: fout
            .then(|| VeldFout::nieuw("dag", "Vul de dag in, zoals 4-11-2026."))
            .into_iter()
            .collect(),
        getypt: if fout {
            "<31 februari>".into()
        } else {
            String::new()
        },
        gedaan,
    }
}

fn sturing(leeg: bool) -> SturingBeeld {
    SturingBeeld {
        herijking: (!leeg).then(|| herijking(false)),
        periodes: vec![periode()],
        periode: periode(),
        gemeenten: vec![
            gemeente("Zwolle", Telling::Aantal(10)),
            gemeente("Kampen", Telling::Klein),
            gemeente("Olst-Wijhe", Telling::Verborgen),
        ],
        totaal: gemeente("Hele regio", Telling::Aantal(10)),
        routes: if leeg {
            Vec::new()
        } else {
            vec![RouteRij {
                naam: "via de huisarts".into(),
                aantal: Telling::Aantal(90),
                aandeel: "42,5%".into(),
            }]
        },
        oordeel: Merkje::nieuw(
            "De meeste toewijzingen hebben een standaardbudget (95,0%; offertebudget 5,0%), zoals is afgesproken.",
            Toon::Goed,
        ),
        artikel: "RTP 2.4.1".into(),
    }
}

fn uitslag() -> WatAlsUitslag {
    WatAlsUitslag {
        oud: "IJsselland, vanaf 1 januari 2023".into(),
        nieuw: "IJsselland, vanaf 8 januari 2024".into(),
        van: date(2025, 11, 23),
        tot: date(2026, 11, 22),
        lokaal: "Raalte".into(),
        past_niet: vec![
            "De lokale afspraken van Raalte passen niet op de tekst IJsselland, vanaf 1 januari 2027 (plan.leefgebieden: een gemeente voegt aan deze lijst niets toe). Haar besluiten zijn gespeeld met alleen die tekst.".into(),
        ],
        tekstverschillen: vec!["standaardbudget 6: € 12.000,00 → € 13.000,00".into()],
        gevallen: 412,
        van_toegang: 57,
        gewijzigd: 31,
        anders_dan_toen: 2,
        onleesbaar: 1,
        toegekend: (Centen::euro(900_000), Centen::euro(931_000)),
        voorgesteld: (Centen::euro(80_000), Centen::euro(49_000)),
        verschil: Centen::euro(31_000),
        overgangen: vec![OvergangRij {
            oud: "voorleggen".into(),
            nieuw: "toewijzen".into(),
            aantal: 31,
            gewijzigd: 31,
            verschil: Centen::euro(31_000),
        }],
        onderwerpen: vec![OnderwerpRij {
            naam: "budget".into(),
            artikelen: "RTP 2.4.1".into(),
            aantal: 31,
        }],
        zaken: vec![WatAlsZaak {
            kenmerk: "0193-4f2a91c0".into(),
            gemeente: "Zwolle".into(),
            datum: date(2026, 5, 4),
            van_toegang: true,
            oud: Merkje::nieuw("voorleggen", Toon::LetOp),
            oud_tekst: "Hoger dan standaardbudget 6".into(),
            nieuw: Merkje::nieuw("toewijzen", Toon::Goed),
            nieuw_tekst: "Standaardbudget 6, € 13.000,00".into(),
            verschil: Centen::euro(13_000),
            gronden: vec![WatAlsGrond {
                onderwerp: "budget".into(),
                artikelen: "RTP 2.4.1".into(),
                oud: vec!["Het bedrag is hoger dan standaardbudget 6.".into()],
                nieuw: Vec::new(),
            }],
        }],
        meer: true,
    }
}

fn wat_als(uitslag: Option<WatAlsUitslag>, fouten: Vec<VeldFout>) -> WatAlsBlad {
    WatAlsBlad {
        raam: raam("Wat als", Rol::Regio, Hier::Sturing).met_fout(!fouten.is_empty()),
        beeld: WatAlsBeeld {
            periodes: vec![periode()],
            versies: vec![
                ("2023-01-01".into(), "IJsselland, vanaf 1 januari 2023".into()),
                ("2024-01-08".into(), "IJsselland, vanaf 8 januari 2024".into()),
            ],
            vraag: WatAlsVraag {
                concept: if fouten.is_empty() {
                    String::new()
                } else {
                    "naam = \"<b>\"".into()
                },
                oud: if uitslag.is_some() {
                    "2023-01-01".into()
                } else {
                    String::new()
                },
                ..WatAlsVraag::default()
            },
            fouten: Vec::new(),
            uitslag,
        },
        fouten,
    }
}

/// Every page of these.
pub(super) fn bladen() -> Vec<(&'static str, String)> {
    let dagmail = |aan: bool, adres: &str, fout: Option<VeldFout>| {
        let mis = fout.is_some();
        DagmailBlad {
            raam: raam("Dagmail", Rol::Consulent, Hier::Werkvoorraad).met_fout(mis),
            beeld: DagmailBeeld {
                aan,
                adres: adres.into(),
                laatste: aan.then(|| date(2026, 11, 20)),
            },
            fouten: fout.into_iter().collect(),
            gedaan: aan && !mis,
        }
    };
    let werk = |rijen: Vec<RegioWerkRij>| RegioWerkBlad {
        raam: raam("Werkvoorraad", Rol::Regio, Hier::Werkvoorraad),
        beeld: RegioWerk {
            rijen,
            open: Telling::Aantal(40),
            te_laat: Telling::Klein,
        },
    };
    let rij = |gemeente: &str, open, eerste: Option<Date>| RegioWerkRij {
        gemeente: gemeente.into(),
        wat: "Het budget raakt op".into(),
        open,
        te_laat: Telling::Klein,
        eerste: eerste.map(|uiterlijk| Termijn {
            uiterlijk,
            werkdagen: -3,
        }),
    };
    vec![
        blad(
            "signaal",
            &signaalblad(Rol::Consulent, SignaalKan::Afdoen, None, ""),
        ),
        blad(
            "signaal-evaluatie",
            &signaalblad(Rol::Aanbieder, SignaalKan::Evaluatie, None, ""),
        ),
        blad(
            "signaal-afgedaan",
            &signaalblad(Rol::Aanbieder, SignaalKan::Niets, None, ""),
        ),
        blad(
            "signaal-fout",
            &signaalblad(
                Rol::Consulent,
                SignaalKan::Afdoen,
                Some(VeldFout::nieuw(
                    "reden",
                    "Schrijf het korter: hoogstens 500 tekens.",
                )),
                "<b>te lang</b>",
            ),
        ),
        blad("dagmail", &dagmail(false, "", None)),
        blad(
            "dagmail-aan",
            &dagmail(true, "s.terpstra@voorbeeld.example", None),
        ),
        blad(
            "dagmail-fout",
            &dagmail(
                true,
                "s.terpstra",
                Some(VeldFout::nieuw("adres", "Dit is geen mailadres.")),
            ),
        ),
        blad(
            "regio-werk",
            &werk(vec![
                rij("Zwolle", Telling::Aantal(36), Some(date(2026, 11, 17))),
                rij("Ommen", Telling::Klein, None),
            ]),
        ),
        blad("regio-werk-leeg", &werk(Vec::new())),
        blad(
            "sturing",
            &SturingBlad {
                raam: raam("Sturing", Rol::Regio, Hier::Sturing),
                beeld: sturing(false),
            },
        ),
        blad(
            "sturing-leeg",
            &SturingBlad {
                raam: raam("Sturing", Rol::Regio, Hier::Sturing),
                beeld: sturing(true),
            },
        ),
        blad("herijking", &herijkingblad(false, false)),
        blad("herijking-gedaan", &herijkingblad(true, false)),
        blad(
            "herijking-geen",
            &HerijkingBlad {
                beeld: None,
                ..herijkingblad(false, false)
            },
        ),
        blad("herijking-fout", &herijkingblad(false, true)),
        blad("wat-als", &wat_als(None, Vec::new())),
        blad("wat-als-uitslag", &wat_als(Some(uitslag()), Vec::new())),
        blad(
            "wat-als-fout",
            &wat_als(
                None,
                vec![VeldFout::nieuw("concept", "Regel 3, naam: hier hoort tekst.")],
            ),
        ),
        blad(
            "profieltekst",
            &ProfielBlad {
                raam: raam("Het regioprofiel van nu", Rol::Regio, Hier::Sturing),
                naam: "IJsselland, vanaf 8 januari 2024".into(),
                tekst: "# regels\nnaam = \"IJsselland\"\n".into(),
            },
        ),
    ]
}
