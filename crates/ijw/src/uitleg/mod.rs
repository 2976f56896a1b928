//! Rules and codes explained to whoever has to repair a message: cause, cure and an example, in plain Dutch.

mod lijkt;

pub use lijkt::lijkt_op;

use crate::BerichtSoort;
use crate::codelijsten;
use crate::regels::{self, Niveau, Regel};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Why something goes wrong and what to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Uitleg {
    /// The usual cause.
    pub oorzaak: String,
    /// The cure.
    pub herstel: String,
    /// An example; empty where none would help.
    pub voorbeeld: String,
}

impl Uitleg {
    fn nieuw(oorzaak: &str, herstel: &str, voorbeeld: &str) -> Self {
        Self {
            oorzaak: oorzaak.to_owned(),
            herstel: herstel.to_owned(),
            voorbeeld: voorbeeld.to_owned(),
        }
    }
}

/// A return code of WJ001.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Retourcode {
    /// For example `9321`.
    pub code: &'static str,
    /// What it says.
    pub tekst: &'static str,
    /// Cause, cure and example.
    pub uitleg: Uitleg,
    /// The rules that give it.
    pub regels: Vec<&'static str>,
    /// The level on which it is given; `None` for the codes that say that all is well or nothing was judged.
    pub niveau: Option<u8>,
    /// The messages that can get it.
    pub berichten: Vec<BerichtSoort>,
}

/// An error code of VECOZO, of the GGK or of StUF: the transport, before anybody judged the message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fout {
    /// For example `BRS20`.
    pub code: &'static str,
    /// Who uses it. One code can mean different things with different parties.
    pub bron: &'static str,
    /// What it says.
    pub tekst: &'static str,
    /// The usual cause.
    pub oorzaak: &'static str,
    /// The cure.
    pub herstel: &'static str,
}

type Rijen = BTreeMap<&'static str, (&'static str, &'static str, &'static str)>;

static INHOUD: LazyLock<Rijen> = LazyLock::new(|| {
    codelijsten::regels(include_str!("inhoud.csv"))
        .filter_map(|regel| {
            let mut velden = regel.splitn(4, ';');
            Some((velden.next()?, (velden.next()?, velden.next()?, velden.next()?)))
        })
        .collect()
});

static FOUTEN: LazyLock<Vec<Fout>> = LazyLock::new(|| {
    codelijsten::regels(include_str!("fouten.csv"))
        .filter_map(|regel| {
            let mut velden = regel.splitn(5, ';');
            Some(Fout {
                code: velden.next()?,
                bron: velden.next()?,
                tekst: velden.next()?,
                oorzaak: velden.next()?,
                herstel: velden.next()?,
            })
        })
        .collect()
});

/// Why a message fails on a rule and what to do; `None` for a rule that no message fails on.
#[must_use]
pub fn regel(regel: &Regel) -> Option<Uitleg> {
    if let Some((oorzaak, herstel, voorbeeld)) = INHOUD.get(regel.id) {
        return Some(Uitleg::nieuw(oorzaak, herstel, voorbeeld));
    }
    match regel.niveau {
        Niveau::Formaat => Some(Uitleg::nieuw(
            "Een waarde in het bericht heeft niet de vorm die het schema eist.",
            &format!("{} Verbeter de waarde en stuur het bericht opnieuw.", regel.tekst),
            &regel
                .facet()
                .map(|eis| format!("In het schema: {eis}"))
                .unwrap_or_default(),
        )),
        _ => codelijsten::retourcode_uitleg(regel.retourcode?),
    }
}

/// A return code of WJ001.
#[must_use]
pub fn retourcode(code: &str) -> Option<Retourcode> {
    let bekend = codelijsten::retourcodes().find(|bekend| *bekend == code)?;
    let regels: Vec<_> = regels::lijst()
        .iter()
        .filter(|r| r.retourcode == Some(bekend))
        .collect();
    let mut berichten: Vec<_> = regels.iter().flat_map(|r| r.berichten).copied().collect();
    berichten.sort_unstable();
    berichten.dedup();
    Some(Retourcode {
        code: bekend,
        tekst: codelijsten::retourcode(bekend)?,
        uitleg: codelijsten::retourcode_uitleg(bekend)?,
        niveau: regels.first().and_then(|r| r.niveau.nummer()),
        regels: regels.iter().map(|r| r.id).collect(),
        berichten,
    })
}

/// The error codes of the transport.
#[must_use]
pub fn fouten() -> &'static [Fout] {
    &FOUTEN
}

#[cfg(test)]
mod tests;
