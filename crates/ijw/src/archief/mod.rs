//! Earlier messages in memory: what level 3 must know, without a store. For `controleer --archief` and for tests.
//!
//! Everything that was added is earlier than the message that is judged, in whatever order it was added. What counts:
//!
//! * A message that was refused counts as never sent (OP286), except that its identification is used (TR056). It was refused
//!   when [`Archief::voeg_toe`] is told so, or when a retourbericht in the archive says so.
//! * Of the messages with one identification the first that was added counts; a retourbericht with 9056 is about another.
//! * Of one ToewijzingNummer the newest Toewijzingsdatum and Toewijzingstijd is the one that counts (IV013).
//! * Answers to a verzoek are in order of Dagtekening; starts and stops need no order.

mod declaratie;
mod toegekend;

pub use declaratie::Verleden;

#[cfg(test)]
mod casussen;
#[cfg(test)]
pub(crate) mod proef;

use crate::berichten::codes::RetourCode;
use crate::berichten::{jw301, jw317, jw323, jw325};
use crate::regels::zicht::bsn;
use crate::regels::{
    EerderVelden, EerderVerzoek, EerdereLevering, EerdereOmvang, EerdereToewijzing, leveringen,
};
use crate::{Bericht, BerichtSoort, Tekst};
use jiff::civil::{Date, Time};
use std::collections::{BTreeSet, HashMap};

/// Message type, Afzender, Identificatie.
type BerichtSleutel = (BerichtSoort, Tekst, Tekst);

/// Gemeente, aanbieder, Bsn.
type ClientSleutel = (Tekst, Tekst, Tekst);

/// What became of the messages with one identification.
#[derive(Default)]
struct Lot {
    kopieen: usize,
    /// Retourberichten that say the identification was used already.
    dubbel: usize,
    geweigerd: bool,
}

/// A message in the archive, to which the facts point.
struct Rij {
    sleutel: BerichtSleutel,
    dagtekening: Date,
    /// Told to be refused, or a second one with the same identification.
    geweigerd: bool,
}

/// A JW325 and its row.
type Antwoord = (usize, Box<jw325::Bericht>);

struct Toegewezen {
    rij: usize,
    bsn: Tekst,
    aanbieder: Tekst,
    product: jw301::ToegewezenProduct,
}

#[derive(Default)]
struct Client {
    leveringen: Vec<(usize, Vec<EerdereLevering>)>,
    /// Each verzoek with its references.
    verzoeken: Vec<(usize, Vec<Tekst>)>,
    toewijzingen: BTreeSet<u32>,
}

/// Everything about one ReferentieAanbieder of one aanbieder.
#[derive(Default)]
struct Referentie {
    /// The verzoeken: for which client.
    gevraagd: Vec<(usize, Tekst)>,
    /// The content of the JW317s.
    wijzigingen: Vec<(usize, jw317::Verzoek)>,
    /// The JW319s: VerzoekAntwoord.
    antwoorden: Vec<(usize, Tekst)>,
    /// The JW301s.
    toegewezen: Vec<usize>,
}

/// Earlier messages.
#[derive(Default)]
pub struct Archief {
    rijen: Vec<Rij>,
    lot: HashMap<BerichtSleutel, Lot>,
    clienten: HashMap<ClientSleutel, Client>,
    /// Messages of a gemeente about a client, whoever the aanbieder is.
    bekend: HashMap<(Tekst, Tekst), Vec<usize>>,
    /// By gemeente and ToewijzingNummer.
    toewijzingen: HashMap<(Tekst, u32), Vec<Toegewezen>>,
    /// By aanbieder and ReferentieAanbieder.
    referenties: HashMap<(Tekst, Tekst), Referentie>,
    declaraties: Vec<(usize, Box<jw323::Bericht>)>,
    /// By Afzender and Identificatie of the declaratie.
    antwoorden: HashMap<(Tekst, Tekst), Vec<Antwoord>>,
}

/// The gemeente and the aanbieder of a message.
fn partijen(bericht: &Bericht) -> (Tekst, Tekst) {
    let (van, naar) = (bericht.afzender().into(), bericht.ontvanger().into());
    match bericht.soort() {
        BerichtSoort::Jw301
        | BerichtSoort::Jw302
        | BerichtSoort::Jw319
        | BerichtSoort::Jw320
        | BerichtSoort::Jw325 => (van, naar),
        _ => (naar, van),
    }
}

/// The type that a retourbericht answers. A JW325 is a message of its own.
fn retour_op(bericht: &Bericht) -> Option<BerichtSoort> {
    bericht
        .soort()
        .heen()
        .filter(|_| bericht.soort() != BerichtSoort::Jw325)
}

impl Archief {
    /// An archive without messages.
    #[must_use]
    pub fn nieuw() -> Self {
        Self::default()
    }

