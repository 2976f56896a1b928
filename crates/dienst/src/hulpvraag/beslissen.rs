//! What the protocol proposes on the whole of a hulpvraag, and what a person needs to follow or leave it.

use super::feiten;
use super::stappen::{self, Stap};
use super::toetsing;
use super::tonen::{self, Geladen};
use crate::beeld::{BesluitBeeld, Knop};
use crate::verzoek::{self, beslissen::wijkt_af_bij_toewijzen, dossier};
use crate::{DienstFout, Huis};
use houvast_begrip::AgbCode;
use houvast_beslis::{Besluit, Toekenning, VerzoekFeiten};
use houvast_opslag::{Lees, Verwijzing};
use jiff::Timestamp;

/// A proposal with its inputs.
pub(super) struct Beraad {
    pub(super) aanbieder: AgbCode,
    pub(super) feiten: VerzoekFeiten,
    pub(super) besluit: Besluit,
    pub(super) toekenning: Option<Toekenning>,
    /// The request for toetsing that it leans on.
    pub(super) toetsing: Option<Verwijzing>,
    /// Why granting asks for a reason in words; empty when it follows the proposal.
    pub(super) afwijking: Vec<&'static str>,
}

/// What must be there before there is anything to decide.
pub(super) fn eerst(huis: &Huis, geladen: &Geladen) -> Vec<String> {
    let mut uit = stappen::eerst(&geladen.antwoorden, Stap::Aanbieder);
    if let Some(b) = tonen::bekend(huis, &geladen.kind, huis.tijd.vandaag()) {
        for ontbreekt in feiten::volledig(&geladen.antwoorden, &b).ontbreekt {
            uit.push(ontbreekt.label.to_owned());
        }
    }
    uit
}

/// Lays the hulpvraag beside the protocol. `None` while the aanbieder is not chosen.
pub(super) async fn beraad(
    huis: &Huis,
    lees: &mut Lees,
    geladen: &Geladen,
    nu: Timestamp,
) -> Result<Option<Beraad>, DienstFout> {
    let vandaag = huis.tijd.dag_van(nu);
    let a = &geladen.antwoorden;
    let gemeente = geladen
        .rij
        .houder
        .gemeente()
        .ok_or(DienstFout::Gegevens("houder"))?;
    let (Some(bekend), Ok(aanbieder)) = (
        tonen::bekend(huis, &geladen.kind, vandaag),
        AgbCode::nieuw(a.tekst("aanbieder")),
    ) else {
        return Ok(None);
    };
    let uit_dossier = dossier::haal(lees, huis, &geladen.kind, aanbieder, nu).await?;
    let toetsing = toetsing::laatste(lees, geladen).await?;
    let getoetst = toetsing::getoetst(huis, toetsing.as_ref());
    let feiten = feiten::van_besluit(a, &bekend, gemeente, aanbieder, &uit_dossier, getoetst);
    let besluit = verzoek::beoordeel(huis, &feiten, nu)?;
    let mut toekenning = besluit
        .toekenning
        .clone()
        .or_else(|| houvast_beslis::voorstel(&feiten, bekend.profiel));
    let mut afwijking = Vec::new();
    if let (Some(t), true) = (&mut toekenning, feiten::wil_offerte(a, &bekend))
        && !t.offertebudget
    {
        als_offerte(t, &feiten);
        afwijking.push("U kiest een offertebudget in plaats van een standaardbudget.");
    }
    if wijkt_af_bij_toewijzen(&besluit) {
        afwijking.push("Het protocol stelt iets anders voor.");
    }
    if let Err(waarom) = toetsing::accepteert(toetsing.as_ref(), a, feiten::voor_toetsing(a, &bekend)) {
        afwijking.push(waarom);
    }
    let volledig = feiten::volledig(a, &bekend);
    if volledig.ontbreekt.is_empty() && !volledig.akkoord() {
        afwijking.push("Het besluit is volgens het protocol nog niet volledig.");
    }
    Ok(Some(Beraad {
        aanbieder,
        feiten,
        besluit,
        toekenning,
        toetsing,
        afwijking,
    }))
}

/// V-05: at any amount, with a reason of the Toegang, the estimate itself is granted instead of a standard budget.
fn als_offerte(t: &mut Toekenning, feiten: &VerzoekFeiten) {
    t.offertebudget = true;
    t.standaardbudget = None;
    t.budget = feiten.budget.waarde.or(t.budget);
    if let (Some(per_jaar), Some(bedrag)) = (&mut t.per_jaar, feiten.raming_per_jaar.waarde) {
        per_jaar.bedrag = bedrag;
    }
}

/// As the last step shows it.
pub(super) async fn beeld(
    huis: &Huis,
    lees: &mut Lees,
    geladen: &Geladen,
) -> Result<BesluitBeeld, DienstFout> {
    let eerst = eerst(huis, geladen);
    let beraad = match eerst.is_empty() {
        true => beraad(huis, lees, geladen, huis.tijd.nu()).await?,
        false => None,
    };
    let open = geladen.rij.afgesloten_op.is_none();
    Ok(BesluitBeeld {
        eerst,
        voorstel: beraad.as_ref().map(|b| verzoek::voorstelbeeld(huis, &b.besluit)),
        toewijzen: match &beraad {
            Some(b) if open && b.toekenning.is_some() && b.afwijking.is_empty() => Knop::Direct,
            Some(b) if open && b.toekenning.is_some() => Knop::MetReden,
            _ => Knop::Nee,
        },
        toekenning: beraad
            .as_ref()
            .and_then(|b| b.toekenning.as_ref())
            .map(verzoek::toegekend)
            .unwrap_or_default(),
        afwijking: beraad.map(|b| b.afwijking.join(" ")).unwrap_or_default(),
    })
}
