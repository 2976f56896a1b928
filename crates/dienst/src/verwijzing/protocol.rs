//! What the protocol says of a referral, asked with what is known of it.

use super::verzoek;
use crate::beeld::VraagBeeld;
use crate::gronden::{self, Lezer};
use crate::verzoek::dossier;
use crate::{DienstFout, Huis};
use houvast_begrip::periode::plus_maanden;
use houvast_beslis::vragen::{self, Antwoord, budget, privacy, verwijzing};
use houvast_beslis::{Bron, Contract, Feit, Traject, Verwijzer};
use houvast_opslag::{Lees, Verwijzing, VerwijzingStatus};
use jiff::Timestamp;
use jiff::civil::Date;

/// Can this be asked without the Toegang? `lees` sees everything of the gemeente: the
/// answer says that other help runs, never which.
pub(super) async fn verwijzing(
    huis: &Huis,
    lees: &mut Lees,
    v: &Verwijzing,
    contracten: &[Contract],
    nu: Timestamp,
) -> Result<Option<Antwoord<verwijzing::VerwijzingUitkomst>>, DienstFout> {
    let vandaag = huis.tijd.dag_van(nu);
    let Some(profiel) = huis.profiel_van(&v.houder, vandaag) else {
        return Ok(None);
    };
    let route = Verwijzer::try_from(v.route.as_str()).map_err(|_| DienstFout::Gegevens("verwijzer"))?;
    let trajecten = match lees.jeugdige_met_bsn(&v.houder, &v.bsn).await? {
        Some(kind) => dossier::haal(lees, huis, &kind, v.aanbieder, nu).await?.trajecten,
        None => Vec::new(),
    };
    let andere = lees
        .verwijzingen_van_kind(&v.houder, &v.bsn)
        .await?
        .iter()
        .any(|a| {
            a.id != v.id
                && matches!(
                    a.status,
                    VerwijzingStatus::Gevraagd
                        | VerwijzingStatus::AnderBudget
                        | VerwijzingStatus::Geaccepteerd
                )
        });
    let dag = v.van.unwrap_or(vandaag);
    let eerste = !trajecten
        .iter()
        .any(|t| telt_nog(t, profiel.eerste_verwijzing_maanden, vandaag));
    let loopt = trajecten.iter().any(|t| t.periode.bevat(vandaag));
    let feiten = verwijzing::VerwijzingFeiten {
        verwijzer: Feit::dossier(route),
        gecontracteerd: Feit::dossier(contracten.iter().any(|c| c.periode.bevat(dag))),
        andere_verwijzing: Feit::dossier(andere || loopt),
        eerste_verwijzing: Feit::dossier(eerste),
        raming: verzoek::gevraagd(v).map_or_else(Feit::onbekend, |g| Feit::aanbieder(g.budget)),
        aanbieder: Feit::dossier(v.aanbieder),
        ingangsdatum: v.van.map_or_else(Feit::onbekend, Feit::aanbieder),
        contact: v.contact.map_or_else(Feit::onbekend, Feit::aanbieder),
        instemming: v.instemming.map_or_else(Feit::onbekend, Feit::consulent),
        overleg: v
            .overleg
            .map_or_else(Feit::onbekend, |_| Feit::van(Bron::Dossier, true)),
        ..verwijzing::VerwijzingFeiten::default()
    };
    Ok(Some(vragen::stel::<verwijzing::Verwijzing>(
        &feiten, profiel, vandaag,
    )))
}

/// V-34: help that makes this referral not the first, by the day it ended.
fn telt_nog(t: &Traject, maanden: i32, vandaag: Date) -> bool {
    t.periode
        .eind
        .and_then(|eind| plus_maanden(eind, maanden))
        .is_none_or(|tot| vandaag <= tot)
}

/// Which budget fits (R-061…R-072)?
pub(super) fn budget(huis: &Huis, v: &Verwijzing, vandaag: Date) -> Option<Antwoord<budget::BudgetUitkomst>> {
    let feiten = budget::BudgetFeiten {
        raming: Feit::aanbieder(v.budget?),
        soort: verzoek::soort(v).map_or_else(Feit::onbekend, Feit::aanbieder),
        ..budget::BudgetFeiten::default()
    };
    Some(vragen::stel::<budget::Budget>(
        &feiten,
        huis.profiel_van(&v.houder, vandaag)?,
        vandaag,
    ))
}

/// Who decides when the family shares nothing (R-394, V-07)?
pub(super) fn privacy(
    huis: &Huis,
    v: &Verwijzing,
    vandaag: Date,
) -> Option<Antwoord<privacy::PrivacyUitkomst>> {
    let feiten = privacy::PrivacyFeiten {
        privacyverklaring: Feit::dossier(v.privacy),
        raming: verzoek::gevraagd(v).map_or_else(Feit::onbekend, |g| Feit::aanbieder(g.budget)),
        inhoud_in_bericht: Feit::dossier(false),
        ..privacy::PrivacyFeiten::default()
    };
    Some(vragen::stel::<privacy::Privacyvraag>(
        &feiten,
        huis.profiel_van(&v.houder, vandaag)?,
        vandaag,
    ))
}

/// An answer as a page shows it to somebody who does not decide.
pub(super) fn vak<U>(titel: &str, antwoord: &Antwoord<U>) -> VraagBeeld {
    gronden::antwoord(titel, antwoord, Lezer::Ander)
}

#[cfg(test)]
mod tests {
    use super::*;
    use houvast_begrip::Periode;
    use jiff::civil::date;

    /// R-081, V-34: none in the last 12 months.
    #[test]
    fn hulp_telt_tot_en_met_de_dag_twaalf_maanden_na_haar_eind() {
        let t = |eind| Traject {
            aanbieder: "73990101".parse().unwrap(),
            segment: None,
            periode: Periode::nieuw(date(2024, 1, 1), eind).unwrap(),
            akkoord: false,
        };
        let geeindigd = t(Some(date(2025, 11, 22)));
        assert!(telt_nog(&geeindigd, 12, date(2026, 11, 22)));
        assert!(!telt_nog(&geeindigd, 12, date(2026, 11, 23)));
        assert!(telt_nog(&t(None), 12, date(2030, 1, 1)), "wat loopt telt");
    }
}
