//! Small classes that read best as one line: an address, a period, an amount with debet or credit.

use super::{Opties, waarde};
use crate::schema::Knoop;
use houvast_begrip::datum::van_tot;
use jiff::civil::Date;

/// Makes the line of a class.
type Maker = fn(&Knoop, &Opties) -> String;

/// The class as one line; `None` when it is no such class, or holds an element that the line would leave out.
pub(crate) fn tekst(knoop: &Knoop, opties: &Opties) -> Option<String> {
    let (bekend, maak): (&[&str], Maker) = match knoop.veld.soort {
        "CDT_Product" => (&["Categorie", "Code"], product),
        "CDT_Omvang" => (&["Volume", "Eenheid", "Frequentie"], omvang),
        "CDT_BedragMetDC" => (&["Bedrag", "DebetCredit"], bedrag),
        "CDT_TotaalBedragMetDC" => (&["TotaalBedrag", "DebetCredit"], bedrag),
        "CDT_GeslotenPeriode" | "CDT_OpenPeriode" => (&["Begindatum", "Einddatum"], periode),
        "CDT_Geboortedatum" => (&["Datum", "DatumGebruik"], geboren),
        "CDT_Achternaam" => (&["Achternaam", "Voorvoegsel"], achternaam),
        "CDT_VerkorteNaam" | "CDT_VolledigeNaam" => (
            &[
                "Geslachtsnaam",
                "Partnernaam",
                "Voornamen",
                "Voorletters",
                "NaamGebruik",
            ],
            naam,
        ),
        "CDT_Adres" => (
            &["Huis", "Postcode", "Straatnaam", "Plaatsnaam", "LandCode"],
            adres,
        ),
        "CDT_Telefoon" => (&["Telefoonnummer", "Landnummer"], telefoon),
        "CDT_Telefoonnummers" => (&["Telefoon01", "Telefoon02"], telefoons),
        "CDT_Communicatie" => (&["Vorm", "Taal"], communicatie),
        "CDT_Referentie" => (&["ReferentieNummer", "VorigReferentieNummer"], referentie),
        "CDT_Verwijzer" => (&["Type", "Naam", "ZorgverlenerCode"], verwijzer),
        "CDT_BerichtIdentificatie" => (&["Identificatie", "Dagtekening"], identificatie),
        "CDT_XsdVersie" => (&["BasisschemaXsdVersie", "BerichtXsdVersie"], versies),
        _ => return None,
    };
    let alles = knoop.kinderen.iter().all(|kind| bekend.contains(&kind.veld.naam));
    alles.then(|| maak(knoop, opties))
}

/// The value of an element right below, in words.
fn deel(knoop: &Knoop, naam: &str) -> Option<String> {
    let kind = knoop.kind(naam)?;
    Some(waarde::los(kind.veld, &kind.waarde))
}

fn ruw<'a>(knoop: &'a Knoop, naam: &str) -> &'a str {
    knoop.lees(naam).unwrap_or_default()
}

fn product(k: &Knoop, opties: &Opties) -> String {
    let categorie = deel(k, "Categorie").unwrap_or_default();
    match k.lees("Code") {
        Some(code) => format!("{}, {categorie}", waarde::product(code, opties)),
        None => format!("alle producten van {categorie}"),
    }
}

fn omvang(k: &Knoop, _: &Opties) -> String {
    let hoeveel = waarde::hoeveel(ruw(k, "Volume"), ruw(k, "Eenheid"));
    let frequentie = ruw(k, "Frequentie");
    let hoe_vaak = crate::codelijsten::betekenis("WMO757", frequentie).unwrap_or(frequentie);
    format!("{hoeveel} {hoe_vaak}")
}

fn bedrag(k: &Knoop, _: &Opties) -> String {
    let centen = k
        .lees("Bedrag")
        .or_else(|| k.lees("TotaalBedrag"))
        .unwrap_or_default();
    let kant = match ruw(k, "DebetCredit") {
        "D" => "debet",
        "C" => "credit: dit gaat eraf",
        anders => anders,
    };
    format!("{} ({kant})", waarde::bedrag(centen))
}

fn periode(k: &Knoop, _: &Opties) -> String {
    let dag = |naam| k.lees(naam).and_then(|w| w.parse::<Date>().ok());
    match (dag("Begindatum"), dag("Einddatum")) {
        (Some(begin), Some(eind)) => van_tot(begin, eind),
        (Some(_), None) => format!("vanaf {}", deel(k, "Begindatum").unwrap_or_default()),
        (None, Some(_)) => format!("tot en met {}", deel(k, "Einddatum").unwrap_or_default()),
        (None, None) => "altijd".to_owned(),
    }
}

