//! What runs: the starts and stops that count, of earlier messages and of the one that is judged.
//!
//! A delivery with StatusAanlevering 3 takes the one with the same key away, as if it was never sent (IV008). Earlier
//! deliveries were accepted, so of one key they are first sent, removed, sent again …: what counts follows from their number
//! and not from their order. In the message that is judged the removals go first, then the new ones in order of their dates,
//! because the order in which they stand says nothing either (OP080).

use super::eerder::{Eerder, EerdereLevering, LeveringSoort};
use super::zicht::nummer;
use crate::Bericht;
use crate::berichten::basis::Product;
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What a start is known by (IV096): its logical key.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) struct Sleutel<'a> {
    pub(crate) toewijzing: Option<u32>,
    pub(crate) categorie: Option<&'a str>,
    pub(crate) code: Option<&'a str>,
    pub(crate) begin: Date,
}

impl<'a> Sleutel<'a> {
    fn nieuw(toewijzing: Option<u32>, product: Option<&'a Product>, begin: Date) -> Self {
        Self {
            toewijzing,
            categorie: product.map(|product| product.categorie.as_str()),
            code: product.and_then(|product| product.code.as_deref()),
            begin,
        }
    }

    /// What TR413, TR414 and TR415 compare: without the product, unless there is nothing else.
    fn zonder_product(self) -> Self {
        match self.toewijzing {
            Some(_) => Self {
                categorie: None,
                code: None,
                ..self
            },
            None => self,
        }
    }
}

/// A start, or the stop of one with its last day and RedenBeeindiging. Equal means: the same logical key.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Levering<'a> {
    pub(crate) sleutel: Sleutel<'a>,
    pub(crate) stop: Option<(Date, &'a str)>,
}

impl<'a> Levering<'a> {
    fn van(eerder: &'a EerdereLevering) -> Self {
        Self {
            sleutel: Sleutel {
                toewijzing: eerder.toewijzing,
                categorie: eerder.categorie.as_deref(),
                code: eerder.code.as_deref(),
                begin: eerder.begindatum,
            },
            stop: match &eerder.soort {
                LeveringSoort::Start => None,
                LeveringSoort::Stop { einddatum, reden } => Some((*einddatum, reden)),
            },
        }
    }
}

/// A StartProduct or StopProduct of the message.
pub(crate) struct LeveringZicht<'a> {
    pub(crate) pad: String,
    pub(crate) levering: Levering<'a>,
    /// The code of StatusAanlevering.
    pub(crate) status: &'static str,
    /// StatusAanlevering 3.
    pub(crate) verwijderen: bool,
}

impl LeveringZicht<'_> {
    /// What it will be for later messages.
    pub(crate) fn als_eerder(&self) -> EerdereLevering {
        let sleutel = self.levering.sleutel;
        EerdereLevering {
            soort: match self.levering.stop {
                None => LeveringSoort::Start,
                Some((einddatum, reden)) => LeveringSoort::Stop {
                    einddatum,
                    reden: reden.into(),
                },
            },
            toewijzing: sleutel.toewijzing,
            categorie: sleutel.categorie.map(Into::into),
            code: sleutel.code.map(Into::into),
            begindatum: sleutel.begin,
            verwijderen: self.verwijderen,
        }
    }

    /// The path of an element of this product.
    pub(crate) fn element(&self, naam: &str) -> String {
        format!("{}/{naam}", self.pad)
    }
}

