//! Protecting a dossier: block it (AVG 18), keep the address secret (Wet BRP 2.59), name who may see it for a time, and bring it
//! in to a member of the expert team.

use crate::beeld::{BeschermInvoer, BeschermingBeeld, Merkje, RelatieRij, Toon};
use crate::kijk::{self, Blik};
use crate::noodtoegang::reden_fout;
use crate::recht::{Functie, Handeling, Relatie, eis};
use crate::{Aangemeld, DienstFout, Huis, taal};
use houvast_begrip::Houder;
use houvast_opslag::{Jeugdige, RelatieSoort, Tx, Zaakrelatie};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// A right by name is looked at again within a year (BIO 9.2.5).
pub const LANGST_DAGEN: i64 = 366;

/// Field and what to do about it.
pub type Fouten = Vec<(&'static str, String)>;

/// The page; the look is logged.
pub async fn toon(huis: &Huis, wie: &Aangemeld, id: Uuid) -> Result<BeschermingBeeld, DienstFout> {
    eis(wie.functie(), Handeling::DossierBeschermen)?;
    let kind = huis.opslag.lees(wie.bereik()).await?.jeugdige(id).await?;
    kijk::noteer(huis, wie, &[blik(kind.as_ref(), id, "lezen")]).await?;
    let kind = kind.ok_or(DienstFout::NietGevonden)?;
    let nu = huis.tijd.nu();
    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    let mut relaties = Vec::new();
    for r in lees.zaakrelaties(id).await? {
        let naam = lees.weergavenaam(r.account).await?;
        let loopt = r.vanaf <= nu && nu < r.tot;
        relaties.push(RelatieRij {
            id: r.id,
            wie: naam.unwrap_or_else(|| "onbekend account".to_owned()),
            soort: match r.soort {
                RelatieSoort::Behandelt => "behandelt",
                RelatieSoort::Ingebracht => "ingebracht",
                RelatieSoort::Nood => "noodtoegang",
            },
            reden: r.reden.map(|t| t.0).unwrap_or_default(),
            tot: huis.tijd.plaatselijk(r.tot),
            stand: if loopt {
                Merkje::nieuw("ziet het dossier", Toon::LetOp)
            } else {
                Merkje::nieuw("afgelopen", Toon::Rustig)
            },
            loopt,
        });
    }
    drop(lees);
    let mensen = mensen(huis, &kind.houder).await?;
    Ok(BeschermingBeeld {
        id,
        versie: kind.versie,
        naam: taal::naam_van(&kind),
        geheim: kind.geheim,
        geblokkeerd: kind.geblokkeerd,
        relaties,
        mensen: mensen
            .into_iter()
            .map(|(id, naam, functie)| (id, format!("{naam} ({})", functie.recht().naam)))
            .collect(),
    })
}

fn blik<'a>(kind: Option<&'a Jeugdige>, id: Uuid, handeling: &'static str) -> Blik<'a> {
    Blik {
        houder: kind.map(|k| &k.houder),
        jeugdige: kind.map(|k| k.id),
        voorwerp: "toegang",
        id: Some(id),
        handeling,
    }
}

/// Who may be named: who works for the gemeente on dossiers, and the expert team.
async fn mensen(huis: &Huis, houder: &Houder) -> Result<Vec<(Uuid, String, Functie)>, DienstFout> {
    let mut lees = huis.opslag.lees(&huis.systeem()).await?;
    let mut uit = Vec::new();
    for account in lees.accounts().await?.into_iter().filter(|a| a.actief) {
        let kan = match account.rol.recht().ziet {
            Relatie::Ingebracht => true,
            Relatie::Gemeente => {
                let van = lees.gemeenten_van(account.id).await?;
                van.into_iter().any(|g| Houder::from(g) == *houder)
            }
            _ => false,
        };
        if kan {
            uit.push((account.id, account.weergavenaam, account.rol));
        }
    }
    uit.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(uit)
}

/// Does what was asked; what is wrong comes back per field.
pub async fn zet(
    huis: &Huis,
    wie: &Aangemeld,
    id: Uuid,
    invoer: &BeschermInvoer,
) -> Result<Result<(), Fouten>, DienstFout> {
    eis(wie.functie(), Handeling::DossierBeschermen)?;
    let kind = huis.opslag.lees(wie.bereik()).await?.jeugdige(id).await?;
    kijk::noteer(huis, wie, &[blik(kind.as_ref(), id, "wijzigen")]).await?;
    let kind = kind.ok_or(DienstFout::NietGevonden)?;
    let nu = huis.tijd.nu();
    match invoer.actie.as_str() {
        "bescherm" => bescherm(huis, wie, &kind, invoer, nu).await,
        "geef" => geef(huis, wie, &kind, invoer, nu).await,
        "eindig" => {
            let relatie = invoer.relatie.parse().map_err(|_| DienstFout::NietGevonden)?;
            let mut tx = huis.opslag.begin(wie.bereik()).await?;
            tx.eindig_zaakrelatie(id, relatie, nu).await?;
            tx.commit().await?;
            Ok(Ok(()))
        }
        _ => Err(DienstFout::NietGevonden),
    }
}

async fn bescherm(
    huis: &Huis,
    wie: &Aangemeld,
    kind: &Jeugdige,
    invoer: &BeschermInvoer,
    nu: Timestamp,
) -> Result<Result<(), Fouten>, DienstFout> {
    let sluit = invoer.geblokkeerd && !kind.geblokkeerd;
    if sluit && let Some(tekst) = reden_fout(&invoer.reden) {
        return Ok(Err(vec![("reden", tekst)]));
    }
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    let stand = (invoer.geheim, invoer.geblokkeerd);
    if !tx.zet_bescherming(kind.id, invoer.versie, stand, nu).await? {
        return Err(DienstFout::Verouderd);
    }
    if sluit {
        // Who blocks a dossier answers for it, and must be able to let others in.
        let wens = Wens {
            account: wie.account(),
            soort: RelatieSoort::Behandelt,
            reden: invoer.reden.trim(),
            dagen: LANGST_DAGEN,
        };
        leg_vast(huis, wie, &mut tx, kind, wens, nu).await?;
    }
    tx.commit().await?;
    Ok(Ok(()))
}

async fn geef(
    huis: &Huis,
    wie: &Aangemeld,
    kind: &Jeugdige,
    invoer: &BeschermInvoer,
    nu: Timestamp,
) -> Result<Result<(), Fouten>, DienstFout> {
    let mut fouten = Fouten::new();
    let gekozen: Option<Uuid> = invoer.account.parse().ok();
    let mens = mensen(huis, &kind.houder)
        .await?
        .into_iter()
        .find(|(id, ..)| Some(*id) == gekozen);
    if mens.is_none() {
        fouten.push(("account", "Kies wie het dossier mag zien.".to_owned()));
    }
    let dagen = dagen(&invoer.dagen);
    if dagen.is_none() {
        fouten.push((
            "dagen",
            format!("Vul het aantal dagen in: 1 tot en met {LANGST_DAGEN}."),
        ));
    }
    if let Some(tekst) = reden_fout(&invoer.reden) {
        fouten.push(("reden", tekst));
    }
    let (Some((account, _, functie)), Some(dagen), true) = (mens, dagen, fouten.is_empty()) else {
        return Ok(Err(fouten));
    };
    let soort = match functie.recht().ziet {
        Relatie::Ingebracht => RelatieSoort::Ingebracht,
        _ => RelatieSoort::Behandelt,
    };
    let wens = Wens {
        account,
        soort,
        reden: invoer.reden.trim(),
        dagen,
    };
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    leg_vast(huis, wie, &mut tx, kind, wens, nu).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

fn dagen(tekst: &str) -> Option<i64> {
    let dagen = tekst.trim().parse().ok()?;
    (1..=LANGST_DAGEN).contains(&dagen).then_some(dagen)
}

struct Wens<'a> {
    account: Uuid,
    soort: RelatieSoort,
    reden: &'a str,
    dagen: i64,
}

async fn leg_vast(
    huis: &Huis,
    wie: &Aangemeld,
    tx: &mut Tx,
    kind: &Jeugdige,
    wens: Wens<'_>,
    nu: Timestamp,
) -> Result<(), DienstFout> {
    let relatie = Zaakrelatie {
        houder: kind.houder.clone(),
        id: huis.tijd.id(),
        jeugdige: kind.id,
        account: wens.account,
        soort: wens.soort,
        reden: Some(wens.reden.into()),
        vanaf: nu,
        tot: nu + SignedDuration::from_hours(24 * wens.dagen),
        door: wie.account(),
        op: nu,
        nagegaan_op: None,
        nagegaan_door: None,
        versie: 1,
    };
    Ok(tx.leg_zaakrelatie_vast(&relatie).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_naam_duurt_een_dag_tot_een_jaar() {
        for (tekst, uit) in [
            ("0", None),
            ("1", Some(1)),
            ("366", Some(366)),
            ("367", None),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(dagen(tekst), uit, "{tekst}");
        }
    }
}
