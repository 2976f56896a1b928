//! What level 3 must know of earlier messages. The store looks the facts up before the message is judged.
//!
//! The facts are about *one* message, between its gemeente and its aanbieder. 'Earlier' leaves out what was refused: that
//! counts as never sent (OP286). Only the identification (TR056) counts refused messages too, because a retourbericht is
//! found by it.
//!
//! | message | to fetch |
//! | --- | --- |
//! | every heenbericht | [`Eerder::ontvangen`]: message type + Afzender + Identificatie (TR056) |
//! | JW315 | [`Eerder::open_verzoek`]: gemeente + aanbieder + Bsn (TR374); [`Eerder::verzoek`] for each ReferentieAanbieder (TR347) |
//! | JW319 | [`Eerder::verzoek`] for its ReferentieAanbieder (TR355, TR359, TR360, TR365) |
//! | JW301 | [`Eerder::toewijzing`] for each ToewijzingNummer (TR332, TR379, TR385); [`Eerder::verzoek`] for each ReferentieAanbieder (TR379) |
//! | JW302, JW316, JW320 | nothing: no rule of level 3 is about a retourbericht |

use compact_str::CompactString;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// An earlier, accepted AangevraagdProduct (or verzoek om wijziging) with a certain ReferentieAanbieder.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct EerderVerzoek {
    /// Is it about the client of this message? True when the message names no client (JW319).
    pub zelfde_client: bool,
    /// VerzoekAntwoord of each earlier JW319 about it, oldest first: `1` refused, `2` in onderzoek.
    pub antwoorden: Vec<CompactString>,
    /// Has a JW301 with this ReferentieAanbieder been sent?
    pub toegewezen: bool,
}

/// An earlier, accepted ToegewezenProduct of this gemeente with a certain ToewijzingNummer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EerdereToewijzing {
    /// Is it of the client of this message?
    pub zelfde_client: bool,
    /// Is it at the aanbieder of this message?
    pub zelfde_aanbieder: bool,
    /// Category of the product, when it had one.
    pub categorie: Option<CompactString>,
    /// Code of the product, when it had one.
    pub code: Option<CompactString>,
    /// First day.
    pub ingangsdatum: Date,
    /// Every ReferentieAanbieder with which it was sent before.
    pub referenties: Vec<CompactString>,
    /// Are there granted Prestaties on it that were not credited?
    pub toegekende_prestaties: bool,
}

/// The facts about earlier messages; see the module for what each message needs.
pub trait Eerder {
    /// Has a message of this type with this Identificatie come from this Afzender before, refused or not (TR056)?
    fn ontvangen(&self) -> bool;
    /// Is a verzoek of this aanbieder for this client still open at this gemeente (TR374)? Open: accepted, and of at least
    /// one product neither granted (JW301) nor refused (JW319 with VerzoekAntwoord 1).
    fn open_verzoek(&self) -> bool;
    /// The verzoek with this ReferentieAanbieder.
    fn verzoek(&self, referentie: &str) -> Option<&EerderVerzoek>;
    /// The toewijzing with this ToewijzingNummer.
    fn toewijzing(&self, nummer: u32) -> Option<&EerdereToewijzing>;
}

/// The facts as plain fields, filled beforehand.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct EerderVelden {
    /// See [`Eerder::ontvangen`].
    pub ontvangen: bool,
    /// See [`Eerder::open_verzoek`].
    pub open_verzoek: bool,
    /// By ReferentieAanbieder.
    pub verzoeken: BTreeMap<CompactString, EerderVerzoek>,
    /// By ToewijzingNummer.
    pub toewijzingen: BTreeMap<u32, EerdereToewijzing>,
}

impl Eerder for EerderVelden {
    fn ontvangen(&self) -> bool {
        self.ontvangen
    }

    fn open_verzoek(&self) -> bool {
        self.open_verzoek
    }

    fn verzoek(&self, referentie: &str) -> Option<&EerderVerzoek> {
        self.verzoeken.get(referentie)
    }

    fn toewijzing(&self, nummer: u32) -> Option<&EerdereToewijzing> {
        self.toewijzingen.get(&nummer)
    }
}