/// The StartProducten of a JW305 or the StopProducten of a JW307.
pub(crate) fn leveringen(bericht: &Bericht) -> Vec<LeveringZicht<'_>> {
    match bericht {
        Bericht::Jw305(b) => {
            let producten = b.client.start_producten.start_product.iter().enumerate();
            producten
                .map(|(i, p)| LeveringZicht {
                    pad: nummer("Client/StartProducten/StartProduct", i),
                    levering: Levering {
                        sleutel: Sleutel::nieuw(p.toewijzing_nummer, p.product.as_ref(), p.begindatum),
                        stop: None,
                    },
                    status: p.status_aanlevering.as_str(),
                    verwijderen: p.status_aanlevering.as_str() == "3",
                })
                .collect()
        }
        Bericht::Jw307(b) => {
            let producten = b.client.stop_producten.stop_product.iter().enumerate();
            producten
                .map(|(i, p)| LeveringZicht {
                    pad: nummer("Client/StopProducten/StopProduct", i),
                    levering: Levering {
                        sleutel: Sleutel::nieuw(p.toewijzing_nummer, p.product.as_ref(), p.begindatum),
                        stop: Some((p.einddatum, p.reden_beeindiging.as_str())),
                    },
                    status: p.status_aanlevering.as_str(),
                    verwijderen: p.status_aanlevering.as_str() == "3",
                })
                .collect()
        }
        _ => Vec::new(),
    }
}

/// RedenBeeindiging of a temporary stop.
pub(crate) const TIJDELIJK: &str = "20";

/// The stops of one start.
#[derive(Default)]
pub(crate) struct Einden {
    tijdelijk: usize,
    definitief: usize,
    dagen: BTreeMap<Date, usize>,
}

impl Einden {
    pub(crate) fn tijdelijk(&self) -> bool {
        self.tijdelijk > 0
    }

    pub(crate) fn definitief(&self) -> bool {
        self.definitief > 0
    }

    /// The last day of the stop that counts now: the latest.
    pub(crate) fn laatste(&self) -> Option<Date> {
        self.dagen.last_key_value().map(|(dag, _)| *dag)
    }
}

/// What counts at one moment. Every question takes the same time, however much is delivered.
#[derive(Default)]
pub(crate) struct Stand<'a> {
    telt: HashSet<Levering<'a>>,
    /// How many stops a start with this key has.
    stops: HashMap<Sleutel<'a>, usize>,
    einden: HashMap<Sleutel<'a>, Einden>,
    /// Per ToewijzingNummer the starts without a stop.
    lopend: HashMap<Option<u32>, usize>,
    /// Per ToewijzingNummer the first days of its starts.
    begonnen: HashMap<Option<u32>, BTreeMap<Date, usize>>,
}

fn erbij<K: Ord>(telling: &mut BTreeMap<K, usize>, sleutel: K) {
    *telling.entry(sleutel).or_default() += 1;
}

fn eraf<K: Ord>(telling: &mut BTreeMap<K, usize>, sleutel: K) {
    if let Some(aantal) = telling.get_mut(&sleutel) {
        *aantal -= 1;
        if *aantal == 0 {
            telling.remove(&sleutel);
        }
    }
}

impl<'a> Stand<'a> {
    /// What counts of the earlier deliveries.
    pub(crate) fn van(eerder: &'a [EerdereLevering]) -> Self {
        let mut saldo: HashMap<Levering<'a>, i64> = HashMap::new();
        for levering in eerder {
            let teken = if levering.verwijderen { -1 } else { 1 };
            *saldo.entry(Levering::van(levering)).or_default() += teken;
        }
        let mut stand = Self::default();
        for (levering, aantal) in saldo {
            if aantal > 0 {
                stand.lever(levering);
            }
        }
        stand
    }

    /// Is there a delivery with this key?
    pub(crate) fn telt(&self, levering: Levering<'_>) -> bool {
        self.telt.contains(&levering)
    }

    /// Is there a start with this key?
    pub(crate) fn gestart(&self, sleutel: Sleutel<'_>) -> bool {
        self.telt(Levering { sleutel, stop: None })
    }

    /// Is there a stop for the start with this key?
    pub(crate) fn gestopt(&self, sleutel: Sleutel<'_>) -> bool {
        self.stops.contains_key(&sleutel)
    }

