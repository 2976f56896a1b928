//! Messages of which it is known what must come back, and proof that each was answered exactly once.

use super::{bestanden, voer};
use houvast_begrip::{GemeenteCode, Houder};
use houvast_dienst::demo::{mensen::Persoon, voorbeelden, vraag::Vraag};
use houvast_ijw::{Bericht, Grenzen};
use houvast_opslag::{Bereik, BerichtFilter, BerichtRegel, Bladzijde, Opslag, Richting, sha256};
use jiff::{ToSpan as _, civil::Date};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    os::unix::fs::MetadataExt as _,
    path::Path,
    time::{Duration, SystemTime},
};

/// What a message is about, and so what must come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Geval {
    /// No well-formed XML: one fault file.
    Kapot,
    /// An aanbieder without a contract: JW316 and JW319.
    Afgewezen,
    /// A child that the gemeente does not know: JW316, and a person must look.
    Voorgelegd,
    /// A BSN that fails the elfproef: JW316 with a code.
    Afgekeurd,
}

impl Geval {
    pub(crate) fn van(nummer: usize) -> Self {
        [Self::Afgewezen, Self::Voorgelegd, Self::Afgekeurd, Self::Kapot][nummer % 4]
    }

    pub(crate) fn antwoorden(self) -> &'static [&'static str] {
        match self {
            Self::Kapot => &[],
            Self::Afgewezen => &["JW316", "JW319"],
            Self::Voorgelegd | Self::Afgekeurd => &["JW316"],
        }
    }
}

pub(crate) fn getal(naam: &str, anders: usize) -> usize {
    std::env::var(naam).ok().map_or(anders, |w| w.parse().unwrap())
}

pub(crate) fn kenmerk(nummer: usize) -> String {
    format!("CR{nummer:06}")
}

pub(crate) fn bericht(mensen: &[Persoon], vandaag: Date, nummer: usize) -> Vec<u8> {
    let geval = Geval::van(nummer);
    let kind = voorbeelden::vrije(mensen, "0193")
        .nth(nummer % voorbeelden::VRIJ)
        .unwrap();
    let afzender = if geval == Geval::Afgewezen {
        voorbeelden::ONBEKENDE_AANBIEDER
    } else {
        voorbeelden::AANBIEDER
    };
    let van = vandaag.saturating_add(7.days());
    let mut vraag = Vraag::voor(kind, afzender, &kenmerk(nummer), vandaag).met_budget(
        8_000,
        van,
        voorbeelden::een_jaar(van),
    );
    match geval {
        Geval::Voorgelegd => vraag.bsn = voorbeelden::ONBEKENDE_BSN.to_owned(),
        Geval::Afgekeurd => vraag.bsn = "999900001".to_owned(),
        Geval::Afgewezen | Geval::Kapot => {}
    }
    let mut bytes = vraag.xml();
    if geval == Geval::Kapot {
        bytes.truncate(bytes.len() - 20);
    }
    bytes
}

pub(crate) fn verwacht(aantal: usize) -> usize {
    (0..aantal).map(|n| Geval::van(n).antwoorden().len().max(1)).sum()
}

pub(crate) fn inhoud(map: &Path) -> BTreeMap<String, Vec<u8>> {
    let paden = bestanden(map, "uit").into_iter();
    paden
        .map(|p| {
            (
                p.file_name().unwrap().to_string_lossy().into_owned(),
                fs::read(&p).unwrap(),
            )
        })
        .collect()
}

/// What lay in `uit`. A file that was there once stays there with the same bytes: a second delivery is the same delivery.
#[derive(Default)]
pub(crate) struct Gezien(BTreeMap<String, (Stempel, [u8; 32])>);

/// The file itself, its size and its time: only what differs in these is read again, or a thousand looks would be too many.
type Stempel = (u64, u64, Option<SystemTime>);

impl Gezien {
    pub(crate) fn kijk(&mut self, map: &Path) {
        let mut nu = BTreeMap::new();
        for pad in bestanden(map, "uit") {
            let naam = pad.file_name().unwrap().to_string_lossy().into_owned();
            let meta = fs::metadata(&pad).unwrap();
            let stempel = (meta.ino(), meta.len(), meta.modified().ok());
            let som = match self.0.get(&naam) {
                Some((oud, som)) if *oud == stempel => *som,
                _ => sha256(&fs::read(&pad).unwrap()),
            };
            nu.insert(naam, (stempel, som));
        }
        for (naam, (_, som)) in &self.0 {
            assert!(
                nu.get(naam).is_some_and(|(_, nu)| nu == som),
                "{naam} is weg of veranderd"
            );
        }
        self.0 = nu;
    }
}

/// The message that an answer is about.
fn genoemd(tekst: &str, aantal: usize) -> Option<String> {
    tekst
        .match_indices("CR")
        .filter_map(|(plek, _)| tekst.get(plek..plek + 8))
        .find(|k| k[2..].parse::<usize>().is_ok_and(|nummer| nummer < aantal))
        .map(str::to_owned)
}

/// How long the last messages may take: more when there are more.
pub(crate) fn geduld(aantal: usize) -> Duration {
    Duration::from_secs(90 + aantal as u64 / 20)
}

