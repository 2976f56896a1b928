//! Spoils a message: its tree first, then its text.

use super::{Declaraties, Inhoud, Keuzes, Knoop, waarden};

/// One random change to a tree.
pub(crate) fn boom(d: &Declaraties, wortel: &mut Knoop, k: &mut Keuzes) {
    let aantal = tel(wortel);
    let mut doel = k.kies(aantal);
    bezoek(wortel, &mut doel, &mut |n| verander(d, n, k));
}

fn tel(n: &Knoop) -> usize {
    1 + match &n.inhoud {
        Inhoud::Kinderen(kinderen) => kinderen.iter().map(tel).sum(),
        _ => 0,
    }
}

fn bezoek(n: &mut Knoop, nog: &mut usize, f: &mut impl FnMut(&mut Knoop)) -> bool {
    if *nog == 0 {
        f(n);
        return true;
    }
    *nog -= 1;
    match &mut n.inhoud {
        Inhoud::Kinderen(kinderen) => kinderen.iter_mut().any(|kind| bezoek(kind, nog, f)),
        _ => false,
    }
}

fn verander(d: &Declaraties, n: &mut Knoop, k: &mut Keuzes) {
    if let Inhoud::Waarde { tekst, soort } = &mut n.inhoud
        && k.kies(10) < 7
    {
        *tekst = waarden::raar(d, soort, k);
        return;
    }
    if let Inhoud::Kinderen(kinderen) = &mut n.inhoud
        && !kinderen.is_empty()
        && k.kies(10) < 7
    {
        let i = k.kies(kinderen.len());
        match k.kies(10) {
            0 => drop(kinderen.remove(i)),
            1 => kinderen.insert(i, kinderen[i].clone()),
            2 => {
                let j = k.kies(kinderen.len());
                kinderen.swap(i, j);
            }
            3 => kinderen.push(kinderen[i].clone()),
            4 => {
                let mut vreemd = kinderen[i].clone();
                vreemd.naam = k
                    .een(&["Onbekend", "bsn", "Bericht", "Client", "RetourCodes", "é"])
                    .to_owned();
                kinderen.insert(i, vreemd);
            }
            5 => kinderen.clear(),
            // A wrapper lost, an element in its own double, and one that moved a level down.
            6 => {
                let weg = kinderen.remove(i);
                match weg.inhoud {
                    Inhoud::Kinderen(binnen) => drop(kinderen.splice(i..i, binnen)),
                    _ => kinderen.insert(i, weg),
                }
            }
            7 => {
                let binnen = kinderen[i].clone();
                kinderen[i].inhoud = Inhoud::Kinderen(vec![binnen]);
            }
            8 => {
                let los = kinderen.remove(i);
                if let Some(Knoop {
                    inhoud: Inhoud::Kinderen(elders),
                    ..
                }) = kinderen.last_mut()
                {
                    elders.push(los);
                }
            }
            _ => kinderen.rotate_left(1),
        }
        return;
    }
    overig(n, k);
}

