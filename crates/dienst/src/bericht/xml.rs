//! The text of a message for reading: one element per line with its depth, persons masked, findings at their element.
//! It also shows what is no XML at all, so nothing here may depend on the text being well-formed.

use super::bevinding::BevindingRij;
use crate::beeld::XmlRegel;
use houvast_begrip::Bsn;

/// Lines shown; a declaration can have millions.
const HOOGSTENS: usize = 2_000;
/// Lines before and after a finding that are shown of a message that is too long.
const OMTREK: usize = 8;
/// Lines of the beginning that are shown of a message that is too long.
const BEGIN: usize = 400;
/// Deeper than any message; more would push the text off the screen.
const DIEPST: usize = 24;

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

/// What stands where somebody would be recognised.
const MASKER: &str = "•••••";

/// One line on the screen.
#[derive(Debug, PartialEq, Eq)]
struct Stuk {
    /// Where it begins in the source, both from 1.
    regel: u32,
    kolom: u32,
    diepte: usize,
    tekst: String,
}

/// What [`regels`] gives.
pub(super) struct Tekst {
    /// The lines to show.
    pub(super) regels: Vec<XmlRegel>,
    /// Lines that are not shown.
    pub(super) weggelaten: u32,
    /// Per finding the shown line it stands at.
    pub(super) plekken: Vec<Option<usize>>,
}

/// The lines to show, with the findings at the element where they are.
pub(super) fn regels(bytes: &[u8], bevindingen: &[BevindingRij]) -> Tekst {
    let tekst = String::from_utf8_lossy(bytes);
    let stukken = Lezer::nieuw(tekst.trim_start_matches('\u{feff}')).lees();
    let bij: Vec<Option<usize>> = bevindingen.iter().map(|b| stuk_van(&stukken, b)).collect();
    let tonen = gekozen(stukken.len(), &bij);
    let mut uit: Vec<XmlRegel> = Vec::with_capacity(tonen.len());
    let mut plekken = vec![None; bevindingen.len()];
    let mut volgende = 0;
    for i in tonen {
        let Some(stuk) = stukken.get(i) else { continue };
        let hier: Vec<usize> = (0..bevindingen.len())
            .filter(|n| bij.get(*n) == Some(&Some(i)))
            .collect();
        for n in &hier {
            if let Some(plek) = plekken.get_mut(*n) {
                *plek = Some(uit.len());
            }
        }
        uit.push(XmlRegel {
            nummer: stuk.regel,
            diepte: stuk.diepte.min(DIEPST),
            tekst: stuk.tekst.clone(),
            bevindingen: hier,
            overgeslagen: u32::try_from(i - volgende).unwrap_or(u32::MAX),
        });
        volgende = i + 1;
    }
    Tekst {
        weggelaten: u32::try_from(stukken.len() - uit.len()).unwrap_or(u32::MAX),
        regels: uit,
        plekken,
    }
}

/// The piece in which a finding lies: the last one that begins at or before it.
fn stuk_van(stukken: &[Stuk], b: &BevindingRij) -> Option<usize> {
    if b.regelnummer == 0 {
        return None;
    }
    // Without a column the first piece of that line.
    let plek = (b.regelnummer, b.kolom.max(1));
    let na = stukken.partition_point(|s| (s.regel, s.kolom) <= plek);
    let op_regel = || stukken.iter().position(|s| s.regel == b.regelnummer);
    if b.kolom == 0 {
        op_regel().or(na.checked_sub(1))
    } else {
        na.checked_sub(1).or_else(op_regel)
    }
}

/// All lines; of a long message the beginning and what surrounds each finding.
fn gekozen(aantal: usize, bij: &[Option<usize>]) -> Vec<usize> {
    if aantal <= HOOGSTENS {
        return (0..aantal).collect();
    }
    let mut uit: Vec<usize> = (0..BEGIN).collect();
    for plek in bij.iter().flatten() {
        if uit.len() >= HOOGSTENS {
            break;
        }
        uit.extend(plek.saturating_sub(OMTREK)..(plek + OMTREK + 1).min(aantal));
    }
    uit.sort_unstable();
    uit.dedup();
    uit
}

