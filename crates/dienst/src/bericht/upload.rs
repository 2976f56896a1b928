//! Messages brought in by hand: they must be the account's own, and then go the same way as from the postbus.

use super::lijst;
use super::verwerken::{self, Adres};
use crate::beeld::{Merkje, Rol, Toon, UploadBestand, UploadRegel, UploadUitslag};
use crate::kijk::{self, Blik};
use crate::recht::{Handeling, eis};
use crate::{Aangemeld, DienstFout, Huis};
use houvast_ijw::{Grenzen, Lezing};
use houvast_opslag::{Aankomst, BerichtStatus, Herkomst};
use uuid::Uuid;

/// Takes each file in turn; what is not the account's own is not stored.
pub async fn upload(
    huis: &Huis,
    wie: &Aangemeld,
    bestanden: Vec<UploadBestand>,
) -> Result<UploadUitslag, DienstFout> {
    eis(wie.functie(), Handeling::Uploaden)?;
    let mut regels = Vec::with_capacity(bestanden.len());
    for bestand in bestanden {
        regels.push(een(huis, wie, bestand).await?);
    }
    Ok(UploadUitslag { regels })
}

async fn een(huis: &Huis, wie: &Aangemeld, bestand: UploadBestand) -> Result<UploadRegel, DienstFout> {
    let grenzen = Grenzen {
        maximum: huis.instellingen.maximum,
        ..Grenzen::default()
    };
    let lezing = houvast_ijw::lees(bestand.inhoud.as_slice(), &grenzen)?;
    let namens = match eigen(huis, wie, &lezing) {
        Ok(namens) => namens,
        Err(tekst) => {
            return Ok(UploadRegel {
                bestand: bestand.naam,
                stand: Merkje::nieuw("niet aangenomen", Toon::Fout),
                tekst,
                bericht: None,
                verzoek: None,
            });
        }
    };
    let id = huis.tijd.id();
    let mut rij = Aankomst::nieuw(
        &huis.instellingen.regio,
        id,
        bestand.inhoud,
        Herkomst::Upload,
        huis.tijd.nu(),
    );
    rij.bestand = Some(bestand.naam.clone().into());
    rij.account = Some(wie.account());
    rij.namens = Some(namens);
    huis.opslag.journaal(&huis.systeem(), &rij).await?;
    let blik = Blik {
        houder: Some(&huis.instellingen.regio),
        jeugdige: None,
        voorwerp: "bericht",
        id: Some(id),
        handeling: "inleveren",
    };
    kijk::noteer(huis, wie, &[blik]).await?;
    verwerken::verwerk(huis, huis.tijd.id(), id).await?;
    uitslag(huis, wie, bestand.naam, id).await
}

/// Whose message it is. A file that cannot be read tells nobody's name, so nobody may bring it in.
fn eigen(huis: &Huis, wie: &Aangemeld, lezing: &Lezing) -> Result<String, String> {
    let Some(bericht) = &lezing.bericht else {
        let eerste = lezing.bevindingen.first().map_or("", |b| b.tekst.as_str());
        return Err(format!(
            "Dit bestand is niet te lezen als iJw-bericht en is niet opgeslagen. {eerste}"
        ));
    };
    let adres = Adres::van(huis, bericht).map_err(|bevinding| bevinding.tekst)?;
    match (wie.rol(), wie.bereik().agb()) {
        (Rol::Aanbieder, Some(agb)) if adres.aanbieder == agb => Ok(agb.to_string()),
        (Rol::Aanbieder, _) => Err(
            "Dit bericht is van een andere aanbieder. U kunt alleen berichten van uw eigen organisatie inleveren.".to_owned(),
        ),
        (Rol::Consulent, _) if wie.bereik().omvat(&adres.gemeente.into()) => Ok(adres.gemeente.to_string()),
        _ => {
            Err("Dit bericht is voor een andere gemeente. U kunt alleen berichten voor uw eigen gemeente inleveren.".to_owned())
        }
    }
}

async fn uitslag(huis: &Huis, wie: &Aangemeld, naam: String, id: Uuid) -> Result<UploadRegel, DienstFout> {
    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    let Some(bericht) = lees.bericht(id).await? else {
        return Ok(UploadRegel {
            bestand: naam,
            stand: Merkje::nieuw("opgeslagen", Toon::Rustig),
            tekst: "Het bericht is opgeslagen en wordt zo beoordeeld.".to_owned(),
            bericht: None,
            verzoek: None,
        });
    };
    let verzoek = lees.verzoek_van_bericht(id).await?.map(|v| v.id);
    let soort = bericht.soort.clone().unwrap_or_default();
    let retour = lijst::soort_van(&soort).and_then(houvast_ijw::BerichtSoort::retour);
    let tekst = match (bericht.status, retour) {
        (BerichtStatus::Afgekeurd, Some(retour)) => format!(
            "{soort} afgekeurd. Het retourbericht ({}) staat klaar; herstel de bevindingen en stuur het opnieuw.",
            retour.as_str()
        ),
        (BerichtStatus::Afgekeurd, None) => format!("{soort} afgekeurd. Bekijk de bevindingen."),
        (BerichtStatus::Vastgelopen, _) => {
            "Het bericht is bewaard, maar kan nu niet verwerkt worden. Het wordt vanzelf opnieuw geprobeerd."
                .to_owned()
        }
        (BerichtStatus::TeBeoordelen, _) => {
            format!("{soort} aangenomen. Een medewerker van de gemeente beoordeelt het.")
        }
        (_, Some(retour)) => format!(
            "{soort} aangenomen. Het antwoord ({}) staat klaar.",
            retour.as_str()
        ),
        (_, None) => format!("{soort} aangenomen."),
    };
    Ok(UploadRegel {
        bestand: naam,
        stand: match bericht.status {
            BerichtStatus::Afgekeurd | BerichtStatus::Fout => Merkje::nieuw("afgekeurd", Toon::Fout),
            BerichtStatus::Vastgelopen => Merkje::nieuw("vastgelopen", Toon::LetOp),
            _ => Merkje::nieuw("aangenomen", Toon::Goed),
        },
        tekst,
        bericht: Some(id),
        verzoek,
    })
}
