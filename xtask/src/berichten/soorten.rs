//! `berichten/mod.rs`: which messages exist, and one type that holds any of them.

use super::declaratie::{Bericht, Declaraties};
use std::fmt::Write as _;

/// The variant name: `Jw315`.
fn variant(b: &Bericht) -> String {
    b.bericht.replace("JW", "Jw")
}

fn module(b: &Bericht) -> String {
    b.bericht.to_lowercase()
}

fn armen(d: &Declaraties, f: impl Fn(&Bericht) -> String) -> String {
    d.berichten.iter().fold(String::new(), |mut uit, b| {
        let _ = writeln!(uit, "{}", f(b));
        uit
    })
}

/// The whole file.
pub(crate) fn mod_rs(d: &Declaraties) -> String {
    let soort =
        |waarde: &dyn Fn(&Bericht) -> String| armen(d, |b| format!("Self::{} => {},", variant(b), waarde(b)));
    let elk = |waarde: &str| armen(d, |b| format!("Self::{}(b) => {waarde},", variant(b)));
    let retour_velden = |veld: &str| {
        armen(d, |b| {
            let heeft = b
                .klasse
                .get("Header")
                .is_some_and(|k| k.elementen.iter().any(|e| e.naam == "IdentificatieRetour"));
            if heeft {
                format!("Self::{}(b) => Some({veld}),", variant(b))
            } else {
                format!("Self::{}(_) => None,", variant(b))
            }
        })
    };
    format!(
        r#"//! The messages of iJw: what they hold, how they are read and how they are written.
{melding}
pub mod basis;
pub mod codes;
pub(crate) mod klassen;
pub(crate) mod vormen;
{modules}

use crate::lezen::lezer::{{Lezer, Stroom}};
use crate::lezen::snel::Snel;
use crate::schrijven::Schrijver;
use jiff::civil::Date;

/// The kinds of message of this release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BerichtSoort {{
    {varianten}
}}

impl BerichtSoort {{
    /// Every kind.
    pub const ALLE: &'static [Self] = &[{alle}];

    /// The name in the standard: `JW315`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {{
        match self {{ {as_str} }}
    }}

    /// The BerichtCode in the Header (COD002).
    #[must_use]
    pub const fn code(self) -> &'static str {{
        match self {{ {code} }}
    }}

    /// What the message is for, in words.
    #[must_use]
    pub const fn naam(self) -> &'static str {{
        match self {{ {naam} }}
    }}

    /// The message that answers this one, where there is one.
    #[must_use]
    pub const fn retour(self) -> Option<Self> {{
        match self {{ {retour} }}
    }}

    /// The message that this one answers, where it is a retourbericht.
    #[must_use]
    pub const fn heen(self) -> Option<Self> {{
        match self {{ {heen} }}
    }}

    /// The target namespace of its elements.
    #[must_use]
    pub const fn naamruimte(self) -> &'static str {{
        match self {{ {naamruimte} }}
    }}

    /// The release of the standard, for example `3.2`.
    #[must_use]
    pub const fn release(self) -> &'static str {{
        match self {{ {release} }}
    }}

    /// The paths that make up the logical key, without prefixes, below the root.
    #[must_use]
    pub const fn sleutels(self) -> &'static [&'static str] {{
        match self {{ {sleutels} }}
    }}

    /// The content of the root over the fast road.
    pub(crate) fn snel(self, s: &mut Snel<'_>) -> Option<Bericht> {{
        match self {{ {snel} }}
    }}

    pub(crate) fn lees(self, l: &mut Lezer<'_>) -> Stroom<Option<Bericht>> {{
        Ok(match self {{ {lees} }})
    }}
}}

impl TryFrom<&str> for BerichtSoort {{
    type Error = codes::OnbekendeCode;
    fn try_from(tekst: &str) -> Result<Self, Self::Error> {{
        Self::ALLE
            .iter()
            .copied()
            .find(|s| s.as_str().eq_ignore_ascii_case(tekst))
            .ok_or(codes::OnbekendeCode {{ lijst: "BerichtSoort" }})
    }}
}}

impl std::fmt::Display for BerichtSoort {{
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {{
        f.write_str(self.as_str())
    }}
}}

/// A message of any kind. Prints as its kind and identification only: what is in it is personal.
#[derive(Clone, PartialEq, Eq)]
pub enum Bericht {{
    {inhoud}
}}

impl Bericht {{
    /// Which kind it is.
    #[must_use]
    pub const fn soort(&self) -> BerichtSoort {{
        match self {{ {van_soort} }}
    }}

