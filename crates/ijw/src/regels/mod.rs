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
mod levering;
mod op;
pub(crate) mod prestatie;
mod proces;
mod regel;
mod register;
mod rs;
mod tr;
mod up;
pub(crate) mod zicht;

#[cfg(test)]
pub(crate) mod proef;

use crate::declaratie::zicht::Toets;
use crate::{Bericht, Bevinding};
use std::borrow::Cow;

pub use bron::Bron;
pub use eerder::{
    Eerder, EerderVelden, EerderVerzoek, EerdereLevering, EerdereOmvang, EerdereToewijzing, LeveringSoort,
};
pub use regel::{Niveau, Regel, Soort, Staat};
pub use register::{lijst, zoek};
pub(crate) use tr::product_fout;

/// What carries a rule out.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Werk {
    Geen,
    Facet {
        naam: &'static str,
        waarde: &'static str,
    },
    Inhoud(fn(&Bericht, &mut Melder<'_>)),
    /// Of JW323 and JW325: line by line.
    Lijn(prestatie::Uitvoering),
    /// Of other messages as a whole, of JW323 and JW325 line by line.
    InhoudOfLijn(fn(&Bericht, &mut Melder<'_>), prestatie::Uitvoering),
    Keten(fn(&Bericht, &dyn Eerder, &mut Melder<'_>)),
    /// Without a level and a return code.
    Proces(fn(&Bericht, &dyn Eerder, &mut Melder<'_>)),
    Bron(fn(&Bericht, &Bron, &mut Melder<'_>)),
    /// Of a JW323 or JW325, line by line.
    Declaratie(Toets),
}

/// More findings than this are not kept, so that a hostile message cannot fill the memory with them.
pub(crate) const MEESTE: usize = 10_000;

/// Collects what one rule finds.
pub(crate) struct Melder<'a> {
    regel: &'a Regel,
    uit: &'a mut Vec<Bevinding>,
}

impl<'a> Melder<'a> {
    pub(crate) fn nieuw(regel: &'a Regel, uit: &'a mut Vec<Bevinding>) -> Self {
        Self { regel, uit }
    }

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
    for regel in lijst().iter().filter(|regel| regel.berichten.contains(&soort)) {
        voer_uit(regel, &mut Melder { regel, uit: &mut uit });
    }
    uit
}

/// One rule of level 3 or 4 on one message.
pub(crate) fn voer_uit(
    regel: &'static Regel,
    bericht: &Bericht,
    eerder: &dyn Eerder,
    uit_bron: &Bron,
    uit: &mut Vec<Bevinding>,
) {
    let mut meld = Melder { regel, uit };
    match regel.werk {
        Werk::Keten(f) => f(bericht, eerder, &mut meld),
        Werk::Bron(f) => f(bericht, uit_bron, &mut meld),
        _ => {}
    }
}

/// Level 2: the rules within the message.
#[must_use]
pub fn inhoud(bericht: &Bericht) -> Vec<Bevinding> {
    if let Some(bevindingen) = prestatie::heel(bericht) {
        return bevindingen;
    }
    alle(bericht, |regel, meld| {
        if let Werk::Inhoud(f) | Werk::InhoudOfLijn(f, _) = regel.werk {
            f(bericht, meld);
        }
    })
}

/// Level 3: the rules against earlier messages. [`Eerder`] says which facts each message needs.
#[must_use]
pub fn keten(bericht: &Bericht, eerder: &dyn Eerder) -> Vec<Bevinding> {
    let mut bevindingen = alle(bericht, |regel, meld| {
        if let Werk::Keten(f) = regel.werk {
            f(bericht, eerder, meld);
        }
    });
    // Of a client that is not known nothing else can be said (IV028: the rest is 'not judged').
    if matches!(bericht, Bericht::Jw317(_)) && bevindingen.iter().any(|b| b.regel == "TR304") {
        bevindingen.retain(|b| b.regel == "TR304" || b.pad.starts_with("Header"));
    }
    bevindingen
}

/// The process rules that this message breaks. They have no level (0) and no return code, and are never a reason to refuse:
/// keep them apart from what [`beoordeel`] finds. For OP087 and OP380 [`Eerder::toewijzingen_van_client`] is needed of a JW301
/// too, and for OP348 [`Eerder::verzoek_om_wijziging`].
#[must_use]
pub fn proces(bericht: &Bericht, eerder: &dyn Eerder) -> Vec<Bevinding> {
    alle(bericht, |regel, meld| {
        if let Werk::Proces(f) = regel.werk {
            f(bericht, eerder, meld);
        }
    })
}

/// The starts or stops of a JW305 or JW307 as later messages must know them ([`Eerder::leveringen`]); of another message none.
#[must_use]
pub fn leveringen(bericht: &Bericht) -> Vec<EerdereLevering> {
    let zichten = levering::leveringen(bericht);
    zichten.iter().map(levering::LeveringZicht::als_eerder).collect()
}

/// Level 4: the rules against a source outside the messages.
#[must_use]
pub fn bron(bericht: &Bericht, bron: &Bron) -> Vec<Bevinding> {
    let mut bevindingen = alle(bericht, |regel, meld| {
        if let Werk::Bron(f) = regel.werk {
            f(bericht, bron, meld);
        }
    });
    if let Bericht::Jw323(b) = bericht {
        bevindingen.extend(crate::declaratie::bron_van_regels(b, bron));
    }
    bevindingen
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
