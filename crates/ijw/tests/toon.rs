//! The readable page of every kind of message: nothing of the message is missing.
#![expect(clippy::unwrap_used, reason = "a surprise should stop the test")]

#[expect(dead_code, reason = "each test uses its own part of it")]
mod proef;

use houvast_ijw::schema::Knoop;
use houvast_ijw::toon::{Blad, Kop, Opties, Regel, TekstBlad, toon};
use houvast_ijw::verschil::{Vergelijking, Wat, vergelijk};
use houvast_ijw::{BerichtSoort, Grenzen, lees, schrijf};
use proef::{Declaraties, Keuzes, als_xml};
use std::collections::BTreeSet;
use std::io;

#[derive(Default)]
struct Alles {
    waarden: Vec<(String, String)>,
    diepte: usize,
}

impl Blad for Alles {
    fn kop(&mut self, _: &Kop) -> io::Result<()> {
        Ok(())
    }
    fn sectie(&mut self, _: &str, _: &str) -> io::Result<()> {
        self.diepte += 1;
        Ok(())
    }
    fn regel(&mut self, regel: &Regel) -> io::Result<()> {
        for (onder, waarde) in &regel.waarden {
            let pad = if onder.is_empty() {
                regel.pad.clone()
            } else {
                format!("{}/{onder}", regel.pad)
            };
            self.waarden.push((zonder_nummers(&pad), waarde.clone()));
        }
        Ok(())
    }
    fn eind(&mut self) -> io::Result<()> {
        self.diepte -= 1;
        Ok(())
    }
}

fn zonder_nummers(pad: &str) -> String {
    pad.split('/')
        .map(|s| s.split('[').next().unwrap())
        .collect::<Vec<_>>()
        .join("/")
}

fn bladeren(knopen: &[Knoop], pad: &str, uit: &mut Vec<(String, String)>) {
    for knoop in knopen {
        let pad = if pad.is_empty() {
            knoop.veld.naam.to_owned()
        } else {
            format!("{pad}/{}", knoop.veld.naam)
        };
        if knoop.veld.vorm != houvast_ijw::schema::Vorm::Klasse {
            uit.push((pad.clone(), knoop.waarde.clone()));
        }
        bladeren(&knoop.kinderen, &pad, uit);
    }
}

#[test]
fn geen_element_van_geen_enkel_bericht_ontbreekt_op_de_bladzijde() {
    let d = Declaraties::lees();
    let opties = Opties {
        alles: true,
        ..Opties::default()
    };
    let mut soorten = BTreeSet::new();
    for (s, soort) in d.namen().into_iter().enumerate() {
        for i in 0..40 {
            let mut k = Keuzes::zaad(20_261_122 + s as u64 * 1_000 + i, 20_000);
            let xml = als_xml(&d.bericht(&soort, &mut k), &mut k);
            let bericht = lees(xml.as_bytes(), &Grenzen::default())
                .unwrap()
                .bericht
                .unwrap();
            soorten.insert(bericht.soort());
            let mut op_blad = Alles::default();
            toon(&bericht, &opties, &mut op_blad).unwrap();
            assert_eq!(op_blad.diepte, 0, "elke sectie gaat dicht");
            let mut verwacht = Vec::new();
            bladeren(&Knoop::van(&bericht), "", &mut verwacht);
            assert!(verwacht.len() > 8);
            op_blad.waarden.sort();
            verwacht.sort();
            assert_eq!(op_blad.waarden, verwacht, "{soort}");
        }
    }
    assert_eq!(soorten.len(), BerichtSoort::ALLE.len());
}

