//! A rule: what it is, where it is checked and how this program keeps it.

use super::{Bron, Eerder, Melder, Toets, Werk, prestatie};
use crate::{Bericht, BerichtSoort};

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
    /// Code checks it in every message of [`Regel::berichten`].
    Uitgevoerd,
    /// What we send and store obeys it.
    Gevolgd,
    /// People must keep it; a program cannot.
    Mensen,
}

impl Staat {
    /// The state in plain Dutch.
    #[must_use]
    pub const fn als_str(self) -> &'static str {
        match self {
            Self::Uitgevoerd => "uitgevoerd",
            Self::Gevolgd => "gevolgd",
            Self::Mensen => "mensen",
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
    /// Why only people can keep it; filled for [`Staat::Mensen`] only.
    pub reden: Option<&'static str>,
    /// The rules that carry this one out, where it is a starting point or an agreement that others work out.
    pub door: &'static [&'static str],
    pub(crate) werk: Werk,
}

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
            reden: None,
            door: &[],
            werk: Werk::Geen,
        }
    }

    /// A process rule that what we send and store obeys.
    pub(crate) const fn proces(
        id: &'static str,
        berichten: &'static [BerichtSoort],
        tekst: &'static str,
    ) -> Self {
        let mut regel = Self::nieuw(id, berichten, tekst);
        regel.staat = Staat::Gevolgd;
        regel
    }

    /// A process rule that these rules carry out.
    pub(crate) const fn door(
        id: &'static str,
        berichten: &'static [BerichtSoort],
        door: &'static [&'static str],
        tekst: &'static str,
    ) -> Self {
        let mut regel = Self::nieuw(id, berichten, tekst);
        regel.door = door;
        regel
    }

    /// A process rule that only people can keep, and why.
    pub(crate) const fn mensen(
        id: &'static str,
        berichten: &'static [BerichtSoort],
        reden: &'static str,
        tekst: &'static str,
    ) -> Self {
        let mut regel = Self::nieuw(id, berichten, tekst);
        regel.staat = Staat::Mensen;
        regel.reden = Some(reden);
        regel
    }

    /// A process rule with a check of its own ([`proces`]).
    pub(crate) const fn toets(
        id: &'static str,
        berichten: &'static [BerichtSoort],
        tekst: &'static str,
        f: fn(&Bericht, &dyn Eerder, &mut Melder<'_>),
    ) -> Self {
        let mut regel = Self::nieuw(id, berichten, tekst);
        regel.werk = Werk::Proces(f);
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

    /// A rule of level 2 about JW323 and JW325 only.
    pub(crate) const fn lijn(
        id: &'static str,
        berichten: &'static [BerichtSoort],
        tekst: &'static str,
        uitvoering: prestatie::Uitvoering,
    ) -> Self {
        let mut regel = Self::nieuw(id, berichten, tekst);
        regel.niveau = Niveau::Inhoud;
        regel.retourcode = Some("0001");
        regel.werk = Werk::Lijn(uitvoering);
        regel
    }

    /// The same rule for JW323 and JW325.
    pub(crate) const fn en_per_lijn(mut self, uitvoering: prestatie::Uitvoering) -> Self {
        if let Werk::Inhoud(f) = self.werk {
            self.werk = Werk::InhoudOfLijn(f, uitvoering);
        }
        self
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

    /// A rule of a declaratie or its answer, of level 3.
    pub(crate) const fn declaratie(
        id: &'static str,
        retourcode: Option<&'static str>,
        berichten: &'static [BerichtSoort],
        tekst: &'static str,
        toets: Toets,
    ) -> Self {
        let mut regel = Self::nieuw(id, berichten, tekst);
        regel.niveau = Niveau::Keten;
        regel.retourcode = retourcode;
        regel.werk = Werk::Declaratie(toets);
        regel
    }

    /// The same rule on another level.
    pub(crate) const fn op_niveau(mut self, niveau: Niveau) -> Self {
        self.niveau = niveau;
        self
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
