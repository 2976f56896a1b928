//! One message with its text and its findings; the look is logged.

use super::bevinding::{self, BevindingRij};
use super::xml;
use super::{inhoud, lijst};
use crate::beeld::{BerichtBeeld, BevindingBeeld, Rij, Rol, Verband};
use crate::kijk::{self, Blik};
use crate::recht::{Handeling, eis};
use crate::{Aangemeld, DienstFout, Huis, verwijzing};
use houvast_begrip::datum;
use houvast_opslag::{Bericht, BerichtStatus, Lees, Richting};
use uuid::Uuid;

/// The message, for the gemeente or the aanbieder it concerns.
pub async fn toon(huis: &Huis, wie: &Aangemeld, id: Uuid) -> Result<BerichtBeeld, DienstFout> {
    eis(wie.functie(), Handeling::BerichtenZien)?;
    let bericht = huis.opslag.lees(wie.bereik()).await?.bericht(id).await?;
    let blik = Blik {
        houder: bericht.as_ref().map(|b| &b.houder),
        jeugdige: bericht.as_ref().and_then(|b| b.jeugdige),
        voorwerp: "bericht",
        id: Some(id),
        handeling: "lezen",
    };
    kijk::noteer(huis, wie, &[blik]).await?;
    let bericht = bericht.ok_or(DienstFout::NietGevonden)?;
    if bericht.gezien_op.is_none() && wie.rol() == Rol::Consulent {
        let mut tx = huis.opslag.begin(wie.bereik()).await?;
        tx.bericht_gezien(id, huis.tijd.nu()).await?;
        tx.commit().await?;
    }
    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    let bytes = lees.bericht_inhoud(id).await?.unwrap_or_default();
    let mut verband = verband(&mut lees, &bericht).await?;
    if let (Rol::Consulent, Some(kind)) = (wie.rol(), bericht.jeugdige) {
        verband.push(Verband::Dossier {
            tekst: "Dossier van de jeugdige".to_owned(),
            id: kind,
        });
    }
    let inhoud = inhoud::van(&mut lees, &bericht).await?;
    let let_op = verwijzing::zonder_toetsing::bij_bericht(huis, &mut lees, &bericht).await?;
    let wijziging = lees.wijzigverzoek_van_bericht(id).await?.map(|v| v.id);
    let met = match (wie.rol(), bericht.aanbieder) {
        (Rol::Aanbieder, _) => huis.gemeente_naam(bericht.houder.als_str()),
        (_, Some(agb)) => lees
            .aanbieder(agb)
            .await?
            .map_or_else(|| format!("Onbekende aanbieder {agb}"), |a| a.naam),
        (_, None) => "onbekend".to_owned(),
    };
    let bevindingen = bevinding::uit_json(&bericht.bevindingen);
    let tekst = xml::regels(&bytes, &bevindingen);
    let soort = bericht.soort.as_deref();
    Ok(BerichtBeeld {
        id,
        soort: soort.unwrap_or("onbekend").to_owned(),
        betekenis: lijst::betekenis(soort),
        richting: lijst::kant(bericht.richting),
        met,
        moment: huis.tijd.plaatselijk(bericht.op),
        stand: lijst::stand(
            bericht.richting,
            bericht.status,
            soort,
            bericht.aantal_bevindingen,
        ),
        uitleg: uitleg(&bericht).to_owned(),
        let_op,
        wijziging,
        inhoud,
        kop: kop(&bericht),
        bevindingen: bevindingen.iter().zip(tekst.plekken).map(beeld).collect(),
        regels: tekst.regels,
        weggelaten: tekst.weggelaten,
        gemaskeerd: true,
        verband,
    })
}

fn beeld((b, plek): (&BevindingRij, Option<usize>)) -> BevindingBeeld {
    BevindingBeeld {
        niveau: b.niveau,
        regel: b.regel.clone(),
        retourcode: b.retourcode.clone(),
        pad: b.pad.clone(),
        regelnummer: b.regelnummer,
        kolom: b.kolom,
        tekst: b.tekst.clone(),
        plek,
    }
}