    /// Adds a message. `niet_afgekeurd` is false when it is known to be refused; a retourbericht in the archive can say so too.
    pub fn voeg_toe(&mut self, bericht: &Bericht, niet_afgekeurd: bool) {
        if let Some(heen) = retour_op(bericht) {
            self.verwerk_retour(heen, bericht);
            return;
        }
        let sleutel = (
            bericht.soort(),
            bericht.afzender().into(),
            bericht.identificatie().into(),
        );
        let lot = self.lot.entry(sleutel.clone()).or_default();
        lot.kopieen += 1;
        let rij = self.rijen.len();
        self.rijen.push(Rij {
            sleutel,
            dagtekening: bericht.dagtekening(),
            geweigerd: !niet_afgekeurd || lot.kopieen > 1,
        });
        self.onthoud(rij, bericht);
    }

    fn verwerk_retour(&mut self, heen: BerichtSoort, bericht: &Bericht) {
        let Some(codes) = codes(bericht) else { return };
        let sleutel = (heen, bericht.afzender().into(), bericht.identificatie().into());
        let lot = self.lot.entry(sleutel).or_default();
        if codes.contains(&RetourCode::C9056) {
            lot.dubbel += 1;
        } else {
            lot.geweigerd = true;
        }
    }

    fn onthoud(&mut self, rij: usize, bericht: &Bericht) {
        let (gemeente, aanbieder) = partijen(bericht);
        let client = bsn(bericht).map(|bsn| {
            let bekend = self.bekend.entry((gemeente.clone(), bsn.into())).or_default();
            bekend.push(rij);
            (gemeente.clone(), aanbieder.clone(), Tekst::from(bsn))
        });
        match bericht {
            Bericht::Jw301(b) => {
                for product in &b.client.toegewezen_producten.toegewezen_product {
                    if let Some(referentie) = &product.referentie_aanbieder {
                        self.referentie(&aanbieder, referentie).toegewezen.push(rij);
                    }
                    let nummer = product.toewijzing_nummer;
                    if let Some(client) = &client {
                        let van_client = self.clienten.entry(client.clone()).or_default();
                        van_client.toewijzingen.insert(nummer);
                    }
                    let plek = self.toewijzingen.entry((gemeente.clone(), nummer)).or_default();
                    plek.push(Toegewezen {
                        rij,
                        bsn: b.client.bsn.clone(),
                        aanbieder: aanbieder.clone(),
                        product: product.clone(),
                    });
                }
            }
            Bericht::Jw305(_) | Bericht::Jw307(_) => {
                if let Some(client) = client {
                    let van_client = self.clienten.entry(client).or_default();
                    van_client.leveringen.push((rij, leveringen(bericht)));
                }
            }
            Bericht::Jw315(b) => {
                let producten = &b.client.aangevraagde_producten.aangevraagd_product;
                let referenties = producten.iter().map(|p| p.referentie_aanbieder.clone());
                self.vraag(rij, client, referenties.collect());
            }
            Bericht::Jw317(b) => {
                let verzoek = &b.client.verzoek;
                self.vraag(rij, client, vec![verzoek.referentie_aanbieder.clone()]);
                let plek = self.referentie(&aanbieder, &verzoek.referentie_aanbieder);
                plek.wijzigingen.push((rij, verzoek.clone()));
            }
            Bericht::Jw319(b) => {
                let antwoord = &b.antwoord;
                let referentie = self.referentie(&aanbieder, &antwoord.referentie_aanbieder);
                let wat = antwoord.verzoek_antwoord.as_str().into();
                referentie.antwoorden.push((rij, wat));
            }
            Bericht::Jw323(b) => self.declaraties.push((rij, b.clone())),
            Bericht::Jw325(b) => {
                let declaratie = &b.header.declaratie_identificatie.identificatie;
                let plek = self.antwoorden.entry((aanbieder, declaratie.clone()));
                plek.or_default().push((rij, b.clone()));
            }
            _ => {}
        }
    }

    fn vraag(&mut self, rij: usize, client: Option<ClientSleutel>, referenties: Vec<Tekst>) {
        let Some(client) = client else { return };
        for referentie in &referenties {
            let plek = self.referentie(&client.1, referentie);
            plek.gevraagd.push((rij, client.2.clone()));
        }
        let van_client = self.clienten.entry(client).or_default();
        van_client.verzoeken.push((rij, referenties));
    }

    fn referentie(&mut self, aanbieder: &Tekst, referentie: &Tekst) -> &mut Referentie {
        let sleutel = (aanbieder.clone(), referentie.clone());
        self.referenties.entry(sleutel).or_default()
    }

