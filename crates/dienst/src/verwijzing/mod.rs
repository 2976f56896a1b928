//! Referrals: somebody refers a child to an aanbieder, or the Toegang asks for toetsing; the aanbieder judges within its term
//! whether its help fits; what it accepts becomes a request (JW315) or a toewijzing of the Toegang (JW301). The questions
//! `verwijzing`, `toetsing`, `privacyverklaring` and `budget` of `beslis` decide and give the grounds that people see.

mod alsnog;
pub(crate) mod keten;
mod lijst;
mod overleg;
mod protocol;
mod stap;
mod toetsen;
mod toewijzen;
mod toon;
mod verwijzen;
mod verzoek;
pub(crate) mod zonder_toetsing;

pub use alsnog::{AlsnogInvoer, leg_alsnog_vast, ontbrekend};
pub use lijst::lijst;
pub(crate) use lijst::{naam, werk};
pub use stap::stap;
pub(crate) use toetsen::ToetsingGegevens;
pub use toon::toon;
pub use verwijzen::{Fouten, formulier, verwijs};

use crate::recht::{Handeling, eis};
use crate::termijnen::{self, Werk};
use crate::{Aangemeld, DienstFout, Huis, gebeurtenis};
use houvast_begrip::{AgbCode, Bsn, Centen, Houder, Periode, datum};
use houvast_beslis::vragen::{self, toetsing};
use houvast_beslis::{Feit, Soort, Verwijzer};
use houvast_opslag::{
    Besloten, Gebeurtenis, Jeugdige, RegelVoor, SignaalSoort, Tx, Verwijzing, VerwijzingRegel,
    VerwijzingStatus,
};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Who it is about, as it is sealed in the row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Persoon {
    /// First names, or initials.
    pub(crate) voornamen: String,
    /// `van der`, or empty.
    #[serde(default)]
    pub(crate) voorvoegsel: String,
    /// Family name without voorvoegsel.
    pub(crate) achternaam: String,
    /// To be called on, when the aanbieder may call the family.
    #[serde(default)]
    pub(crate) telefoon: String,
}

/// What the Toegang asks an aanbieder to judge before it grants (RTP 2.4.4).
#[derive(Clone, Debug)]
pub struct ToetsingVraag {
    /// The hulpvraag it follows from; `None` when there is none in Houvast.
    pub hulpvraag: Option<Uuid>,
    /// The child, in the dossier of the gemeente of the asker.
    pub jeugdige: Uuid,
    /// Who is asked.
    pub aanbieder: AgbCode,
    /// What the help must lead to, in words of the plan.
    pub resultaat: String,
    /// The budget of the Toegang; of duurzame hulp the amount per year.
    pub budget: Centen,
    /// Herstel or duurzaam.
    pub soort: Soort,
    /// First and last day of the help.
    pub periode: Periode,
    /// Perceel, as the regioprofiel names it.
    pub perceel: Option<String>,
}

/// The Toegang asks an aanbieder for toetsing, in the transaction of the caller. Gives the id of the verwijzing, whose page is
/// `/verwijzingen/{id}`: there the aanbieder answers within its term, and the Toegang grants what was accepted (JW301).
///
/// [`DienstFout::Ongeldig`] says what keeps it from being asked: no result, no amount, an unknown aanbieder, or the same
/// question that is still open.
pub async fn vraag_toetsing(
    huis: &Huis,
    tx: &mut Tx,
    wie: &Aangemeld,
    vraag: ToetsingVraag,
) -> Result<Uuid, DienstFout> {
    eis(wie.functie(), Handeling::ToetsingVragen)?;
    let kind = tx
        .jeugdige(vraag.jeugdige)
        .await?
        .ok_or(DienstFout::NietGevonden)?;
    let resultaat = vraag.resultaat.trim();
    if resultaat.is_empty() {
        return Err(DienstFout::Ongeldig("Schrijf op wat de hulp moet opleveren."));
    }
    if vraag.budget <= Centen::NUL {
        return Err(DienstFout::Ongeldig("Vul het budget in dat u wilt toewijzen."));
    }
    if vraag.periode.eind.is_none() {
        return Err(DienstFout::Ongeldig(
            "Vul de laatste dag in: een budget geldt altijd voor een periode.",
        ));
    }
    if tx.aanbieder(vraag.aanbieder).await?.is_none() {
        return Err(DienstFout::Ongeldig("Kies een aanbieder uit de lijst."));
    }
    let open = |v: &Verwijzing| {
        v.aanbieder == vraag.aanbieder
            && v.route == Verwijzer::Gemeente.code()
            && matches!(
                v.status,
                VerwijzingStatus::Gevraagd | VerwijzingStatus::AnderBudget
            )
    };
    if tx
        .verwijzingen_van_kind(&kind.houder, &kind.bsn)
        .await?
        .iter()
        .any(open)
    {
        return Err(DienstFout::Ongeldig(
            "Deze aanbieder is al om toetsing gevraagd en heeft nog niet geantwoord.",
        ));
    }
    let nu = huis.tijd.nu();
    let vandaag = huis.tijd.dag_van(nu);
    let uiterlijk = uiterste_dag(
        huis,
        &kind.houder,
        Verwijzer::Gemeente,
        None,
        Some(vandaag),
        vandaag,
    );
    let nieuw = Verwijzing {
        hulpvraag: vraag.hulpvraag,
        resultaat: Some(resultaat.into()),
        resultaat_van: Some(TOEGANG.to_owned()),
        soort: Some(vraag.soort.label().to_owned()),
        budget: Some(vraag.budget),
        van: Some(vraag.periode.begin),
        tot: vraag.periode.eind,
        perceel: vraag.perceel,
        uiterlijk,
        toegang_op: Some(nu),
        jeugdige: Some(kind.id),
        ..rij(
            huis,
            tx,
            Herkomst::toegang(&kind, wie.account(), vraag.aanbieder),
            nu,
        )
        .await?
    };
    tx.leg_verwijzing_vast(&nieuw).await?;
    let stap = Stap {
        voor: RegelVoor::Toegang,
        van: TOEGANG,
        soort: "gevraagd",
        bedrag: nieuw.budget,
        tekst: None,
        door: Some(wie.account()),
    };
    noteer(huis, tx, &nieuw, stap, nu).await?;
    zet_toetsing(huis, tx, &nieuw, nu).await?;
    gebeurd(
        huis,
        tx,
        &nieuw,
        "toetsing_gevraagd",
        uiterlijk_in_woorden(uiterlijk),
        Some(wie.account()),
        nu,
    )
    .await?;
    Ok(nieuw.id)
}

