//! One question being answered: the grounds and the missing facts as they come up.

use super::antwoord::{Antwoord, Gebruikt, Grond, Ontbreekt, Opdracht, Rol, Weging};
use super::lezen::Lezer;
use super::waarde::{Veld, Waarde};
use crate::feiten::Feit;
use crate::regioprofiel::{Bepaling, Regioprofiel};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// The facts of one question; made by the macro `feiten!`.
pub trait Feiten: Sized + Default + Serialize {
    /// All of them.
    const VELDEN: &'static [Veld];
    #[doc(hidden)]
    fn lees(lezer: &mut Lezer<'_>) -> Self;
    /// Those that are always needed and not known.
    fn ontbrekend(&self) -> Vec<&'static Veld>;
    /// Every fact as a ground shows it.
    fn alle(&self) -> Vec<Gebruikt>;

    #[doc(hidden)]
    fn gebruikt<T: Waarde>(&self, naam: &str, feit: &Feit<T>) -> Gebruikt {
        let (feitnaam, label) = Veld::zoek(Self::VELDEN, naam).map_or(("", ""), |v| (v.naam, v.label));
        Gebruikt {
            feit: feitnaam,
            label,
            waarde: feit.waarde().map_or_else(|| "onbekend".to_owned(), Waarde::toon),
            bron: match feit.waarde() {
                Some(_) => feit.bron.label(),
                None => "niet vastgelegd",
            },
        }
    }

    /// JSON Schema of the facts.
    #[must_use]
    fn schema() -> Value {
        let mut velden = Map::new();
        for veld in Self::VELDEN {
            let waarde = (veld.schema)();
            velden.insert(
                veld.naam.to_owned(),
                json!({
                    "description": veld.label,
                    "type": "object",
                    "properties": { "waarde": waarde, "bron": {
                        "enum": ["bericht", "dossier", "aanbieder", "consulent", "aanname"],
                        "default": "aanname"
                    } },
                    "required": ["waarde"],
                    "additionalProperties": false,
                }),
            );
        }
        let altijd: Vec<&str> = Self::VELDEN.iter().filter(|v| v.altijd).map(|v| v.naam).collect();
        json!({ "type": "object", "properties": velden, "required": altijd, "additionalProperties": false })
    }
}

/// What follows from an answer; made by the macro `uitkomst!`.
pub trait Uitkomst: Serialize {
    /// All of its fields.
    const VELDEN: &'static [Veld];
    /// Label and value of what is there.
    fn regels(&self) -> Vec<(&'static str, String)>;

    /// JSON Schema of the outcome.
    #[must_use]
    fn schema() -> Value {
        let mut velden = Map::new();
        for veld in Self::VELDEN {
            let mut waarde = (veld.schema)();
            if let Some(delen) = waarde.as_object_mut() {
                delen.insert("description".into(), json!(veld.label));
            }
            velden.insert(veld.naam.to_owned(), waarde);
        }
        json!({ "type": "object", "properties": velden, "additionalProperties": false })
    }
}

/// `moet` is always needed, `mag` only where the case asks for it.
macro_rules! feiten {
    (@altijd moet) => { true };
    (@altijd mag) => { false };
    ($(#[$m:meta])* pub struct $naam:ident { $( $nodig:ident $veld:ident : $t:ty => $label:literal; )* }) => {
        $(#[$m])*
        #[derive(Clone, PartialEq, Eq, Debug, Default)]
        pub struct $naam {
            $( #[doc = $label] pub $veld: $crate::feiten::Feit<$t>, )*
        }
        impl $crate::vragen::Feiten for $naam {
            const VELDEN: &'static [$crate::vragen::Veld] = &[$( $crate::vragen::Veld {
                naam: stringify!($veld),
                label: $label,
                altijd: $crate::vragen::zitting::feiten!(@altijd $nodig),
                schema: <$t as $crate::vragen::Waarde>::schema,
                verwacht: <$t as $crate::vragen::Waarde>::verwacht,
            }, )*];
            fn lees(lezer: &mut $crate::vragen::lezen::Lezer<'_>) -> Self {
                Self { $( $veld: lezer.feit(stringify!($veld)), )* }
            }
            fn ontbrekend(&self) -> Vec<&'static $crate::vragen::Veld> {
                let weg: &[(&str, bool)] = &[$( (stringify!($veld), self.$veld.waarde().is_none()), )*];
                Self::VELDEN
                    .iter()
                    .filter(|v| v.altijd && weg.contains(&(v.naam, true)))
                    .collect()
            }
            fn alle(&self) -> Vec<$crate::vragen::Gebruikt> {
                vec![$( $crate::vragen::Feiten::gebruikt(self, stringify!($veld), &self.$veld), )*]
            }
        }
        impl serde::Serialize for $naam {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap as _;
                let mut uit = s.serialize_map(None)?;
                $( if self.$veld.waarde().is_some() {
                    uit.serialize_entry(stringify!($veld), &$crate::vragen::waarde::AlsJson(&self.$veld))?;
                } )*
                uit.end()
            }
        }
    };
}
pub(crate) use feiten;

