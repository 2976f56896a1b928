//! The 307 rules of iJw 3.2: what they are, which of them this program checks, and the checks themselves.
//!
//! A rule that is checked is one small function beside its id, text and tests. The other rules stand in tables, so that the
//! list is complete and says of each rule how it is kept.

mod bron;
mod cd;
mod cs;
mod eerder;
mod groepen;
mod iv;
mod op;
mod register;
mod rs;
mod tr;
mod up;
mod zicht;

#[cfg(test)]
mod casussen;
#[cfg(test)]
pub(crate) mod proef;

use crate::{Bericht, BerichtSoort, Bevinding};
use std::borrow::Cow;

pub use bron::Bron;
pub use eerder::{Eerder, EerderVelden, EerderVerzoek, EerdereToewijzing};
pub use register::{lijst, zoek};

/// The family of a rule, from the first two letters of its id.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Soort {
    /// UP: a starting point.
    Uitgangspunt,
    /// OP: an operational rule, an agreement about the process.
    Operationeel,
    /// IV: how to fill an element.
    Invulinstructie,
    /// TR: a technical rule.
    Technisch,
    /// CD: a condition, when an element is filled.
    Conditie,
    /// CS: a constraint, with what an element is filled.
    Constraint,
    /// RS: a restriction of a data type.
    Restrictie,
}

impl Soort {
    const fn van(id: &str) -> Self {
        match id.as_bytes() {
            [b'U', ..] => Self::Uitgangspunt,
            [b'O', ..] => Self::Operationeel,
            [b'I', ..] => Self::Invulinstructie,
            [b'C', b'D', ..] => Self::Conditie,
            [b'C', ..] => Self::Constraint,
            [b'R', ..] => Self::Restrictie,
            _ => Self::Technisch,
        }
    }

    /// The family in plain Dutch.
    #[must_use]
    pub const fn als_str(self) -> &'static str {
        match self {
            Self::Uitgangspunt => "uitgangspunt",
            Self::Operationeel => "operationele regel",
            Self::Invulinstructie => "invulinstructie",
            Self::Technisch => "technische regel",
            Self::Conditie => "conditie",
            Self::Constraint => "constraint",
            Self::Restrictie => "restrictie",
        }
    }
}

/// Where a rule is checked (IV032).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Niveau {
    /// A process rule: no check of a message.
    Geen,
    /// 1: the schema.
    Formaat,
    /// 2: within the message.
    Inhoud,
    /// 3: against earlier messages.
    Keten,
    /// 4: against a source outside the messages.
    Bron,
}

impl Niveau {
    /// 1 to 4; `None` for a process rule.
    #[must_use]
    pub const fn nummer(self) -> Option<u8> {
        match self {
            Self::Geen => None,
            Self::Formaat => Some(1),
            Self::Inhoud => Some(2),
            Self::Keten => Some(3),
            Self::Bron => Some(4),
        }
    }
}

/// How this program keeps a rule.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Staat {
    /// Code checks it in every message of [`Regel::gebouwd`].
    Uitgevoerd,
    /// What we send and store obeys it.
    Gevolgd,
    /// People must keep it; a program cannot.
    Mensen,
    /// Of messages or work that is not built yet.
    NogNiet,
}

impl Staat {
    /// The state in plain Dutch.
    #[must_use]
    pub const fn als_str(self) -> &'static str {
        match self {
            Self::Uitgevoerd => "uitgevoerd",
            Self::Gevolgd => "gevolgd",
            Self::Mensen => "voor mensen",
            Self::NogNiet => "nog niet",
        }
    }
}

/// A rule of the standard.
#[derive(Clone, Copy, Debug)]
pub struct Regel {
    /// For example `TR374`.
    pub id: &'static str,
    /// The family.
    pub soort: Soort,
    /// Where it is checked.
    pub niveau: Niveau,
    /// The messages it is about; empty when it is about all or none.
    pub berichten: &'static [BerichtSoort],
    /// The code of WJ001 a retourbericht carries when it fails.
    pub retourcode: Option<&'static str>,
    /// What it asks, in plain Dutch.
    pub tekst: &'static str,
    /// How this program keeps it.
    pub staat: Staat,
    pub(crate) werk: Werk,
}