/// Names of the parties in rows.
pub(crate) const VERWIJZER: &str = "verwijzer";
pub(crate) const AANBIEDER: &str = "aanbieder";
pub(crate) const TOEGANG: &str = "toegang";

/// Who refers whom to whom.
pub(crate) struct Herkomst {
    pub(crate) houder: houvast_begrip::Houder,
    pub(crate) route: Verwijzer,
    pub(crate) verwijzer: Option<AgbCode>,
    pub(crate) verwijzer_naam: Option<String>,
    pub(crate) door: Uuid,
    pub(crate) aanbieder: AgbCode,
    pub(crate) bsn: Bsn,
    pub(crate) persoon: Persoon,
    pub(crate) geboortedatum: Date,
    pub(crate) geslacht: String,
}

impl Herkomst {
    fn toegang(kind: &Jeugdige, door: Uuid, aanbieder: AgbCode) -> Self {
        Self {
            houder: kind.houder.clone(),
            route: Verwijzer::Gemeente,
            verwijzer: None,
            verwijzer_naam: None,
            door,
            aanbieder,
            bsn: kind.bsn,
            persoon: Persoon {
                voornamen: kind
                    .voornamen
                    .clone()
                    .or_else(|| kind.voorletters.clone())
                    .unwrap_or_default(),
                voorvoegsel: kind.voorvoegsel.clone().unwrap_or_default(),
                achternaam: kind.geslachtsnaam.clone(),
                telefoon: String::new(),
            },
            geboortedatum: kind.geboortedatum,
            geslacht: kind.geslacht.clone(),
        }
    }
}

/// A new row, with its number; everything that follows later is still empty.
pub(crate) async fn rij(
    huis: &Huis,
    tx: &mut Tx,
    van: Herkomst,
    nu: Timestamp,
) -> Result<Verwijzing, DienstFout> {
    let nummer = tx.volgend_nummer(&van.houder, "verwijzing", 999_999_999).await?;
    Ok(Verwijzing {
        houder: van.houder,
        id: huis.tijd.id(),
        nummer,
        route: van.route.code().to_owned(),
        verwijzer: van.verwijzer,
        verwijzer_naam: van.verwijzer_naam,
        door: Some(van.door),
        aanbieder: van.aanbieder,
        jeugdige: None,
        hulpvraag: None,
        bsn: van.bsn,
        persoon: Some(verzegel(&van.persoon)?),
        geboortedatum: van.geboortedatum,
        geslacht: van.geslacht,
        privacy: false,
        overleg: None,
        resultaat: None,
        resultaat_van: None,
        onderbouwing: None,
        soort: None,
        budget: None,
        van: None,
        tot: None,
        perceel: None,
        gevraagd_op: nu,
        aangemeld: None,
        uiterlijk: None,
        status: VerwijzingStatus::Gevraagd,
        getoetst: None,
        grond: None,
        toetsing: None,
        ander_budget: None,
        toegang_op: None,
        contact: None,
        instemming: None,
        verzoek_bericht: None,
        toewijzing_bericht: None,
        afgerond_op: None,
        gewijzigd_op: nu,
        versie: 1,
    })
}

/// A value as sealed JSON.
pub(crate) fn verzegel<T: Serialize>(waarde: &T) -> Result<Besloten, DienstFout> {
    crate::verzoek::naar_json(waarde, "verwijzing").map(Besloten)
}

