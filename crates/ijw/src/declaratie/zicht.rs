//! How the rules of a declaratie see a line, and what carries a rule out.

use super::keuring::Prestatieregel;
use super::stand::Samen;
use super::{AntwoordEerder, EerderDebet, EerdereDeclaraties, Kop, Tarief, Toewijzing};
use crate::berichten::basis::GeslotenPeriode;
use crate::berichten::codes::{DebetCredit, Eenheid};
use crate::berichten::{jw323, jw325};
use crate::regels::{Bron, Melder};

/// What carries out a rule of level 3 or 4 of a JW323 or JW325.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Toets {
    /// On the class Declaratie.
    Kop(fn(&Kop, &EerdereDeclaraties, &mut Melder<'_>)),
    /// On a Client.
    Client(fn(&ClientZicht, &mut Melder<'_>)),
    /// On the references of a Prestatie, debit or credit.
    Verwijzing(fn(&Zicht<'_>, &mut Melder<'_>)),
    /// On the content of a Prestatie; not for a credit that copies a granted debit, which cannot be refused on it (IV085).
    Inhoud(fn(&Zicht<'_>, &mut Melder<'_>)),
    /// On a debit Prestatie together with what was granted before.
    Samen(fn(&Zicht<'_>, &Samen, &mut Melder<'_>)),
    /// On a JW325.
    Antwoord(fn(&jw325::Bericht, &AntwoordEerder, &mut Melder<'_>)),
}

/// A client of the declaratie.
pub(crate) struct ClientZicht {
    /// Place in the message, from 0.
    pub(super) client: u32,
    pub(super) bekend: bool,
}

impl ClientZicht {
    pub(super) fn pad(&self, element: &str) -> String {
        format!("Declaratie/Clienten/Client[{}]/{element}", self.client + 1)
    }
}

/// A line with what is known about it.
pub(crate) struct Zicht<'a> {
    pub(super) regel: Prestatieregel<'a>,
    pub(super) kop: &'a Kop,
    pub(super) bron: &'a Bron,
    /// The toewijzing of this client with the ToewijzingNummer of the line.
    pub(super) toewijzing: Option<&'a Toewijzing>,
    /// Was the ReferentieNummer used before?
    pub(super) gebruikt: bool,
    /// The granted debit with the VorigReferentieNummer of the line.
    pub(super) debet: Option<&'a EerderDebet>,
    /// Was that debit credited before?
    pub(super) gecrediteerd: bool,
    /// Contract tariffs of the product; empty when unknown.
    pub(super) tarieven: &'a [Tarief],
}

impl<'a> Zicht<'a> {
    pub(super) fn prestatie(&self) -> &'a jw323::Prestatie {
        self.regel.prestatie
    }

    pub(super) fn periode(&self) -> &'a GeslotenPeriode {
        &self.regel.prestatie.product_periode
    }

    pub(super) fn is_credit(&self) -> bool {
        self.regel.prestatie.ingediend_bedrag.debet_credit == DebetCredit::Credit
    }

    /// Is the line a credit that copies the granted debit it names (IV091)?
    pub(super) fn is_kopie(&self) -> bool {
        let p = self.regel.prestatie;
        self.is_credit()
            && self.debet.is_some_and(|debet| {
                let d = &debet.prestatie;
                debet.bsn == self.regel.bsn
                    && (d.toewijzing_nummer, d.product_categorie, &d.product_code)
                        == (p.toewijzing_nummer, p.product_categorie, &p.product_code)
                    && (&d.product_periode, d.geleverd_volume, d.eenheid)
                        == (&p.product_periode, p.geleverd_volume, p.eenheid)
                    && (d.product_tarief, d.ingediend_bedrag.bedrag)
                        == (p.product_tarief, p.ingediend_bedrag.bedrag)
            })
    }

    /// The toewijzing, unless it was removed: then only TR384 speaks.
    pub(super) fn geldige_toewijzing(&self) -> Option<&'a Toewijzing> {
        self.toewijzing.filter(|toewijzing| !toewijzing.verwijderd)
    }

    pub(super) fn pad(&self, element: &str) -> String {
        format!(
            "Declaratie/Clienten/Client[{}]/Prestaties/Prestatie[{}]/{element}",
            self.regel.client + 1,
            self.regel.nummer + 1
        )
    }
}

/// May a line in this eenheid be declared on that of a toewijzing or tariff? Equal, or minutes for hours (TR341, IV081).
pub(super) fn past(declaratie: Eenheid, afspraak: Eenheid) -> bool {
    declaratie == afspraak || (declaratie, afspraak) == (Eenheid::Minuut, Eenheid::Uur)
}

/// A volume in the smallest eenheid it can be declared in, so that hours and minutes add up.
pub(super) fn kleinste(volume: u32, eenheid: Eenheid) -> u64 {
    match eenheid {
        Eenheid::Uur => u64::from(volume) * 60,
        _ => u64::from(volume),
    }
}
