//! Judging a declaratie: the header once, the lines in blocks.

use super::regels::{TOETSEN, VAN_ELKE_KOP};
use super::stand::Stand;
use super::uit_bevindingen::getekend;
use super::zicht::{ClientZicht, Toets, Zicht};
use super::{AfgewezenClient, AfgewezenPrestatie, Kop, Uitslag};
use super::{DeclaratieEerder, EerdereDeclaraties, Sleutels};
use crate::berichten::codes::RetourCode;
use crate::berichten::jw323::{self, Prestatie};
use crate::regels::{self, Bron, EerderVelden, MEESTE, Melder, Niveau};
use crate::{Bevinding, Tekst};
use std::collections::{HashMap, HashSet};

/// How many lines a block has at most, so that a store needs a handful of queries for each.
pub const BLOK: usize = 1_000;

/// A line of the declaratie where it stands in the message.
#[derive(Clone, Copy, Debug)]
pub struct Prestatieregel<'a> {
    /// Place of the Client in the message, from 0.
    pub client: u32,
    /// Place of the Prestatie in its Client, from 0.
    pub nummer: u32,
    /// BSN of the Client.
    pub bsn: &'a str,
    /// The Prestatie.
    pub prestatie: &'a Prestatie,
}

/// The judging of one declaratie, under way. Level 2 must have passed.
#[derive(Debug)]
pub struct Keuring {
    kop: Kop,
    bron: Bron,
    alleen_bron: bool,
    uitslag: Uitslag,
    /// Every ReferentieNummer of the message so far (TR314).
    gezien: HashSet<Tekst>,
    lopend: Option<Lopend>,
}

/// The client whose lines are judged.
#[derive(Debug)]
struct Lopend {
    client: u32,
    bsn: Tekst,
    codes: Vec<RetourCode>,
    toewijzingen: HashMap<u32, Stand>,
    /// VorigReferentieNummers of the granted credits.
    gecrediteerd: HashSet<Tekst>,
    wachtend: Vec<Wachtend>,
    afgewezen: Vec<AfgewezenPrestatie>,
}

/// A debit that does not fit before the credits are in.
#[derive(Debug)]
struct Wachtend {
    nummer: u32,
    prestatie: Prestatie,
    /// What was found on the line alone.
    bevindingen: Vec<Bevinding>,
}

impl Keuring {
    /// Judges the header and the class Declaratie.
    #[must_use]
    pub fn nieuw(kop: Kop, eerder: &EerdereDeclaraties, bron: &Bron) -> Self {
        let mut keuring = Self::van(kop, bron, false);
        let mut gevonden = Vec::new();
        let bericht = keuring.kop.als_bericht();
        gevonden.extend(op_elke_kop(&bericht, eerder.ontvangen, bron));
        keuring.uitslag.kop = codes(&gevonden);
        if gevonden.is_empty() {
            for (regel, toets) in TOETSEN.iter() {
                if let Toets::Kop(f) = toets {
                    f(&keuring.kop, eerder, &mut Melder::nieuw(regel, &mut gevonden));
                }
            }
            keuring.uitslag.declaratie = codes(&gevonden);
        }
        keuring.uitslag.bevindingen = gevonden;
        keuring
    }

    /// Judges what needs no earlier message: the rules of level 4 that look at lines. [`Keuring::vraagt`] asks nothing.
    #[must_use]
    pub fn alleen_bron(kop: Kop, bron: &Bron) -> Self {
        Self::van(kop, bron, true)
    }

    fn van(kop: Kop, bron: &Bron, alleen_bron: bool) -> Self {
        Self {
            kop,
            bron: bron.clone(),
            alleen_bron,
            uitslag: Uitslag::default(),
            gezien: HashSet::new(),
            lopend: None,
        }
    }

    /// The head that it was made with.
    pub(crate) fn kop(&self) -> &Kop {
        &self.kop
    }

    /// Is the answer known already? With a code in the header or in Declaratie no line is judged.
    #[must_use]
    pub fn besloten(&self) -> bool {
        !self.uitslag.verwerkt()
    }

