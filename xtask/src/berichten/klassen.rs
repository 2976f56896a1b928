//! `berichten/klassen.rs`: the declarations as one table, for whoever walks a message without knowing its type.

use super::declaratie::{Basistype, Bericht, Datatype, Declaraties, Element, Klasse};
use super::lezer::tekstvorm;
use super::naam;
use anyhow::Result;
use std::fmt::Write as _;

/// The whole file.
pub(crate) fn klassen_rs(d: &Declaraties) -> Result<String> {
    let mut uit = format!(
        "//! The declarations as a table: which elements a class holds, in which order, and what their values may be.\n{}\nuse super::{{BerichtSoort, codes, vormen}};\nuse crate::lezen::code::Code;\nuse crate::lezen::patroon::Patroon;\nuse crate::lezen::vorm::TekstVorm;\nuse crate::schema::{{Inhoud, Klasse, Veld, Vorm}};\n\n",
        super::MELDING
    );
    let (mut armen, mut lijsten) = (String::new(), String::new());
    for b in &d.berichten {
        let naam = &b.bericht;
        let eigen = namen(Some(b), b.op_volgorde().into_iter().map(|(soort, _)| soort));
        let _ = writeln!(armen, "BerichtSoort::{} => {naam},", naam.replace("JW", "Jw"));
        let _ = writeln!(lijsten, "static {naam}: &[&Klasse] = &[{eigen}];\n");
    }
    let basis = namen(None, d.basis.klasse.keys().map(String::as_str));
    let _ = writeln!(
        uit,
        "/// The classes of a message, its root first.\npub(crate) const fn klassen(soort: BerichtSoort) -> &'static [&'static Klasse] {{\nmatch soort {{\n{armen}}}\n}}\n\n/// The classes that messages share.\npub(crate) static BASIS: &[&Klasse] = &[{basis}];\n\n{lijsten}"
    );
    for (soort, klasse) in &d.basis.klasse {
        uit += &een(d, None, soort, klasse)?;
    }
    for b in &d.berichten {
        for (soort, klasse) in b.op_volgorde() {
            uit += &een(d, Some(b), soort, klasse)?;
        }
    }
    Ok(uit)
}

fn namen<'a>(b: Option<&Bericht>, soorten: impl Iterator<Item = &'a str>) -> String {
    soorten.fold(String::new(), |s, soort| s + "&" + &tabel(b, soort) + ",")
}

fn tabel(b: Option<&Bericht>, soort: &str) -> String {
    let voor = b.map_or("BASIS", |b| b.bericht.as_str());
    format!("{voor}_{}", naam::constante(naam::soort(soort)))
}

fn een(d: &Declaraties, b: Option<&Bericht>, soort: &str, klasse: &Klasse) -> Result<String> {
    let mut velden = String::new();
    for e in &klasse.elementen {
        let _ = writeln!(
            velden,
            "Veld::nieuw({:?}, {:?}, {}, {}, {}),",
            e.naam,
            e.soort,
            e.aantal.verplicht(),
            e.aantal.herhaalt(),
            inhoud(d, b, e)?
        );
    }
    Ok(format!(
        "static {}: Klasse = Klasse {{ naam: {soort:?}, velden: &[{velden}], basis: {} }};\n\n",
        tabel(b, soort),
        b.is_none()
    ))
}

fn inhoud(d: &Declaraties, b: Option<&Bericht>, e: &Element) -> Result<String> {
    let soort = &e.soort;
    if let Some(b) = b.filter(|b| b.klasse.contains_key(soort)) {
        return Ok(format!("Inhoud::Klasse(&{})", tabel(Some(b), soort)));
    }
    let Some(t) = d.basis.datatype.get(soort) else {
        return Ok(format!("Inhoud::Klasse(&{})", tabel(None, soort)));
    };
    if let Some(vast) = &e.vast {
        return Ok(format!("Inhoud::Vast({}, {vast:?})", vorm(t)));
    }
    Ok(match t.basis {
        Basistype::Datum => "Inhoud::Datum".to_owned(),
        Basistype::Tijd => "Inhoud::Tijd".to_owned(),
        Basistype::Geheel => format!("Inhoud::Getal({})", t.max.unwrap_or_default()),
        Basistype::Tekst => match (t.codes.as_ref().and_then(|l| d.codelijsten.get(l)), &e.patroon) {
            (Some(lijst), _) => format!("Inhoud::Codes(codes::{0}::LIJST, codes::{0}::CODES)", lijst.naam),
            (None, Some(eigen)) => format!("Inhoud::Tekst(&{})", tekstvorm("", t, Some(eigen))?),
            (None, None) => format!("Inhoud::Tekst(&vormen::{})", naam::constante(soort)),
        },
    })
}

/// What a fixed value is.
fn vorm(t: &Datatype) -> String {
    match (&t.codes, t.basis) {
        (Some(lijst), _) => format!("Vorm::Code({lijst:?})"),
        (None, Basistype::Tekst) => "Vorm::Tekst".to_owned(),
        (None, Basistype::Geheel) => "Vorm::Getal".to_owned(),
        (None, Basistype::Datum) => "Vorm::Datum".to_owned(),
        (None, Basistype::Tijd) => "Vorm::Tijd".to_owned(),
    }
}
