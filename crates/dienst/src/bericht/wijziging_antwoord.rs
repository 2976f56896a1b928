//! A person answers a request for change with a JW319: first perhaps 'in onderzoek', at the end a refusal. A grant changes
//! toewijzingen and is not built here.

use super::maken::Antwoord;
use super::verwerken::OORDEEL;
use super::wijziging;
use crate::recht::{Handeling, eis};
use crate::{Aangemeld, DienstFout, Huis, gebeurtenis, termijnen};
use houvast_beslis::RedenAfwijzing;
use houvast_opslag::{BerichtStatus, OpslagFout, SignaalSoort, WijzigStatus};
use uuid::Uuid;

/// What a person answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WijzigAntwoord {
    /// 'In onderzoek', at most once (TR360).
    Onderzoeken,
    /// Refuse; the request is closed by it (TR374).
    Afwijzen {
        /// Code of WJ759; not 8, which is for a JW315 only.
        code: String,
        /// Why, in words.
        reden: String,
    },
}

/// Answers the request for change of this message; `versie` is that of the request as the page showed it.
pub async fn beantwoord_wijziging(
    huis: &Huis,
    wie: &Aangemeld,
    bericht: Uuid,
    versie: i64,
    antwoord: &WijzigAntwoord,
) -> Result<(), DienstFout> {
    eis(wie.rol(), Handeling::Beslissen)?;
    houvast_opslag::opnieuw(
        async || doe(huis, wie, bericht, versie, antwoord).await,
        |fout| matches!(fout, DienstFout::Opslag(o) if OpslagFout::herhaalbaar(o)),
    )
    .await
}

async fn doe(
    huis: &Huis,
    wie: &Aangemeld,
    bericht: Uuid,
    versie: i64,
    antwoord: &WijzigAntwoord,
) -> Result<(), DienstFout> {
    let nu = huis.tijd.nu();
    let mut tx = huis.opslag.begin(wie.bereik()).await?;
    let gevonden = tx.wijzigverzoek_van_bericht(bericht).await?;
    let mut verzoek = gevonden.ok_or(DienstFout::NietGevonden)?;
    tx.vergrendel(&verzoek.houder, OORDEEL).await?;
    if verzoek.versie != versie || verzoek.afgehandeld_op.is_some() {
        return Err(DienstFout::Verouderd);
    }
    let (wat, toelichting) = match antwoord {
        WijzigAntwoord::Onderzoeken => {
            if verzoek.status == WijzigStatus::InOnderzoek {
                return Err(DienstFout::Ongeldig("is al in onderzoek"));
            }
            verzoek.status = WijzigStatus::InOnderzoek;
            verzoek.onderzoek_voor = Some(termijnen::onderzoek_voor(verzoek.dagtekening));
            (Antwoord::InOnderzoek, String::new())
        }
        WijzigAntwoord::Afwijzen { code, reden } => {
            let waarom = RedenAfwijzing::try_from(code.as_str())
                .ok()
                .filter(|r| *r != RedenAfwijzing::Woonplaatsbeginsel)
                .ok_or(DienstFout::Ongeldig("onbekende reden"))?;
            if reden.trim().is_empty() {
                return Err(DienstFout::RedenVerplicht);
            }
            verzoek.status = WijzigStatus::Afgewezen;
            verzoek.reden_afwijzing = Some(waarom.code().to_owned());
            verzoek.toelichting = Some(reden.trim().to_owned());
            verzoek.afgehandeld_op = Some(nu);
            let tekst = format!("{}, door een consulent: {}", waarom.label(), reden.trim());
            (Antwoord::Afgewezen(waarom, None), tekst)
        }
    };
    verzoek.beslist_door = Some(wie.account());
    let id = wijziging::verstuur(huis, &mut tx, &verzoek, wat, nu).await?;
    verzoek.antwoord = Some(id);
    if !tx.wijzig_wijzigverzoek(&verzoek, versie).await? {
        return Err(DienstFout::Verouderd);
    }
    if verzoek.afgehandeld_op.is_some() {
        tx.zet_bericht_status(bericht, &[BerichtStatus::TeBeoordelen], BerichtStatus::Verwerkt)
            .await?;
        tx.sluit_signaal(&verzoek.houder, SignaalSoort::TeBeoordelen, bericht, nu)
            .await?;
    } else if let Some(uiterlijk) = verzoek.onderzoek_voor {
        tx.verschuif_signaal(&verzoek.houder, SignaalSoort::TeBeoordelen, bericht, uiterlijk)
            .await?;
    }
    gebeurtenis::wijziging_beantwoord(huis, &mut tx, &verzoek, &toelichting, nu).await?;
    tx.commit().await?;
    Ok(())
}