fn overig(n: &mut Knoop, k: &mut Keuzes) {
    const XSI: &[&(&str, &str)] = &[
        &("xsi:nil", "true"),
        &("xsi:nil", "false"),
        &("xsi:type", "i:LDT_Naam"),
        &("xsi:type", "i:LDT_Datum"),
        &("xsi:type", "b:Client"),
        &("xsi:type", "b:Header"),
        &("xsi:type", "i:CDT_Product"),
        &("xsi:type", " i:LDT_Naam"),
        &("xsi:type", "niets"),
        &("xsi:schemaLocation", "urn:x nergens.xsd"),
        &("xsi:noNamespaceSchemaLocation", "nergens.xsd"),
        &("xsi:anders", "1"),
        &("xml:lang", "nl"),
        &("xmlns:q", "urn:q"),
        &("id", "1"),
        &("q:id", "1"),
        &("b:id", "1"),
    ];
    match k.kies(8) {
        0 => n.naam = n.naam.to_lowercase(),
        1 => n.naam += "x",
        2 => {
            n.ruimte = k
                .een(&[
                    "urn:x",
                    "http://www.istandaarden.nl/ijw/3_2/basisschema/schema",
                    "http://www.istandaarden.nl/ijw/3_1/jw315/schema",
                    "http://www.istandaarden.nl/iwmo/3_2/wmo315/schema",
                ])
                .to_owned()
        }
        3 | 4 => {
            let (naam, waarde) = k.een(XSI);
            n.attributen.push(((*naam).to_owned(), (*waarde).to_owned()));
        }
        5 => {
            let ruw = k.een(&[
                "tekst",
                "<![CDATA[]]>",
                "<![CDATA[ ]]>",
                "&#32;",
                "&#160;",
                "\u{a0}",
                "<!-- x -->",
                "<?p?>",
                "<x/>",
                "&amp;",
                "&#xA;",
                "&#10;&#13;",
            ]);
            n.inhoud = Inhoud::Ruw(ruw.to_owned());
        }
        6 => {
            let ruw = k.een(&[
                "a<x/>",
                "&foo;",
                "&#0;",
                "]]>",
                "a & b",
                "<",
                "&#xFFFF;",
                "\u{1}",
                "<x>",
                "</x>",
                "<!-- -- -->",
                "<?xml version='1.0'?>",
                "<!DOCTYPE x>",
                "<?XML?>",
                "<x a=1/>",
                "<x a='1' a='2'/>",
                "<x a='<'/>",
                "<1x/>",
                "<q:x/>",
            ]);
            n.inhoud = Inhoud::Ruw(ruw.to_owned());
        }
        _ => n.inhoud = Inhoud::Kinderen(Vec::new()),
    }
}

/// Now and then something that no tree can hold.
pub(crate) fn bytes(xml: String, k: &mut Keuzes) -> Vec<u8> {
    let keus = k.kies(44);
    if keus >= 40 {
        return codering(&xml, keus, k);
    }
    let mut uit = xml.into_bytes();
    match keus {
        39 => uit.truncate(k.kies(uit.len())),
        38 => {
            let i = k.kies(uit.len());
            uit[i] = b"<>&\"'/?!-= \n:;\x00\x1f\xff\xc3"[k.kies(18)];
        }
        37 => {
            let i = k.kies(uit.len());
            uit.remove(i);
        }
        36 => uit.extend_from_slice(k.een::<[u8]>(&[
            b"x",
            b"<a/>",
            b"&#32;",
            b"<![CDATA[]]>",
            b"\xEF\xBB\xBF",
            b"\x00",
            b"<!-- a --->",
            b"<?xml version='1.0'?>",
        ])),
        35 => uit
            .splice(
                0..0,
                k.een::<[u8]>(&[
                    b" ",
                    b"\xEF\xBB\xBF",
                    b"x",
                    b"<!-- a -->",
                    b"<!DOCTYPE Bericht>",
                    b"\n",
                ])
                .iter()
                .copied(),
            )
            .for_each(drop),
        _ => {}
    }
    uit
}

/// The same text in another encoding, told or not.
fn codering(xml: &str, keus: usize, k: &mut Keuzes) -> Vec<u8> {
    let kaal = xml.trim_start_matches('\u{feff}');
    let romp = if kaal.starts_with("<?xml") {
        kaal.split_once("?>").map_or(kaal, |(_, romp)| romp)
    } else {
        kaal
    };
    match keus {
        40 | 41 => {
            let volgorde = if keus == 40 {
                u16::to_le_bytes
            } else {
                u16::to_be_bytes
            };
            let bom = k.een(&["\u{feff}", ""]);
            let zegt = k.een(&[
                "<?xml version='1.0' encoding='UTF-16'?>",
                "",
                "<?xml version='1.0'?>",
            ]);
            format!("{bom}{zegt}{romp}")
                .encode_utf16()
                .flat_map(volgorde)
                .collect()
        }
        42 => {
            let naam = k.een(&["ISO-8859-1", "iso-8859-15", "windows-1252", "US-ASCII"]);
            let mut uit = format!("<?xml version='1.0' encoding='{naam}'?>").into_bytes();
            uit.extend(romp.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')));
            uit
        }
        // Latin-1 that says it is UTF-8, or says nothing.
        _ => kaal
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
            .collect(),
    }
}
