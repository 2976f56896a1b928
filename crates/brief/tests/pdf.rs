//! The PDF of a letter: tagged, in Dutch, with a title, and the same bytes for the same letter.

#![cfg(feature = "pdf")]
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use houvast_brief::{Blok, Brief, Exemplaar, Huisstijl, Voor, Waarden, ingebouwd, pdf};
use jiff::civil::date;

fn stijl() -> &'static Huisstijl {
    ingebouwd("ijsselland").unwrap()
}

/// The decision letter of a region with every part in it.
fn brief(toelichting: &str) -> Brief {
    let velden = [
        ("wie", "Anna"),
        ("Wie", "Anna"),
        ("voornaam", "Anna"),
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
        ("toelichting", toelichting),
        ("vervangt", "0193-000012"),
    ]
    .map(|(naam, waarde)| (naam, waarde.to_owned()))
    .into();
    let mut w = Waarden {
        velden,
        ..Waarden::default()
    };
    w.vlaggen = ["toegekend", "toelichting", "gronden", "protocol", "artikelen"].into();
    let regels = |teksten: &[&str]| teksten.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
    w.lijsten = [
        (
            "gronden",
            regels(&["De huisarts heeft Anna verwezen.", "Er loopt geen andere hulp."]),
        ),
        (
            "bezwaaradres",
            regels(&["Gemeente Zwolle", "Postbus 89", "8000 ZZ Zwolle"]),
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
    w.feiten = [("toegekend", vec![feiten]), ("afgewezen", Vec::new())].into();
    Brief {
        titel: stijl().besluit.titel().to_owned(),
        kenmerk: "0193-000013".to_owned(),
        dagtekening: date(2026, 11, 13),
        afzender: regels(&[
            "Gemeente Zwolle",
            "Postbus 89",
            "8000 ZZ Zwolle",
            "Telefoon 038 000 00 03",
        ]),
        kleur: stijl().kleur.clone(),
        slot: regels(&[
            "Met vriendelijke groet,",
            "Namens burgemeester en wethouders van Zwolle",
            "Sanne Terpstra",
        ]),
        exemplaren: vec![Exemplaar {
            voor: Voor::Ouders,
            namen: regels(&["J. van Voorbeeld", "P. Çelik-Ørsted"]),
            adres: regels(&["Dorpsstraat 12", "8000 AA  Zwolle"]),
            let_op: Some("Dit staat niet op papier.".to_owned()),
            aanhef: "Beste J. van Voorbeeld en P. Çelik-Ørsted,".to_owned(),
            blokken: stijl().besluit.vul(&w).unwrap(),
        }],
    }
}

fn maak(brief: &Brief) -> Vec<u8> {
    pdf(brief, &brief.exemplaren[0]).unwrap()
}

fn telt(bytes: &[u8], naald: &str) -> usize {
    bytes
        .windows(naald.len())
        .filter(|w| *w == naald.as_bytes())
        .count()
}

#[test]
fn pdf_ua_een_brief_heeft_taal_titel_koppen_lijsten_en_een_tabel() {
    let brief = brief("Wij zien dat deze hulp nodig is.");
    let bytes = maak(&brief);
    // `HOUVAST_BRIEVEN=<folder>` writes it there, to look at.
    if let Some(map) = std::env::var_os("HOUVAST_BRIEVEN") {
        std::fs::write(std::path::Path::new(&map).join("brief.pdf"), &bytes).unwrap();
    }
    assert!(bytes.starts_with(b"%PDF-1.7"));
    for deel in [
        "/MarkInfo",
        "/Marked true",
        "/StructTreeRoot",
        "/Lang(nl)",
        "/DisplayDocTitle true",
        "/S/H1/",
        "/S/Table/",
        "/S/TH/",
        "/S/LBody/",
        "/Outlines",
        "pdfuaid:part>1<",
        "Besluit over jeugdhulp",
    ] {
        assert!(telt(&bytes, deel) > 0, "{deel} ontbreekt");
    }
    let koppen = brief.exemplaren[0]
        .blokken
        .iter()
        .filter(|b| matches!(b, Blok::Kop(_)))
        .count();
    assert_eq!((telt(&bytes, "/S/H1/"), telt(&bytes, "/S/H2/")), (1, koppen));
    let punten: usize = brief.exemplaren[0]
        .blokken
        .iter()
        .map(|b| if let Blok::Lijst(p) = b { p.len() } else { 0 })
        .sum();
    assert_eq!(telt(&bytes, "/S/LI/"), punten);
}

#[test]
fn dezelfde_brief_geeft_dezelfde_bytes_en_een_andere_niet() {
    assert_eq!(maak(&brief("Zelfde.")), maak(&brief("Zelfde.")));
    assert_ne!(maak(&brief("Zelfde.")), maak(&brief("Anders.")));
}

#[test]
fn een_lange_uitleg_krijgt_meer_bladzijden_en_vreemde_tekens_houden_niets_tegen() {
    let bladen = |bytes: &[u8]| telt(bytes, "/Type/Page/");
    let kort = maak(&brief("Kort."));
    let lang = maak(&brief(
        &"Wij hebben goed gekeken naar wat er nodig is. \u{1f44d}\n".repeat(120),
    ));
    assert!(bladen(&kort) >= 2, "{}", bladen(&kort));
    assert!(
        bladen(&lang) > bladen(&kort) + 2,
        "{} {}",
        bladen(&kort),
        bladen(&lang)
    );
}

#[test]
fn elke_regio_krijgt_zijn_brief_als_pdf() {
    for regio in houvast_brief::regios() {
        let h = ingebouwd(regio).unwrap();
        let basis = brief("Uitleg.");
        let eigen = Brief {
            titel: h.besluit.titel().to_owned(),
            kleur: h.kleur.clone(),
            ..basis
        };
        assert!(telt(&maak(&eigen), h.besluit.titel()) > 0, "{regio}");
    }
}