    /// Does this message count, or was it refused?
    fn telt(&self, rij: usize) -> bool {
        self.rijen.get(rij).is_some_and(|rij| {
            let lot = self.lot.get(&rij.sleutel);
            !rij.geweigerd && lot.is_none_or(|lot| !lot.geweigerd && lot.dubbel < lot.kopieen)
        })
    }

    /// The facts that [`crate::regels::Eerder`] lists for this message.
    #[must_use]
    pub fn eerder(&self, bericht: &Bericht) -> EerderVelden {
        let mut velden = EerderVelden::default();
        if retour_op(bericht).is_some() {
            return velden;
        }
        let (gemeente, aanbieder) = partijen(bericht);
        let sleutel = (
            bericht.soort(),
            bericht.afzender().into(),
            bericht.identificatie().into(),
        );
        velden.ontvangen = self.lot.get(&sleutel).is_some_and(|lot| lot.kopieen > 0);
        let mijn = bsn(bericht).map(Tekst::from);
        if let Some(bsn) = &mijn {
            let bekend = self.bekend.get(&(gemeente.clone(), bsn.clone()));
            velden.client_bekend = bekend.is_some_and(|rijen| rijen.iter().any(|rij| self.telt(*rij)));
            let client = (gemeente.clone(), aanbieder.clone(), bsn.clone());
            if let Some(client) = self.clienten.get(&client) {
                self.vul_client(&mut velden, client, &aanbieder);
            }
        }
        let (nummers, referenties) = genoemd(bericht);
        let van_client = mijn
            .iter()
            .filter_map(|bsn| {
                let client = (gemeente.clone(), aanbieder.clone(), bsn.clone());
                self.clienten.get(&client)
            })
            .flat_map(|client| &client.toewijzingen);
        for nummer in nummers.iter().chain(van_client) {
            let Some(mut toewijzing) = self.toewijzing(&gemeente, *nummer, &aanbieder, mijn.as_deref())
            else {
                continue;
            };
            // Only TR385 asks, of a JW301 that removes.
            if matches!(bericht, Bericht::Jw301(_)) {
                toewijzing.toegekende_prestaties = self.heeft_toegekend(&gemeente, *nummer);
            }
            velden.toewijzingen.insert(*nummer, toewijzing);
        }
        for referentie in referenties {
            let plek = self.referenties.get(&(aanbieder.clone(), referentie.clone()));
            let wijzigingen = plek.into_iter().flat_map(|plek| &plek.wijzigingen);
            if let Some((_, verzoek)) = wijzigingen.into_iter().find(|(rij, _)| self.telt(*rij)) {
                velden.wijzigingen.insert(referentie.clone(), verzoek.clone());
            }
            if let Some(verzoek) = self.verzoek(&aanbieder, &referentie, mijn.as_deref()) {
                velden.verzoeken.insert(referentie, verzoek);
            }
        }
        velden
    }

    fn vul_client(&self, velden: &mut EerderVelden, client: &Client, aanbieder: &Tekst) {
        velden.leveringen = client
            .leveringen
            .iter()
            .filter(|(rij, _)| self.telt(*rij))
            .flat_map(|(_, leveringen)| leveringen.clone())
            .collect();
        velden.open_verzoek = client
            .verzoeken
            .iter()
            .filter(|(rij, _)| self.telt(*rij))
            .flat_map(|(_, referenties)| referenties)
            .any(|referentie| self.staat_open(aanbieder, referentie));
    }

    fn staat_open(&self, aanbieder: &Tekst, referentie: &Tekst) -> bool {
        let plek = self.referenties.get(&(aanbieder.clone(), referentie.clone()));
        plek.is_none_or(|plek| {
            let toegewezen = plek.toegewezen.iter().any(|rij| self.telt(*rij));
            let afgewezen = plek
                .antwoorden
                .iter()
                .any(|(rij, antwoord)| antwoord == "1" && self.telt(*rij));
            !toegewezen && !afgewezen
        })
    }

    fn verzoek(&self, aanbieder: &Tekst, referentie: &Tekst, bsn: Option<&str>) -> Option<EerderVerzoek> {
        let plek = self.referenties.get(&(aanbieder.clone(), referentie.clone()))?;
        let (_, van) = plek.gevraagd.iter().find(|(rij, _)| self.telt(*rij))?;
        let mut antwoorden: Vec<_> = plek
            .antwoorden
            .iter()
            .filter(|(rij, _)| self.telt(*rij))
            .collect();
        antwoorden.sort_by_key(|(rij, _)| self.rijen.get(*rij).map(|rij| rij.dagtekening));
        Some(EerderVerzoek {
            zelfde_client: bsn.is_none_or(|bsn| van == bsn),
            antwoorden: antwoorden.into_iter().map(|(_, wat)| wat.clone()).collect(),
            toegewezen: plek.toegewezen.iter().any(|rij| self.telt(*rij)),
        })
    }

