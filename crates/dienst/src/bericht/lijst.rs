//! The messages of the own gemeente or aanbieder.

use crate::beeld::{BerichtFilter, BerichtLijst, BerichtRij, BerichtStand, Merkje, Richting, Rol, Toon};
use crate::recht::{Handeling, eis};
use crate::{Aangemeld, DienstFout, Huis, taal};
use houvast_ijw::BerichtSoort;
use houvast_opslag::{BerichtFilter as Vraag, BerichtRegel, BerichtStatus, Bladzijde, Richting as Kant};

/// Rows on one page.
const PER_BLAD: u32 = 50;
/// Further than this a list is not counted.
const TELGRENS: u32 = 200;

/// One page of the list, newest first.
pub async fn lijst(huis: &Huis, wie: &Aangemeld, filter: BerichtFilter) -> Result<BerichtLijst, DienstFout> {
    eis(wie.functie(), Handeling::BerichtenZien)?;
    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    let vraag = Vraag {
        richting: filter.richting.map(|r| match r {
            Richting::In => Kant::In,
            Richting::Uit => Kant::Uit,
        }),
        soort: filter.soort.clone(),
        statussen: match filter.stand {
            None => Vec::new(),
            Some(BerichtStand::Goed) => vec![BerichtStatus::Verwerkt, BerichtStatus::Bevestigd],
            Some(BerichtStand::Afgekeurd) => vec![
                BerichtStatus::Afgekeurd,
                BerichtStatus::Fout,
                BerichtStatus::Teruggekomen,
                BerichtStatus::Vastgelopen,
            ],
            Some(BerichtStand::WachtOpRetour) => vec![BerichtStatus::Verzonden],
            Some(BerichtStand::Onderweg) => vec![BerichtStatus::Klaar, BerichtStatus::TeBeoordelen],
        },
        ..Vraag::default()
    };
    let geteld = lees.aantal_berichten(&vraag, TELGRENS + 1).await?;
    let totaal = u32::try_from(geteld).unwrap_or_default();
    let blad = filter
        .na
        .map_or(Bladzijde::eerste(PER_BLAD), |na| Bladzijde::na(na, PER_BLAD));
    let lijst = lees.berichten(&vraag, blad).await?;
    Ok(BerichtLijst {
        filter,
        soorten: BerichtSoort::ALLE.iter().map(|s| s.as_str().to_owned()).collect(),
        volgende: lijst.volgende,
        rijen: lijst.rijen.into_iter().map(|r| rij(huis, wie.rol(), r)).collect(),
        totaal: totaal.min(TELGRENS),
        meer: totaal > TELGRENS,
    })
}

fn rij(huis: &Huis, rol: Rol, r: BerichtRegel) -> BerichtRij {
    let met = match rol {
        Rol::Aanbieder => huis.gemeente_naam(r.houder.als_str()),
        _ => r
            .aanbieder_naam
            .or_else(|| r.aanbieder.map(|a| format!("Onbekende aanbieder {a}")))
            .unwrap_or_else(|| "onbekend".to_owned()),
    };
    BerichtRij {
        id: r.id,
        betekenis: betekenis(r.soort.as_deref()),
        stand: stand(r.richting, r.status, r.soort.as_deref(), r.aantal_bevindingen),
        soort: r.soort.unwrap_or_else(|| "onbekend".to_owned()),
        richting: kant(r.richting),
        met,
        identificatie: r.identificatie.unwrap_or_default(),
        moment: huis.tijd.plaatselijk(r.op),
        eerste_bevinding: r.eerste_bevinding.unwrap_or_default(),
    }
}

/// In or out, seen from the gemeente.
pub(super) fn kant(richting: Kant) -> Richting {
    match richting {
        Kant::In => Richting::In,
        Kant::Uit => Richting::Uit,
    }
}

/// What a kind of message is for.
pub(super) fn betekenis(soort: Option<&str>) -> String {
    soort
        .and_then(soort_van)
        .map_or_else(|| "Niet te lezen".to_owned(), |s| s.naam().to_owned())
}

/// The kind by its name.
pub(super) fn soort_van(naam: &str) -> Option<BerichtSoort> {
    BerichtSoort::ALLE.iter().copied().find(|s| s.as_str() == naam)
}

/// The state in a word.
pub(super) fn stand(kant: Kant, status: BerichtStatus, soort: Option<&str>, bevindingen: i64) -> Merkje {
    let aantal = taal::telbaar(bevindingen, "bevinding", "bevindingen");
    let is_retour = soort.and_then(soort_van).is_some_and(|s| s.heen().is_some());
    match (kant, status) {
        (_, BerichtStatus::Fout | BerichtStatus::Afgekeurd) => {
            Merkje::nieuw(format!("afgekeurd: {aantal}"), Toon::Fout)
        }
        (_, BerichtStatus::Vastgelopen) => Merkje::nieuw("vastgelopen", Toon::Fout),
        (_, BerichtStatus::Teruggekomen) => Merkje::nieuw("afgekeurd door de aanbieder", Toon::Fout),
        (_, BerichtStatus::TeBeoordelen) if bevindingen > 0 => {
            Merkje::nieuw(format!("wacht op een medewerker: {aantal}"), Toon::LetOp)
        }
        (_, BerichtStatus::TeBeoordelen) => Merkje::nieuw("wacht op een medewerker", Toon::LetOp),
        (_, BerichtStatus::Klaar) => Merkje::nieuw("onderweg", Toon::Rustig),
        (_, BerichtStatus::Verzonden) => Merkje::nieuw("wacht op retour", Toon::Rustig),
        (_, BerichtStatus::Bevestigd) if is_retour => Merkje::nieuw("verzonden", Toon::Goed),
        (_, BerichtStatus::Bevestigd) => Merkje::nieuw("bevestigd", Toon::Goed),
        (_, BerichtStatus::Verwerkt) => Merkje::nieuw("aangenomen", Toon::Goed),
    }
}