/// What the state means and what to do.
fn uitleg(b: &Bericht) -> &'static str {
    let is_retour = b
        .soort
        .as_deref()
        .and_then(lijst::soort_van)
        .is_some_and(|s| s.heen().is_some());
    match (b.richting, b.status) {
        (_, BerichtStatus::Fout) => {
            "Dit bestand is niet als bericht te lezen of is niet voor deze gemeente. Er gaat geen retourbericht uit; de afzender herstelt het en stuurt het opnieuw."
        }
        (_, BerichtStatus::Vastgelopen) => {
            "Houvast kan dit bericht nu niet verwerken. Het is bewaard en wordt vanzelf opnieuw geprobeerd. Blijft het hier staan? Meld het dan bij de beheerder."
        }
        (_, BerichtStatus::Afgekeurd) if is_retour => {
            "Dit retourbericht klopt niet. Een retourbericht krijgt nooit een antwoord: neem contact op met de afzender."
        }
        (_, BerichtStatus::Afgekeurd) => {
            "Dit bericht is afgekeurd en telt als niet verstuurd. De afzender herstelt wat hieronder staat en stuurt het opnieuw, met een nieuwe identificatie."
        }
        (_, BerichtStatus::TeBeoordelen) if b.aantal_bevindingen > 0 => {
            "Een deel van dit bericht klopt niet. Een medewerker beoordeelt het geheel; er is nog geen antwoord verstuurd. Het antwoord versturen kan in deze versie nog niet vanuit Houvast."
        }
        (_, BerichtStatus::TeBeoordelen) => match b.soort.as_deref() {
            Some("JW317") => {
                "Dit verzoek om wijziging is aangenomen. Een medewerker van de gemeente beoordeelt het; er is nog geen antwoord verstuurd."
            }
            Some("JW323") => {
                "Deze declaratie is gecontroleerd en wacht op een medewerker van de gemeente. Er is nog geen antwoord (JW325) verstuurd; dat kan in deze versie nog niet vanuit Houvast."
            }
            _ => "Dit bericht is aangenomen en wacht op een medewerker van de gemeente.",
        },
        (Richting::In, BerichtStatus::Verwerkt) => "Dit bericht is aangenomen en verwerkt.",
        (_, BerichtStatus::Klaar) => "Dit bericht ligt klaar en gaat zo naar de postbus.",
        (_, BerichtStatus::Verzonden) => {
            "Dit bericht is verzonden. De aanbieder stuurt binnen drie werkdagen een retourbericht."
        }
        (_, BerichtStatus::Bevestigd) if is_retour => {
            "Dit retourbericht is verzonden. Daar komt geen antwoord op."
        }
        (_, BerichtStatus::Bevestigd) => "De aanbieder heeft dit bericht bevestigd.",
        (_, BerichtStatus::Teruggekomen) => {
            "De aanbieder vond een fout in dit bericht. Bekijk het retourbericht en stuur een verbeterd bericht."
        }
        (Richting::Uit, BerichtStatus::Verwerkt) => "Dit bericht is verwerkt.",
    }
}

fn kop(b: &Bericht) -> Vec<Rij> {
    let mut rijen = Vec::new();
    let mut erbij = |naam: &str, waarde: Option<String>| {
        if let Some(waarde) = waarde {
            rijen.push(Rij::nieuw(naam, waarde));
        }
    };
    erbij("Afzender", b.afzender.clone());
    erbij("Ontvanger", b.ontvanger.clone());
    erbij("Identificatie", b.identificatie.clone());
    erbij("Dagtekening", b.dagtekening.map(datum::kort));
    erbij("Bestand", b.bestand.as_ref().map(|naam| naam.0.clone()));
    erbij("Grootte", Some(format!("{} bytes", b.grootte)));
    erbij("SHA-256", Some(hex::encode(b.sha256)));
    rijen
}

async fn verband(lees: &mut Lees, bericht: &Bericht) -> Result<Vec<Verband>, DienstFout> {
    let mut uit = Vec::new();
    let link = |wat: &str, b: &Bericht| Verband::Bericht {
        tekst: format!("{wat}: {}", b.soort.as_deref().unwrap_or("bericht")),
        id: b.id,
    };
    if let Some(ander) = bericht.hoort_bij
        && let Some(ander) = lees.bericht(ander).await?
    {
        uit.push(link("Antwoord op", &ander));
    }
    for antwoord in lees.antwoorden_op(bericht.id).await? {
        uit.push(link("Antwoord", &antwoord));
    }
    let bron = match bericht.richting {
        Richting::In => Some(bericht.id),
        Richting::Uit => bericht.hoort_bij,
    };
    if let Some(bron) = bron
        && let Some(verzoek) = lees.verzoek_van_bericht(bron).await?
    {
        uit.push(Verband::Verzoek {
            tekst: "Verzoek om toewijzing".to_owned(),
            id: verzoek.id,
        });
    }
    Ok(uit)
}
