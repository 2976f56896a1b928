//! Referrals: the list, one referral for whoever is looking, and the form of a new one.

use super::gemeen::{Gebeurtenis, Merkje, Naam, Rij, Termijn};
use super::hulpvraag::VraagBeeld;
use super::verzoek::Voorstel;
use houvast_begrip::Centen;
use jiff::civil::Date;
use uuid::Uuid;

/// One referral in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerwijzingRij {
    /// The referral.
    pub id: Uuid,
    /// "V-12": to name it on the telephone.
    pub nummer: String,
    /// Whom it is about.
    pub jeugdige: Naam,
    /// In years.
    pub leeftijd: i16,
    /// Who referred, or for the verwijzer to whom.
    pub wie: String,
    /// Name of the gemeente.
    pub gemeente: String,
    /// Day of the referral.
    pub verwezen: Date,
    /// Until when the toetsing may take, while it runs.
    pub termijn: Option<Termijn>,
    /// How far it is.
    pub stand: Merkje,
    /// What comes next, in one sentence.
    pub verder: String,
}

/// A page of referrals, newest first.
///
/// Made by `dienst::verwijzing::lijst(&Huis, &Aangemeld, klaar: bool, na: Option<Uuid>) -> Result<VerwijzingLijst, DienstFout>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerwijzingLijst {
    /// The rows of this page.
    pub rijen: Vec<VerwijzingRij>,
    /// The list shows what is done instead of what is open.
    pub klaar: bool,
    /// How many are open.
    pub open: u32,
    /// How many are done.
    pub afgerond: u32,
    /// This is not the first page.
    pub verder: bool,
    /// The last row of this page, when more follow.
    pub volgende: Option<Uuid>,
}

/// What somebody may do now with a referral. Each is a form on its page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerwijzingKnoppen {
    /// The verwijzer or the Toegang may take it back.
    pub intrekken: bool,
    /// The verwijzer has read the refusal.
    pub gezien: bool,
    /// The result may be written or made clearer.
    pub resultaat: bool,
    /// The aanbieder writes down why this is the result.
    pub onderbouwing: bool,
    /// The aanbieder registers on which day the jeugdige reported.
    pub aanmelden: bool,
    /// The aanbieder may accept or refuse.
    pub toetsen: bool,
    /// The aanbieder may ask for another budget than the Toegang gave.
    pub ander_budget: bool,
    /// Aanbieder and Toegang may talk; the sentence that explains what happens.
    pub overleg: Option<String>,
    /// The Toegang may agree to an amount or say no.
    pub antwoorden: bool,
    /// The aanbieder may fill in what it asks, and then send the JW315.
    pub plan: bool,
    /// Everything for the JW315 is there.
    pub versturen: bool,
    /// The Toegang may grant what was accepted (JW301); `true` inside: only with a reason.
    pub toewijzen: Option<bool>,
}

/// Grounds on which an aanbieder may refuse, to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weigergrond {
    /// As `beslis` names it.
    pub sleutel: String,
    /// In words.
    pub tekst: String,
}

/// What stands in the form of a request before anything is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanVelden {
    /// Estimate in eurocents; of duurzame hulp per year.
    pub raming: Option<Centen>,
    /// Duurzaam instead of herstel.
    pub duurzaam: Option<bool>,
    /// First day.
    pub van: Option<Date>,
    /// Last day.
    pub tot: Option<Date>,
}

/// One referral.
///
/// Made by `dienst::verwijzing::toon(&Huis, &Aangemeld, Uuid) -> Result<VerwijzingBeeld, DienstFout>`; every look is logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerwijzingBeeld {
    /// The referral.
    pub id: Uuid,
    /// For the forms.
    pub versie: i64,
    /// "V-12".
    pub nummer: String,
    /// Whom it is about.
    pub jeugdige: Naam,
    /// In years.
    pub leeftijd: i16,
    /// Name of the gemeente.
    pub gemeente: String,
    /// Name of the aanbieder.
    pub aanbieder: String,
    /// "Huisartsenpraktijk De Brink, huisarts", "de Toegang".
    pub verwijzer: String,
    /// How far it is.
    pub stand: Merkje,
    /// What comes next, and who is to do it.
    pub verder: String,
    /// Until when the toetsing may take, while it runs.
    pub termijn: Option<Termijn>,
    /// Who it is, for the aanbieder: birth date, BSN masked, telephone.
    pub persoon: Vec<Rij>,
    /// What was asked and agreed.
    pub gegevens: Vec<Rij>,
    /// What the help must lead to; empty when nobody wrote it, or when it is not for this reader.
    pub resultaat: String,
    /// The content is not for this reader.
    pub afgeschermd: bool,
    /// Why the aanbieder thinks this result right.
    pub onderbouwing: String,
    /// Answers of the protocol that count now.
    pub antwoorden: Vec<VraagBeeld>,
    /// What the protocol proposes to the Toegang after acceptance.
    pub voorstel: Option<Voorstel>,
    /// What may be done.
    pub knoppen: VerwijzingKnoppen,
    /// Help that belongs to the Toegang when it is all that is asked; for an aanbieder that judges a referral.
    pub alleen_ondersteunend: Vec<String>,
    /// Where the region says so.
    pub ondersteunend_bron: String,
    /// On what may be refused.
    pub gronden: Vec<Weigergrond>,
    /// Today, for the date fields.
    pub vandaag: Date,
    /// The budget that was given or asked, for the forms.
    pub budget: Option<Centen>,
    /// The form of a request.
    pub plan: PlanVelden,
    /// What happened, newest first.
    pub stappen: Vec<Gebeurtenis>,
    /// What the rekenhulp came to, for who may open it; empty while nothing is settled there.
    pub rekenhulp: Option<String>,
    /// The request that followed.
    pub verzoek: Option<Uuid>,
    /// The JW315 or JW301 that followed, when this reader may open it.
    pub bericht: Option<Uuid>,
    /// The file, for who has one.
    pub dossier: Option<Uuid>,
    /// The hulpvraag it follows from, for the Toegang.
    pub hulpvraag: Option<Uuid>,
}

