//! What a message brought, in words: starts and stops, a request for change, a declaration.

use crate::beeld::Rij;
use crate::{DienstFout, levering};
use houvast_begrip::datum;
use houvast_opslag::{Bericht, DeclaratieStatus, Lees};

/// Empty for the kinds that have a page of their own, and where nothing was taken in.
pub(super) async fn van(lees: &mut Lees, bericht: &Bericht) -> Result<Vec<Rij>, DienstFout> {
    match (bericht.soort.as_deref(), bericht.jeugdige) {
        (Some("JW305" | "JW307"), Some(kind)) => {
            let rijen = lees.leveringen_van(kind).await?;
            let hier = rijen.iter().filter(|r| r.bericht == bericht.id);
            Ok(hier.map(levering::melding).collect())
        }
        (Some("JW317"), _) => wijziging(lees, bericht).await,
        (Some("JW323"), _) => declaratie(lees, bericht).await,
        _ => Ok(Vec::new()),
    }
}

async fn wijziging(lees: &mut Lees, bericht: &Bericht) -> Result<Vec<Rij>, DienstFout> {
    let Some(verzoek) = lees.wijzigverzoek_van_bericht(bericht.id).await? else {
        return Ok(Vec::new());
    };
    let mut rijen = vec![
        Rij::nieuw("Reden", levering::reden(&verzoek)),
        Rij::nieuw("Referentie", verzoek.referentie.clone()),
    ];
    rijen.extend(levering::gevraagd(&lees.wijzig_producten(&[verzoek.id]).await?));
    if verzoek.afgehandeld_op.is_none() {
        rijen.push(Rij::nieuw(
            "Antwoord uiterlijk",
            datum::lang(verzoek.onderzoek_voor.unwrap_or(verzoek.antwoord_voor)),
        ));
    }
    Ok(rijen)
}

async fn declaratie(lees: &mut Lees, bericht: &Bericht) -> Result<Vec<Rij>, DienstFout> {
    let Some(d) = lees.declaratie_van_bericht(bericht.id).await? else {
        return Ok(Vec::new());
    };
    let mut rijen = vec![
        Rij::nieuw("Declaratie", d.nummer.clone()),
        Rij::nieuw(
            "Periode",
            format!("{} t/m {}", datum::kort(d.begindatum), datum::kort(d.einddatum)),
        ),
        Rij::nieuw("Ingediend", d.ingediend.to_string()),
        Rij::nieuw("Regels", d.aantal_prestaties.to_string()),
        Rij::nieuw("Regels met een bevinding", d.aantal_fout.to_string()),
    ];
    if let Some(bedrag) = d.toegekend {
        rijen.push(Rij::nieuw("Toegekend", bedrag.to_string()));
    }
    if d.status == DeclaratieStatus::TeBeoordelen {
        rijen.push(Rij::nieuw("Antwoord uiterlijk", datum::lang(d.antwoord_voor)));
    }
    Ok(rijen)
}
