//! One declaration per table: the struct, its columns, reading and writing follow from it.

use crate::fout::Uitslag;
use crate::sleutel::Sleutels;
use crate::waarde::{Lezer, Waarde};
use houvast_begrip::Houder;

/// A row that was read.
pub(crate) trait Beeld: Sized {
    fn uit(rij: &dyn Lezer, sleutels: &Sleutels) -> Uitslag<Self>;
}

/// A row of a table.
pub(crate) trait Rij: Beeld {
    const TABEL: &'static str;
    const KOLOMMEN: &'static [&'static str];
    fn houder(&self) -> &Houder;
    fn waarden(&self, sleutels: &Sleutels) -> Vec<Waarde>;
}

/// Declares a struct that is a whole row. The first column is `houder`; the first two are the key. Rows that came from another
/// table keep its seal: `zegel`.
macro_rules! tabel {
    ($(#[$meta:meta])* pub struct $naam:ident in $tabel:literal { $($velden:tt)* }) => {
        crate::rij::tabel! { $(#[$meta])* pub struct $naam in $tabel zegel $tabel { $($velden)* } }
    };
    ($(#[$meta:meta])* pub struct $naam:ident in $tabel:literal zegel $zegel:literal { $($(#[$vmeta:meta])* $veld:ident: $type:ty),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq)]
        pub struct $naam { $($(#[$vmeta])* pub $veld: $type),* }

        impl crate::rij::Beeld for $naam {
            fn uit(
                rij: &dyn crate::waarde::Lezer,
                sleutels: &crate::sleutel::Sleutels,
            ) -> crate::fout::Uitslag<Self> {
                let mut plaats = crate::waarde::Plaats::nieuw(sleutels, $zegel);
                $(
                    let $veld = <$type as crate::waarde::Kolom>::lees(rij, stringify!($veld), &plaats)?;
                    if !plaats.compleet() {
                        let deel = crate::waarde::Kolom::waarde(&$veld, stringify!($veld), &plaats);
                        plaats.erbij(&deel);
                    }
                )*
                Ok(Self { $($veld),* })
            }
        }

        impl crate::rij::Rij for $naam {
            const TABEL: &'static str = $tabel;
            const KOLOMMEN: &'static [&'static str] = &[$(stringify!($veld)),*];
            fn houder(&self) -> &houvast_begrip::Houder {
                &self.houder
            }
            fn waarden(&self, sleutels: &crate::sleutel::Sleutels) -> Vec<crate::waarde::Waarde> {
                let mut plaats = crate::waarde::Plaats::nieuw(sleutels, $zegel);
                let mut uit = Vec::with_capacity(Self::KOLOMMEN.len());
                $(
                    let waarde = crate::waarde::Kolom::waarde(&self.$veld, stringify!($veld), &plaats);
                    plaats.erbij(&waarde);
                    uit.push(waarde);
                )*
                uit
            }
        }
    };
}
pub(crate) use tabel;

/// Declares a struct that is a line of a list: some columns of some tables, never sealed ones.
macro_rules! beeld {
    ($(#[$meta:meta])* pub struct $naam:ident { $($(#[$vmeta:meta])* $veld:ident: $type:ty),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq)]
        pub struct $naam { $($(#[$vmeta])* pub $veld: $type),* }

        impl crate::rij::Beeld for $naam {
            fn uit(
                rij: &dyn crate::waarde::Lezer,
                sleutels: &crate::sleutel::Sleutels,
            ) -> crate::fout::Uitslag<Self> {
                let plaats = crate::waarde::Plaats::nieuw(sleutels, "");
                Ok(Self { $($veld: <$type as crate::waarde::Kolom>::lees(rij, stringify!($veld), &plaats)?),* })
            }
        }
    };
}
pub(crate) use beeld;

/// Declares a closed set that is stored as a word. `anders`: the variant that a word outside the set is.
macro_rules! keuze {
    ($(#[$meta:meta])* pub enum $naam:ident anders $terug:ident { $($inhoud:tt)* }) => {
        crate::rij::keuze! { @ $naam, |t: String| Some($naam::van(&t).unwrap_or($naam::$terug)), $(#[$meta])* pub enum $naam { $($inhoud)* } }
    };
    ($(#[$meta:meta])* pub enum $naam:ident { $($inhoud:tt)* }) => {
        crate::rij::keuze! { @ $naam, |t: String| $naam::van(&t), $(#[$meta])* pub enum $naam { $($inhoud)* } }
    };
    (@ $zelf:ident, $lees:expr, $(#[$meta:meta])* pub enum $naam:ident { $($(#[$vmeta:meta])* $variant:ident = $woord:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $naam { $($(#[$vmeta])* $variant),* }

        impl $naam {
            /// All of them, in order.
            pub const ALLE: &'static [Self] = &[$(Self::$variant),*];

            /// The word as stored.
            #[must_use]
            pub fn als_str(self) -> &'static str {
                match self { $(Self::$variant => $woord),* }
            }

            /// The variant of a stored word.
            #[must_use]
            pub fn van(woord: &str) -> Option<Self> {
                match woord { $($woord => Some(Self::$variant),)* _ => None }
            }
        }

        crate::waarde::kolom!($zelf, tekst, Tekst, $lees, |k: &$naam| k.als_str().to_owned());
    };
}
pub(crate) use keuze;
