//! The reading half of the generated code: one function per complex type, one form per datatype.

use super::declaratie::{Aantal, Basistype, Bericht, Datatype, Declaraties, Element, Klasse};
use super::{naam, patroon};
use anyhow::{Context, Result, ensure};
use std::fmt::Write as _;

/// `vormen.rs`: the facets of the datatypes that are plain text or a number.
pub(crate) fn vormen_rs(d: &Declaraties) -> Result<String> {
    let mut uit = format!(
        "//! The facets of the datatypes.\n{}\nuse crate::lezen::patroon::Patroon;\nuse crate::lezen::vorm::{{GetalVorm, TekstVorm}};\n\n",
        super::MELDING
    );
    for (soort, t) in &d.basis.datatype {
        if t.codes.is_none() && t.basis == Basistype::Tekst && gebruikt_als_vorm(d, soort) {
            let _ = writeln!(
                uit,
                "pub(crate) static {}: TekstVorm = {};",
                naam::constante(soort),
                tekstvorm(soort, t, t.patroon.as_deref())?
            );
        }
        if t.basis == Basistype::Geheel && gebruikt_als_vorm(d, soort) {
            ensure!(
                t.patroon.is_none(),
                "{soort}: een getal met patroon kan de lezer niet"
            );
            let max = t.max.context("een getal heeft een maximum")?;
            let _ = writeln!(
                uit,
                "pub(crate) static {}: GetalVorm = GetalVorm {{ naam: {soort:?}, max: {max} }};",
                naam::constante(soort)
            );
        }
        let verwacht = match t.basis {
            Basistype::Datum => Some("[^:Z]*"),
            Basistype::Tijd => Some("[^Z+-]+"),
            Basistype::Tekst | Basistype::Geheel => None,
        };
        ensure!(
            verwacht.is_none() || t.patroon.as_deref() == verwacht,
            "{soort}: de lezer verwacht bij een datum of tijd precies het verbod op een tijdzone"
        );
    }
    Ok(uit)
}

/// Whether some element uses the datatype without narrowing it.
fn gebruikt_als_vorm(d: &Declaraties, soort: &str) -> bool {
    let kaal = |k: &Klasse| {
        k.elementen
            .iter()
            .any(|e| e.soort == soort && e.vast.is_none() && e.patroon.is_none())
    };
    d.basis.klasse.values().any(kaal) || d.berichten.iter().any(|b| b.klasse.values().any(kaal))
}

pub(crate) fn tekstvorm(soort: &str, t: &Datatype, patroon: Option<&str>) -> Result<String> {
    Ok(format!(
        "TekstVorm {{ naam: {soort:?}, min: {}, max: {:?}, patroon: {} }}",
        t.min_lengte.unwrap_or(0),
        t.max_lengte,
        patroon::van_tekst(patroon)?
    ))
}

/// The name of the table with the elements of a class.
fn tabel(soort: &str) -> String {
    naam::constante(naam::soort(soort))
}

