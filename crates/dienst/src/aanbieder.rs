//! What an aanbieder sees of its own: clients and requests.

use crate::beeld::{ClientRij, Clienten, VerzoekLijst};
use crate::recht::{Handeling, eis};
use crate::verzoek::rij_van;
use crate::{Aangemeld, DienstFout, Huis, jeugdige, taal};
use houvast_begrip::datum;
use houvast_opslag::{Bladzijde, JeugdigeVraag};
use uuid::Uuid;

/// Rows on one page.
const PER_BLAD: u32 = 100;

/// Everybody with a toewijzing to this aanbieder, sorted on family name.
pub async fn clienten(huis: &Huis, wie: &Aangemeld, na: Option<Uuid>) -> Result<Clienten, DienstFout> {
    eis(wie.functie(), Handeling::ClientenZien)?;
    let vandaag = huis.tijd.vandaag();
    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    let vraag = JeugdigeVraag {
        alleen_clienten: true,
        ..JeugdigeVraag::default()
    };
    let lijst = lees.zoek_jeugdigen(&vraag, vanaf(na)).await?;
    let ids: Vec<Uuid> = lijst.rijen.iter().map(|j| j.id).collect();
    let hulp = lees.hulp_van(&ids, None).await?;
    let rijen = lijst
        .rijen
        .iter()
        .filter_map(|j| {
            // The newest first, as the store gives them.
            let nieuwste = hulp.iter().find(|h| h.jeugdige == j.id)?;
            Some(ClientRij {
                id: j.id,
                naam: taal::naam(
                    j.voornamen.as_deref(),
                    j.voorletters.as_deref(),
                    j.voorvoegsel.as_deref(),
                    &j.geslachtsnaam,
                ),
                leeftijd: datum::leeftijd(j.geboortedatum, vandaag),
                gemeente: huis.gemeente_naam(j.houder.als_str()),
                hulp: format!(
                    "{}, {}",
                    taal::hulp(nieuwste.categorie.as_deref(), nieuwste.code.as_deref()),
                    taal::omvang(
                        nieuwste.budget,
                        nieuwste.volume,
                        nieuwste.eenheid.as_deref(),
                        nieuwste.frequentie.as_deref()
                    )
                ),
                tot: nieuwste.einddatum,
                stand: jeugdige::loopt(nieuwste, vandaag),
            })
        })
        .collect();
    Ok(Clienten {
        rijen,
        verder: na.is_some(),
        volgende: lijst.volgende,
    })
}

/// The requests of this aanbieder, newest first.
pub async fn verzoeken(huis: &Huis, wie: &Aangemeld, na: Option<Uuid>) -> Result<VerzoekLijst, DienstFout> {
    eis(wie.functie(), Handeling::EigenVerzoeken)?;
    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    let lijst = lees.productregels(None, vanaf(na)).await?;
    Ok(VerzoekLijst {
        rijen: lijst
            .rijen
            .iter()
            .map(|p| rij_van(huis, wie.rol(), p))
            .collect::<Result<_, _>>()?,
        verder: na.is_some(),
        volgende: lijst.volgende,
    })
}

fn vanaf(na: Option<Uuid>) -> Bladzijde {
    na.map_or(Bladzijde::eerste(PER_BLAD), |na| Bladzijde::na(na, PER_BLAD))
}