pub(crate) fn controleer_postbus(map: &Path, aantal: usize, vooraf: &BTreeMap<String, Vec<u8>>) {
    let mut soorten: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut kapot = BTreeSet::new();
    for (naam, bytes) in inhoud(map).into_iter().filter(|(n, _)| !vooraf.contains_key(n)) {
        let tekst = String::from_utf8(bytes.clone()).unwrap();
        if naam.ends_with(".fout.json") {
            let json: serde_json::Value = serde_json::from_str(&tekst).expect("een heel foutbestand");
            assert!(
                kapot.insert(json["bestand"].as_str().unwrap().to_owned()),
                "twee keer {json}"
            );
            continue;
        }
        let lezing = houvast_ijw::lees(bytes.as_slice(), &Grenzen::default()).unwrap();
        let uit: Bericht = lezing
            .bericht
            .unwrap_or_else(|| panic!("{naam} is niet heel: {:?}", lezing.bevindingen));
        let van = genoemd(&tekst, aantal).expect("hoort bij een bericht");
        soorten
            .entry(van)
            .or_default()
            .push(uit.soort().as_str().to_owned());
    }
    for nummer in 0..aantal {
        let mut kreeg = soorten.remove(&kenmerk(nummer)).unwrap_or_default();
        kreeg.sort();
        assert_eq!(
            kreeg,
            Geval::van(nummer).antwoorden(),
            "bericht {nummer} ({:?})",
            Geval::van(nummer)
        );
        assert_eq!(
            kapot.remove(&format!("{}.xml", kenmerk(nummer))),
            Geval::van(nummer) == Geval::Kapot
        );
    }
    assert!(soorten.is_empty() && kapot.is_empty());
    let halve = fs::read_dir(map.join("postbus/uit")).unwrap().count() - inhoud(map).len();
    assert!(
        halve <= 1,
        "hoogstens het laatste halve bestand blijft verborgen liggen, er zijn er {halve}"
    );
    let weg: Vec<_> = ["verwerkt", "fout"]
        .iter()
        .flat_map(|deel| bestanden(map, deel))
        .collect();
    let namen: BTreeSet<_> = weg
        .iter()
        .map(|p| p.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    assert!(
        (0..aantal).all(|n| namen.contains(&format!("{}.xml", kenmerk(n)))),
        "elk origineel is weggelegd"
    );
    let van_ons = namen.iter().filter(|n| n.contains("CR0")).count();
    assert_eq!(van_ons, aantal, "geen origineel is er twee keer");
}

pub(crate) fn systeem() -> Bereik {
    let gemeente = GemeenteCode::nieuw("0193").unwrap();
    Bereik::systeem(Houder::regio("ijsselland").unwrap(), [gemeente])
}

pub(crate) async fn controleer_journaal(opslag: &Opslag, aantal: usize) {
    {
        let mut lees = opslag.lees(&systeem()).await.unwrap();
        let filter = BerichtFilter {
            richting: Some(Richting::In),
            ..BerichtFilter::default()
        };
        let mut binnen: Vec<BerichtRegel> = Vec::new();
        let mut blad = Bladzijde::eerste(500);
        loop {
            let lijst = lees.berichten(&filter, blad).await.unwrap();
            binnen.extend(lijst.rijen);
            let Some(na) = lijst.volgende else { break };
            blad = Bladzijde::na(na, 500);
        }
        let mut gezien = BTreeSet::new();
        for rij in binnen {
            let bericht = lees.bericht(rij.id).await.unwrap().unwrap();
            let bestand = bericht.bestand.map(|naam| naam.0).unwrap_or_default();
            let Some(nummer) = bestand
                .strip_prefix("CR")
                .and_then(|b| b[..6].parse::<usize>().ok())
            else {
                continue;
            };
            assert!(
                gezien.insert(nummer),
                "bericht {nummer} staat twee keer in het journaal"
            );
            let verwerkt = lees.verwerkingen(rij.id).await.unwrap();
            let berichten = verwerkt
                .iter()
                .filter(|v| v.activiteit.ends_with(":berichten") && v.stand == "OK");
            assert_eq!(
                berichten.count(),
                1,
                "bericht {nummer} in het verwerkingenlogboek"
            );
            let mut kreeg: Vec<_> = lees
                .antwoorden_op(rij.id)
                .await
                .unwrap()
                .into_iter()
                .filter_map(|a| a.soort)
                .collect();
            kreeg.sort();
            assert_eq!(
                kreeg,
                Geval::van(nummer).antwoorden(),
                "bericht {nummer} in het journaal"
            );
        }
        assert_eq!(gezien.len(), aantal, "elk bericht staat in het journaal");
    }
}

/// The audit log is whole, with at least so many lines and its seals: as the command says that whoever runs it types.
pub(crate) fn controleer_log(map: &Path, database: &str, minstens: u64) {
    let map = map.to_str().unwrap();
    let (code, uit, fout) = voer(&["logboek", "controleer", "--database", database, "--map", map]);
    assert_eq!(code, Some(0), "{uit}{fout}");
    let regels = uit.strip_prefix("Het logboek is heel: ").unwrap();
    let regels: u64 = regels.split(' ').next().unwrap().parse().unwrap();
    assert!(regels >= minstens, "{uit}");
}

/// The day on which the program judges.
#[expect(
    clippy::disallowed_methods,
    reason = "the messages must be of the day of the real program"
)]
pub(crate) fn vandaag() -> Date {
    jiff::Zoned::now().in_tz("Europe/Amsterdam").unwrap().date()
}
