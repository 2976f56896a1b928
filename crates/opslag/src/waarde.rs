//! Values between Rust and a column: one conversion each way per type, the same for both databases.

use crate::fout::{OpslagFout, Uitslag};
use crate::sleutel::Sleutels;
use houvast_begrip::{AgbCode, Bsn, Centen, GemeenteCode, Houder};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use sqlx::Row;
use std::fmt::Write;
use uuid::Uuid;

/// What is bound to a placeholder.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Waarde {
    Tekst(Option<String>),
    Getal(Option<i64>),
    Id(Option<Uuid>),
    Bytes(Option<Vec<u8>>),
    Ja(Option<bool>),
    /// For `IN LIJST($n)`.
    Lijst(Vec<String>),
    /// For `IN IDLIJST($n)`.
    Ids(Vec<Uuid>),
    /// For `IN GETALLIJST($n)`.
    Getallen(Vec<i64>),
}

/// A row of either database, read by column name.
pub(crate) trait Lezer {
    fn tekst(&self, kolom: &'static str) -> Uitslag<Option<String>>;
    fn getal(&self, kolom: &'static str) -> Uitslag<Option<i64>>;
    fn id(&self, kolom: &'static str) -> Uitslag<Option<Uuid>>;
    fn bytes(&self, kolom: &'static str) -> Uitslag<Option<Vec<u8>>>;
    fn ja(&self, kolom: &'static str) -> Uitslag<Option<bool>>;
}

impl Lezer for sqlx::postgres::PgRow {
    fn tekst(&self, kolom: &'static str) -> Uitslag<Option<String>> {
        Ok(self.try_get(kolom)?)
    }
    fn getal(&self, kolom: &'static str) -> Uitslag<Option<i64>> {
        Ok(self.try_get(kolom)?)
    }
    fn id(&self, kolom: &'static str) -> Uitslag<Option<Uuid>> {
        Ok(self.try_get(kolom)?)
    }
    fn bytes(&self, kolom: &'static str) -> Uitslag<Option<Vec<u8>>> {
        Ok(self.try_get(kolom)?)
    }
    fn ja(&self, kolom: &'static str) -> Uitslag<Option<bool>> {
        Ok(self.try_get(kolom)?)
    }
}

/// Where a sealed value lives: table, key of the row, column. It opens nowhere else.
pub(crate) struct Plaats<'a> {
    sleutels: &'a Sleutels,
    tabel: &'static str,
    sleutel: String,
    delen: u8,
}

impl<'a> Plaats<'a> {
    pub(crate) fn nieuw(sleutels: &'a Sleutels, tabel: &'static str) -> Self {
        Self {
            sleutels,
            tabel,
            sleutel: String::new(),
            delen: 0,
        }
    }

    /// The first two columns of a table are the key of its rows.
    pub(crate) fn compleet(&self) -> bool {
        self.delen >= 2
    }

    pub(crate) fn erbij(&mut self, deel: &Waarde) {
        if !self.compleet() {
            self.delen += 1;
            // Writing to a String cannot fail.
            let _ = match deel {
                Waarde::Tekst(Some(t)) => write!(self.sleutel, "|{t}"),
                Waarde::Id(Some(id)) => write!(self.sleutel, "|{id}"),
                _ => Ok(()),
            };
        }
    }

    fn kolom(&self, kolom: &str) -> String {
        format!("{}{}|{kolom}", self.tabel, self.sleutel)
    }
}

/// A type that fits one column.
pub(crate) trait Kolom: Sized {
    fn lees(rij: &dyn Lezer, kolom: &'static str, plaats: &Plaats<'_>) -> Uitslag<Self>;
    fn waarde(&self, kolom: &'static str, plaats: &Plaats<'_>) -> Waarde;
}

pub(crate) fn moet<T>(waarde: Option<T>, kolom: &'static str) -> Uitslag<T> {
    waarde.ok_or(OpslagFout::Waarde(kolom))
}

/// A type and its `Option`, by way of one raw type.
macro_rules! kolom {
    ($type:ty, $lees:ident, $variant:ident, $uit:expr, $in:expr) => {
        impl $crate::waarde::Kolom for $type {
            fn lees(
                rij: &dyn $crate::waarde::Lezer,
                kolom: &'static str,
                _: &$crate::waarde::Plaats<'_>,
            ) -> $crate::fout::Uitslag<Self> {
                let uit = $uit;
                $crate::waarde::moet(rij.$lees(kolom)?.and_then(uit), kolom)
            }
            fn waarde(&self, _: &'static str, _: &$crate::waarde::Plaats<'_>) -> $crate::waarde::Waarde {
                let naar = $in;
                $crate::waarde::Waarde::$variant(Some(naar(self)))
            }
        }
        impl $crate::waarde::Kolom for Option<$type> {
            fn lees(
                rij: &dyn $crate::waarde::Lezer,
                kolom: &'static str,
                _: &$crate::waarde::Plaats<'_>,
            ) -> $crate::fout::Uitslag<Self> {
                let uit = $uit;
                rij.$lees(kolom)?
                    .map(|ruw| $crate::waarde::moet(uit(ruw), kolom))
                    .transpose()
            }
            fn waarde(&self, _: &'static str, _: &$crate::waarde::Plaats<'_>) -> $crate::waarde::Waarde {
                let naar = $in;
                $crate::waarde::Waarde::$variant(self.as_ref().map(naar))
            }
        }
        impl From<$type> for $crate::waarde::Waarde {
            fn from(van: $type) -> Self {
                let naar = $in;
                Self::$variant(Some(naar(&van)))
            }
        }
        impl From<Option<$type>> for $crate::waarde::Waarde {
            fn from(van: Option<$type>) -> Self {
                let naar = $in;
                Self::$variant(van.as_ref().map(naar))
            }
        }
    };
}
pub(crate) use kolom;

kolom!(String, tekst, Tekst, |t: String| Some(t), |t: &String| t.clone());
kolom!(i64, getal, Getal, |n: i64| Some(n), |n: &i64| *n);
kolom!(bool, ja, Ja, |ja: bool| Some(ja), |ja: &bool| *ja);
kolom!(u32, getal, Getal, |n: i64| u32::try_from(n).ok(), |n: &u32| {
    i64::from(*n)
});
kolom!(Uuid, id, Id, |id: Uuid| Some(id), |id: &Uuid| *id);
kolom!(Vec<u8>, bytes, Bytes, |b: Vec<u8>| Some(b), |b: &Vec<u8>| b
    .clone());
kolom!(
    [u8; 32],
    bytes,
    Bytes,
    |b: Vec<u8>| b.try_into().ok(),
    |b: &[u8; 32]| b.to_vec()
);
kolom!(Centen, getal, Getal, |n: i64| Some(Centen(n)), |c: &Centen| c.0);
kolom!(
    Date,
    tekst,
    Tekst,
    |t: String| t.parse::<Date>().ok(),
    |d: &Date| d.to_string()
);
kolom!(
    Time,
    tekst,
    Tekst,
    |t: String| t.parse::<Time>().ok(),
    |t: &Time| t.strftime("%H:%M:%S").to_string()
);
kolom!(
    Timestamp,
    getal,
    Getal,
    |n: i64| Timestamp::from_microsecond(n).ok(),
    |t: &Timestamp| t.as_microsecond()
);
kolom!(
    Houder,
    tekst,
    Tekst,
    |t: String| Houder::try_from(t).ok(),
    |h: &Houder| h.als_str().to_owned()
);
kolom!(
    AgbCode,
    tekst,
    Tekst,
    |t: String| AgbCode::nieuw(&t).ok(),
    |a: &AgbCode| a.als_str().to_owned()
);
kolom!(
    GemeenteCode,
    tekst,
    Tekst,
    |t: String| GemeenteCode::nieuw(&t).ok(),
    |g: &GemeenteCode| g.als_str().to_owned()
);

impl From<&str> for Waarde {
    fn from(tekst: &str) -> Self {
        Self::Tekst(Some(tekst.to_owned()))
    }
}

impl From<&Houder> for Waarde {
    fn from(houder: &Houder) -> Self {
        Self::from(houder.als_str())
    }
}

/// A BSN is sealed in its column.
impl Kolom for Bsn {
    fn lees(rij: &dyn Lezer, kolom: &'static str, plaats: &Plaats<'_>) -> Uitslag<Self> {
        let bytes = Geheim::lees(rij, kolom, plaats)?.0;
        std::str::from_utf8(&bytes)
            .ok()
            .and_then(|t| Self::nieuw(t).ok())
            .ok_or(OpslagFout::Waarde(kolom))
    }
    fn waarde(&self, kolom: &'static str, plaats: &Plaats<'_>) -> Waarde {
        Waarde::Bytes(Some(
            plaats
                .sleutels
                .dicht(&plaats.kolom(kolom), self.als_str().as_bytes()),
        ))
    }
}

/// Bytes that are sealed in their column: a raw message. Prints its length only.
#[derive(Clone, PartialEq, Eq)]
pub struct Geheim(pub Vec<u8>);

impl std::fmt::Debug for Geheim {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Geheim({} bytes)", self.0.len())
    }
}

impl Kolom for Geheim {
    fn lees(rij: &dyn Lezer, kolom: &'static str, plaats: &Plaats<'_>) -> Uitslag<Self> {
        moet(Option::<Self>::lees(rij, kolom, plaats)?, kolom)
    }
    fn waarde(&self, kolom: &'static str, plaats: &Plaats<'_>) -> Waarde {
        Waarde::Bytes(Some(plaats.sleutels.dicht(&plaats.kolom(kolom), &self.0)))
    }
}

impl Kolom for Option<Geheim> {
    fn lees(rij: &dyn Lezer, kolom: &'static str, plaats: &Plaats<'_>) -> Uitslag<Self> {
        rij.bytes(kolom)?
            .map(|dicht| {
                plaats
                    .sleutels
                    .open(&plaats.kolom(kolom), plaats.tabel, &dicht)
                    .map(Geheim)
            })
            .transpose()
    }
    fn waarde(&self, kolom: &'static str, plaats: &Plaats<'_>) -> Waarde {
        self.as_ref()
            .map_or(Waarde::Bytes(None), |g| g.waarde(kolom, plaats))
    }
}

/// Free text or a name that somebody else chose, sealed in its column of text: it may hold personal data. Prints nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Besloten(pub String);

/// Before what is sealed; what was stored before has no such mark.
pub(crate) const MERK: &str = "zegel:";

impl std::fmt::Debug for Besloten {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Besloten(…)")
    }
}

impl std::ops::Deref for Besloten {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<String> for Besloten {
    fn from(tekst: String) -> Self {
        Self(tekst)
    }
}

impl From<&str> for Besloten {
    fn from(tekst: &str) -> Self {
        Self(tekst.to_owned())
    }
}

pub(crate) fn uit_hex(hex: &str) -> Option<Vec<u8>> {
    let cijfers = hex.as_bytes();
    let (paren, rest) = cijfers.as_chunks::<2>();
    let cijfer = |c: u8| char::from(c).to_digit(16).and_then(|n| u8::try_from(n).ok());
    if !rest.is_empty() {
        return None;
    }
    paren
        .iter()
        .map(|[hoog, laag]| Some(cijfer(*hoog)? << 4 | cijfer(*laag)?))
        .collect()
}

impl Kolom for Option<Besloten> {
    fn lees(rij: &dyn Lezer, kolom: &'static str, plaats: &Plaats<'_>) -> Uitslag<Self> {
        let Some(tekst) = rij.tekst(kolom)? else {
            return Ok(None);
        };
        let Some(hex) = tekst.strip_prefix(MERK) else {
            return Ok(Some(Besloten(tekst)));
        };
        let dicht = moet(uit_hex(hex), kolom)?;
        let open = plaats.sleutels.open(&plaats.kolom(kolom), plaats.tabel, &dicht)?;
        moet(String::from_utf8(open).ok().map(Besloten), kolom).map(Some)
    }

    fn waarde(&self, kolom: &'static str, plaats: &Plaats<'_>) -> Waarde {
        Waarde::Tekst(self.as_ref().map(|tekst| {
            let dicht = plaats.sleutels.dicht(&plaats.kolom(kolom), tekst.as_bytes());
            let mut uit = String::with_capacity(MERK.len() + 2 * dicht.len());
            uit.push_str(MERK);
            for byte in dicht {
                // Writing to a String cannot fail.
                let _ = write!(uit, "{byte:02x}");
            }
            uit
        }))
    }
}

/// Binds in order, each by its `From`.
macro_rules! w {
    ($($waarde:expr),* $(,)?) => { [$(crate::waarde::Waarde::from($waarde)),*] };
}
pub(crate) use w;
