//! The text of a message for reading: one element per line, persons masked, findings at their line.

use super::bevinding::BevindingRij;
use crate::beeld::XmlRegel;

/// Lines shown; a declaration can have millions.
const HOOGSTENS: usize = 2_000;

/// Elements whose text tells who somebody is or where.
const PERSOON: &[&str] = &[
    "Bsn",
    "Achternaam",
    "Voorvoegsel",
    "Voornamen",
    "Voorletters",
    "Telefoonnummer",
    "Emailadres",
    "Straatnaam",
    "Huisnummer",
    "Huisletter",
    "HuisnummerToevoeging",
    "Postcode",
    "Plaatsnaam",
];

/// A piece of the text on one source line.
struct Stuk<'a> {
    regel: u32,
    /// First column of the piece, from 1.
    kolom: u32,
    tekst: &'a str,
}

/// The lines to show and how many were left out.
pub(super) fn regels(bytes: &[u8], bevindingen: &[BevindingRij]) -> (Vec<XmlRegel>, u32) {
    let tekst = String::from_utf8_lossy(bytes);
    let tekst = tekst.trim_start_matches('\u{feff}');
    let stukken = stukken(tekst);
    let mut maskeert = false;
    let mut uit: Vec<XmlRegel> = Vec::with_capacity(stukken.len().min(HOOGSTENS));
    for (i, stuk) in stukken.iter().enumerate() {
        let gemaskeerd = maskeer(stuk.tekst, &mut maskeert);
        if i >= HOOGSTENS {
            break;
        }
        let volgend = stukken
            .get(i + 1)
            .filter(|v| v.regel == stuk.regel)
            .map(|v| v.kolom);
        let hier = bevindingen
            .iter()
            .enumerate()
            .filter(|(_, b)| b.regelnummer == stuk.regel)
            .filter(|(_, b)| {
                let na_begin = b.kolom >= stuk.kolom || stuk.kolom == 1;
                na_begin && volgend.is_none_or(|v| b.kolom < v)
            })
            .map(|(n, _)| n)
            .collect();
        uit.push(XmlRegel {
            nummer: stuk.regel,
            tekst: gemaskeerd,
            bevindingen: hier,
        });
    }
    let weg = stukken.len().saturating_sub(HOOGSTENS);
    (uit, u32::try_from(weg).unwrap_or(u32::MAX))
}

/// Source lines; a long one is broken where one tag follows another.
fn stukken(tekst: &str) -> Vec<Stuk<'_>> {
    let mut uit = Vec::new();
    for (nummer, regel) in (1u32..).zip(tekst.lines()) {
        let mut rest = regel;
        let mut kolom = 1u32;
        while rest.len() > 160 {
            let Some(plek) = rest.find("><").map(|p| p + 1) else {
                break;
            };
            let (stuk, verder) = rest.split_at(plek);
            uit.push(Stuk {
                regel: nummer,
                kolom,
                tekst: stuk,
            });
            kolom += u32::try_from(stuk.chars().count()).unwrap_or_default();
            rest = verder;
        }
        uit.push(Stuk {
            regel: nummer,
            kolom,
            tekst: rest,
        });
    }
    uit
}

/// Replaces the text of person elements; `maskeert` carries an element over to the next line.
fn maskeer(regel: &str, maskeert: &mut bool) -> String {
    let mut uit = String::with_capacity(regel.len());
    let mut rest = regel;
    loop {
        let (tekst, tag) = match rest.find('<') {
            Some(plek) => rest.split_at(plek),
            None => (rest, ""),
        };
        if *maskeert && !tekst.trim().is_empty() {
            uit.push_str("•••••");
        } else {
            uit.push_str(tekst);
        }
        if tag.is_empty() {
            return uit;
        }
        let einde = tag.find('>').map_or(tag.len(), |p| p + 1);
        let (tag, verder) = tag.split_at(einde);
        *maskeert = !tag.starts_with("</") && !tag.ends_with("/>") && PERSOON.contains(&naam(tag));
        uit.push_str(tag);
        rest = verder;
    }
}

/// The local name of a tag.
fn naam(tag: &str) -> &str {
    let binnen = tag.trim_start_matches('<').trim_end_matches('>');
    let naam = binnen.split([' ', '\t', '/']).next().unwrap_or_default();
    naam.rsplit(':').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wie_het_is_staat_er_niet_leesbaar() {
        let xml =
            "<a:Client>\n <a:Bsn>999900006</a:Bsn><b:Achternaam\n>De Proef\n</b:Achternaam>\n<Code>45</Code>";
        let (regels, _) = regels(xml.as_bytes(), &[]);
        let tekst: Vec<_> = regels.iter().map(|r| r.tekst.as_str()).collect();
        let alles = tekst.join("\n");
        assert!(
            !alles.contains("999900006") && !alles.contains("Proef"),
            "{alles}"
        );
        assert!(alles.contains("<Code>45</Code>"));
    }

    #[test]
    fn een_bevinding_staat_bij_haar_stuk_van_een_lange_regel() {
        let lang = format!("<x>{}</x><y>fout</y><z>{}</z>", "1".repeat(100), "2".repeat(100));
        let kolom = u32::try_from(lang.find("<y>").unwrap() + 1).unwrap();
        let bevinding = BevindingRij {
            niveau: 2,
            regel: "TR001".to_owned(),
            retourcode: None,
            pad: "y".to_owned(),
            regelnummer: 1,
            kolom,
            tekst: "fout".to_owned(),
        };
        let (regels, weg) = regels(lang.as_bytes(), &[bevinding]);
        assert_eq!(weg, 0);
        let bij: Vec<_> = regels.iter().filter(|r| !r.bevindingen.is_empty()).collect();
        assert_eq!(bij.len(), 1);
        assert!(bij[0].tekst.contains("<y>fout</y>"));
    }
}
