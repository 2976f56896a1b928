//! A person decides: grant, investigate or refuse. Departing from the proposal asks for a reason in words; somebody who
//! decides on an old page is told so.

use super::afhandelen::{self, Afhandeling, Stap, Wat};
use super::{aanpassen, toon};
use crate::beeld::{Beslissing, Vastgelegd};
use crate::bericht::verwerken::OORDEEL;
use crate::kijk::{self, Blik};
use crate::recht::{Handeling, eis};
use crate::{Aangemeld, DienstFout, Huis, werkvoorraad};
use houvast_begrip::GemeenteCode;
use houvast_beslis::{Besluit, RedenAfwijzing, Toekenning, Uitkomst, VerzoekFeiten};
use houvast_opslag::{OpslagFout, ProductStatus};
use uuid::Uuid;

/// Would granting depart from the proposal, or from the advice that goes with it?
pub(crate) fn wijkt_af_bij_toewijzen(besluit: &Besluit) -> bool {
    match besluit.uitkomst {
        Uitkomst::Toewijzen => false,
        Uitkomst::Voorleggen => besluit.reden.is_some(),
        Uitkomst::Afwijzen => true,
    }
}

/// What a person grants: the proposal's grant, else what was asked.
pub(super) fn toekenning(besluit: &Besluit, feiten: Option<&VerzoekFeiten>) -> Option<Toekenning> {
    besluit
        .toekenning
        .clone()
        .or_else(|| feiten.and_then(afhandelen::zoals_gevraagd))
}

/// Decides on one product of a request; `versie` is that of the request as the page showed it.
pub async fn besluit(
    huis: &Huis,
    wie: &Aangemeld,
    verzoek: Uuid,
    nummer: u32,
    versie: i64,
    beslissing: Beslissing,
) -> Result<Vastgelegd, DienstFout> {
    eis(wie.functie(), Handeling::Beslissen)?;
    let melding = houvast_opslag::opnieuw(
        async || leg_besluit_vast(huis, wie, verzoek, nummer, versie, &beslissing).await,
        |fout| matches!(fout, DienstFout::Opslag(o) if OpslagFout::herhaalbaar(o)),
    )
    .await?;
    Ok(Vastgelegd {
        melding,
        volgende: werkvoorraad::volgende(huis, wie, verzoek).await?,
    })
}

async fn leg_besluit_vast(
    huis: &Huis,
    wie: &Aangemeld,
    id: Uuid,
    nummer: u32,
    versie: i64,
    beslissing: &Beslissing,
) -> Result<String, DienstFout> {
    let nu = huis.tijd.nu();
    let mut tx = huis.opslag.begin(wie.bereik()).await?;
    let verzoek = tx.verzoek(id).await?.ok_or(DienstFout::NietGevonden)?;
    // The JW301 holds every current toewijzing (OP087): nobody adds one meanwhile.
    tx.vergrendel(&verzoek.houder, OORDEEL).await?;
    let product = tx
        .verzoek_producten(id)
        .await?
        .into_iter()
        .find(|p| p.volgnummer == i64::from(nummer))
        .ok_or(DienstFout::NietGevonden)?;
    if verzoek.versie != versie
        || matches!(
            product.status,
            ProductStatus::Toegewezen | ProductStatus::Afgewezen
        )
    {
        return Err(DienstFout::Verouderd);
    }
    let kind = tx
        .jeugdige(verzoek.jeugdige)
        .await?
        .ok_or(DienstFout::NietGevonden)?;
    let voorstel: Besluit = super::uit_json(&product.besluit, "besluit")?;
    let feiten: VerzoekFeiten = super::uit_json(&product.feiten, "feiten")?;
    let in_onderzoek = product.status == ProductStatus::InOnderzoek;
    let (wat, reden, melding) = keuze(&voorstel, &feiten, in_onderzoek, beslissing)?;
    let stap = Stap {
        product,
        besluit: voorstel,
        wat,
        reden,
    };
    let afhandeling = Afhandeling {
        huis,
        verzoek: &verzoek,
        kind: &kind,
        door: Some(wie.account()),
        nu,
        vers: None,
    };
    afhandelen::doe(&afhandeling, &mut tx, vec![stap], false).await?;
    let blik = Blik {
        houder: Some(&verzoek.houder),
        jeugdige: Some(kind.id),
        voorwerp: "verzoek",
        id: Some(verzoek.id),
        handeling: "beslissen",
    };
    kijk::daad(huis, wie, &mut tx, blik)?;
    tx.commit().await?;
    Ok(melding)
}

