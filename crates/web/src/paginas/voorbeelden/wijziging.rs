//! Requests for change: proposed, with missing facts, decided, by mail.

use super::verzoek::{gebeurd, grond, redenen};
use super::*;
use crate::paginas::wijziging::WijzigBlad;
use crate::paginas::wijziging::mail::{MailBlad, MailVelden};

fn beeld() -> WijzigBeeld {
    WijzigBeeld {
        id: id(71),
        versie: 2,
        aanbieder: "Jeugdhulp De Lindeboog".into(),
        gemeente: "Zwolle".into(),
        jeugdige_id: id(20),
        jeugdige: anna(),
        kanaal: "met een bericht (JW317)".into(),
        per_mail: false,
        ontvangen: date(2026, 11, 16),
        termijn: Some(Termijn {
            uiterlijk: date(2026, 11, 23),
            werkdagen: 1,
        }),
        stand: Merkje::nieuw("te beoordelen", Toon::LetOp),
        gevraagd: vec![Rij::nieuw("Wijzigen", "toewijzing 12 naar € 12.000,00")],
        reden_bericht: "verandering cliëntsituatie".into(),
        bericht: Some(id(70)),
        raming: "€ 11.900,00, uit de rekenhulp: Standaardbudget 6, € 12.000,00".into(),
        voorstellen: vec![WijzigVoorstel {
            titel: "Toewijzing 12, Ambulant (45)".into(),
            uitkomst: VoorstelUitkomst::Voorleggen,
            samenvatting: "De wijziging kan. De Toegang beslist.".into(),
            regels: vec![Rij::nieuw("Uiterste dag om aan te vragen", "vr 25 juli 2025")],
            gronden: vec![
                grond(
                    VoorstelUitkomst::Voorleggen,
                    false,
                    "De Toegang beslist over de wijziging.",
                    "Eis 80",
                ),
                grond(
                    VoorstelUitkomst::Toewijzen,
                    false,
                    "Op tijd: ten minste 8 weken vooraf.",
                    "RTP 2.4.5",
                ),
            ],
            opdrachten: vec!["Voor de aanbieder: Wacht met starten.".into()],
            profiel: "Protocol IJsselland, versie vanaf ma 8 januari 2024".into(),
        }],
        bekend: vec![Rij::nieuw(
            "Reden",
            "de omstandigheden zijn gewijzigd (door de aanbieder)",
        )],
        ontbreekt: Vec::new(),
        feiten: Some(WijzigFeitenVeld {
            nu: WijzigFeitenInvoer {
                reden: Some("omstandigheden".into()),
                opdracht: Some(true),
                ..WijzigFeitenInvoer::default()
            },
            redenen: vec![
                ("budget-onjuist".into(), "1. het budget is onjuist".into()),
                (
                    "omstandigheden".into(),
                    "3. de omstandigheden zijn gewijzigd".into(),
                ),
            ],
            start_gemeld: false,
            besteding_bekend: false,
        }),
        knoppen: Some(WijzigKnop {
            toewijzen_met_reden: false,
            gevolg: vec!["Toewijzing 12 wordt € 12.000,00, 13-01-2025 t/m 30-09-2025.".into()],
            kan_niet: String::new(),
            onderzoeken: true,
            redenen: redenen(),
            uitkomsten: vec![
                ("afgewezen".into(), "de hulp blijft zoals die is".into()),
                ("andere_aanbieder".into(), "er komt een andere aanbieder".into()),
            ],
        }),
        besluit: String::new(),
        taak: None,
        taak_klaar: true,
        nu: vec![Rij::nieuw("Toewijzing 12", "€ 8.000,00")],
        gebeurd: gebeurd(),
    }
}

fn onvolledig() -> WijzigBeeld {
    let mut uit = beeld();
    uit.ontbreekt = vec!["Reden".into(), "De jeugdige heeft opdracht gegeven".into()];
    uit.voorstellen[0].samenvatting = "Er is nog niet genoeg bekend voor een voorstel.".into();
    uit.knoppen.as_mut().unwrap().toewijzen_met_reden = true;
    uit
}