/// Walks the text once, tag by tag.
struct Lezer<'a> {
    rest: &'a str,
    regel: u32,
    kolom: u32,
    diepte: usize,
    /// The element whose begin tag was read last holds only text so far.
    blad: bool,
    /// That element tells who somebody is.
    persoon: bool,
    uit: Vec<Stuk>,
}

impl<'a> Lezer<'a> {
    fn nieuw(tekst: &'a str) -> Self {
        Self {
            rest: tekst,
            regel: 1,
            kolom: 1,
            diepte: 0,
            blad: false,
            persoon: false,
            uit: Vec::new(),
        }
    }

    fn lees(mut self) -> Vec<Stuk> {
        while !self.rest.is_empty() {
            match self.rest.find('<') {
                Some(0) => self.tag(),
                Some(plek) => self.tekst(plek),
                None => self.tekst(self.rest.len()),
            }
        }
        self.uit
    }

    /// Takes a piece of the source and keeps count of where it was.
    fn neem(&mut self, tot: usize) -> &'a str {
        let (stuk, rest) = self.rest.split_at(tot);
        self.rest = rest;
        for teken in stuk.chars() {
            if teken == '\n' {
                self.regel = self.regel.saturating_add(1);
                self.kolom = 1;
            } else {
                self.kolom = self.kolom.saturating_add(1);
            }
        }
        stuk
    }

    fn erbij(&mut self, plek: (u32, u32), diepte: usize, tekst: String) {
        self.uit.push(Stuk {
            regel: plek.0,
            kolom: plek.1,
            diepte,
            tekst,
        });
    }

    fn aan_de_laatste(&mut self, tekst: &str) {
        if let Some(laatste) = self.uit.last_mut() {
            laatste.tekst.push_str(tekst);
        }
    }

    fn tekst(&mut self, tot: usize) {
        let plek = (self.regel, self.kolom);
        let stuk = self.neem(tot);
        self.toon_tekst(plek, stuk);
    }

    /// Text of an element stands behind its begin tag; other text has lines of its own.
    fn toon_tekst(&mut self, plek: (u32, u32), stuk: &str) {
        if stuk.trim().is_empty() {
            // Blank text within an element may be the fault; between elements it is only layout.
            if self.blad && !stuk.contains('\n') {
                self.aan_de_laatste(stuk);
            }
            return;
        }
        if self.blad {
            let getoond = if self.persoon {
                MASKER.to_owned()
            } else {
                zonder_bsn(&op_een_regel(stuk))
            };
            self.aan_de_laatste(&getoond);
            return;
        }
        let mut regel = plek.0;
        for (nummer, deel) in stuk.split('\n').enumerate() {
            let kolom = if nummer == 0 { plek.1 } else { 1 };
            if !deel.trim().is_empty() {
                let diepte = self.diepte;
                self.erbij((regel, kolom), diepte, zonder_bsn(deel.trim_end()));
            }
            regel = regel.saturating_add(1);
        }
    }

    fn tag(&mut self) {
        let plek = (self.regel, self.kolom);
        if self.rest.starts_with("<![CDATA[") {
            let tot = self.rest.find("]]>").map_or(self.rest.len(), |p| p + 3);
            let stuk = self.neem(tot);
            let binnen = stuk.trim_start_matches("<![CDATA[").trim_end_matches("]]>");
            return self.toon_tekst(plek, binnen);
        }
        if self.rest.starts_with("<!--") {
            let tot = self.rest.find("-->").map_or(self.rest.len(), |p| p + 3);
            self.neem(tot);
            self.blad = false;
            // Nobody knows what a sender writes in a comment.
            return self.erbij(plek, self.diepte, "<!-- … -->".to_owned());
        }
        // A tag that does not end shows as it is, to the end of its line.
        let tot = self
            .rest
            .find('>')
            .map(|p| p + 1)
            .or_else(|| self.rest.find('\n'))
            .unwrap_or(self.rest.len());
        let stuk = self.neem(tot);
        let tag = op_een_regel(stuk);
        if tag.starts_with("</") {
            self.diepte = self.diepte.saturating_sub(1);
            if self.blad {
                self.aan_de_laatste(&tag);
            } else {
                self.erbij(plek, self.diepte, tag);
            }
            (self.blad, self.persoon) = (false, false);
        } else {
            let gewoon = !tag.starts_with("<?")
                && !tag.starts_with("<!")
                && !tag.ends_with("/>")
                && tag.ends_with('>');
            let persoon = gewoon && PERSOON.contains(&naam(&tag));
            self.erbij(plek, self.diepte, zonder_bsn(&tag));
            (self.blad, self.persoon) = (gewoon, persoon);
            self.diepte = self.diepte.saturating_add(usize::from(gewoon));
        }
    }
}

