//! Facts that no message carries, registered by people; each time the proposal is made again with them. Nothing leaves
//! because of it: somebody who registers a fact does not thereby grant.

use super::dossier::{self, AANBIEDER, AKKOORD, CONSULENT};
use super::invoer::{self, Nieuw};
use super::vertaal;
use crate::beeld::{FeitenFout, FeitenInvoer, Rol, Vastgelegd};
use crate::kijk::{self, Blik};
use crate::recht::{Handeling, eis};
use crate::{Aangemeld, DienstFout, Huis, gebeurtenis, werkvoorraad};
use houvast_beslis::{Besluit, VerzoekFeiten};
use houvast_opslag::{BesluitSoort, FeitRij, Gebeurtenis, ProductStatus, Tx, Verzoek};
use jiff::Timestamp;
use uuid::Uuid;

pub use super::dossier::Akkoord;

/// Stores facts of the form and judges again. What was typed wrong comes back per field.
pub async fn leg_vast(
    huis: &Huis,
    wie: &Aangemeld,
    verzoek: Uuid,
    versie: i64,
    getypt: FeitenInvoer,
) -> Result<Result<Vastgelegd, FeitenFout>, DienstFout> {
    eis(wie.functie(), Handeling::ContactVastleggen)?;
    let gezien = huis
        .opslag
        .lees(wie.bereik())
        .await?
        .feiten_van_verzoek(verzoek)
        .await?;
    let bekend = dossier::vastgelegd(&gezien);
    let vandaag = huis.tijd.vandaag();
    let nieuw = invoer::wat_nieuw_is(getypt, &bekend);
    let fouten = invoer::controleer(wie.functie(), &nieuw, &bekend, vandaag);
    if !fouten.is_empty() {
        return Ok(Err(FeitenFout { fouten }));
    }
    let feiten = invoer::naar_feiten(&nieuw, vandaag)?;
    registreer(huis, wie, verzoek, versie, feiten).await.map(Ok)
}

/// The Toegang agrees to something (help beside other help, an amount, a longer herstel, a rounding).
pub async fn leg_akkoord_vast(
    huis: &Huis,
    wie: &Aangemeld,
    verzoek: Uuid,
    versie: i64,
    akkoord: Akkoord,
) -> Result<Vastgelegd, DienstFout> {
    eis(wie.functie(), Handeling::AkkoordVastleggen)?;
    let nieuw = Nieuw {
        soort: AKKOORD,
        datum: Some(huis.tijd.vandaag()),
        waarde: super::naar_json(&akkoord, "akkoord")?,
        in_woorden: akkoord.in_woorden(),
    };
    registreer(huis, wie, verzoek, versie, vec![nieuw]).await
}

async fn registreer(
    huis: &Huis,
    wie: &Aangemeld,
    id: Uuid,
    versie: i64,
    nieuw: Vec<Nieuw>,
) -> Result<Vastgelegd, DienstFout> {
    // Seen through the scope of the person; written by the program, because an aanbieder changes no case.
    let gezien = huis.opslag.lees(wie.bereik()).await?.verzoek(id).await?;
    gezien.ok_or(DienstFout::NietGevonden)?;
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    let verzoek = tx.verzoek(id).await?.ok_or(DienstFout::NietGevonden)?;
    if verzoek.versie != versie || verzoek.afgehandeld_op.is_some() {
        return Err(DienstFout::Verouderd);
    }
    registreer_in(huis, wie, &mut tx, &verzoek, &nieuw).await?;
    let blik = Blik {
        houder: Some(&verzoek.houder),
        jeugdige: Some(verzoek.jeugdige),
        voorwerp: "verzoek",
        id: Some(verzoek.id),
        handeling: "wijzigen",
    };
    kijk::daad(huis, wie, &mut tx, blik)?;
    tx.commit().await?;
    Ok(Vastgelegd {
        melding: "Vastgelegd. Het voorstel is opnieuw gemaakt met deze gegevens.".to_owned(),
        volgende: werkvoorraad::volgende(huis, wie, id).await?,
    })
}

/// The estimate of a calculation, in the transaction that keeps the calculation. The caller has seen the request through
/// the scope of the person.
pub(crate) async fn leg_raming_vast(
    huis: &Huis,
    wie: &Aangemeld,
    tx: &mut Tx,
    id: Uuid,
    nieuw: &[Nieuw],
) -> Result<(), DienstFout> {
    let verzoek = tx.verzoek(id).await?.ok_or(DienstFout::NietGevonden)?;
    if verzoek.afgehandeld_op.is_some() {
        return Err(DienstFout::Verouderd);
    }
    registreer_in(huis, wie, tx, &verzoek, nieuw).await
}