    /// `Header/Afzender`: of a retourbericht that of the message it answers.
    #[must_use]
    pub fn afzender(&self) -> &str {{
        match self {{ {afzender} }}
    }}

    /// `Header/Ontvanger`.
    #[must_use]
    pub fn ontvanger(&self) -> &str {{
        match self {{ {ontvanger} }}
    }}

    /// `Header/BerichtIdentificatie/Identificatie`: of a retourbericht that of the message it answers.
    #[must_use]
    pub fn identificatie(&self) -> &str {{
        match self {{ {identificatie} }}
    }}

    /// `Header/BerichtIdentificatie/Dagtekening`: of a retourbericht that of the message it answers.
    #[must_use]
    pub fn dagtekening(&self) -> Date {{
        match self {{ {dagtekening} }}
    }}

    /// `Header/IdentificatieRetour`, where it is a retourbericht.
    #[must_use]
    pub fn identificatie_retour(&self) -> Option<&str> {{
        match self {{ {id_retour} }}
    }}

    /// `Header/DagtekeningRetour`, where it is a retourbericht.
    #[must_use]
    pub fn dagtekening_retour(&self) -> Option<Date> {{
        match self {{ {dag_retour} }}
    }}

    pub(crate) fn schrijf(&self, s: &mut Schrijver) {{
        match self {{ {schrijf} }}
    }}
}}

impl std::fmt::Debug for Bericht {{
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {{
        let retour = self.identificatie_retour().unwrap_or_else(|| self.identificatie());
        write!(f, "{{}}({{}} {{}})", self.soort(), self.afzender(), retour)
    }}
}}

{van}
"#,
        melding = super::MELDING,
        modules = armen(d, |b| format!("pub mod {};", module(b))),
        varianten = armen(d, |b| format!("/// {}.\n{},", b.naam, variant(b))),
        alle = armen(d, |b| format!("Self::{},", variant(b))),
        as_str = soort(&|b| format!("{:?}", b.bericht)),
        code = soort(&|b| format!("{:?}", b.code)),
        naam = soort(&|b| format!("{:?}", b.naam)),
        retour = soort(&|b| optie(b.retour.as_deref())),
        heen = soort(&|b| {
            let heen = d
                .berichten
                .iter()
                .find(|h| h.retour.as_deref() == Some(&b.bericht));
            optie(heen.map(|h| h.bericht.as_str()))
        }),
        naamruimte = soort(&|b| format!("{:?}", b.naamruimte)),
        release = soort(&|b| format!("{:?}", b.release)),
        sleutels = soort(&|b| format!("&{:?}", b.sleutels)),
        snel = soort(&|b| format!(
            "{}::Bericht::snel(s).map(|b| Bericht::{}(Box::new(b)))",
            module(b),
            variant(b)
        )),
        lees = soort(&|b| format!(
            "{}::Bericht::lees(l)?.map(|b| Bericht::{}(Box::new(b)))",
            module(b),
            variant(b)
        )),
        inhoud = armen(d, |b| format!(
            "/// {}.\n{}(Box<{}::Bericht>),",
            b.naam,
            variant(b),
            module(b)
        )),
        van_soort = armen(d, |b| format!("Self::{0}(_) => BerichtSoort::{0},", variant(b))),
        afzender = elk("&b.header.afzender"),
        ontvanger = elk("&b.header.ontvanger"),
        identificatie = elk("&b.header.bericht_identificatie.identificatie"),
        dagtekening = elk("b.header.bericht_identificatie.dagtekening"),
        id_retour = retour_velden("&b.header.identificatie_retour"),
        dag_retour = retour_velden("b.header.dagtekening_retour"),
        schrijf = armen(d, |b| format!(
            "Self::{}(b) => {{ s.wortel({:?}, {:?}, {:?}); b.schrijf(s); s.sluit(\"{}:{}\"); }}",
            variant(b),
            format!("{}:{}", b.prefix, b.wortel),
            b.prefix,
            b.naamruimte,
            b.prefix,
            b.wortel
        )),
        van = armen(d, |b| format!(
            "impl From<{m}::Bericht> for Bericht {{ fn from(b: {m}::Bericht) -> Self {{ Self::{}(Box::new(b)) }} }}\n",
            variant(b),
            m = module(b)
        )),
    )
}

fn optie(bericht: Option<&str>) -> String {
    match bericht {
        Some(b) => format!("Some(Self::{})", b.replace("JW", "Jw")),
        None => "None".to_owned(),
    }
}