/// Table and reading function of one complex type.
pub(crate) fn klasse(d: &Declaraties, b: Option<&Bericht>, soort: &str, klasse: &Klasse) -> Result<String> {
    let tabel = tabel(soort);
    let ruimte = if b.is_some() { "Bericht" } else { "Basis" };
    let delen = klasse.elementen.iter().fold(String::new(), |mut s, e| {
        let maat = match e.aantal {
            Aantal::Een => "een",
            Aantal::Hooguit => "hooguit",
            Aantal::Meer => "meer",
            Aantal::Vrij => "vrij",
        };
        let _ = writeln!(s, "Deel::{maat}({:?}),", e.naam);
        s
    });
    let onder = b.and_then(|b| b.onder(klasse));
    let zicht = if onder.is_some() { "pub(crate) " } else { "" };
    let mut uit = format!(
        "{zicht}static {tabel}: Klasse = Klasse {{ naam: {soort:?}, ruimte: Ruimte::{ruimte}, delen: &[{delen}] }};\n\n"
    );
    let velden: Vec<&Element> = klasse.elementen.iter().filter(|e| e.vast.is_none()).collect();
    let arm = |e: &Element, zelf: &str| -> Result<String> {
        let (veld, lezing) = (naam::veld(&e.naam), lezing(d, b, e)?);
        Ok(match (e.vast.is_some(), e.aantal.herhaalt()) {
            (true, _) => format!("{lezing}?"),
            (false, true) => format!("{zelf}{veld}.extend({lezing}?)"),
            (false, false) => format!("{zelf}{veld} = {lezing}?"),
        })
    };
    let armen = |zelf: &str| -> Result<String> {
        let mut uit = "match deel {\n".to_owned();
        for (nr, e) in klasse.elementen.iter().enumerate() {
            let nr = if nr + 1 == klasse.elementen.len() {
                "_".to_owned()
            } else {
                nr.to_string()
            };
            let _ = writeln!(uit, "{nr} => {},", arm(e, zelf)?);
        }
        Ok(uit + "}\n")
    };
    // A class on the way of a stream is read part by part, so that the stream can act in between.
    let deels = onder.filter(|_| klasse.elementen.len() > 1);
    if let Some((nr, _)) = deels {
        let naam = naam::soort(soort);
        let opties = velden.iter().fold(String::new(), |mut s, e| {
            let kaal = super::structuur::veldtype(d, b, &e.soort);
            let _ = writeln!(s, "pub(crate) {}: Option<{kaal}>,", naam::veld(&e.naam));
            s
        });
        let _ = writeln!(
            uit,
            "/// What has been read of a `{naam}`.\n#[derive(Default)]\npub(crate) struct {naam}Deels {{\n{opties}}}\n\nimpl Deels for {naam}Deels {{\nconst KLASSE: &'static Klasse = &{tabel};\nconst ONDER: usize = {nr};\n\nfn deel(&mut self, deel: usize, l: &mut Lezer<'_>) -> Stroom<()> {{\n{}Ok(())\n}}\n}}\n",
            armen("self.")?
        );
    }
    let _ = writeln!(
        uit,
        "impl {} {{\npub(crate) fn lees(l: &mut Lezer<'_>) -> Stroom<Option<Self>> {{\nlet mut stand = l.begin(&{tabel})?;",
        naam::soort(soort)
    );
    let namen = velden
        .iter()
        .map(|e| naam::veld(&e.naam))
        .collect::<Vec<_>>()
        .join(", ");
    if deels.is_some() {
        let naam = naam::soort(soort);
        let _ = writeln!(
            uit,
            "let mut deels = {naam}Deels::default();\nwhile let Some(deel) = l.kind(&{tabel}, &mut stand)? {{ deels.deel(deel, l)?; }}\nlet {naam}Deels {{ {namen} }} = deels;"
        );
    } else {
        for e in &velden {
            let begin = if e.aantal.herhaalt() { "Vec::new()" } else { "None" };
            let _ = writeln!(uit, "let mut {} = {begin};", naam::veld(&e.naam));
        }
        if let [een] = klasse.elementen.as_slice() {
            let _ = writeln!(
                uit,
                "while l.kind(&{tabel}, &mut stand)?.is_some() {{ {}; }}",
                arm(een, "")?
            );
        } else {
            let _ = writeln!(
                uit,
                "while let Some(deel) = l.kind(&{tabel}, &mut stand)? {{\n{}}}",
                armen("")?
            );
        }
    }
    let verplicht: Vec<String> = velden
        .iter()
        .filter(|e| e.aantal == Aantal::Een)
        .map(|e| naam::veld(&e.naam))
        .collect();
    match verplicht.as_slice() {
        [] => {}
        [een] => {
            let _ = writeln!(uit, "let Some({een}) = {een} else {{ return Ok(None) }};");
        }
        meer => {
            let somes = meer
                .iter()
                .map(|v| format!("Some({v})"))
                .collect::<Vec<_>>()
                .join(", ");
            let _ = writeln!(
                uit,
                "let ({somes}) = ({}) else {{ return Ok(None) }};",
                meer.join(", ")
            );
        }
    }
    let _ = writeln!(uit, "Ok(Some(Self {{ {namen} }}))\n}}\n");
    Ok(uit)
}

/// The form of a datatype that one element narrows. It has no name, so xsi:type can never point at it.
pub(super) fn eigen_vorm(t: &Datatype, patroon: &str) -> Result<String> {
    Ok(format!(
        "{{ use crate::lezen::{{patroon::Patroon, vorm::TekstVorm}}; static VORM: TekstVorm = {}; &VORM }}",
        tekstvorm("", t, Some(patroon))?
    ))
}

fn lezing(d: &Declaraties, b: Option<&Bericht>, e: &Element) -> Result<String> {
    let soort = &e.soort;
    if b.is_some_and(|b| b.klasse.contains_key(soort)) || b.is_none() && d.basis.klasse.contains_key(soort) {
        return Ok(format!("{}::lees(l)", naam::soort(soort)));
    }
    let Some(t) = d.basis.datatype.get(soort) else {
        return Ok(format!("basis::{}::lees(l)", naam::soort(soort)));
    };
    let constante = naam::constante(soort);
    Ok(match (t.basis, &e.vast, &e.patroon) {
        (Basistype::Tekst, Some(vast), _) => format!("l.vaste_tekst({vast:?})"),
        (Basistype::Geheel, Some(vast), _) => format!("l.vast_getal({vast:?})"),
        (Basistype::Tekst, None, Some(eigen)) => {
            ensure!(
                t.patroon.is_none(),
                "{}: twee patronen op één waarde kan de lezer niet",
                e.naam
            );
            format!("l.tekst({})", eigen_vorm(t, eigen)?)
        }
        (Basistype::Tekst, None, None) => match t.codes.as_ref().and_then(|l| d.codelijsten.get(l)) {
            Some(lijst) => format!("l.code::<codes::{}>({soort:?})", lijst.naam),
            None => format!("l.tekst(&vormen::{constante})"),
        },
        (Basistype::Geheel, None, None) if t.max.is_some_and(|m| m > u64::from(u32::MAX)) => {
            format!("l.groot_getal(&vormen::{constante})")
        }
        (Basistype::Geheel, None, None) => format!("l.getal(&vormen::{constante})"),
        (Basistype::Datum, None, None) => format!("l.datum({soort:?})"),
        (Basistype::Tijd, None, None) => format!("l.tijd({soort:?})"),
        _ => anyhow::bail!("{}: een patroon op {soort} kan de lezer niet", e.naam),
    })
}