/// Every field is optional: it stands there when it follows from the case.
macro_rules! uitkomst {
    ($(#[$m:meta])* pub struct $naam:ident { $( $veld:ident : $t:ty => $label:literal; )* }) => {
        $(#[$m])*
        #[derive(Clone, PartialEq, Eq, Debug, Default)]
        pub struct $naam {
            $( #[doc = $label] pub $veld: Option<$t>, )*
        }
        impl $crate::vragen::Uitkomst for $naam {
            const VELDEN: &'static [$crate::vragen::Veld] = &[$( $crate::vragen::Veld {
                naam: stringify!($veld),
                label: $label,
                altijd: false,
                schema: <$t as $crate::vragen::Waarde>::schema,
                verwacht: <$t as $crate::vragen::Waarde>::verwacht,
            }, )*];
            fn regels(&self) -> Vec<(&'static str, String)> {
                let rij = [$( ($label, self.$veld.as_ref().map($crate::vragen::Waarde::toon)), )*];
                rij.into_iter().filter_map(|(label, waarde)| Some((label, waarde?))).collect()
            }
        }
        impl serde::Serialize for $naam {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap as _;
                let mut uit = s.serialize_map(None)?;
                $( if let Some(waarde) = &self.$veld {
                    uit.serialize_entry(stringify!($veld), &$crate::vragen::Waarde::json(waarde))?;
                } )*
                uit.end()
            }
        }
    };
}
pub(crate) use uitkomst;

/// A fact as a ground shows it.
macro_rules! feit {
    ($f:ident . $veld:ident) => {
        $crate::vragen::Feiten::gebruikt($f, stringify!($veld), &$f.$veld)
    };
}
pub(crate) use feit;

/// The value of a fact that the case needs; when it is unknown, it goes on the list of what is missing.
macro_rules! nodig {
    ($z:ident, $f:ident . $veld:ident) => {
        $z.nodig($f, stringify!($veld), &$f.$veld)
    };
}
pub(crate) use nodig;

/// One case before one question.
pub struct Zitting<'a> {
    /// The rules of the region.
    pub profiel: &'a Regioprofiel,
    /// The day of the answer.
    pub peildatum: Date,
    gronden: Vec<Grond>,
    ontbreekt: Vec<Ontbreekt>,
    opdrachten: Vec<Opdracht>,
    beslisser: Option<Rol>,
}

impl<'a> Zitting<'a> {
    pub(super) fn nieuw(profiel: &'a Regioprofiel, peildatum: Date) -> Self {
        Self {
            profiel,
            peildatum,
            gronden: Vec::new(),
            ontbreekt: Vec::new(),
            opdrachten: Vec::new(),
            beslisser: None,
        }
    }

    pub(crate) fn grond(
        &mut self,
        bepaling: Bepaling,
        weging: Weging,
        uitleg: impl Into<String>,
    ) -> &mut Grond {
        self.gronden.push(Grond {
            bepaling,
            artikelen: self.profiel.bepaling(bepaling).to_vec(),
            weging,
            uitleg: uitleg.into(),
            feiten: Vec::new(),
            som: None,
        });
        let laatste = self.gronden.len() - 1;
        &mut self.gronden[laatste]
    }