    /// Is there a start that runs: of this toewijzing, or of hulp op taak with this very key (TR326)?
    pub(crate) fn loopt(&self, sleutel: Sleutel<'_>) -> bool {
        match sleutel.toewijzing {
            Some(_) => self
                .lopend
                .get(&sleutel.toewijzing)
                .is_some_and(|aantal| *aantal > 0),
            None => self.gestart(sleutel) && !self.gestopt(sleutel),
        }
    }

    /// The first day of the newest start of this toewijzing.
    pub(crate) fn nieuwste_begin(&self, toewijzing: u32) -> Option<Date> {
        let begonnen = self.begonnen.get(&Some(toewijzing))?;
        begonnen.last_key_value().map(|(dag, _)| *dag)
    }

    /// The stops that TR413, TR414 and TR415 compare with.
    pub(crate) fn einden(&self, sleutel: Sleutel<'a>) -> Option<&Einden> {
        self.einden.get(&sleutel.zonder_product())
    }

    fn lopend(&mut self, sleutel: Sleutel<'a>) -> &mut usize {
        self.lopend.entry(sleutel.toewijzing).or_default()
    }

    fn lever(&mut self, levering: Levering<'a>) {
        let sleutel = levering.sleutel;
        if !self.telt.insert(levering) {
            return;
        }
        let Some((eind, reden)) = levering.stop else {
            erbij(
                self.begonnen.entry(sleutel.toewijzing).or_default(),
                sleutel.begin,
            );
            if !self.gestopt(sleutel) {
                *self.lopend(sleutel) += 1;
            }
            return;
        };
        if !self.gestopt(sleutel) && self.gestart(sleutel) {
            *self.lopend(sleutel) -= 1;
        }
        *self.stops.entry(sleutel).or_default() += 1;
        let einden = self.einden.entry(sleutel.zonder_product()).or_default();
        erbij(&mut einden.dagen, eind);
        if reden == TIJDELIJK {
            einden.tijdelijk += 1;
        } else {
            einden.definitief += 1;
        }
    }

    fn verwijder(&mut self, levering: Levering<'a>) {
        let sleutel = levering.sleutel;
        if !self.telt.remove(&levering) {
            return;
        }
        let Some((eind, reden)) = levering.stop else {
            eraf(
                self.begonnen.entry(sleutel.toewijzing).or_default(),
                sleutel.begin,
            );
            if !self.gestopt(sleutel) {
                *self.lopend(sleutel) -= 1;
            }
            return;
        };
        if let Some(aantal) = self.stops.get_mut(&sleutel) {
            *aantal -= 1;
            if *aantal == 0 {
                self.stops.remove(&sleutel);
                if self.gestart(sleutel) {
                    *self.lopend(sleutel) += 1;
                }
            }
        }
        if let Some(einden) = self.einden.get_mut(&sleutel.zonder_product()) {
            eraf(&mut einden.dagen, eind);
            if reden == TIJDELIJK {
                einden.tijdelijk -= 1;
            } else {
                einden.definitief -= 1;
            }
        }
    }
}

/// Walks through the message: `kijk` sees each delivery and what counts just before it.
pub(crate) fn loop_door<'a>(
    bericht: &'a Bericht,
    eerder: &'a dyn Eerder,
    mut kijk: impl FnMut(&Stand<'a>, &LeveringZicht<'a>),
) {
    let mut stand = Stand::van(eerder.leveringen());
    let (weg, mut nieuw): (Vec<_>, Vec<_>) = leveringen(bericht)
        .into_iter()
        .partition(|zicht| zicht.verwijderen);
    for zicht in &weg {
        kijk(&stand, zicht);
    }
    for zicht in &weg {
        stand.verwijder(zicht.levering);
    }
    nieuw.sort_by_key(|zicht| {
        let stop = zicht
            .levering
            .stop
            .map(|(eind, reden)| (eind, reden != TIJDELIJK));
        (zicht.levering.sleutel.begin, stop)
    });
    for zicht in &nieuw {
        kijk(&stand, zicht);
        stand.lever(zicht.levering);
    }
}

#[cfg(test)]
mod tests;