/// A step in a referral, as typed; `dienst::verwijzing::stap` carries it out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VerwijzingStap {
    /// The verwijzer or the Toegang takes it back.
    Intrekken {
        /// Why.
        reden: String,
    },
    /// The verwijzer has read the refusal.
    Gezien,
    /// The result, and why it is this one.
    Resultaat {
        /// What the help must lead to.
        tekst: String,
        /// Why, when the aanbieder wrote it.
        onderbouwing: String,
    },
    /// The jeugdige reported.
    Aangemeld {
        /// When.
        dag: Date,
    },
    /// The help fits; budget and period are accepted with it.
    Accepteren {
        /// Day of the toetsing.
        getoetst: Date,
        /// Safety was looked at.
        veiligheid: bool,
    },
    /// The help fits, the budget does not.
    AnderBudget {
        /// Day of the toetsing.
        getoetst: Date,
        /// Safety was looked at.
        veiligheid: bool,
        /// What is needed.
        bedrag: Centen,
        /// Why.
        reden: String,
    },
    /// The aanbieder does not take over.
    Weigeren {
        /// Day of the toetsing.
        getoetst: Date,
        /// Safety was looked at.
        veiligheid: bool,
        /// As `beslis` names it.
        grond: String,
        /// Why, in words.
        reden: String,
        /// Day of contact with the verwijzer.
        contact: Option<Date>,
    },
    /// The family chose somebody else.
    AndereAanbieder,
    /// The aanbieder cannot start yet, which is no ground to refuse.
    Wachttijd {
        /// How long, in weeks.
        weken: u32,
    },
    /// The aanbieder had contact with the Toegang, or asks it something.
    Overleg {
        /// Day of the contact.
        dag: Date,
        /// The amount it is about.
        bedrag: Option<Centen>,
        /// What was said.
        tekst: String,
    },
    /// The Toegang answers.
    Antwoord {
        /// Agreed (`true`), not agreed, or only an answer.
        akkoord: Option<bool>,
        /// Up to which amount.
        bedrag: Option<Centen>,
        /// In words.
        tekst: String,
    },
    /// What the aanbieder asks.
    Plan(PlanVelden),
    /// Send the JW315.
    Versturen,
    /// The Toegang grants (JW301).
    Toewijzen {
        /// Why, when it departs from the proposal.
        reden: String,
    },
}

/// A new referral as typed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct VerwijzingInvoer {
    /// Nine digits.
    pub bsn: String,
    /// First names.
    pub voornamen: String,
    /// `van der`.
    pub voorvoegsel: String,
    /// Family name.
    pub achternaam: String,
    /// Day of birth.
    pub geboren: Option<Date>,
    /// Code of Geslacht.
    pub geslacht: String,
    /// CBS code of where the child lives.
    pub gemeente: String,
    /// AGB code of the aanbieder.
    pub aanbieder: String,
    /// What the help must lead to.
    pub resultaat: String,
    /// The family shares nothing with the gemeente.
    pub privacy: Option<bool>,
    /// The aanbieder may call the family.
    pub aanmelden: bool,
    /// On which number.
    pub telefoon: String,
    /// Day on which verwijzer, Toegang and aanbieder consulted.
    pub overleg: Option<Date>,
}

impl std::fmt::Debug for VerwijzingInvoer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VerwijzingInvoer(…)")
    }
}

/// What the form of a new referral needs.
///
/// Made by `dienst::verwijzing::formulier(&Huis, &Aangemeld) -> Result<VerwijzingFormulier, DienstFout>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerwijzingFormulier {
    /// CBS code and name.
    pub gemeenten: Vec<(String, String)>,
    /// AGB code and name of aanbieders with a contract today.
    pub aanbieders: Vec<(String, String)>,
    /// The route supposes consultation with the Toegang.
    pub vraagt_overleg: bool,
    /// Up to this amount a first referral goes without the Toegang.
    pub grens: Option<Centen>,
}

/// A toetsing that was not registered before the start.
///
/// Made by `dienst::verwijzing::ontbrekend(&Huis, &Aangemeld, toewijzing: Uuid)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToetsingBeeld {
    /// The toewijzing.
    pub id: Uuid,
    /// Whom it is about.
    pub jeugdige: Naam,
    /// What was granted.
    pub hulp: Vec<Rij>,
    /// Today, for the date field.
    pub vandaag: Date,
    /// Where the protocol asks for it: "RTP 2.4.4 · eis 77"; may be empty.
    pub artikel: String,
    /// It is registered already.
    pub klaar: bool,
}