/// Back from sealed JSON; what is absent is empty.
pub(crate) fn open<T: serde::de::DeserializeOwned + Default>(
    dicht: Option<&Besloten>,
) -> Result<T, DienstFout> {
    dicht.map_or_else(
        || Ok(T::default()),
        |tekst| crate::verzoek::uit_json(tekst, "verwijzing"),
    )
}

/// The last day of the toetsing by the question itself; `None`: its clock has not begun, or this text has no
/// term.
pub(crate) fn uiterste_dag(
    huis: &Huis,
    houder: &Houder,
    route: Verwijzer,
    aangemeld: Option<Date>,
    gevraagd: Option<Date>,
    vandaag: Date,
) -> Option<Date> {
    let profiel = huis.profiel_van(houder, vandaag)?;
    let dag = |dag: Option<Date>| dag.map_or_else(Feit::onbekend, Feit::dossier);
    let feiten = toetsing::ToetsingFeiten {
        verwijzing_aanwezig: Feit::dossier(true),
        verwijzer: Feit::dossier(route),
        aangemeld: dag(aangemeld),
        gevraagd: dag(gevraagd),
        ..toetsing::ToetsingFeiten::default()
    };
    vragen::stel::<toetsing::Toetsing>(&feiten, profiel, vandaag)
        .uitkomst?
        .uiterlijk
}

fn uiterlijk_in_woorden(uiterlijk: Option<Date>) -> String {
    uiterlijk.map_or_else(
        || "zonder uiterste dag".to_owned(),
        |dag| format!("antwoord uiterlijk {}", datum::kort(dag)),
    )
}

/// One step, to be noted.
pub(crate) struct Stap {
    pub(crate) voor: RegelVoor,
    pub(crate) van: &'static str,
    pub(crate) soort: &'static str,
    pub(crate) bedrag: Option<Centen>,
    pub(crate) tekst: Option<String>,
    pub(crate) door: Option<Uuid>,
}

/// Adds a step.
pub(crate) async fn noteer(
    huis: &Huis,
    tx: &mut Tx,
    v: &Verwijzing,
    stap: Stap,
    nu: Timestamp,
) -> Result<(), DienstFout> {
    let regel = VerwijzingRegel {
        houder: v.houder.clone(),
        id: huis.tijd.id(),
        verwijzing: v.id,
        aanbieder: v.aanbieder,
        verwijzer: v.verwijzer,
        voor: stap.voor,
        van: stap.van.to_owned(),
        soort: stap.soort.to_owned(),
        bedrag: stap.bedrag,
        tekst: stap.tekst.map(Besloten),
        door: stap.door,
        op: nu,
    };
    tx.leg_verwijzing_regels_vast(&[regel]).await?;
    Ok(())
}

/// The clock of the toetsing. Where the Toegang asked, it sees the term too.
pub(crate) async fn zet_toetsing(
    huis: &Huis,
    tx: &mut Tx,
    v: &Verwijzing,
    nu: Timestamp,
) -> Result<(), DienstFout> {
    zet(huis, tx, v, toetsing_van(v), v.uiterlijk, nu).await
}

/// The kind of work that a toetsing is: of a referral that the gemeente need not know of, or of a question of the Toegang.
pub(crate) fn toetsing_van(v: &Verwijzing) -> SignaalSoort {
    if v.verwijzer.is_none() {
        SignaalSoort::Toetsing
    } else {
        SignaalSoort::Verwijzing
    }
}

/// A task about a referral.
pub(crate) async fn zet(
    huis: &Huis,
    tx: &mut Tx,
    v: &Verwijzing,
    soort: SignaalSoort,
    uiterlijk: Option<Date>,
    nu: Timestamp,
) -> Result<(), DienstFout> {
    let werk = Werk {
        houder: v.houder.clone(),
        soort,
        onderwerp: v.id,
        aanbieder: Some(v.aanbieder),
        jeugdige: v.jeugdige,
        vanaf: huis.tijd.dag_van(nu),
        uiterlijk,
    };
    termijnen::zet(huis, tx, &werk, nu).await
}

/// A line on the timeline of the child, only where the gemeente knows of the referral.
pub(crate) async fn gebeurd(
    huis: &Huis,
    tx: &mut Tx,
    v: &Verwijzing,
    soort: &'static str,
    tekst: String,
    door: Option<Uuid>,
    nu: Timestamp,
) -> Result<(), DienstFout> {
    let (Some(jeugdige), Some(_)) = (v.jeugdige, v.toegang_op) else {
        return Ok(());
    };
    let rij = Gebeurtenis {
        houder: v.houder.clone(),
        id: huis.tijd.id(),
        jeugdige,
        op: nu,
        soort: soort.to_owned(),
        aanbieder: Some(v.aanbieder),
        bericht: None,
        verzoek: None,
        toewijzing: None,
        door,
        gegevens: gebeurtenis::json(tekst),
    };
    tx.leg_gebeurtenissen_vast(&[rij]).await?;
    Ok(())
}