fn besloten() -> WijzigBeeld {
    WijzigBeeld {
        termijn: None,
        stand: Merkje::nieuw("afgewezen", Toon::Fout),
        feiten: None,
        knoppen: None,
        besluit: "Afgewezen op ma 23 november 2026 door Sanne Terpstra: er komt een andere aanbieder.".into(),
        taak: Some("Zoek een andere aanbieder.".into()),
        ..beeld()
    }
}

fn mailbeeld() -> WijzigMailBeeld {
    WijzigMailBeeld {
        jeugdige_id: id(20),
        jeugdige: anna(),
        gemeente: "Raalte".into(),
        via_bericht: false,
        toewijzingen: vec![
            ("12".into(), "12, De Lindeboog: € 8.000,00".into()),
            ("13".into(), "13, De Lindeboog: € 2.000,00".into()),
        ],
        redenen: vec![(
            "omstandigheden".into(),
            "3. de omstandigheden zijn gewijzigd".into(),
        )],
        artikelen: "voetnoot 4 · RAP 6.2.1".into(),
    }
}

fn mailblad(naam: &'static str, beeld: WijzigMailBeeld, fouten: Vec<VeldFout>) -> (&'static str, String) {
    let titel = format!("Wijziging per e-mail voor {}", beeld.jeugdige.kort());
    blad(
        naam,
        &MailBlad {
            raam: raam(&titel, Rol::Consulent, Hier::Jeugdigen).met_fout(!fouten.is_empty()),
            beeld,
            fouten,
            invoer: MailVelden {
                budget: "\"veel".into(),
                ..MailVelden::default()
            },
        },
    )
}

pub(super) fn bladen() -> Vec<(&'static str, String)> {
    let wijzigblad = |naam, rol, beeld: WijzigBeeld| {
        let titel = WijzigBlad::titel(&beeld);
        blad(
            naam,
            &WijzigBlad::nieuw(raam(&titel, rol, Hier::Werkvoorraad), beeld),
        )
    };
    let mut fout = WijzigBlad::nieuw(
        raam(&WijzigBlad::titel(&beeld()), Rol::Consulent, Hier::Werkvoorraad).met_fout(true),
        beeld(),
    );
    fout.actie = "afwijzen".into();
    fout.code = "2".into();
    fout.fouten = vec![VeldFout::nieuw(
        "reden-afwijzen",
        "Schrijf op waarom u dit besluit.",
    )];
    let aanbieder = WijzigBeeld {
        voorstellen: Vec::new(),
        knoppen: None,
        taak_klaar: false,
        ..onvolledig()
    };
    let mail = WijzigBeeld {
        per_mail: true,
        kanaal: "met beveiligde e-mail".into(),
        bericht: None,
        ..beeld()
    };
    let mut niet = beeld();
    let knop = niet.knoppen.as_mut().unwrap();
    knop.kan_niet = "Er is geen toewijzing meer om te wijzigen.".into();
    knop.gevolg.clear();
    vec![
        wijzigblad("wijziging", Rol::Consulent, beeld()),
        wijzigblad("wijziging-onvolledig", Rol::Consulent, onvolledig()),
        wijzigblad("wijziging-besloten", Rol::Consulent, besloten()),
        wijzigblad("wijziging-kan-niet", Rol::Consulent, niet),
        wijzigblad("wijziging-mail", Rol::Consulent, mail),
        wijzigblad("wijziging-aanbieder", Rol::Aanbieder, aanbieder),
        blad("wijziging-fout", &fout),
        mailblad("wijziging-mail-nieuw", mailbeeld(), Vec::new()),
        mailblad(
            "wijziging-mail-fout",
            mailbeeld(),
            vec![VeldFout::nieuw(
                "budget",
                "Vul een bedrag in euro in, zoals 6.500 of 6.500,00.",
            )],
        ),
        mailblad(
            "wijziging-mail-bericht",
            WijzigMailBeeld {
                via_bericht: true,
                ..mailbeeld()
            },
            Vec::new(),
        ),
    ]
}
