//! Who may what: the one table. A role works for somebody, sees the dossiers that have a relation to it, gets only the
//! groups of fields that its task needs, and may do the acts that are named. What is not named is not allowed.
//!
//! Rows are settled by [`crate::Bereik`] inside each query (`zicht.rs`), fields by the columns of each query
//! (`velden.rs`), acts by the use cases. `docs/rechten.md` is this table, written out.

mod tabel;
mod uitleg;
pub(crate) mod velden;
pub(crate) mod zicht;

pub use tabel::TABEL;
pub use uitleg::als_tekst;
pub use velden::Veldgroep;

use crate::rij::keuze;

keuze! {
    /// The role of an account, as stored. A word that this program does not know is [`Rol::Geen`]: no access.
    pub enum Rol anders Geen {
        /// Judges requests for its gemeenten.
        Consulent = "consulent",
        /// Judges with the consulent what help is needed (Jeugdwet 2.3, norm of responsible work).
        Gedragswetenschapper = "gedragswetenschapper",
        /// Handles the messages of its gemeenten.
        Backoffice = "backoffice",
        /// Leads the Toegang of its gemeenten: who works on which dossier, what is late.
        Toegangmanager = "toegangmanager",
        /// Works for one aanbieder in every task: a small practice.
        AanbiederMedewerker = "aanbieder",
        /// Takes in new children for one aanbieder.
        Intaker = "intaker",
        /// Treats children for one aanbieder.
        Behandelaar = "behandelaar",
        /// Handles messages and money for one aanbieder.
        Administratie = "administratie",
        /// Refers for one practice or institution: its own referrals and no case.
        Verwijzer = "verwijzer",
        /// Steers the region: counts and rules, no persons.
        Regio = "regio",
        /// Looks after the contracts and the rules of the region, no persons.
        Contractbeheer = "contractbeheer",
        /// Looks at counts of the region, no persons.
        Beleid = "beleid",
        /// Advises on the cases that are brought in, and sees no other.
        Expertteamlid = "expertteamlid",
        /// Privacy officer: the log of its gemeenten, and nothing that stands in a dossier.
        Privacy = "privacy",
        /// Functional management: accounts and settings of the region; sees no persons.
        Beheer = "beheer",
        /// The program itself: workers and the demo.
        Systeem = "systeem",
        /// Nobody: a role that this program does not know.
        Geen = "geen",
    }
}

/// For whom somebody works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Werkgever {
    /// One or more gemeenten.
    Gemeente,
    /// One aanbieder.
    Aanbieder,
    /// One practice or certified institution.
    Praktijk,
    /// The region.
    Regio,
    /// The program.
    Programma,
    /// Nobody.
    Niemand,
}

/// Which dossiers exist for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relatie {
    /// Those of its gemeenten; a blocked one only by name or by noodtoegang (AVG 18).
    Gemeente,
    /// Those of the children that its aanbieder has to do with, and of those only its own part.
    Aanbieder,
    /// None: only the referrals of its own practice.
    Praktijk,
    /// Those that were brought in to it by name, as long as that lasts.
    Ingebracht,
    /// None: only who used which dossier of its gemeenten.
    Logboek,
    /// All of the region: the program.
    Alles,
    /// None.
    Geen,
}

impl Relatie {
    /// In words, for `docs/rechten.md`.
    #[must_use]
    pub fn woorden(self) -> &'static str {
        match self {
            Self::Gemeente => {
                "dossiers van de eigen gemeenten; een geblokkeerd dossier alleen op naam of met noodtoegang"
            }
            Self::Aanbieder => {
                "kinderen met wie de eigen aanbieder te maken heeft, en daarvan alleen het eigen deel"
            }
            Self::Praktijk => "geen dossiers; de verwijzingen van de eigen praktijk",
            Self::Ingebracht => "alleen dossiers die op naam zijn ingebracht, zolang dat duurt",
            Self::Logboek => "geen dossiers; wie welk dossier van de eigen gemeenten gebruikte",
            Self::Alles => "alles van de regio",
            Self::Geen => "geen dossiers",
        }
    }
}