/// What carries a rule out.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Werk {
    Geen,
    Facet {
        naam: &'static str,
        waarde: &'static str,
    },
    Inhoud(fn(&Bericht, &mut Melder<'_>)),
    Keten(fn(&Bericht, &dyn Eerder, &mut Melder<'_>)),
    Bron(fn(&Bericht, &Bron, &mut Melder<'_>)),
}

/// The messages this build reads and judges.
pub(crate) const GEBOUWD: &[BerichtSoort] = &[
    BerichtSoort::Jw301,
    BerichtSoort::Jw302,
    BerichtSoort::Jw315,
    BerichtSoort::Jw316,
    BerichtSoort::Jw319,
    BerichtSoort::Jw320,
];

impl Regel {
    const fn nieuw(id: &'static str, berichten: &'static [BerichtSoort], tekst: &'static str) -> Self {
        Self {
            id,
            soort: Soort::van(id),
            niveau: Niveau::Geen,
            berichten,
            retourcode: None,
            tekst,
            staat: Staat::Uitgevoerd,
            werk: Werk::Geen,
        }
    }

    pub(crate) const fn proces(
        id: &'static str,
        berichten: &'static [BerichtSoort],
        staat: Staat,
        tekst: &'static str,
    ) -> Self {
        let mut regel = Self::nieuw(id, berichten, tekst);
        regel.staat = staat;
        regel
    }

    pub(crate) const fn formaat(
        id: &'static str,
        berichten: &'static [BerichtSoort],
        staat: Staat,
        naam: &'static str,
        waarde: &'static str,
        tekst: &'static str,
    ) -> Self {
        let mut regel = Self::nieuw(id, berichten, tekst);
        regel.niveau = Niveau::Formaat;
        regel.staat = staat;
        regel.werk = Werk::Facet { naam, waarde };
        regel
    }

    pub(crate) const fn inhoud(
        id: &'static str,
        berichten: &'static [BerichtSoort],
        tekst: &'static str,
        f: fn(&Bericht, &mut Melder<'_>),
    ) -> Self {
        let mut regel = Self::nieuw(id, berichten, tekst);
        regel.niveau = Niveau::Inhoud;
        regel.retourcode = Some("0001");
        regel.werk = Werk::Inhoud(f);
        regel
    }

    pub(crate) const fn keten(
        id: &'static str,
        retourcode: &'static str,
        berichten: &'static [BerichtSoort],
        tekst: &'static str,
        f: fn(&Bericht, &dyn Eerder, &mut Melder<'_>),
    ) -> Self {
        let mut regel = Self::nieuw(id, berichten, tekst);
        regel.niveau = Niveau::Keten;
        regel.retourcode = Some(retourcode);
        regel.werk = Werk::Keten(f);
        regel
    }

    pub(crate) const fn bron(
        id: &'static str,
        retourcode: &'static str,
        berichten: &'static [BerichtSoort],
        tekst: &'static str,
        f: fn(&Bericht, &Bron, &mut Melder<'_>),
    ) -> Self {
        let mut regel = Self::nieuw(id, berichten, tekst);
        regel.niveau = Niveau::Bron;
        regel.retourcode = Some(retourcode);
        regel.werk = Werk::Bron(f);
        regel
    }

    pub(crate) const fn later(
        id: &'static str,
        niveau: Niveau,
        berichten: &'static [BerichtSoort],
        retourcode: Option<&'static str>,
        tekst: &'static str,
    ) -> Self {
        let mut regel = Self::nieuw(id, berichten, tekst);
        regel.niveau = niveau;
        regel.retourcode = retourcode;
        regel.staat = Staat::NogNiet;
        regel
    }

    /// The messages of this rule that this build reads; for the others an executed rule is not checked yet.
    pub fn gebouwd(&self) -> impl Iterator<Item = BerichtSoort> + '_ {
        self.berichten
            .iter()
            .copied()
            .filter(|soort| GEBOUWD.contains(soort))
    }

    /// The facet of the schema that carries this rule out, as `maxLength=12`; only for rules of level 1.
    #[must_use]
    pub fn facet(&self) -> Option<String> {
        match self.werk {
            Werk::Facet { naam, waarde } => Some(format!("{naam}={waarde}")),
            _ => None,
        }
    }
}

/// More findings than this are not kept, so that a hostile message cannot fill the memory with them.
const MEESTE: usize = 10_000;

/// Collects what one rule finds.
pub(crate) struct Melder<'a> {
    regel: &'a Regel,
    uit: &'a mut Vec<Bevinding>,
}

impl Melder<'_> {
    /// A finding at the element with this path (it may be missing: then the path says where it should be).
    pub(crate) fn op(&mut self, pad: impl Into<String>, tekst: impl Into<String>) {
        if self.uit.len() >= MEESTE {
            return;
        }
        self.uit.push(Bevinding {
            niveau: self.regel.niveau.nummer().unwrap_or_default(),
            regel: Cow::Borrowed(self.regel.id),
            retourcode: self.regel.retourcode.map(Cow::Borrowed),
            pad: pad.into(),
            regelnummer: 0,
            kolom: 0,
            tekst: tekst.into(),
        });
    }
}

fn alle(bericht: &Bericht, mut voer_uit: impl FnMut(&Regel, &mut Melder<'_>)) -> Vec<Bevinding> {
    let soort = bericht.soort();
    let mut uit = Vec::new();
    if !GEBOUWD.contains(&soort) {
        return uit;
    }
    for regel in lijst().iter().filter(|regel| regel.berichten.contains(&soort)) {
        voer_uit(regel, &mut Melder { regel, uit: &mut uit });
    }
    uit
}

/// Level 2: the rules within the message.
#[must_use]
pub fn inhoud(bericht: &Bericht) -> Vec<Bevinding> {
    alle(bericht, |regel, meld| {
        if let Werk::Inhoud(f) = regel.werk {
            f(bericht, meld);
        }
    })
}

/// Level 3: the rules against earlier messages. [`Eerder`] says which facts each message needs.
#[must_use]
pub fn keten(bericht: &Bericht, eerder: &dyn Eerder) -> Vec<Bevinding> {
    alle(bericht, |regel, meld| {
        if let Werk::Keten(f) = regel.werk {
            f(bericht, eerder, meld);
        }
    })
}

/// Level 4: the rules against a source outside the messages.
#[must_use]
pub fn bron(bericht: &Bericht, bron: &Bron) -> Vec<Bevinding> {
    alle(bericht, |regel, meld| {
        if let Werk::Bron(f) = regel.werk {
            f(bericht, bron, meld);
        }
    })
}

/// Levels 2, 3 and 4 in the order of IV028: a message that fails on level 2 is not judged further; levels 3 and 4 are judged
/// together, because both answer with codes per class.
#[must_use]
pub fn beoordeel(bericht: &Bericht, eerder: &dyn Eerder, uit_bron: &Bron) -> Vec<Bevinding> {
    let mut bevindingen = inhoud(bericht);
    if bevindingen.is_empty() {
        bevindingen = keten(bericht, eerder);
        bevindingen.extend(bron(bericht, uit_bron));
    }
    bevindingen
}
