//! Findings of level 2 and 4 that the rest of the message answers.

use crate::boom::{Blad, Element};
use crate::codelijsten;
use crate::{BerichtSoort, Bevinding};
use jiff::civil::Date;

/// Mends a finding, when there is one way; says what was done.
pub(super) fn mend(blad: &mut Blad, soort: BerichtSoort, b: &Bevinding) -> Option<String> {
    match b.regel.as_ref() {
        "TR358" => totaal(blad),
        "CS325" => debet(blad, &b.pad),
        "CS340" => maand(blad),
        "CS050" => naamgebruik(blad, &b.pad),
        "CS089" => postcode(blad, &b.pad),
        "TR381" => productcode(blad, &b.pad),
        "TR101" if !matches!(soort, BerichtSoort::Jw323 | BerichtSoort::Jw325) => dubbel(blad, &b.pad),
        _ => None,
    }
}

fn getal(element: &mut Element, pad: &str) -> Option<i64> {
    element.vind(pad)?.tekst().trim().parse().ok()
}

/// The sum of the lines, credit taken off (TR358).
fn totaal(blad: &mut Blad) -> Option<String> {
    let mut saldo: i64 = 0;
    let clienten = blad.wortel.vind("Declaratie/Clienten")?;
    for client in clienten.kinderen_mut() {
        for prestatie in client.vind("Prestaties")?.kinderen_mut() {
            let bedrag = getal(prestatie, "IngediendBedrag/Bedrag")?;
            let credit = prestatie.vind("IngediendBedrag/DebetCredit")?.tekst().trim() == "C";
            saldo = saldo.checked_add(if credit { -bedrag } else { bedrag })?;
        }
    }
    let totaal = blad.wortel.vind("Declaratie/TotaalIngediendBedrag")?;
    let teken = if saldo < 0 { "C" } else { "D" };
    totaal
        .vind("TotaalBedrag")?
        .zet_tekst(saldo.unsigned_abs().to_string());
    totaal.vind("DebetCredit")?.zet_tekst(teken);
    Some(format!(
        "Het totaal is nu de som van de prestaties: {} eurocent, {teken}.",
        saldo.unsigned_abs()
    ))
}

/// Nothing is owed to nobody: debet (CS325).
fn debet(blad: &mut Blad, pad: &str) -> Option<String> {
    let pad = if pad.ends_with("DebetCredit") {
        pad.to_owned()
    } else {
        format!("{pad}/DebetCredit")
    };
    let element = blad.wortel.vind(&pad)?;
    (element.tekst().trim() == "C").then(|| element.zet_tekst("D"))?;
    Some(format!("Bij een bedrag van 0 staat nu D (debet): {pad}."))
}

/// Both days lie in one month: then it is that month (CS340).
fn maand(blad: &mut Blad) -> Option<String> {
    let periode = blad.wortel.vind("Declaratie/DeclaratiePeriode")?;
    let dag = |e: &mut Element, naam: &str| -> Option<Date> { e.vind(naam)?.tekst().trim().parse().ok() };
    let (begin, eind) = (dag(periode, "Begindatum")?, dag(periode, "Einddatum")?);
    if begin.first_of_month() != eind.first_of_month() {
        return None;
    }
    periode
        .vind("Begindatum")?
        .zet_tekst(begin.first_of_month().to_string());
    periode
        .vind("Einddatum")?
        .zet_tekst(begin.last_of_month().to_string());
    Some(format!(
        "De declaratieperiode is nu de hele maand van {}.",
        begin.first_of_month()
    ))
}

/// A child without a partner's name carries its own (CS050, CS318).
fn naamgebruik(blad: &mut Blad, pad: &str) -> Option<String> {
    let naam = blad
        .wortel
        .vind("Client/Naam")
        .filter(|_| pad.starts_with("Client/Naam"))?;
    if naam.kinderen().any(|kind| kind.naam() == "Partnernaam") {
        return None;
    }
    naam.vind("NaamGebruik")?.zet_tekst("1");
    Some("Bij Client/Naam/NaamGebruik staat nu '1': er is geen partnernaam.".to_owned())
}

/// A space in a Dutch postcode is only spacing (CS089).
fn postcode(blad: &mut Blad, pad: &str) -> Option<String> {
    let pad = if pad.ends_with("Postcode") {
        pad.to_owned()
    } else {
        format!("{pad}/Postcode")
    };
    let element = blad.wortel.vind(&pad)?;
    let kaal: String = element.tekst().chars().filter(|c| !c.is_whitespace()).collect();
    let b = kaal.as_bytes();
    let goed = b.len() == 6
        && (b'1'..=b'9').contains(&b[0])
        && b[1..4].iter().all(u8::is_ascii_digit)
        && b[4..].iter().all(u8::is_ascii_alphabetic);
    if !goed || kaal == element.tekst() {
        return None;
    }
    element.zet_tekst(kaal);
    Some(format!("De spatie in de postcode is weggehaald bij {pad}."))
}

/// A product code in small letters, or with spaces (TR381).
fn productcode(blad: &mut Blad, pad: &str) -> Option<String> {
    let element = blad.wortel.vind(pad).filter(|element| element.is_blad())?;
    let oud = element.tekst();
    let goed = oud.trim().to_uppercase();
    if goed == oud || codelijsten::product(&goed).is_none() {
        return None;
    }
    element.zet_tekst(goed.clone());
    Some(format!("Bij {pad} staat nu '{goed}'."))
}

/// A whole class that stands there twice with the same content.
fn dubbel(blad: &mut Blad, pad: &str) -> Option<String> {
    let zelf = blad.wortel.vind(pad)?.als_tekst();
    let (boven, naam) = pad.rsplit_once('/')?;
    let naam = naam.split('[').next()?;
    let hier = blad.wortel.vind(boven)?;
    let mut gezien = false;
    let aantal = hier.verwijder(|kind| {
        kind.naam() == naam && kind.als_tekst() == zelf && std::mem::replace(&mut gezien, true)
    });
    (aantal > 0).then(|| format!("'{naam}' stond meer dan eens hetzelfde in {boven}; nu een keer."))
}