macro_rules! handelingen {
    ($($(#[doc = $doc:literal])+ $variant:ident = $woorden:literal),* $(,)?) => {
        /// A thing somebody may or may not do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Handeling { $($(#[doc = $doc])+ $variant),* }

        impl Handeling {
            /// All of them, in order.
            pub const ALLE: &'static [Self] = &[$(Self::$variant),*];

            /// In words, for `docs/rechten.md`.
            #[must_use]
            pub fn woorden(self) -> &'static str {
                match self { $(Self::$variant => $woorden),* }
            }
        }
    };
}

handelingen! {
    /// See the own work list.
    WerkZien = "de eigen werkvoorraad zien",
    /// See the own requests and signals.
    Zien = "verzoeken en signalen zien",
    /// See the own messages.
    BerichtenZien = "berichten zien",
    /// Search a child in the own gemeente.
    Zoeken = "een jeugdige zoeken",
    /// Open the file of a child (an aanbieder sees only its own help in it).
    DossierOpenen = "een dossier openen",
    /// Show a whole BSN.
    BsnTonen = "het hele BSN tonen",
    /// Show a secret address (BRP geheimhouding).
    AdresTonen = "een geheim adres tonen",
    /// Decide on a request.
    Beslissen = "beslissen over een verzoek of wijziging",
    /// Register contact with the Toegang.
    ContactVastleggen = "contact met de Toegang vastleggen",
    /// Register the toetsing.
    ToetsingVastleggen = "de toetsing vastleggen",
    /// Register herstel or duurzaam.
    SoortVastleggen = "herstel of duurzaam vastleggen",
    /// Register the intended result and the amount in the referral letter.
    ResultaatVastleggen = "het beoogde resultaat vastleggen",
    /// Register other running help.
    AndereHulpVastleggen = "andere lopende hulp vastleggen",
    /// Register the agreement of the Toegang with help beside other help.
    AkkoordVastleggen = "akkoord van de Toegang vastleggen",
    /// Bring in messages by hand.
    Uploaden = "berichten inleveren",
    /// See the own requests of an aanbieder.
    EigenVerzoeken = "de lijst van de eigen verzoeken zien",
    /// See the own clients.
    ClientenZien = "de eigen cliënten zien",
    /// Read the plan of a hulpvraag.
    HulpvraagZien = "het plan van een hulpvraag lezen",
    /// Work on a hulpvraag of the Toegang.
    HulpvraagBehandelen = "een hulpvraag behandelen",
    /// See referrals: the own ones of a practice, those to an aanbieder, those in which the Toegang takes part.
    VerwijzingenZien = "verwijzingen zien",
    /// Take a step in a referral: answer, consult, accept.
    VerwijzingBehandelen = "een stap in een verwijzing zetten",
    /// Refer a child to an aanbieder.
    Verwijzen = "verwijzen naar een aanbieder",
    /// Accept or refuse a referral, and send the request that follows.
    Toetsen = "een verwijzing toetsen",
    /// Ask an aanbieder for toetsing, and grant what it accepted, for the Toegang.
    ToetsingVragen = "toetsing vragen en na de toetsing toewijzen",
    /// See counts of the region, without persons.
    SturingZien = "aantallen van de regio zien",
    /// Look after the rules of the region: profile, what if, herijking.
    RegelsBeheren = "regels van de regio bekijken en doorrekenen",
    /// Settle a signal ahead of time.
    SignaalAfdoen = "een signaal afdoen",
    /// Use the calculator; on a case, make the estimate a fact of it.
    Rekenen = "de rekenhulp gebruiken",
    /// See a request for change.
    WijzigingZien = "een verzoek om wijziging zien",
    /// Register what a request for change rests on.
    WijzigingVastleggen = "feiten bij een wijziging vastleggen",
    /// Register a request for change that came by secure mail.
    WijzigingPerMail = "een wijziging per beveiligde e-mail vastleggen",
    /// Make and see letters about a decision.
    BrievenMaken = "brieven maken en zien",
    /// Block a dossier, keep an address secret, name who may see it, bring it in to an expert.
    DossierBeschermen = "een dossier blokkeren, iemand toegang geven of het inbrengen",
    /// Open a blocked dossier in an emergency.
    Noodtoegang = "noodtoegang nemen tot een geblokkeerd dossier",
    /// See the cases that were brought in.
    IngebrachtZien = "ingebrachte dossiers zien",
    /// See who used which dossier.
    LogboekZien = "het logboek zien",
    /// Look at each use of noodtoegang afterwards.
    NoodtoegangNagaan = "noodtoegang nagaan",
    /// See which accounts there are and what they may do.
    AccountsZien = "accounts en hun rechten zien",
}

/// One line of the table.
#[derive(Debug)]
pub struct Recht {
    /// The role.
    pub rol: Rol,
    /// What people call it, for a reader without law: lower case.
    pub naam: &'static str,
    /// For whom it works.
    pub werkt_voor: Werkgever,
    /// Which dossiers exist for it.
    pub ziet: Relatie,
    /// The purpose of processing, a code of the register (AVG 30).
    pub doel: &'static str,
    /// The groups of fields it gets.
    pub velden: &'static [Veldgroep],
    /// What it may do.
    pub mag: &'static [Handeling],
}

impl Rol {
    /// Its line in the table.
    #[must_use]
    pub fn recht(self) -> &'static Recht {
        TABEL.iter().find(|r| r.rol == self).unwrap_or(&tabel::GEEN)
    }

    /// May this role do this?
    #[must_use]
    pub fn mag(self, handeling: Handeling) -> bool {
        self.recht().mag.contains(&handeling)
    }

    /// Does this role get these fields?
    #[must_use]
    pub fn krijgt(self, groep: Veldgroep) -> bool {
        self.recht().velden.contains(&groep)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elke_rol_heeft_precies_een_regel_in_de_tabel() {
        for rol in Rol::ALLE {
            let regels = TABEL.iter().filter(|r| r.rol == *rol).count();
            assert_eq!(regels, 1, "{rol:?}");
        }
        assert_eq!(TABEL.len(), Rol::ALLE.len());
    }

    #[test]
    fn elke_handeling_en_elke_veldgroep_is_van_iemand() {
        for handeling in Handeling::ALLE {
            assert!(TABEL.iter().any(|r| r.mag.contains(handeling)), "{handeling:?}");
        }
        for groep in Veldgroep::ALLE {
            assert!(
                TABEL
                    .iter()
                    .any(|r| r.rol != Rol::Systeem && r.velden.contains(groep)),
                "{groep:?}"
            );
        }
    }

    #[test]
    fn wie_geen_dossiers_ziet_krijgt_geen_velden_en_doet_niets_met_een_dossier() {
        use Handeling as H;
        for recht in TABEL {
            if matches!(recht.ziet, Relatie::Geen | Relatie::Logboek) {
                assert!(recht.velden.is_empty(), "{:?}", recht.rol);
                for h in [
                    H::Zien,
                    H::BerichtenZien,
                    H::Zoeken,
                    H::DossierOpenen,
                    H::BsnTonen,
                    H::AdresTonen,
                    H::Beslissen,
                    H::HulpvraagBehandelen,
                    H::VerwijzingenZien,
                    H::BrievenMaken,
                    H::Noodtoegang,
                ] {
                    assert!(!recht.rol.mag(h), "{:?} {h:?}", recht.rol);
                }
            }
        }
    }

    #[test]
    fn een_onbekende_rol_mag_niets() {
        assert_eq!(Rol::van("directeur"), None);
        assert!(Handeling::ALLE.iter().all(|h| !Rol::Geen.mag(*h)));
        assert!(Veldgroep::ALLE.iter().all(|g| !Rol::Geen.krijgt(*g)));
        assert_eq!(Rol::Geen.recht().ziet, Relatie::Geen);
    }

    #[test]
    fn alleen_een_consulent_beslist_en_alleen_een_aanbieder_toetst() {
        for rol in Rol::ALLE {
            assert_eq!(rol.mag(Handeling::Beslissen), *rol == Rol::Consulent, "{rol:?}");
            let toetst = matches!(rol, Rol::AanbiederMedewerker | Rol::Intaker);
            assert_eq!(rol.mag(Handeling::Toetsen), toetst, "{rol:?}");
        }
    }

    #[test]
    fn wie_noodtoegang_neemt_gaat_haar_niet_zelf_na() {
        for rol in Rol::ALLE {
            assert!(
                !(rol.mag(Handeling::Noodtoegang) && rol.mag(Handeling::NoodtoegangNagaan)),
                "{rol:?}"
            );
        }
    }
}
