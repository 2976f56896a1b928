//! The work list of a member of the expert team: the cases that were brought in, and no other.

use crate::beeld::{Termijn, WerkFilter, WerkRij, WerkSoort, Werkvoorraad};
use crate::recht::{Handeling, eis};
use crate::{Aangemeld, DienstFout, Huis, taal, termijnen};
use houvast_begrip::datum;

/// The cases, the first to end first.
pub(crate) async fn werk(huis: &Huis, wie: &Aangemeld) -> Result<Werkvoorraad, DienstFout> {
    eis(wie.functie(), Handeling::IngebrachtZien)?;
    let vandaag = huis.tijd.vandaag();
    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    let mut rijen = Vec::new();
    let mut nu = 0;
    for relatie in lees.eigen_relaties().await? {
        let Some(kind) = lees.jeugdige(relatie.jeugdige).await? else {
            continue;
        };
        let uiterlijk = huis.tijd.dag_van(relatie.tot);
        let termijn = Termijn {
            uiterlijk,
            werkdagen: termijnen::werkdagen_tot(huis, vandaag, uiterlijk),
        };
        nu += u32::from(termijn.werkdagen <= 0);
        rijen.push(WerkRij {
            soort: WerkSoort::Dossier,
            id: kind.id,
            wat: "Advies over een ingebracht dossier".to_owned(),
            leeftijd: Some(datum::leeftijd(kind.geboortedatum, vandaag)),
            jeugdige: Some(taal::naam_van(&kind)),
            bij: huis.gemeente_naam(kind.houder.als_str()),
            stand: relatie.reden.map(|t| t.0).unwrap_or_default(),
            termijn: Some(termijn),
            sinds: huis.tijd.dag_van(relatie.op),
        });
    }
    let alles = u32::try_from(rijen.len()).unwrap_or(u32::MAX);
    Ok(Werkvoorraad {
        vandaag: nu,
        deze_week: 0,
        later: Some(alles.saturating_sub(nu)),
        filters: vec![(WerkFilter::Alles, alles)],
        filter: WerkFilter::Alles,
        rijen,
        verder: false,
        volgende: None,
    })
}