#[test]
fn een_lange_declaratie_toont_de_eerste_prestaties_en_telt_ze_allemaal() {
    let mut tekst =
        std::fs::read_to_string(proef::wortel().join("crates/houvast/tests/berichten/jw323.xml")).unwrap();
    let (begin, eind) = (
        tekst.find("<jw323:Prestatie>").unwrap(),
        tekst.find("</jw323:Prestaties>").unwrap(),
    );
    let stuk = tekst[begin..eind].repeat(50);
    tekst.replace_range(begin..eind, &stuk);
    let bericht = lees(tekst.as_bytes(), &Grenzen::default())
        .unwrap()
        .bericht
        .unwrap();
    let blad = |alles| {
        let mut uit = Vec::new();
        toon(
            &bericht,
            &Opties {
                alles,
                ..Opties::default()
            },
            &mut TekstBlad::op(&mut uit),
        )
        .unwrap();
        String::from_utf8(uit).unwrap()
    };
    let kort = blad(false);
    assert_eq!(kort.matches("Prestatie: ").count(), 20);
    assert!(kort.contains("De andere 81 tellen wel mee"));
    assert!(
        kort.contains("101 prestaties, debet €\u{a0}8.614,56, credit €\u{a0}3.690,00, samen €\u{a0}4.924,56")
    );
    assert!(kort.contains(
        "de regels komen niet uit op het totaal dat de declaratie zelf noemt: dat is €\u{a0}1.308,36"
    ));
    assert_eq!(blad(true).matches("Prestatie: ").count(), 101);
}

fn inhoud(bericht: &houvast_ijw::Bericht) -> Vec<(String, String)> {
    let kenmerken = [
        "BerichtIdentificatie",
        "XsdVersie",
        "IdentificatieRetour",
        "DagtekeningRetour",
        "XsltVersie",
    ];
    let mut uit = Vec::new();
    bladeren(&Knoop::van(bericht), "", &mut uit);
    uit.retain(|(pad, _)| {
        let deel = pad.strip_prefix("Header/").unwrap_or("");
        !kenmerken.iter().any(|k| deel.starts_with(k))
    });
    uit.sort();
    uit
}

/// The message with in each line in turn another digit.
fn een_waarde_anders(xml: &str) -> impl Iterator<Item = String> {
    let regels: Vec<&str> = xml.split_inclusive('\n').collect();
    (3..regels.len()).filter_map(move |i| {
        let (voor, na) = regels[i].split_once("</")?;
        let anders = match voor.chars().last()? {
            '1' => '2',
            '0'..='9' => '1',
            _ => return None,
        };
        let nieuw = format!("{}{anders}</{na}", &voor[..voor.len() - 1]);
        Some(
            [&regels[..i], &[nieuw.as_str()], &regels[i + 1..]]
                .concat()
                .concat(),
        )
    })
}

#[test]
fn geen_verschil_blijft_onopgemerkt_en_heen_is_terug() {
    let d = Declaraties::lees();
    let opties = Opties::default();
    let mut verschillend = 0;
    for (s, soort) in d.namen().into_iter().enumerate() {
        let berichten: Vec<_> = (0..12)
            .map(|i| {
                let mut k = Keuzes::zaad(4_711 + s as u64 * 1_000 + i, 20_000);
                let xml = als_xml(&d.bericht(&soort, &mut k), &mut k);
                lees(xml.as_bytes(), &Grenzen::default())
                    .unwrap()
                    .bericht
                    .unwrap()
            })
            .collect();
        for (a, b) in berichten.iter().zip(berichten.iter().skip(1)) {
            assert!(vergelijk(a, a, &opties).unwrap().gelijk(), "{soort}");
            let (heen, terug) = (
                vergelijk(a, b, &opties).unwrap(),
                vergelijk(b, a, &opties).unwrap(),
            );
            let tel = |v: &Vergelijking, wat| v.verschillen.iter().filter(|x| x.wat == wat).count();
            for (een, ander) in [
                (Wat::Nieuw, Wat::Weg),
                (Wat::Weg, Wat::Nieuw),
                (Wat::Anders, Wat::Anders),
            ] {
                assert_eq!(
                    tel(&heen, een),
                    tel(&terug, ander),
                    "{soort}: {heen:#?} {terug:#?}"
                );
            }
        }
        for a in berichten.iter().take(3) {
            let xml = String::from_utf8(schrijf(a)).unwrap();
            for b in een_waarde_anders(&xml)
                .filter_map(|x| lees(x.as_bytes(), &Grenzen::default()).unwrap().bericht)
            {
                let gelijk = vergelijk(a, &b, &opties).unwrap().gelijk();
                assert_eq!(
                    gelijk,
                    inhoud(a) == inhoud(&b),
                    "{soort}: {}",
                    String::from_utf8(schrijf(&b)).unwrap()
                );
                verschillend += usize::from(!gelijk);
            }
        }
    }
    assert!(verschillend > 300, "{verschillend}");
}
