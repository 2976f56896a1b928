//! The case behind a calculation: whose it is, who may see it, and what it already knows.

use crate::beeld::{RekenInvoer, RekenOnderwerp, Rol};
use crate::recht::{Handeling, mag};
use crate::verzoek::dossier;
use crate::{Aangemeld, DienstFout, Huis, taal};
use houvast_begrip::{AgbCode, Centen, Houder, datum};
use houvast_beslis::Soort;
use houvast_opslag::{Lees, RamingOnderwerp, RamingRij, RamingWijze};
use uuid::Uuid;

/// Codes of COD327 of a medical referrer: huisarts, jeugdarts, medisch specialist.
const MEDISCH: [&str; 3] = ["02", "03", "05"];

/// What a case tells its calculation.
#[derive(Clone, Debug)]
pub(super) struct Zaak {
    pub(super) houder: Houder,
    pub(super) onderwerp: RekenOnderwerp,
    /// Where its calculation is kept: that of a hulpvraag is the same for the Toegang and for the aanbieder of the toetsing.
    pub(super) sleutel: (RamingOnderwerp, Uuid),
    pub(super) jeugdige: Option<Uuid>,
    pub(super) aanbieder: Option<AgbCode>,
    pub(super) wat: &'static str,
    /// "A. van V."
    pub(super) naam: String,
    /// Still waits for a decision.
    pub(super) open: bool,
    pub(super) gevraagd: Option<Centen>,
    /// What a new calculation begins with.
    pub(super) begin: RekenInvoer,
}

/// The case, when it exists for this asker.
pub(super) async fn zoek(
    huis: &Huis,
    lees: &mut Lees,
    onderwerp: RekenOnderwerp,
) -> Result<Option<Zaak>, DienstFout> {
    let nodig = match onderwerp {
        RekenOnderwerp::Verzoek(_) => Handeling::Zien,
        RekenOnderwerp::Wijziging(_) => Handeling::WijzigingZien,
        RekenOnderwerp::Hulpvraag(_) => Handeling::HulpvraagBehandelen,
        RekenOnderwerp::Verwijzing(_) => Handeling::VerwijzingenZien,
    };
    if !mag(lees.bereik().rol(), nodig) {
        return Ok(None);
    }
    match onderwerp {
        RekenOnderwerp::Verzoek(id) => verzoek(lees, id).await,
        RekenOnderwerp::Wijziging(id) => wijziging(huis, lees, id).await,
        RekenOnderwerp::Hulpvraag(id) => hulpvraag(lees, id).await,
        RekenOnderwerp::Verwijzing(id) => verwijzing(lees, id).await,
    }
}

async fn verzoek(lees: &mut Lees, id: Uuid) -> Result<Option<Zaak>, DienstFout> {
    let Some(verzoek) = lees.verzoek(id).await? else {
        return Ok(None);
    };
    let naam = naam(lees, verzoek.jeugdige).await?;
    let producten = lees.verzoek_producten(id).await?;
    let vastgelegd = dossier::vastgelegd(&lees.feiten_van_verzoek(id).await?);
    let medisch = producten
        .iter()
        .any(|p| MEDISCH.contains(&p.verwijzer_type.as_str()));
    let eerste = producten.iter().find_map(|p| eerste_verwijzing(&p.besluit));
    Ok(Some(Zaak {
        houder: verzoek.houder.clone(),
        onderwerp: RekenOnderwerp::Verzoek(id),
        sleutel: (RamingOnderwerp::Verzoek, id),
        jeugdige: Some(verzoek.jeugdige),
        aanbieder: Some(verzoek.aanbieder),
        wat: "Verzoek om toewijzing",
        naam,
        open: verzoek.afgehandeld_op.is_none(),
        gevraagd: producten
            .iter()
            .filter_map(|p| p.budget)
            .reduce(|a, b| a.plus(b).unwrap_or(a)),
        begin: RekenInvoer {
            soort: vastgelegd
                .soort
                .waarde
                .map(|s: Soort| s.label().to_owned())
                .unwrap_or_default(),
            eerste_medisch: match (medisch, eerste) {
                (true, Some(true)) => "ja",
                (false, _) | (true, Some(false)) => "nee",
                (true, None) => "",
            }
            .to_owned(),
            ..RekenInvoer::default()
        },
    }))
}

/// What the decision found on 'first referral'; `None` when it did not come to that.
fn eerste_verwijzing(besluit: &str) -> Option<bool> {
    let besluit: houvast_beslis::Besluit = serde_json::from_str(besluit).ok()?;
    let grond = besluit
        .gronden
        .iter()
        .find(|g| g.onderwerp == houvast_beslis::Onderwerp::EersteVerwijzing)?;
    Some(grond.uitkomst == houvast_beslis::Uitkomst::Toewijzen)
}

async fn wijziging(huis: &Huis, lees: &mut Lees, id: Uuid) -> Result<Option<Zaak>, DienstFout> {
    let Some(zaak) = crate::wijziging::zaak::zoek(huis, lees, id).await? else {
        return Ok(None);
    };
    let naam = taal::naam_van(&zaak.kind).kort();
    Ok(Some(Zaak {
        houder: zaak.wijziging.houder.clone(),
        onderwerp: RekenOnderwerp::Wijziging(zaak.wijziging.id),
        sleutel: (RamingOnderwerp::Wijziging, zaak.wijziging.id),
        jeugdige: Some(zaak.kind.id),
        aanbieder: Some(zaak.wijziging.aanbieder),
        wat: "Verzoek om wijziging",
        naam,
        open: zaak.open(),
        gevraagd: zaak
            .producten
            .iter()
            .filter_map(|p| p.budget)
            .reduce(|a, b| a.plus(b).unwrap_or(a)),
        begin: RekenInvoer {
            soort: zaak
                .te_wijzigen()
                .filter_map(|(_, t)| t.soort.clone())
                .next()
                .unwrap_or_default(),
            eerste_medisch: "nee".to_owned(),
            ..RekenInvoer::default()
        },
    }))
}

