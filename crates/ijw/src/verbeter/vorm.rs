//! Findings of level 1: order, wrappers, and the form of values.

use crate::boom::{Blad, Deel, Element};
use crate::lezen::patroon::Patroon;
use crate::schema::{Inhoud, Klasse, Veld};
use crate::{BerichtSoort, Bevinding};

const BASIS: &str = "http://www.istandaarden.nl/ijw/3_2/basisschema/schema";

/// Mends a finding, when there is one way; says what was done.
pub(super) fn mend(blad: &mut Blad, soort: BerichtSoort, b: &Bevinding) -> Option<String> {
    let (boven, naam) = b.pad.rsplit_once('/').unwrap_or(("", &b.pad));
    let klasse = soort.wortel().op(boven);
    match b.regel.as_ref() {
        "XSD:sequence" => volgorde(blad, klasse?, boven),
        "XSD:element" => onbekend(blad, klasse?, boven, naam),
        "XSD:maxOccurs" => dubbel(blad, boven, naam),
        "XSD:namespace" if b.pad.is_empty() => wortelruimte(blad, soort),
        "XSD:namespace" => naamruimte(blad, soort, klasse?, &b.pad),
        "XSD:attribute" | "XSD:type" => attributen(blad, &b.pad, b.regel == "XSD:type"),
        "XSD:nillable" => nil(blad, klasse?, &b.pad, boven, naam),
        _ => waarde(blad, soort.wortel().veld_op(&b.pad)?, &b.pad, boven),
    }
}

/// Where a finding points, in words.
fn plek(pad: &str) -> &str {
    if pad.is_empty() { "Bericht" } else { pad }
}

fn volgorde(blad: &mut Blad, klasse: &'static Klasse, boven: &str) -> Option<String> {
    let hier = blad.wortel.vind(boven)?;
    if hier.kinderen().any(|kind| klasse.plaats(kind.naam()).is_none()) {
        return None;
    }
    let mut kinderen: Vec<Element> = hier.kinderen().cloned().collect();
    if kinderen.is_sorted_by_key(|kind| klasse.plaats(kind.naam())) {
        return None;
    }
    kinderen.sort_by_key(|kind| klasse.plaats(kind.naam()));
    let mut goed = kinderen.into_iter();
    for plaats in hier.kinderen_mut() {
        *plaats = goed.next()?;
    }
    Some(format!(
        "De elementen van {} staan in de goede volgorde.",
        plek(boven)
    ))
}

fn onbekend(blad: &mut Blad, klasse: &'static Klasse, boven: &str, naam: &str) -> Option<String> {
    let naam = naam.split('[').next()?;
    // Only upper and lower case differ, and the right one is not there.
    if let Some(veld) = klasse
        .velden
        .iter()
        .find(|veld| veld.naam.eq_ignore_ascii_case(naam))
    {
        let hier = blad.wortel.vind(boven)?;
        if hier.kinderen().any(|kind| kind.naam() == veld.naam) && !veld.herhaalt {
            return None;
        }
        let kind = hier.kinderen_mut().find(|kind| kind.naam() == naam)?;
        kind.merk = format!("{}{}", kind.prefix(), veld.naam);
        return Some(format!("'{naam}' heet nu '{}', bij {}.", veld.naam, plek(boven)));
    }
    // The element around it was forgotten: one class of this one holds just these.
    let mut omhulsels = klasse.velden.iter().filter(|veld| {
        veld.klasse()
            .and_then(Klasse::lijst_van)
            .is_some_and(|een| een.naam == naam)
    });
    let (veld, None) = (omhulsels.next()?, omhulsels.next()) else {
        return None;
    };
    let hier = blad.wortel.vind(boven)?;
    if hier.kinderen().any(|kind| kind.naam() == veld.naam) {
        return None;
    }
    let los: Vec<Element> = hier
        .kinderen()
        .filter(|kind| kind.naam() == naam)
        .cloned()
        .collect();
    let eerste = los.first()?;
    let omhulsel = Element::klasse(format!("{}{}", eerste.prefix(), veld.naam), los.iter().cloned());
    hier.verwijder(|kind| kind.naam() == naam);
    hier.voeg_in(omhulsel, klasse);
    Some(format!(
        "Om '{naam}' staat nu '{}', bij {}.",
        veld.naam,
        plek(boven)
    ))
}

