//! What level 3 must know of earlier messages, fetched before the message is judged. Of a declaratie: `declaratie_feiten`.

use super::verwerken::Zaak;
use crate::DienstFout;
use houvast_begrip::Bsn;
use houvast_ijw::regels::{
    EerderVelden, EerderVerzoek, EerdereLevering, EerdereOmvang, EerdereToewijzing, LeveringSoort,
};
use houvast_ijw::{Bericht, Tekst};
use houvast_opslag::{LeveringRij, ProductStatus, Toewijzing, ToewijzingStatus, Tx, WijzigStatus};
use uuid::Uuid;

/// The facts about one message, in a fixed number of queries.
pub(crate) async fn haal(
    zaak: &Zaak<'_>,
    tx: &mut Tx,
    bericht: &Bericht,
) -> Result<EerderVelden, DienstFout> {
    let mut velden = EerderVelden::default();
    // A retourbericht repeats the identification of our own message; TR056 is about heenberichten.
    if bericht.identificatie_retour().is_none() {
        velden.ontvangen = ontvangen(zaak, tx, bericht).await?;
    }
    match bericht {
        Bericht::Jw305(b) => {
            let producten = &b.client.start_producten.start_product;
            let nummers: Vec<u32> = producten.iter().filter_map(|p| p.toewijzing_nummer).collect();
            leveringen(zaak, tx, &mut velden, &b.client.bsn, &nummers).await?;
        }
        Bericht::Jw307(b) => {
            let producten = &b.client.stop_producten.stop_product;
            let nummers: Vec<u32> = producten.iter().filter_map(|p| p.toewijzing_nummer).collect();
            leveringen(zaak, tx, &mut velden, &b.client.bsn, &nummers).await?;
        }
        Bericht::Jw315(b) => {
            let producten = &b.client.aangevraagde_producten.aangevraagd_product;
            let referenties: Vec<String> = producten
                .iter()
                .map(|p| p.referentie_aanbieder.to_string())
                .collect();
            let kind = zaak.kind(tx, &b.client.bsn).await?.map(|k| k.id);
            verzoeken(zaak, tx, &mut velden, kind, &referenties).await?;
        }
        Bericht::Jw317(b) => {
            let verzoek = &b.client.verzoek;
            let kind = zaak.kind(tx, &b.client.bsn).await?.map(|k| k.id);
            velden.client_bekend = kind.is_some();
            verzoeken(
                zaak,
                tx,
                &mut velden,
                kind,
                &[verzoek.referentie_aanbieder.to_string()],
            )
            .await?;
            let ongewijzigd = verzoek
                .ongewijzigde_producten
                .iter()
                .flat_map(|p| &p.ongewijzigd_product);
            let te_wijzigen = verzoek
                .te_wijzigen_producten
                .iter()
                .flat_map(|p| &p.te_wijzigen_product);
            let nummers: Vec<u32> = ongewijzigd
                .map(|p| p.toewijzing_nummer)
                .chain(te_wijzigen.map(|p| p.toewijzing_nummer))
                .collect();
            toewijzingen(zaak, tx, &mut velden, kind, &nummers).await?;
            if let Some(kind) = kind {
                let van_client = tx.toewijzingen_van(kind).await?;
                vul_toewijzingen(zaak, &mut velden, Some(kind), van_client);
            }
        }
        _ => {}
    }
    Ok(velden)
}

/// TR056: refused messages count too, because a retourbericht is found by the identification.
pub(super) async fn ontvangen(zaak: &Zaak<'_>, tx: &mut Tx, bericht: &Bericht) -> Result<bool, DienstFout> {
    let eerder = tx
        .eerder_ontvangen(
            bericht.afzender(),
            bericht.soort().as_str(),
            bericht.identificatie(),
            zaak.aankomst.id,
        )
        .await?;
    Ok(!eerder.is_empty())
}

async fn verzoeken(
    zaak: &Zaak<'_>,
    tx: &mut Tx,
    velden: &mut EerderVelden,
    kind: Option<Uuid>,
    referenties: &[String],
) -> Result<(), DienstFout> {
    if let Some(kind) = kind {
        let (houder, aanbieder) = (zaak.houder(), zaak.aanbieder);
        velden.open_verzoek = !tx.open_verzoeken_van(&houder, kind, aanbieder).await?.is_empty()
            || !tx
                .open_wijzigverzoeken_van(&houder, kind, aanbieder)
                .await?
                .is_empty();
    }
    for eerder in tx.producten_met_referentie(zaak.aanbieder, referenties).await? {
        let antwoorden: Vec<Tekst> = match eerder.status {
            ProductStatus::Open | ProductStatus::Toegewezen => vec![],
            ProductStatus::InOnderzoek => vec!["2".into()],
            ProductStatus::Afgewezen => vec!["1".into()],
        };
        velden.verzoeken.insert(
            eerder.referentie.as_str().into(),
            EerderVerzoek {
                zelfde_client: kind == Some(eerder.jeugdige),
                antwoorden,
                toegewezen: eerder.status == ProductStatus::Toegewezen,
            },
        );
    }
    for eerder in tx
        .wijzigverzoeken_met_referentie(zaak.aanbieder, referenties)
        .await?
    {
        let antwoorden: Vec<Tekst> = match eerder.status {
            WijzigStatus::Open | WijzigStatus::Toegewezen => vec![],
            WijzigStatus::InOnderzoek => vec!["2".into()],
            WijzigStatus::Afgewezen => vec!["1".into()],
        };
        velden.verzoeken.insert(
            eerder.referentie.as_str().into(),
            EerderVerzoek {
                zelfde_client: kind == Some(eerder.jeugdige),
                antwoorden,
                toegewezen: eerder.status == WijzigStatus::Toegewezen,
            },
        );
    }
    Ok(())
}