fn woorden(reden: &str) -> Option<String> {
    let reden = reden.trim();
    (!reden.is_empty()).then(|| reden.to_owned())
}

fn keuze(
    voorstel: &Besluit,
    feiten: &VerzoekFeiten,
    in_onderzoek: bool,
    beslissing: &Beslissing,
) -> Result<(Wat, Option<String>, String), DienstFout> {
    match beslissing {
        Beslissing::Toewijzen { reden } => {
            let reden = woorden(reden);
            if wijkt_af_bij_toewijzen(voorstel) && reden.is_none() {
                return Err(DienstFout::RedenVerplicht);
            }
            let toekenning = toekenning(voorstel, Some(feiten)).ok_or(DienstFout::Ongeldig(
                "Dit verzoek heeft geen periode om toe te wijzen.",
            ))?;
            let melding = format!(
                "Toegewezen: {}. Het toewijzingsbericht (JW301) gaat nu naar de aanbieder.",
                toon::toegekend(&toekenning)
            );
            Ok((Wat::Toewijzen(toekenning), reden, melding))
        }
        Beslissing::Aangepast {
            budget,
            van,
            tot,
            reden,
        } => {
            let reden = woorden(reden);
            let was = toekenning(voorstel, Some(feiten)).ok_or(DienstFout::Ongeldig(
                "Dit verzoek heeft geen periode om toe te wijzen.",
            ))?;
            let wordt = aanpassen::met(&was, *budget, *van, *tot)?;
            if (wordt != was || wijkt_af_bij_toewijzen(voorstel)) && reden.is_none() {
                return Err(DienstFout::RedenVerplicht);
            }
            let melding = format!(
                "Toegewezen: {}. Het toewijzingsbericht (JW301) gaat nu naar de aanbieder.",
                toon::toegekend(&wordt)
            );
            Ok((Wat::Toewijzen(wordt), reden, melding))
        }
        Beslissing::Onderzoeken { reden } => {
            if in_onderzoek {
                return Err(DienstFout::Ongeldig(
                    "Dit verzoek is al in onderzoek; dat antwoord gaat maar één keer uit.",
                ));
            }
            Ok((
                Wat::Onderzoeken,
                woorden(reden),
                "In onderzoek. De aanbieder krijgt dat bericht (JW319); u hebt acht weken vanaf de dagtekening.".to_owned(),
            ))
        }
        Beslissing::Afwijzen {
            code,
            andere_gemeente,
            reden,
        } => {
            let waarom = RedenAfwijzing::try_from(code.as_str())
                .map_err(|_| DienstFout::Ongeldig("Kies een reden uit de lijst."))?;
            let reden = woorden(reden);
            let volgt = voorstel.uitkomst == Uitkomst::Afwijzen && voorstel.reden == Some(waarom);
            if !volgt && reden.is_none() {
                return Err(DienstFout::RedenVerplicht);
            }
            let ander = ander(waarom, andere_gemeente.as_deref())?;
            Ok((
                Wat::Afwijzen(waarom, ander),
                reden,
                format!(
                    "Afgewezen: {}. De aanbieder krijgt dat bericht (JW319).",
                    waarom.label()
                ),
            ))
        }
    }
}

/// The other gemeente: only, and always, with woonplaatsbeginsel (TR377, TR409).
fn ander(reden: RedenAfwijzing, gemeente: Option<&str>) -> Result<Option<GemeenteCode>, DienstFout> {
    if reden != RedenAfwijzing::Woonplaatsbeginsel {
        return Ok(None);
    }
    gemeente
        .filter(|code| houvast_ijw::codelijsten::gemeente(code).is_some())
        .and_then(|code| GemeenteCode::nieuw(code).ok())
        .map(Some)
        .ok_or(DienstFout::Ongeldig(
            "Vul de code in van de gemeente die wel verantwoordelijk is: vier cijfers.",
        ))
}