/// Twice the same says the same.
fn dubbel(blad: &mut Blad, boven: &str, naam: &str) -> Option<String> {
    let hier = blad.wortel.vind(boven)?;
    let alle: Vec<&Element> = hier.kinderen().filter(|kind| kind.naam() == naam).collect();
    let (eerste, rest) = alle.split_first()?;
    if rest.is_empty() || rest.iter().any(|kind| kind.als_tekst() != eerste.als_tekst()) {
        return None;
    }
    let mut gezien = false;
    hier.verwijder(|kind| kind.naam() == naam && std::mem::replace(&mut gezien, true));
    Some(format!(
        "'{naam}' stond twee keer hetzelfde in {}; nu een keer.",
        plek(boven)
    ))
}

/// The namespace of the root, written with other letters.
fn wortelruimte(blad: &mut Blad, soort: BerichtSoort) -> Option<String> {
    let goed = soort.naamruimte();
    let klein = blad.wortel.attributen.to_ascii_lowercase();
    let plaats = klein
        .find(goed)
        .filter(|_| !blad.wortel.attributen.contains(goed))?;
    blad.wortel
        .attributen
        .replace_range(plaats..plaats + goed.len(), goed);
    Some("De naamruimte van het bericht is goed geschreven.".to_owned())
}

fn naamruimte(blad: &mut Blad, soort: BerichtSoort, klasse: &'static Klasse, pad: &str) -> Option<String> {
    let uri = if klasse.basis { BASIS } else { soort.naamruimte() };
    let prefix = match prefix_van(&blad.wortel.attributen, uri) {
        Some(prefix) => prefix,
        None if klasse.basis && !blad.wortel.attributen.contains("xmlns:ijw=") => {
            blad.wortel
                .attributen
                .push_str(&format!(" xmlns:ijw=\"{BASIS}\""));
            "ijw:".to_owned()
        }
        None => return None,
    };
    let element = blad.wortel.vind(pad)?;
    // A namespace that the element binds itself would win from the root.
    if element.attributen.contains("xmlns") {
        return None;
    }
    let naam = element.naam().to_owned();
    element.merk = format!("{prefix}{naam}");
    Some(format!("'{naam}' staat in de goede naamruimte, bij {pad}."))
}

/// The prefix, with its colon, that the root binds to a namespace.
fn prefix_van(attributen: &str, uri: &str) -> Option<String> {
    let (voor, _) = attributen
        .split_once(&format!("=\"{uri}\""))
        .or_else(|| attributen.split_once(&format!("='{uri}'")))?;
    let naam = voor.rsplit([' ', '\n', '\r', '\t']).next()?;
    match naam.strip_prefix("xmlns") {
        Some("") => Some(String::new()),
        Some(prefix) => prefix.strip_prefix(':').map(|prefix| format!("{prefix}:")),
        None => None,
    }
}

/// Names and values as written, `naam="waarde"`.
fn losse(attributen: &str) -> Vec<&str> {
    let mut uit = Vec::new();
    let mut rest = attributen.trim_start();
    while let Some(is) = rest.find('=') {
        let Some(teken) = rest[is + 1..].trim_start().chars().next() else {
            break;
        };
        let Some(begin) = rest[is..].find(teken).map(|i| i + is) else {
            break;
        };
        let Some(eind) = rest[begin + 1..].find(teken).map(|i| i + begin + 1) else {
            break;
        };
        uit.push(&rest[..=eind]);
        rest = rest[eind + 1..].trim_start();
    }
    uit
}

fn zonder(element: &mut Element, weg: impl Fn(&str) -> bool) -> bool {
    let blijft: String = losse(&element.attributen)
        .into_iter()
        .filter(|a| !weg(a.split('=').next().unwrap_or_default().trim()))
        .map(|a| format!(" {a}"))
        .collect();
    let anders = blijft.trim() != element.attributen.trim();
    element.attributen = blijft;
    anders
}

fn attributen(blad: &mut Blad, pad: &str, alleen_type: bool) -> Option<String> {
    let element = blad.wortel.vind(pad)?;
    let gelukt = zonder(element, |naam| {
        if alleen_type {
            naam.ends_with(":type")
        } else {
            !naam.starts_with("xmlns") && !naam.starts_with("xsi:")
        }
    });
    gelukt.then(|| format!("Een attribuut is weggehaald bij {}.", plek(pad)))
}

fn nil(blad: &mut Blad, klasse: &'static Klasse, pad: &str, boven: &str, naam: &str) -> Option<String> {
    let veld = klasse.veld(naam.split('[').next()?)?;
    let element = blad.wortel.vind(pad)?;
    if element.inhoud.is_empty() {
        return leeg_weg(blad, veld, pad, boven);
    }
    zonder(element, |naam| naam.ends_with(":nil"))
        .then(|| format!("Het attribuut xsi:nil is weggehaald bij {pad}."))
}

