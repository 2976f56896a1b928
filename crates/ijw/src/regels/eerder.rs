//! What level 3 must know of earlier messages. The store looks the facts up before the message is judged.
//!
//! The facts are about *one* message, between its gemeente and its aanbieder. 'Earlier' leaves out what was refused: that
//! counts as never sent (OP286). Only the identification (TR056) counts refused messages too, because a retourbericht is
//! found by it.
//!
//! | message | to fetch |
//! | --- | --- |
//! | every heenbericht | [`Eerder::ontvangen`]: message type + Afzender + Identificatie (TR056) |
//! | JW301 | [`Eerder::toewijzing`] for each ToewijzingNummer (TR332, TR379, TR385, the OP033 family); [`Eerder::verzoek`] for each ReferentieAanbieder (TR379) |
//! | JW305, JW307 | [`Eerder::toewijzing`] for each ToewijzingNummer (TR019); [`Eerder::leveringen`]: every accepted start and stop of gemeente + aanbieder + Bsn in order of arrival (TR063, TR071, TR074, TR326, TR382, TR413, TR414, TR415) |
//! | JW315 | [`Eerder::open_verzoek`]: gemeente + aanbieder + Bsn (TR374); [`Eerder::verzoek`] for each ReferentieAanbieder (TR347) |
//! | JW317 | as JW315; [`Eerder::client_bekend`]: has the gemeente a client with this Bsn (TR304); [`Eerder::toewijzingen_van_client`]: every toewijzing of gemeente + aanbieder + Bsn, ended and removed ones too (TR349); [`Eerder::toewijzing`] for each ToewijzingNummer (TR350, TR351, TR357, TR361, TR373, TR375, TR411, TR412) |
//! | JW319 | [`Eerder::verzoek`] for its ReferentieAanbieder (TR355, TR359, TR360, TR365) |
//! | JW302, JW306, JW308, JW316, JW318, JW320 | nothing: no rule of level 3 is about a retourbericht |
//! | JW323, JW325 | not here: see the facts of the declaratie |

use crate::berichten::jw317::Verzoek;
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

/// The Omvang of an earlier toewijzing.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct EerdereOmvang {
    /// Volume; eurocents when the eenheid is `83`.
    pub volume: u32,
    /// Code of WJ756.
    pub eenheid: CompactString,
    /// Code of WMO757: `2` per week, `6` in total.
    pub frequentie: CompactString,
}

/// An earlier, accepted ToegewezenProduct of this gemeente with a certain ToewijzingNummer, as it was sent last: the one with
/// the newest Toewijzingsdatum and Toewijzingstijd (IV013).
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct EerdereToewijzing {
    /// Is it of the client of this message?
    pub zelfde_client: bool,
    /// Is it at the aanbieder of this message?
    pub zelfde_aanbieder: bool,
    /// Category of the product, when it had one.
    pub categorie: Option<CompactString>,
    /// Code of the product, when it had one.
    pub code: Option<CompactString>,
    /// The day on which the gemeente fixed it.
    pub toewijzingsdatum: Date,
    /// First day.
    pub ingangsdatum: Date,
    /// Last day, when it had one.
    pub einddatum: Option<Date>,
    /// Omvang, when it had one.
    pub omvang: Option<EerdereOmvang>,
    /// Budget in eurocents, when it had one.
    pub budget: Option<u64>,
    /// Was it removed: Einddatum equal to Ingangsdatum with RedenWijziging 13 (or the old 01)?
    pub verwijderd: bool,
    /// Every ReferentieAanbieder with which it was sent before.
    pub referenties: Vec<CompactString>,
    /// Are there granted Prestaties on it that were not credited?
    pub toegekende_prestaties: bool,
}

/// Start or stop.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LeveringSoort {
    /// A StartProduct of a JW305.
    Start,
    /// A StopProduct of a JW307.
    Stop {
        /// Last day.
        einddatum: Date,
        /// RedenBeeindiging: `20` is a temporary stop.
        reden: CompactString,
    },
}