async fn registreer_in(
    huis: &Huis,
    wie: &Aangemeld,
    tx: &mut Tx,
    verzoek: &Verzoek,
    nieuw: &[Nieuw],
) -> Result<(), DienstFout> {
    let nu = huis.tijd.nu();
    let bron = match wie.rol() {
        Rol::Consulent => CONSULENT,
        Rol::Aanbieder => AANBIEDER,
        _ => return Err(DienstFout::NietGevonden),
    };
    let rijen: Vec<FeitRij> = nieuw
        .iter()
        .map(|n| FeitRij {
            houder: verzoek.houder.clone(),
            id: huis.tijd.id(),
            jeugdige: verzoek.jeugdige,
            verzoek: Some(verzoek.id),
            verzoek_product: None,
            aanbieder: Some(verzoek.aanbieder),
            soort: n.soort.to_owned(),
            datum: n.datum,
            waarde: n.waarde.clone(),
            bron: bron.to_owned(),
            door: Some(wie.account()),
            op: nu,
        })
        .collect();
    tx.leg_feiten_vast(&rijen).await?;
    herbeoordeel(huis, tx, verzoek, wie.account(), nu).await?;
    let wat: Vec<&str> = nieuw.iter().map(|n| n.in_woorden).collect();
    tx.leg_gebeurtenissen_vast(&[Gebeurtenis {
        houder: verzoek.houder.clone(),
        id: huis.tijd.id(),
        jeugdige: verzoek.jeugdige,
        op: nu,
        soort: "feiten".to_owned(),
        aanbieder: Some(verzoek.aanbieder),
        bericht: None,
        verzoek: Some(verzoek.id),
        toewijzing: None,
        door: Some(wie.account()),
        gegevens: gebeurtenis::json(format!("{}, door de {bron}", wat.join(", "))),
    }])
    .await?;
    Ok(())
}

/// Judges every product that has no answer yet with what is known now. Earlier judgements stay.
async fn herbeoordeel(
    huis: &Huis,
    tx: &mut Tx,
    verzoek: &Verzoek,
    door: Uuid,
    nu: Timestamp,
) -> Result<(), DienstFout> {
    let kind = tx
        .jeugdige(verzoek.jeugdige)
        .await?
        .ok_or(DienstFout::NietGevonden)?;
    let uit_dossier = dossier::haal(tx, huis, &kind, verzoek.aanbieder, nu).await?;
    let vastgelegd = dossier::vastgelegd(&tx.feiten_van_verzoek(verzoek.id).await?);
    let mut besluiten: Vec<Besluit> = Vec::new();
    let mut rijen = Vec::new();
    for product in tx.verzoek_producten(verzoek.id).await? {
        if !matches!(product.status, ProductStatus::Open | ProductStatus::InOnderzoek) {
            continue;
        }
        let mut feiten: VerzoekFeiten = super::uit_json(&product.feiten, "feiten")?;
        // Doubt about who the child is does not go away by registering something else: `herkenning` stays.
        vertaal::vul_aan(&mut feiten, &uit_dossier, &vastgelegd);
        let besluit = super::beoordeel(huis, &feiten, nu)?;
        let mut nieuw = product.clone();
        nieuw.feiten = super::naar_json(&feiten, "feiten")?;
        nieuw.besluit = super::naar_json(&besluit, "besluit")?;
        nieuw.besluitdatum = besluit.besluitdatum;
        nieuw.voorstel = super::voorstel(besluit.uitkomst);
        nieuw.profiel = super::naar_json(&besluit.profiel, "profiel")?;
        if !tx.wijzig_verzoek_product(&nieuw, product.versie).await? {
            return Err(DienstFout::Verouderd);
        }
        rijen.push(super::besluitrij(
            huis,
            &nieuw,
            BesluitSoort::Voorstel,
            Some(door),
            nu,
        ));
        besluiten.push(besluit);
    }
    tx.leg_besluiten_vast(&rijen).await?;
    let mut bij = verzoek.clone();
    (bij.voorstel, bij.samenvatting) = super::samengevat(besluiten.iter());
    if tx.wijzig_verzoek(&bij, verzoek.versie).await? {
        Ok(())
    } else {
        Err(DienstFout::Verouderd)
    }
}