/// An empty element that need not be there says nothing.
fn leeg_weg(blad: &mut Blad, veld: &'static Veld, pad: &str, boven: &str) -> Option<String> {
    if veld.verplicht || veld.herhaalt {
        return None;
    }
    let hier = blad.wortel.vind(boven)?;
    let aantal =
        hier.verwijder(|kind| kind.naam() == veld.naam && kind.is_blad() && kind.tekst().trim().is_empty());
    (aantal > 0).then(|| format!("Het lege element {pad} is weggehaald."))
}

fn waarde(blad: &mut Blad, veld: &'static Veld, pad: &str, boven: &str) -> Option<String> {
    let element = blad.wortel.vind(pad)?;
    if !element.is_blad() {
        return None;
    }
    let oud = element.tekst();
    if oud.trim().is_empty() && !matches!(veld.inhoud, Inhoud::Vast(..)) {
        return leeg_weg(blad, veld, pad, boven);
    }
    let nieuw = goed(veld, &oud)?;
    let opmerkingen: Vec<Deel> = element
        .inhoud
        .iter()
        .filter(|deel| matches!(deel, Deel::Opmerking(_)))
        .cloned()
        .collect();
    element.zet_tekst(nieuw.clone());
    element.inhoud.extend(opmerkingen);
    Some(match veld.inhoud {
        // What a person is called does not stand in reports.
        Inhoud::Tekst(_) => format!("Spaties of leestekens zijn weggehaald bij {pad}."),
        Inhoud::Datum if veld.naam == "Datum" => format!("De datum is geschreven als jjjj-mm-dd bij {pad}."),
        _ => format!("Bij {pad} staat nu '{nieuw}'."),
    })
}

/// The only value that can be meant.
fn goed(veld: &Veld, oud: &str) -> Option<String> {
    let kaal = oud.trim();
    let past = |tekst: &str| veld.past(tekst).then(|| tekst.to_owned());
    let zonder = |tekens: &str| -> String { kaal.chars().filter(|c| !tekens.contains(*c)).collect() };
    match veld.inhoud {
        Inhoud::Vast(_, vast) => Some(vast.to_owned()),
        Inhoud::Codes(..) => past(kaal).or_else(|| past(&kaal.to_uppercase())),
        Inhoud::Tekst(vorm) => {
            let schoon = match vorm.patroon {
                Patroon::Letters => zonder(". -"),
                Patroon::AlleenCijfers => zonder(" -()./"),
                Patroon::Cijfers(_) => zonder(" .\u{a0}"),
                _ => kaal.to_owned(),
            };
            past(&schoon).filter(|nieuw| nieuw != oud)
        }
        Inhoud::Datum => datum(kaal).filter(|nieuw| veld.past(nieuw)),
        Inhoud::Getal(_) | Inhoud::Tijd | Inhoud::Klasse(_) => None,
    }
}

/// A date that is written in another way but can be only one day.
fn datum(kaal: &str) -> Option<String> {
    let cijfers = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let bouw = |jaar: &str, maand: &str, dag: &str| {
        let heel = cijfers(jaar)
            && jaar.len() == 4
            && cijfers(maand)
            && cijfers(dag)
            && maand.len() <= 2
            && dag.len() <= 2;
        heel.then(|| format!("{jaar}-{maand:0>2}-{dag:0>2}"))
    };
    // With a time zone or a time behind it.
    if let (Some(kop), Some(staart)) = (kaal.get(..10), kaal.get(10..))
        && !staart.is_empty()
        && crate::lezen::is_datum(kop)
    {
        let middernacht = staart.strip_prefix("T00:00:00").unwrap_or(staart);
        let zone = matches!(middernacht, "" | "Z")
            || middernacht.len() == 6
                && middernacht.starts_with(['+', '-'])
                && cijfers(&middernacht[1..3])
                && cijfers(&middernacht[4..]);
        return zone.then(|| kop.to_owned());
    }
    if kaal.len() == 8 && cijfers(kaal) {
        return bouw(&kaal[..4], &kaal[4..6], &kaal[6..]);
    }
    let delen: Vec<&str> = kaal.split(['-', '/', '.']).collect();
    let [een, twee, drie] = delen.as_slice() else {
        return None;
    };
    if een.len() == 4 {
        return bouw(een, twee, drie);
    }
    // Day first or month first: only sure when it cannot be the other way round.
    let dag: u8 = een.parse().ok()?;
    (dag > 12 || een == twee).then(|| bouw(drie, twee, een))?
}