    pub(crate) fn voor(&mut self, bepaling: Bepaling, uitleg: impl Into<String>) -> &mut Grond {
        self.grond(bepaling, Weging::Voor, uitleg)
    }

    pub(crate) fn let_op(&mut self, bepaling: Bepaling, uitleg: impl Into<String>) -> &mut Grond {
        self.grond(bepaling, Weging::LetOp, uitleg)
    }

    pub(crate) fn voorleggen(&mut self, bepaling: Bepaling, uitleg: impl Into<String>) -> &mut Grond {
        self.grond(bepaling, Weging::Voorleggen, uitleg)
    }

    /// Advice to refuse: a person decides (`beslissingen` 1).
    pub(crate) fn tegen(&mut self, bepaling: Bepaling, uitleg: impl Into<String>) -> &mut Grond {
        self.grond(bepaling, Weging::Tegen, uitleg)
    }

    /// Refuses the message of the aanbieder; only for the rules that a machine may hold.
    pub(crate) fn hard(&mut self, bepaling: Bepaling, uitleg: impl Into<String>) -> &mut Grond {
        self.grond(bepaling, Weging::Hard, uitleg)
    }

    /// How many grounds speak against it so far?
    pub(crate) fn tegenspraak(&self) -> usize {
        let tegen = |g: &&Grond| matches!(g.weging, Weging::Tegen | Weging::Hard);
        self.gronden.iter().filter(tegen).count()
    }

    /// Does the region have this rule?
    pub(crate) fn geregeld(&self, bepaling: Bepaling) -> bool {
        !self.profiel.bepaling(bepaling).is_empty()
    }

    /// The region has no rule for this: a person looks.
    pub(crate) fn niet_geregeld(&mut self, bepaling: Bepaling) {
        let zin = format!(
            "Het profiel van {} regelt dit niet. Een medewerker beslist.",
            self.profiel.naam
        );
        self.voorleggen(bepaling, zin);
    }

    pub(crate) fn opdracht(&mut self, wie: Rol, wat: impl Into<String>) {
        let wat = wat.into();
        if !self.opdrachten.iter().any(|o| o.wie == wie && o.wat == wat) {
            self.opdrachten.push(Opdracht { wie, wat });
        }
    }

    pub(crate) fn beslist(&mut self, wie: Rol) {
        self.beslisser = Some(wie);
    }

    pub(crate) fn nodig<'f, F: Feiten, T>(&mut self, _: &F, naam: &str, feit: &'f Feit<T>) -> Option<&'f T> {
        if feit.waarde().is_none()
            && let Some(veld) = Veld::zoek(F::VELDEN, naam)
        {
            self.mis(veld);
        }
        feit.waarde()
    }

    pub(super) fn mis(&mut self, veld: &Veld) {
        if !self.ontbreekt.iter().any(|o| o.feit == veld.naam) {
            self.ontbreekt.push(Ontbreekt::from(veld));
        }
    }

    pub(super) fn klaar<U: Uitkomst>(self, vraag: &'static str, uitkomst: Option<U>) -> Antwoord<U> {
        let oordeel = Antwoord::<U>::oordeel_van(&self.gronden, &self.ontbreekt);
        let uitkomst = uitkomst.filter(|_| self.ontbreekt.is_empty());
        let mens = matches!(
            oordeel,
            super::Oordeel::Voorleggen | super::Oordeel::VoorstelAfwijzen
        );
        Antwoord {
            vraag,
            oordeel,
            regels: uitkomst.as_ref().map(Uitkomst::regels).unwrap_or_default(),
            uitkomst,
            gronden: self.gronden,
            ontbreekt: self.ontbreekt,
            opdrachten: self.opdrachten,
            // Without another name it is the Toegang: who decides to a child's disadvantage is a person.
            beslisser: mens.then(|| self.beslisser.unwrap_or(Rol::Toegang)),
            document: self.profiel.document.clone(),
            profiel: self.profiel.versie.clone(),
            peildatum: self.peildatum,
        }
    }
}