/// Line breaks within a tag or a text become single spaces.
fn op_een_regel(stuk: &str) -> String {
    if stuk.contains(['\n', '\r', '\t']) {
        stuk.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        stuk.to_owned()
    }
}

/// Nine digits that can be a BSN, where no BSN belongs: a wrong element, an attribute, a text that is no XML.
fn zonder_bsn(tekst: &str) -> String {
    let cijfers = |c: char| c.is_ascii_digit();
    if !tekst.contains(cijfers) {
        return tekst.to_owned();
    }
    let mut uit = String::with_capacity(tekst.len());
    let mut rest = tekst;
    while let Some(begin) = rest.find(cijfers) {
        let (voor, na) = rest.split_at(begin);
        let tot = na.find(|c| !cijfers(c)).unwrap_or(na.len());
        let (getal, verder) = na.split_at(tot);
        uit.push_str(voor);
        uit.push_str(if getal.len() == 9 && Bsn::nieuw(getal).is_ok() {
            MASKER
        } else {
            getal
        });
        rest = verder;
    }
    uit.push_str(rest);
    uit
}

/// The local name of a tag.
fn naam(tag: &str) -> &str {
    let binnen = tag.trim_start_matches('<').trim_end_matches('>');
    let naam = binnen.split([' ', '/']).next().unwrap_or_default();
    naam.rsplit(':').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bevinding(regelnummer: u32, kolom: u32) -> BevindingRij {
        BevindingRij {
            niveau: 2,
            regel: "TR001".to_owned(),
            retourcode: None,
            pad: "y".to_owned(),
            regelnummer,
            kolom,
            tekst: "fout".to_owned(),
        }
    }

    fn getoond(xml: &str) -> Vec<(usize, String)> {
        regels(xml.as_bytes(), &[])
            .regels
            .into_iter()
            .map(|r| (r.diepte, r.tekst))
            .collect()
    }

    #[test]
    fn een_bestand_van_een_regel_staat_er_met_inspringing() {
        let xml = "<?xml version=\"1.0\"?><a:Bericht><a:Kop><a:Code>45</a:Code><a:Leeg/></a:Kop></a:Bericht>";
        let verwacht = [
            (0, "<?xml version=\"1.0\"?>"),
            (0, "<a:Bericht>"),
            (1, "<a:Kop>"),
            (2, "<a:Code>45</a:Code>"),
            (2, "<a:Leeg/>"),
            (1, "</a:Kop>"),
            (0, "</a:Bericht>"),
        ];
        let gelijk: Vec<(usize, String)> = verwacht.map(|(d, t)| (d, t.to_owned())).into();
        assert_eq!(getoond(xml), gelijk);
        let mooi = "<?xml version=\"1.0\"?>\n<a:Bericht>\n\t<a:Kop>\n  <a:Code>45</a:Code>\n<a:Leeg/>\n</a:Kop></a:Bericht>\n";
        assert_eq!(
            getoond(mooi),
            gelijk,
            "de inspringing van de afzender doet er niet toe"
        );
    }

    #[test]
    fn wie_het_is_staat_er_niet_leesbaar() {
        let xml = "<a:Client>\n <a:Bsn>999900006</a:Bsn><b:Achternaam\n>De Proef\n</b:Achternaam><Plaatsnaam><![CDATA[Proefstad]]></Plaatsnaam>\n<!-- 999900006 Proef --><Code x=\"999900006\">45</Code>999900006";
        let alles: String = getoond(xml).into_iter().map(|(_, t)| t + "\n").collect();
        for weg in ["999900006", "Proef"] {
            assert!(!alles.contains(weg), "{weg} in {alles}");
        }
        assert!(alles.contains(">45</Code>"), "{alles}");
        assert!(
            getoond("<x>123456789</x>")[0].1.contains("123456789"),
            "geen BSN, dus te lezen"
        );
    }

    #[test]
    fn een_bevinding_staat_bij_haar_element_ook_op_een_lange_regel() {
        let lang = format!(
            "<m><x>{}</x><y>fout</y><z>{}</z></m>",
            "1".repeat(100),
            "2".repeat(100)
        );
        let kolom = u32::try_from(lang.find("<y>").unwrap() + 1).unwrap();
        for (kolom, waar) in [
            (kolom, "<y>fout</y>"),
            (kolom + 4, "<y>fout</y>"),
            (0, "<m>"),
            (100_000, "</m>"),
        ] {
            let uit = regels(lang.as_bytes(), &[bevinding(1, kolom)]);
            let bij: Vec<_> = uit.regels.iter().filter(|r| !r.bevindingen.is_empty()).collect();
            assert_eq!(bij.len(), 1, "{kolom}");
            assert_eq!(bij[0].tekst, waar, "{kolom}");
            assert_eq!(uit.regels[uit.plekken[0].unwrap()].tekst, waar);
        }
        let uit = regels(lang.as_bytes(), &[bevinding(0, 0)]);
        assert_eq!(uit.plekken, [None]);
        let los = regels(
            "<a>\n<b\n c='x'\n>1</b>\n</a>".as_bytes(),
            &[bevinding(3, 2), bevinding(5, 1)],
        );
        assert_eq!(
            los.plekken,
            [Some(1), Some(2)],
            "midden in een tag van drie regels; het slot"
        );
    }

    #[test]
    fn van_een_lang_bericht_blijft_zichtbaar_waar_iets_gevonden_is() {
        let regel = "<r>1</r>\n";
        let xml = format!("<m>\n{}</m>", regel.repeat(10_000));
        let uit = regels(xml.as_bytes(), &[bevinding(7_000, 2)]);
        assert_eq!(uit.regels.len(), BEGIN + 2 * OMTREK + 1);
        assert_eq!(uit.regels[uit.plekken[0].unwrap()].nummer, 7_000);
        assert_eq!(uit.regels[BEGIN].overgeslagen, 7_000 - 1 - 8 - 400);
        assert_eq!(
            usize::try_from(uit.weggelaten).unwrap() + uit.regels.len(),
            10_002
        );
    }

    #[test]
    fn wat_geen_xml_is_staat_er_zoals_het_is() {
        assert_eq!(
            getoond("niets\n\nmeer 999900006"),
            [(0, "niets".to_owned()), (0, format!("meer {MASKER}"))]
        );
        assert_eq!(
            getoond("<a><b\nrest"),
            [
                (0, "<a>".to_owned()),
                (1, "<b".to_owned()),
                (1, "rest".to_owned())
            ]
        );
        assert!(getoond("").is_empty());
        let diep = getoond(&"<a>".repeat(100));
        assert!(diep.iter().all(|(d, _)| *d <= DIEPST) && diep.len() == 100);
        assert_eq!(
            getoond("</a></a><b>1</b>")[2],
            (0, "<b>1</b>".to_owned()),
            "te veel sluiten mag"
        );
    }
}
