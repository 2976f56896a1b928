//! The fast road of the generated code: one function per complex type that takes the common shape, or nothing.

use super::declaratie::{Aantal, Basistype, Bericht, Declaraties, Element, Klasse};
use super::{lezer, naam};
use anyhow::{Result, bail};
use std::fmt::Write as _;

/// The fast reading function of one complex type.
pub(crate) fn klasse(d: &Declaraties, b: Option<&Bericht>, klasse: &Klasse) -> Result<String> {
    let mut uit = "pub(crate) fn snel(s: &mut Snel<'_>) -> Option<Self> {\n".to_owned();
    let ruimte = if b.is_some() {
        "Ruimte::Bericht"
    } else {
        "Ruimte::Basis"
    };
    for e in &klasse.elementen {
        let merk = format!("{ruimte}, b\"{}>\"", e.naam);
        let lezing = lezing(d, b, e, &merk)?;
        let veld = naam::veld(&e.naam);
        let _ = match e.aantal {
            _ if e.vast.is_some() => writeln!(uit, "{lezing}?;"),
            Aantal::Een => writeln!(uit, "let {veld} = {lezing}?;"),
            Aantal::Hooguit => writeln!(
                uit,
                "let {veld} = if s.staat({merk}) {{ Some({lezing}?) }} else {{ None }};"
            ),
            Aantal::Meer => writeln!(
                uit,
                "let mut {veld} = vec![{lezing}?];\nwhile s.staat({merk}) {{ {veld}.push({lezing}?); }}"
            ),
            Aantal::Vrij => writeln!(
                uit,
                "let mut {veld} = Vec::new();\nwhile s.staat({merk}) {{ {veld}.push({lezing}?); }}"
            ),
        };
    }
    let namen: Vec<String> = klasse
        .elementen
        .iter()
        .filter(|e| e.vast.is_none())
        .map(|e| naam::veld(&e.naam))
        .collect();
    let _ = writeln!(uit, "Some(Self {{ {} }})\n}}\n", namen.join(", "));
    Ok(uit)
}

fn lezing(d: &Declaraties, b: Option<&Bericht>, e: &Element, merk: &str) -> Result<String> {
    let soort = &e.soort;
    let Some(t) = d.basis.datatype.get(soort) else {
        let eigen = b.is_none_or(|b| b.klasse.contains_key(soort));
        let module = if eigen { "" } else { "basis::" };
        return Ok(format!("s.klasse({merk}, {module}{}::snel)", naam::soort(soort)));
    };
    let constante = naam::constante(soort);
    Ok(match (t.basis, &e.vast, &e.patroon) {
        (_, Some(vast), _) => format!("s.vast({merk}, {vast:?})"),
        (Basistype::Tekst, None, Some(eigen)) => {
            format!("s.tekst({merk}, {})", lezer::eigen_vorm(t, eigen)?)
        }
        (Basistype::Tekst, None, None) => match t.codes.as_ref().and_then(|l| d.codelijsten.get(l)) {
            Some(lijst) => format!("s.code::<codes::{}>({merk})", lijst.naam),
            None => format!("s.tekst({merk}, &vormen::{constante})"),
        },
        (Basistype::Geheel, None, None) if t.max.is_some_and(|m| m > u64::from(u32::MAX)) => {
            format!("s.groot_getal({merk}, &vormen::{constante})")
        }
        (Basistype::Geheel, None, None) => format!("s.getal({merk}, &vormen::{constante})"),
        (Basistype::Datum, None, None) => format!("s.datum({merk})"),
        (Basistype::Tijd, None, None) => format!("s.tijd({merk})"),
        _ => bail!("{}: een patroon op {soort} kan de lezer niet", e.naam),
    })
}
