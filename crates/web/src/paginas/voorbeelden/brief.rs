//! Letters, with the real text of a region.

use super::*;
use crate::paginas::brief::{BriefBlad, MaakBlad};
use houvast_brief::{Brief, Exemplaar, Voor, Waarden, ingebouwd};

pub(super) fn regels() -> Vec<BriefRegel> {
    let regel = |n: u128, wat: &str, vervangen| BriefRegel {
        id: id(90 + n),
        kenmerk: format!("0193-{n:06}"),
        wat: wat.into(),
        dag: date(2026, 11, 13),
        bezwaar_tot: wat.starts_with("Besluit").then(|| date(2026, 12, 28)),
        vervangen,
    };
    vec![
        regel(12, "Besluit aan het gezin", true),
        regel(13, "Besluit aan het gezin", false),
        regel(14, "Brief aan de verwijzer", false),
    ]
}

fn waarden(wie: &str, aan_het_begin: &str) -> Waarden {
    let velden = [
        ("wie", wie),
        ("Wie", aan_het_begin),
        ("voornaam", "Anna"),
        ("naam", "Anna van Voorbeeld"),
        ("geboren", "9 maart 2012"),
        ("aanbieder", "Jeugdhulp De Lindeboog"),
        ("gemeente", "Zwolle"),
        ("besloten", "12 november 2026"),
        ("gevraagd_op", "9 november 2026"),
        ("kenmerk", "0193-000013"),
        ("bezwaar_tot", "28 december 2026"),
        ("telefoon", "038 000 00 03"),
        ("verordening", "Verordening jeugdhulp"),
        ("rechtbank", "rechtbank Overijssel"),
        ("vertrouwenspersoon", "Jeugdstem, jeugdstem.nl"),
        ("protocol", "Regionaal Toegangsprotocol RSJ IJsselland"),
        ("artikelen", "RTP 2.4.2, eis 72"),
        ("toelichting", "Anna kan <snel> beginnen & hoeft niet te wachten."),
        ("vervangt", "0193-000012"),
    ]
    .map(|(naam, waarde)| (naam, waarde.to_owned()))
    .into();
    let mut w = Waarden {
        velden,
        ..Waarden::default()
    };
    w.vlaggen = [
        "toegekend",
        "toelichting",
        "gronden",
        "protocol",
        "artikelen",
        "vervangt",
    ]
    .into();
    let regels = |teksten: &[&str]| teksten.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
    w.lijsten = [
        (
            "gronden",
            regels(&[
                "De huisarts heeft Anna verwezen.",
                "Er loopt geen andere hulp die hetzelfde doet.",
            ]),
        ),
        (
            "redenen",
            regels(&["De gevraagde hulp past niet binnen het budget."]),
        ),
        ("advies", regels(&["Overleg eerst met de Toegang."])),
        (
            "bezwaaradres",
            regels(&[
                "Gemeente Zwolle",
                "Bezwaar en beroep",
                "Postbus 89",
                "8000 ZZ Zwolle",
            ]),
        ),
    ]
    .into();
    let feiten = vec![
        ("Hulp".to_owned(), "ambulante jeugdhulp".to_owned()),
        (
            "Hoeveel".to_owned(),
            "hoogstens €\u{a0}8.000,00 in deze periode".to_owned(),
        ),
    ];
    w.feiten = [("toegekend", vec![feiten.clone()]), ("afgewezen", vec![feiten])].into();
    w
}