    /// What must be looked up to judge this block.
    #[must_use]
    pub fn vraagt(&self, blok: &[Prestatieregel<'_>]) -> Sleutels {
        let mut sleutels = Sleutels::default();
        if self.besloten() || self.alleen_bron {
            return sleutels;
        }
        for regel in blok {
            let p = regel.prestatie;
            if !sleutels.bsns.contains(regel.bsn) {
                sleutels.bsns.insert(regel.bsn.into());
            }
            sleutels.toewijzingen.insert(p.toewijzing_nummer);
            let referentie = &p.product_referentie;
            sleutels.referenties.insert(referentie.referentie_nummer.clone());
            sleutels
                .vorige_referenties
                .extend(referentie.vorig_referentie_nummer.clone());
            if p.product_tarief.is_some() {
                sleutels
                    .producten
                    .insert((p.product_code.clone(), p.product_periode.begindatum));
            }
        }
        sleutels
    }

    /// Judges a block with what was looked up for it. The blocks come in the order of the message.
    pub fn keur(&mut self, blok: &[Prestatieregel<'_>], eerder: &DeclaratieEerder) {
        if self.besloten() {
            return;
        }
        for regel in blok {
            self.uitslag.aantal += 1;
            let mut lopend = match self.lopend.take() {
                Some(lopend) if lopend.client == regel.client => lopend,
                vorige => {
                    self.sluit(vorige);
                    self.open(regel, eerder)
                }
            };
            self.keur_regel(&mut lopend, regel, eerder);
            self.lopend = Some(lopend);
        }
    }

    /// The outcome, after the last block.
    #[must_use]
    pub fn klaar(mut self) -> Uitslag {
        let laatste = self.lopend.take();
        self.sluit(laatste);
        self.uitslag
    }

    fn open(&mut self, regel: &Prestatieregel<'_>, eerder: &DeclaratieEerder) -> Lopend {
        let mut gevonden = Vec::new();
        if !self.alleen_bron {
            let zicht = ClientZicht {
                client: regel.client,
                bekend: eerder.clienten.contains(regel.bsn),
            };
            for (regel, toets) in TOETSEN.iter() {
                if let Toets::Client(f) = toets {
                    f(&zicht, &mut Melder::nieuw(regel, &mut gevonden));
                }
            }
        }
        let codes = codes(&gevonden);
        self.bewaar(gevonden);
        Lopend {
            client: regel.client,
            bsn: regel.bsn.into(),
            codes,
            toewijzingen: HashMap::new(),
            gecrediteerd: HashSet::new(),
            wachtend: Vec::new(),
            afgewezen: Vec::new(),
        }
    }

    fn keur_regel(&mut self, lopend: &mut Lopend, regel: &Prestatieregel<'_>, eerder: &DeclaratieEerder) {
        let p = regel.prestatie;
        let referentie = &p.product_referentie;
        let nieuw = self.alleen_bron || self.gezien.insert(referentie.referentie_nummer.clone());
        if !lopend.codes.is_empty() {
            lopend.wijs_af(regel.nummer, p.clone(), vec![RetourCode::C0233]);
            return;
        }
        let Lopend {
            toewijzingen,
            gecrediteerd,
            ..
        } = lopend;
        if let (false, Some(feiten)) = (
            toewijzingen.contains_key(&p.toewijzing_nummer),
            eerder.toewijzingen.get(&p.toewijzing_nummer),
        ) && feiten.bsn == regel.bsn
        {
            toewijzingen.insert(p.toewijzing_nummer, Stand::nieuw(feiten.clone()));
        }
        let stand = toewijzingen.get_mut(&p.toewijzing_nummer);
        let vorige = referentie.vorig_referentie_nummer.as_ref();
        let debet = vorige.and_then(|vorige| eerder.debetten.get(vorige));
        let tarieven = (!eerder.tarieven.is_empty())
            .then(|| (p.product_code.clone(), p.product_periode.begindatum))
            .and_then(|sleutel| eerder.tarieven.get(&sleutel));
        let zicht = Zicht {
            regel: *regel,
            kop: &self.kop,
            bron: &self.bron,
            toewijzing: stand.as_deref().map(|stand| &stand.feiten),
            gebruikt: !nieuw || eerder.referenties.contains(&referentie.referentie_nummer),
            debet,
            gecrediteerd: debet.is_some_and(|debet| debet.gecrediteerd)
                || vorige.is_some_and(|vorige| gecrediteerd.contains(vorige)),
            tarieven: tarieven.map_or(&[], Vec::as_slice),
        };
        let gevonden = self.toets_alleen(&zicht);
        let wacht = match stand.as_deref() {
            Some(stand) if !zicht.is_credit() => !toets_samen(&zicht, stand.hooguit(p)).is_empty(),
            _ => false,
        };
        let is_credit = zicht.is_credit();
        match (stand, gevonden.is_empty()) {
            (Some(stand), goed) if wacht => {
                if goed {
                    stand.wacht(p);
                }
                lopend.wachtend.push(Wachtend {
                    nummer: regel.nummer,
                    prestatie: p.clone(),
                    bevindingen: gevonden,
                });
            }
            (_, false) => {
                lopend.wijs_af(regel.nummer, p.clone(), codes(&gevonden));
                self.bewaar(gevonden);
            }
            (stand, true) => {
                match stand {
                    Some(stand) if is_credit => stand.crediteer(p),
                    Some(stand) => stand.ken_toe(p),
                    None => {}
                }
                if is_credit {
                    gecrediteerd.extend(vorige.cloned());
                }
                self.ken_toe(p);
            }
        }
    }

    /// What [`Keuring::alleen_bron`] finds on one line: a stream asks it while the line is there.
    pub(crate) fn bron_van_regel(&self, regel: &Prestatieregel<'_>) -> Vec<Bevinding> {
        self.toets_alleen(&Zicht {
            regel: *regel,
            kop: &self.kop,
            bron: &self.bron,
            toewijzing: None,
            gebruikt: false,
            debet: None,
            gecrediteerd: false,
            tarieven: &[],
        })
    }

    /// The rules that look at the line alone.
    fn toets_alleen(&self, zicht: &Zicht<'_>) -> Vec<Bevinding> {
        let mut gevonden = Vec::new();
        let onbestreden = zicht.is_kopie();
        for (regel, toets) in TOETSEN.iter() {
            let f = match toets {
                Toets::Verwijzing(f) => f,
                Toets::Inhoud(f) if !onbestreden => f,
                _ => continue,
            };
            if !self.alleen_bron || regel.niveau == Niveau::Bron {
                f(zicht, &mut Melder::nieuw(regel, &mut gevonden));
            }
        }
        gevonden
    }

    /// All lines of the client are in: the debits that waited are judged, now that all credits count.
    fn sluit(&mut self, lopend: Option<Lopend>) {
        let Some(mut lopend) = lopend else { return };
        for wachtend in std::mem::take(&mut lopend.wachtend) {
            let Wachtend {
                nummer,
                prestatie,
                mut bevindingen,
            } = wachtend;
            let Some(stand) = lopend.toewijzingen.get_mut(&prestatie.toewijzing_nummer) else {
                continue;
            };
            let zicht = Zicht {
                regel: Prestatieregel {
                    client: lopend.client,
                    nummer,
                    bsn: &lopend.bsn,
                    prestatie: &prestatie,
                },
                kop: &self.kop,
                bron: &self.bron,
                toewijzing: Some(&stand.feiten),
                gebruikt: false,
                debet: None,
                gecrediteerd: false,
                tarieven: &[],
            };
            bevindingen.extend(toets_samen(&zicht, stand.zeker(&prestatie)));
            if bevindingen.is_empty() {
                stand.ken_later_toe(&prestatie);
                self.ken_toe(&prestatie);
            } else {
                lopend.wijs_af(nummer, prestatie, codes(&bevindingen));
                self.bewaar(bevindingen);
            }
        }
        if lopend.afgewezen.is_empty() {
            return;
        }
        lopend.afgewezen.sort_by_key(|prestatie| prestatie.nummer);
        self.uitslag.clienten.push(AfgewezenClient {
            client: lopend.client,
            bsn: lopend.bsn,
            codes: lopend.codes,
            prestaties: lopend.afgewezen,
        });
    }

    fn ken_toe(&mut self, prestatie: &Prestatie) {
        self.uitslag.toegekend += getekend(prestatie);
    }

    fn bewaar(&mut self, gevonden: Vec<Bevinding>) {
        let plaats = MEESTE.saturating_sub(self.uitslag.bevindingen.len());
        self.uitslag.bevindingen.extend(gevonden.into_iter().take(plaats));
    }
}

impl Lopend {
    fn wijs_af(&mut self, nummer: u32, prestatie: Prestatie, codes: Vec<RetourCode>) {
        self.afgewezen.push(AfgewezenPrestatie {
            nummer,
            prestatie,
            codes,
        });
    }
}

fn toets_samen(zicht: &Zicht<'_>, samen: super::stand::Samen) -> Vec<Bevinding> {
    let mut gevonden = Vec::new();
    for (regel, toets) in TOETSEN.iter() {
        if let Toets::Samen(f) = toets {
            f(zicht, &samen, &mut Melder::nieuw(regel, &mut gevonden));
        }
    }
    gevonden
}

/// The rules that every message has on its header.
pub(super) fn op_elke_kop(bericht: &crate::Bericht, ontvangen: bool, bron: &Bron) -> Vec<Bevinding> {
    let eerder = EerderVelden {
        ontvangen,
        ..EerderVelden::default()
    };
    let mut gevonden = Vec::new();
    for regel in VAN_ELKE_KOP.iter().filter_map(|id| regels::zoek(id)) {
        regels::voer_uit(regel, bericht, &eerder, bron, &mut gevonden);
    }
    gevonden
}

/// The codes of these findings, each once.
fn codes(gevonden: &[Bevinding]) -> Vec<RetourCode> {
    let mut codes = Vec::new();
    for bevinding in gevonden {
        let code = bevinding.retourcode.as_deref().unwrap_or("0001");
        let code = RetourCode::try_from(code).unwrap_or(RetourCode::C0001);
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}

/// Judges a whole message in blocks. `zoek` answers what each block asks.
pub fn keur(
    bericht: &jw323::Bericht,
    eerder: &EerdereDeclaraties,
    bron: &Bron,
    zoek: impl FnMut(&Sleutels) -> DeclaratieEerder,
) -> Uitslag {
    in_blokken(Keuring::nieuw(Kop::van(bericht), eerder, bron), bericht, zoek)
}

/// Judges the rules of level 4 that need no earlier message: those of the header, and of the lines when that is clean.
#[must_use]
pub fn keur_bron(bericht: &jw323::Bericht, bron: &Bron) -> Uitslag {
    let mut keuring = Keuring::alleen_bron(Kop::van(bericht), bron);
    let mut gevonden = op_elke_kop(&keuring.kop.als_bericht(), false, bron);
    keuring.uitslag.kop = codes(&gevonden);
    keuring.uitslag.bevindingen.append(&mut gevonden);
    in_blokken(keuring, bericht, |_| DeclaratieEerder::default())
}

/// The findings of level 4 on the lines of a whole message, without earlier messages.
pub(crate) fn bron_van_regels(bericht: &jw323::Bericht, bron: &Bron) -> Vec<Bevinding> {
    let keuring = Keuring::alleen_bron(Kop::van(bericht), bron);
    in_blokken(keuring, bericht, |_| DeclaratieEerder::default()).bevindingen
}

fn in_blokken(
    mut keuring: Keuring,
    bericht: &jw323::Bericht,
    mut zoek: impl FnMut(&Sleutels) -> DeclaratieEerder,
) -> Uitslag {
    let mut blok = Vec::with_capacity(BLOK);
    let mut verwerk = |blok: &mut Vec<Prestatieregel<'_>>| {
        let feiten = zoek(&keuring.vraagt(blok));
        keuring.keur(blok, &feiten);
        blok.clear();
    };
    for (client, nummer) in bericht.declaratie.clienten.client.iter().zip(0..) {
        for (prestatie, plek) in client.prestaties.prestatie.iter().zip(0..) {
            blok.push(Prestatieregel {
                client: nummer,
                nummer: plek,
                bsn: &client.bsn,
                prestatie,
            });
            if blok.len() == BLOK {
                verwerk(&mut blok);
            }
        }
    }
    verwerk(&mut blok);
    keuring.klaar()
}

#[cfg(test)]
mod tests;