fn geboren(k: &Knoop, _: &Opties) -> String {
    let datum = deel(k, "Datum").unwrap_or_default();
    match deel(k, "DatumGebruik") {
        Some(gebruik) => format!("{datum} ({gebruik})"),
        None => datum,
    }
}

fn achternaam(k: &Knoop, _: &Opties) -> String {
    [ruw(k, "Voorvoegsel"), ruw(k, "Achternaam")]
        .join(" ")
        .trim_start()
        .to_owned()
}

fn naam(k: &Knoop, opties: &Opties) -> String {
    let familie = |naam| k.kind(naam).map(|n| achternaam(n, opties));
    let mut uit = [
        k.lees("Voornamen").unwrap_or(ruw(k, "Voorletters")),
        &familie("Geslachtsnaam").unwrap_or_default(),
    ]
    .join(" ")
    .trim_start()
    .to_owned();
    if let (Some(_), Some(letters)) = (k.lees("Voornamen"), k.lees("Voorletters")) {
        uit += &format!(", voorletters {letters}");
    }
    if let Some(partner) = familie("Partnernaam") {
        uit += &format!(", naam van de partner {partner}");
    }
    if let Some(gebruik) = deel(k, "NaamGebruik") {
        uit += &format!(", naamgebruik: {gebruik}");
    }
    uit
}

fn adres(k: &Knoop, _: &Opties) -> String {
    let mut straat = vec![ruw(k, "Straatnaam").to_owned()];
    if let Some(huis) = k.kind("Huis") {
        straat.extend(deel(huis, "AanduidingWoonadres"));
        straat.push(format!("{}{}", ruw(huis, "Huisnummer"), ruw(huis, "Huisletter")));
        straat.push(ruw(huis, "HuisnummerToevoeging").to_owned());
        // An element that a later release adds to the house is not lost.
        let bekend = [
            "Huisnummer",
            "Huisletter",
            "HuisnummerToevoeging",
            "AanduidingWoonadres",
        ];
        let nieuw = huis
            .kinderen
            .iter()
            .filter(|kind| !bekend.contains(&kind.veld.naam));
        straat.extend(nieuw.map(|kind| kind.waarde.clone()));
    }
    let plaats = [ruw(k, "Postcode"), ruw(k, "Plaatsnaam")];
    let mut delen = vec![
        samen(straat.iter().map(String::as_str)),
        samen(plaats.into_iter()),
    ];
    delen.extend(deel(k, "LandCode"));
    delen.retain(|d| !d.is_empty());
    delen.join(", ")
}

fn samen<'a>(delen: impl Iterator<Item = &'a str>) -> String {
    delen.filter(|d| !d.is_empty()).collect::<Vec<_>>().join(" ")
}

fn telefoon(k: &Knoop, _: &Opties) -> String {
    format!(
        "{} (landnummer {})",
        ruw(k, "Telefoonnummer"),
        ruw(k, "Landnummer")
    )
}

fn telefoons(k: &Knoop, opties: &Opties) -> String {
    k.kinderen
        .iter()
        .map(|t| telefoon(t, opties))
        .collect::<Vec<_>>()
        .join(" en ")
}

fn communicatie(k: &Knoop, _: &Opties) -> String {
    let vorm = deel(k, "Vorm").unwrap_or_default();
    k.lees("Taal")
        .map_or(vorm.clone(), |taal| format!("{vorm}: {taal}"))
}

fn referentie(k: &Knoop, _: &Opties) -> String {
    let nummer = ruw(k, "ReferentieNummer");
    match k.lees("VorigReferentieNummer") {
        Some(vorig) => format!("{nummer}, hoort bij eerdere prestatie {vorig}"),
        None => nummer.to_owned(),
    }
}

fn verwijzer(k: &Knoop, _: &Opties) -> String {
    let mut uit = deel(k, "Type").unwrap_or_default();
    if let Some(naam) = k.lees("Naam") {
        uit += &format!(", {naam}");
    }
    if let Some(code) = k.lees("ZorgverlenerCode") {
        uit += &format!(", AGB-code {code}");
    }
    uit
}

fn identificatie(k: &Knoop, _: &Opties) -> String {
    format!(
        "{} van {}",
        ruw(k, "Identificatie"),
        deel(k, "Dagtekening").unwrap_or_default()
    )
}

fn versies(k: &Knoop, _: &Opties) -> String {
    format!(
        "basisschema {}, bericht {}",
        ruw(k, "BasisschemaXsdVersie"),
        ruw(k, "BerichtXsdVersie")
    )
}