async fn leveringen(
    zaak: &Zaak<'_>,
    tx: &mut Tx,
    velden: &mut EerderVelden,
    bsn: &str,
    nummers: &[u32],
) -> Result<(), DienstFout> {
    let kind = zaak.kind(tx, bsn).await?.map(|k| k.id);
    velden.client_bekend = kind.is_some();
    toewijzingen(zaak, tx, velden, kind, nummers).await?;
    if let Ok(bsn) = Bsn::nieuw(bsn) {
        let rijen = tx.leveringen(&zaak.houder(), zaak.aanbieder, &bsn).await?;
        velden.leveringen = rijen.into_iter().filter_map(levering).collect();
    }
    Ok(())
}

/// `None`: a stop without its end, which is never stored.
fn levering(rij: LeveringRij) -> Option<EerdereLevering> {
    Some(EerdereLevering {
        soort: match rij.soort {
            houvast_opslag::LeveringSoort::Start => LeveringSoort::Start,
            houvast_opslag::LeveringSoort::Stop => LeveringSoort::Stop {
                einddatum: rij.einddatum?,
                reden: rij.reden?.as_str().into(),
            },
        },
        toewijzing: rij.toewijzing.and_then(|n| u32::try_from(n).ok()),
        categorie: rij.categorie.as_deref().map(Into::into),
        code: rij.code.as_deref().map(Into::into),
        begindatum: rij.begindatum,
        verwijderen: rij.verwijderen,
    })
}

async fn toewijzingen(
    zaak: &Zaak<'_>,
    tx: &mut Tx,
    velden: &mut EerderVelden,
    kind: Option<Uuid>,
    nummers: &[u32],
) -> Result<(), DienstFout> {
    if nummers.is_empty() {
        return Ok(());
    }
    let nummers: Vec<i64> = nummers.iter().map(|n| i64::from(*n)).collect();
    let rijen = tx.toewijzingen_met_nummers(&zaak.houder(), &nummers).await?;
    vul_toewijzingen(zaak, velden, kind, rijen);
    Ok(())
}

fn vul_toewijzingen(zaak: &Zaak<'_>, velden: &mut EerderVelden, kind: Option<Uuid>, rijen: Vec<Toewijzing>) {
    for rij in rijen.into_iter().filter(|rij| rij.houder == zaak.houder()) {
        let Ok(nummer) = u32::try_from(rij.nummer) else {
            continue;
        };
        velden.toewijzingen.insert(nummer, toewijzing(zaak, kind, &rij));
    }
}

fn toewijzing(zaak: &Zaak<'_>, kind: Option<Uuid>, rij: &Toewijzing) -> EerdereToewijzing {
    EerdereToewijzing {
        zelfde_client: kind == Some(rij.jeugdige),
        zelfde_aanbieder: rij.aanbieder == zaak.aanbieder,
        categorie: rij.categorie.as_deref().map(Into::into),
        code: rij.code.as_deref().map(Into::into),
        toewijzingsdatum: rij.toewijzingsdatum,
        ingangsdatum: rij.ingangsdatum,
        einddatum: rij.einddatum,
        omvang: match (rij.volume, &rij.eenheid, &rij.frequentie) {
            (Some(volume), Some(eenheid), Some(frequentie)) => Some(EerdereOmvang {
                volume: u32::try_from(volume).unwrap_or(u32::MAX),
                eenheid: eenheid.as_str().into(),
                frequentie: frequentie.as_str().into(),
            }),
            _ => None,
        },
        budget: rij.budget.and_then(|b| u64::try_from(b.0).ok()),
        verwijderd: is_verwijderd(rij),
        referenties: rij.referentie.iter().map(|r| r.as_str().into()).collect(),
        // Only asked of our own JW301.
        toegekende_prestaties: false,
    }
}

/// Withdrawn, or sent as removed (RedenWijziging 13 or the old 01).
pub(super) fn is_verwijderd(rij: &Toewijzing) -> bool {
    let reden = rij.reden_wijziging.as_deref();
    rij.status == ToewijzingStatus::Ingetrokken
        || (matches!(reden, Some("13" | "01")) && rij.einddatum == Some(rij.ingangsdatum))
}