fn exemplaar(voor: Voor, let_op: Option<&str>) -> Exemplaar {
    let stijl = ingebouwd("ijsselland").unwrap();
    let (namen, aanhef, waarden, sjabloon) = match voor {
        Voor::Ouders => (
            vec!["J. van Voorbeeld", "P. de Vries"],
            "Beste J. van Voorbeeld en P. de Vries,",
            waarden("Anna", "Anna"),
            &stijl.besluit,
        ),
        Voor::Jeugdige => (
            vec!["Anna van Voorbeeld"],
            "Beste Anna,",
            waarden("u", "U"),
            &stijl.besluit,
        ),
        Voor::Verwijzer => (
            vec!["Huisartsenpraktijk De Brug", "AGB-code 01000001"],
            "Geachte verwijzer,",
            waarden("Anna", "Anna"),
            &stijl.verwijzer,
        ),
    };
    Exemplaar {
        voor,
        namen: namen.into_iter().map(str::to_owned).collect(),
        adres: if let_op.is_some() {
            Vec::new()
        } else {
            vec!["Dorpsstraat 12".into(), "8000 AA  Zwolle".into()]
        },
        let_op: let_op.map(str::to_owned),
        aanhef: aanhef.into(),
        blokken: sjabloon.vul(&waarden).unwrap(),
    }
}

pub(super) fn brief(exemplaren: Vec<Exemplaar>) -> Brief {
    let stijl = ingebouwd("ijsselland").unwrap();
    Brief {
        titel: stijl.besluit.titel().into(),
        kenmerk: "0193-000013".into(),
        dagtekening: date(2026, 11, 13),
        afzender: vec![
            "Gemeente Zwolle".into(),
            "Postbus 89".into(),
            "8000 ZZ Zwolle".into(),
        ],
        kleur: stijl.kleur.clone(),
        slot: vec![
            "Met vriendelijke groet,".into(),
            "Namens burgemeester en wethouders van Zwolle".into(),
            "Sanne Terpstra".into(),
        ],
        exemplaren,
    }
}

fn familie() -> Brief {
    brief(vec![
        exemplaar(Voor::Ouders, None),
        exemplaar(
            Voor::Jeugdige,
            Some("Het adres is geheim en staat daarom niet op de brief."),
        ),
    ])
}

pub(super) fn gemaakt(aan: BriefAan, met_pdf: bool) -> BriefBlad {
    let (plek, brief) = match aan {
        BriefAan::Gezin => (1, familie()),
        BriefAan::Verwijzer => (
            2,
            brief(vec![exemplaar(
                Voor::Verwijzer,
                Some("Verstuur met beveiligde e-mail."),
            )]),
        ),
    };
    let beeld = BriefBeeld {
        regel: regels().swap_remove(plek),
        over: BriefOver::Verzoek(id(2)),
        aan,
        jeugdige_id: id(20),
        jeugdige: anna(),
        door: "Sanne Terpstra".into(),
        brief,
    };
    BriefBlad {
        raam: raam(&BriefBlad::titel(&beeld), Rol::Consulent, Hier::Werkvoorraad),
        beeld,
        net_gemaakt: met_pdf,
        met_pdf,
    }
}

pub(super) fn maken(kan_niet: &str, fout: bool) -> MaakBlad {
    let beeld = BriefMaken {
        over: BriefOver::Verzoek(id(2)),
        aan: BriefAan::Gezin,
        jeugdige_id: id(20),
        jeugdige: anna(),
        aanbieder: "Jeugdhulp De Lindeboog".into(),
        besloten: vec![Rij::nieuw("Toegewezen", "ambulante jeugdhulp, € 8.000,00")],
        eerdere: if fout { regels() } else { Vec::new() },
        stand: 2,
        kan_niet: kan_niet.into(),
        voorbeeld: kan_niet.is_empty().then(familie),
        toelichting: if fout {
            String::new()
        } else {
            "<b>Anna</b> kan beginnen".into()
        },
        toelichting_verplicht: fout,
        vervangt: fout.then(|| "0193-000012".into()),
        ook_aan: Some(BriefAan::Verwijzer),
    };
    let fouten = if fout {
        vec![VeldFout::nieuw(
            "toelichting",
            "Schrijf in gewone woorden waarom u dit besloot.",
        )]
    } else {
        Vec::new()
    };
    MaakBlad {
        raam: raam(&MaakBlad::titel(&beeld), Rol::Consulent, Hier::Werkvoorraad).met_fout(fout),
        beeld,
        fouten,
    }
}