/// One earlier, accepted StartProduct or StopProduct, as it arrived. The rules work out the state themselves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EerdereLevering {
    /// Start or stop.
    pub soort: LeveringSoort,
    /// ToewijzingNummer; empty for hulp op taak.
    pub toewijzing: Option<u32>,
    /// Category of the product, when it had one.
    pub categorie: Option<CompactString>,
    /// Code of the product, when it had one.
    pub code: Option<CompactString>,
    /// First day of the help.
    pub begindatum: Date,
    /// StatusAanlevering 3: it takes an earlier one with the same key away.
    pub verwijderen: bool,
}

/// The facts about earlier messages; see the module for what each message needs.
pub trait Eerder {
    /// Has a message of this type with this Identificatie come from this Afzender before, refused or not (TR056)?
    fn ontvangen(&self) -> bool;
    /// Is a verzoek (JW315 or JW317) of this aanbieder for this client still open at this gemeente (TR374)? Open: accepted,
    /// and of at least one product neither granted (JW301) nor refused (JW319 with VerzoekAntwoord 1). A JW317 is one product.
    fn open_verzoek(&self) -> bool;
    /// Does the gemeente know a client with the BSN of this message (TR304)?
    fn client_bekend(&self) -> bool;
    /// The verzoek with this ReferentieAanbieder.
    fn verzoek(&self, referentie: &str) -> Option<&EerderVerzoek>;
    /// The content of the accepted JW317 with this ReferentieAanbieder; only the process rules ask it (OP348).
    fn verzoek_om_wijziging(&self, referentie: &str) -> Option<&Verzoek> {
        let _ = referentie;
        None
    }
    /// The toewijzing with this ToewijzingNummer.
    fn toewijzing(&self, nummer: u32) -> Option<&EerdereToewijzing>;
    /// Every toewijzing of this client at this aanbieder, with its ToewijzingNummer; ended and removed ones too.
    fn toewijzingen_van_client(&self) -> Box<dyn Iterator<Item = (u32, &EerdereToewijzing)> + '_>;
    /// Every accepted start and stop of this client at this aanbieder, in order of arrival (within a message: as they stand).
    fn leveringen(&self) -> &[EerdereLevering];
}

/// The facts as plain fields, filled beforehand.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct EerderVelden {
    /// See [`Eerder::ontvangen`].
    pub ontvangen: bool,
    /// See [`Eerder::open_verzoek`].
    pub open_verzoek: bool,
    /// See [`Eerder::client_bekend`].
    pub client_bekend: bool,
    /// By ReferentieAanbieder.
    pub verzoeken: BTreeMap<CompactString, EerderVerzoek>,
    /// By ToewijzingNummer: those the message names, and those of the client at the aanbieder.
    pub toewijzingen: BTreeMap<u32, EerdereToewijzing>,
    /// The content of each JW317, by ReferentieAanbieder.
    pub wijzigingen: BTreeMap<CompactString, Verzoek>,
    /// See [`Eerder::leveringen`].
    pub leveringen: Vec<EerdereLevering>,
}

impl Eerder for EerderVelden {
    fn ontvangen(&self) -> bool {
        self.ontvangen
    }

    fn open_verzoek(&self) -> bool {
        self.open_verzoek
    }

    fn client_bekend(&self) -> bool {
        self.client_bekend
    }

    fn verzoek(&self, referentie: &str) -> Option<&EerderVerzoek> {
        self.verzoeken.get(referentie)
    }

    fn verzoek_om_wijziging(&self, referentie: &str) -> Option<&Verzoek> {
        self.wijzigingen.get(referentie)
    }

    fn toewijzing(&self, nummer: u32) -> Option<&EerdereToewijzing> {
        self.toewijzingen.get(&nummer)
    }

    fn toewijzingen_van_client(&self) -> Box<dyn Iterator<Item = (u32, &EerdereToewijzing)> + '_> {
        let van_client = self
            .toewijzingen
            .iter()
            .filter(|(_, toewijzing)| toewijzing.zelfde_client && toewijzing.zelfde_aanbieder);
        Box::new(van_client.map(|(nummer, toewijzing)| (*nummer, toewijzing)))
    }

    fn leveringen(&self) -> &[EerdereLevering] {
        &self.leveringen
    }
}
