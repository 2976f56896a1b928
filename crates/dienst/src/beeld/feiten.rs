//! What people know and no message tells: what is registered about a request, and what may be added.

use super::gemeen::Rij;
use houvast_begrip::Centen;
use jiff::civil::Date;

/// The facts of a request that people register, with what is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feiten {
    /// May the contact with the Toegang be registered (consulent and aanbieder)?
    pub mag_contact: bool,
    /// May the toetsing be registered (aanbieder)?
    pub mag_toetsing: bool,
    /// May herstel or duurzaam, and with it the amount per year, be registered (consulent and aanbieder)?
    pub mag_soort: bool,
    /// May the intended result and the amount in the referral letter be registered (aanbieder, R-082)?
    pub mag_resultaat: bool,
    /// May other running help be registered (consulent and aanbieder)?
    pub mag_andere_hulp: bool,
    /// May the agreement of the Toegang be registered (consulent)?
    pub mag_akkoord: bool,
    /// What is known, with who registered it.
    pub bekend: Vec<Rij>,
    /// What is not registered yet and the rules or the file ask for: "de toetsing", "het beoogde resultaat".
    pub ontbreekt: Vec<String>,
    /// The same facts as values, for the fields of the form.
    pub nu: FeitenInvoer,
    /// AGB code and name of the aanbieders of the region, to choose from.
    pub aanbieders: Vec<(String, String)>,
}

/// Help that the file of this gemeente does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AndereHulp {
    /// AGB code of who gives it.
    pub agb: String,
    /// First day.
    pub van: Date,
    /// Last day, when known.
    pub tot: Option<Date>,
}

/// What aanbieder and Toegang agreed on rounding a small overrun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfrondAfspraak {
    /// To the lower standard budget.
    Beneden,
    /// They talked and did not agree, or agreed on the higher one.
    Boven,
    /// Registered by mistake: there is no agreement.
    Geen,
}

/// What was typed in the form of facts; an empty field, or one that says what is known already, changes nothing.
///
/// `dienst::verzoek::leg_vast(&Huis, &Aangemeld, verzoek: Uuid, versie: i64, FeitenInvoer)
/// -> Result<Result<Vastgelegd, FeitenFout>, DienstFout>`: stores the facts, judges again, keeps the earlier decision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeitenInvoer {
    /// Contact with the Toegang.
    pub contact: Option<Date>,
    /// Day of aanmelding at the aanbieder.
    pub aangemeld: Option<Date>,
    /// Day of the toetsing.
    pub getoetst: Option<Date>,
    /// Outcome of the toetsing.
    pub past: Option<bool>,
    /// Duurzaam (true) or herstel (false).
    pub duurzaam: Option<bool>,
    /// With duurzaam: the amount per year.
    pub per_jaar: Option<Centen>,
    /// The parents share nothing with the gemeente.
    pub privacy: Option<bool>,
    /// The result that the aanbieder aims at.
    pub resultaat: Option<String>,
    /// The amount that the referral letter names; never counts.
    pub brief: Option<Centen>,
    /// Other running help.
    pub andere_hulp: Option<AndereHulp>,
    /// The other help that was registered is not there.
    pub geen_andere_hulp: bool,
    /// The Toegang agrees to help beside other help.
    pub akkoord_naast: Option<bool>,
    /// The Toegang agrees up to this amount; nil takes it back.
    pub akkoord_bedrag: Option<Centen>,
    /// The Toegang agrees to a longer herstel.
    pub akkoord_duur: Option<bool>,
    /// The agreement on rounding.
    pub afronding: Option<AfrondAfspraak>,
}

/// What is wrong with typed facts: the name of the field in the form and a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeitenFout {
    /// Field and what to do.
    pub fouten: Vec<(String, String)>,
}