/// Of the Toegang; the aanbieder comes to the same calculation by its request for toetsing.
async fn hulpvraag(lees: &mut Lees, id: Uuid) -> Result<Option<Zaak>, DienstFout> {
    let Some(hulpvraag) = crate::hulpvraag::voor_raming(lees, id).await? else {
        return Ok(None);
    };
    Ok(Some(Zaak {
        houder: hulpvraag.houder,
        onderwerp: RekenOnderwerp::Hulpvraag(id),
        sleutel: (RamingOnderwerp::Hulpvraag, id),
        jeugdige: Some(hulpvraag.jeugdige),
        aanbieder: hulpvraag.aanbieder,
        wat: "Hulpvraag",
        naam: naam(lees, hulpvraag.jeugdige).await?,
        open: hulpvraag.open,
        gevraagd: hulpvraag.raming,
        begin: RekenInvoer {
            soort: hulpvraag.soort.map(|s| s.label().to_owned()).unwrap_or_default(),
            eerste_medisch: "nee".to_owned(),
            ..RekenInvoer::default()
        },
    }))
}

/// A referral; that of the Toegang shares its calculation with the hulpvraag it follows from.
async fn verwijzing(lees: &mut Lees, id: Uuid) -> Result<Option<Zaak>, DienstFout> {
    let Some(v) = lees.verwijzing(id).await? else {
        return Ok(None);
    };
    Ok(Some(Zaak {
        houder: v.houder.clone(),
        onderwerp: RekenOnderwerp::Verwijzing(id),
        sleutel: match v.hulpvraag {
            Some(hulpvraag) => (RamingOnderwerp::Hulpvraag, hulpvraag),
            None => (RamingOnderwerp::Verwijzing, id),
        },
        jeugdige: v.jeugdige,
        aanbieder: Some(v.aanbieder),
        wat: "Verwijzing",
        naam: crate::verwijzing::naam(&v)?.kort(),
        open: v.afgerond_op.is_none(),
        gevraagd: v.ander_budget.or(v.budget),
        begin: RekenInvoer {
            soort: v.soort.clone().unwrap_or_default(),
            // Whether it is the first one, the gemeente knows.
            eerste_medisch: if MEDISCH.contains(&v.route.as_str()) {
                ""
            } else {
                "nee"
            }
            .to_owned(),
            ..RekenInvoer::default()
        },
    }))
}

async fn naam(lees: &mut Lees, jeugdige: Uuid) -> Result<String, DienstFout> {
    Ok(lees
        .jeugdige(jeugdige)
        .await?
        .map(|k| taal::naam_van(&k).kort())
        .unwrap_or_default())
}

/// What was typed, as stored.
pub(super) fn invoer(rij: &RamingRij) -> RekenInvoer {
    rij.invoer
        .as_ref()
        .and_then(|tekst| serde_json::from_str(tekst).ok())
        .unwrap_or_default()
}

/// Only the Toegang says what it agreed: of an aanbieder these fields stay as they were.
pub(super) fn van_rol(wie: &Aangemeld, nieuw: RekenInvoer, was: &RekenInvoer) -> RekenInvoer {
    if wie.rol() == Rol::Consulent {
        return nieuw;
    }
    RekenInvoer {
        afronding: was.afronding.clone(),
        besluit_toegang: was.besluit_toegang.clone(),
        ..nieuw
    }
}

/// The estimate of a case that became a fact: its amount, the hours behind it, and the budget in words.
pub async fn van(
    lees: &mut Lees,
    soort: RamingOnderwerp,
    onderwerp: Uuid,
) -> Result<Option<RamingRij>, DienstFout> {
    let rij = lees.raming_van(soort, onderwerp).await?;
    Ok(rij.filter(|r| r.vastgesteld_op.is_some() && r.bedrag.is_some()))
}

/// "€ 10.400,00 uit de rekenhulp: Standaardbudget 6, € 12.000,00"; empty before anything was settled.
#[must_use]
pub fn raming_in_woorden(rij: &RamingRij) -> String {
    let Some(bedrag) = rij.bedrag.filter(|_| rij.vastgesteld_op.is_some()) else {
        return String::new();
    };
    let hoe = match rij.wijze {
        RamingWijze::Rekenhulp => "uit de rekenhulp",
        RamingWijze::Mondeling => "mondeling gegeven",
        RamingWijze::Email => "per e-mail gegeven",
    };
    let budget = rij.uitkomst.as_deref().unwrap_or_default();
    if budget.is_empty() {
        format!("{bedrag}, {hoe}")
    } else {
        format!("{bedrag}, {hoe}: {budget}")
    }
}

/// "Vastgelegd op di 24 november 2026 door Sanne Terpstra."
pub(super) fn vastgelegd(op: jiff::civil::Date, door: Option<&str>) -> String {
    match door {
        Some(naam) => format!("Vastgelegd op {} door {naam}.", datum::lang(op)),
        None => format!("Vastgelegd op {}.", datum::lang(op)),
    }
}