    /// The toewijzing with this number as it counts now, for this aanbieder and client.
    fn toewijzing(
        &self,
        gemeente: &Tekst,
        nummer: u32,
        aanbieder: &str,
        bsn: Option<&str>,
    ) -> Option<EerdereToewijzing> {
        let alle = self.toewijzingen.get(&(gemeente.clone(), nummer))?;
        let telt = || alle.iter().filter(|t| self.telt(t.rij));
        let nieuwste = telt().max_by_key(|t| self.ouderdom(t))?;
        let p = &nieuwste.product;
        let reden = p.reden_wijziging.map(|reden| reden.as_str());
        Some(EerdereToewijzing {
            zelfde_client: bsn.is_some_and(|bsn| nieuwste.bsn == bsn),
            zelfde_aanbieder: nieuwste.aanbieder == aanbieder,
            categorie: p.product.as_ref().map(|p| p.categorie.as_str().into()),
            code: p.product.as_ref().and_then(|p| p.code.clone()),
            toewijzingsdatum: p.toewijzingsdatum,
            ingangsdatum: p.ingangsdatum,
            einddatum: p.einddatum,
            omvang: p.omvang.as_ref().map(|omvang| EerdereOmvang {
                volume: omvang.volume,
                eenheid: omvang.eenheid.as_str().into(),
                frequentie: omvang.frequentie.as_str().into(),
            }),
            budget: p.budget.map(u64::from),
            verwijderd: p.einddatum == Some(p.ingangsdatum) && matches!(reden, Some("01" | "13")),
            referenties: telt()
                .filter_map(|t| t.product.referentie_aanbieder.clone())
                .collect(),
            toegekende_prestaties: false,
        })
    }

    fn ouderdom(&self, t: &Toegewezen) -> (Date, Time, Option<Date>, usize) {
        let dagtekening = self.rijen.get(t.rij).map(|rij| rij.dagtekening);
        let p = &t.product;
        (p.toewijzingsdatum, p.toewijzingstijd, dagtekening, t.rij)
    }
}

/// The ToewijzingNummers and ReferentieAanbieders that a message names.
fn genoemd(bericht: &Bericht) -> (BTreeSet<u32>, BTreeSet<Tekst>) {
    let (mut nummers, mut referenties) = (BTreeSet::new(), BTreeSet::new());
    match bericht {
        Bericht::Jw301(b) => {
            for p in &b.client.toegewezen_producten.toegewezen_product {
                nummers.insert(p.toewijzing_nummer);
                referenties.extend(p.referentie_aanbieder.clone());
            }
        }
        Bericht::Jw305(b) => {
            let producten = &b.client.start_producten.start_product;
            nummers.extend(producten.iter().filter_map(|p| p.toewijzing_nummer));
        }
        Bericht::Jw307(b) => {
            let producten = &b.client.stop_producten.stop_product;
            nummers.extend(producten.iter().filter_map(|p| p.toewijzing_nummer));
        }
        Bericht::Jw315(b) => {
            let producten = &b.client.aangevraagde_producten.aangevraagd_product;
            referenties.extend(producten.iter().map(|p| p.referentie_aanbieder.clone()));
        }
        Bericht::Jw317(b) => {
            let verzoek = &b.client.verzoek;
            referenties.insert(verzoek.referentie_aanbieder.clone());
            let blijft = verzoek.ongewijzigde_producten.iter();
            let blijft = blijft.flat_map(|p| &p.ongewijzigd_product);
            let verandert = verzoek.te_wijzigen_producten.iter();
            let verandert = verandert.flat_map(|p| &p.te_wijzigen_product);
            nummers.extend(blijft.map(|p| p.toewijzing_nummer));
            nummers.extend(verandert.map(|p| p.toewijzing_nummer));
        }
        Bericht::Jw319(b) => {
            referenties.insert(b.antwoord.referentie_aanbieder.clone());
        }
        _ => {}
    }
    (nummers, referenties)
}

/// The codes in the header of a retourbericht that refuses; `None` when it refuses nothing.
fn codes(bericht: &Bericht) -> Option<Vec<RetourCode>> {
    let codes = match bericht {
        Bericht::Jw302(b) => &b.header.retour_codes.as_ref()?.retour_code,
        Bericht::Jw306(b) => &b.header.retour_codes.as_ref()?.retour_code,
        Bericht::Jw308(b) => &b.header.retour_codes.as_ref()?.retour_code,
        Bericht::Jw316(b) => &b.header.retour_codes.as_ref()?.retour_code,
        Bericht::Jw318(b) => &b.header.retour_codes.as_ref()?.retour_code,
        Bericht::Jw320(b) => &b.header.retour_codes.as_ref()?.retour_code,
        _ => return None,
    };
    Some(codes.clone())
}
