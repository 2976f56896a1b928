//! One signal on its page: what, until when, why, and what to do.

use super::OVER_HULP;
use crate::beeld::{
    GrondBeeld, Merkje, Naam, Rij, SignaalBeeld, SignaalKan, Termijn, Toon, VoorstelUitkomst,
};
use crate::kijk::{self, Blik};
use crate::recht::{Handeling, eis, mag};
use crate::verzoek::uit_json;
use crate::werkvoorraad::soorten;
use crate::{Aangemeld, DienstFout, Huis, jeugdige, taal, termijnen};
use houvast_begrip::datum;
use houvast_beslis::signaal::SignaalGrond;
use houvast_opslag::{Signaal, SignaalSom, SignaalSoort};
use uuid::Uuid;

/// The signal with its computation. The look is logged.
pub async fn toon(huis: &Huis, wie: &Aangemeld, id: Uuid) -> Result<SignaalBeeld, DienstFout> {
    eis(wie.functie(), Handeling::Zien)?;
    let signaal = huis
        .opslag
        .lees(wie.bereik())
        .await?
        .signaal(id)
        .await?
        .filter(|s| OVER_HULP.contains(&s.soort) && soorten::woorden(s.soort, wie.functie(), None).is_some());
    let blik = Blik {
        houder: signaal.as_ref().map(|s| &s.houder),
        jeugdige: signaal.as_ref().and_then(|s| s.jeugdige),
        voorwerp: "signaal",
        id: Some(id),
        handeling: "lezen",
    };
    kijk::noteer(huis, wie, &[blik]).await?;
    let signaal = signaal.ok_or(DienstFout::NietGevonden)?;
    let vandaag = huis.tijd.vandaag();
    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    let som = lees.signaalsommen(&[id]).await?.pop();
    let kind = match signaal.jeugdige {
        Some(kind) => lees.jeugdige(kind).await?,
        None => None,
    };
    let ids: Vec<Uuid> = signaal.jeugdige.into_iter().collect();
    let hulp = lees.hulp_van(&ids, None).await?;
    let hulp = hulp.iter().find(|h| h.id == signaal.onderwerp);
    let leveringen = match signaal.jeugdige {
        Some(kind) => lees.leveringen_van(kind).await?,
        None => Vec::new(),
    };
    let wat = soorten::woorden(signaal.soort, wie.functie(), None).map_or("", |w| w.wat);
    let open = signaal.klaar_op.is_none();
    Ok(SignaalBeeld {
        id,
        versie: signaal.versie,
        wat: wat.to_owned(),
        stand: stand(&signaal, som.as_ref()),
        jeugdige_id: kind.as_ref().map(|k| k.id),
        jeugdige: kind.as_ref().map_or_else(Naam::default, taal::naam_van),
        leeftijd: kind.as_ref().map(|k| datum::leeftijd(k.geboortedatum, vandaag)),
        gemeente: huis.gemeente_naam(signaal.houder.als_str()),
        aanbieder: hulp
            .and_then(|h| h.aanbieder_naam.clone())
            .or_else(|| signaal.aanbieder.map(|a| a.to_string()))
            .unwrap_or_default(),
        termijn: signaal.uiterlijk.filter(|_| open).map(|dag| Termijn {
            uiterlijk: dag,
            werkdagen: termijnen::werkdagen_tot(huis, vandaag, dag),
        }),
        sinds: signaal.vanaf,
        hulp: hulp.map_or_else(Vec::new, |h| {
            let rij = jeugdige::toewijzing(h, &leveringen, vandaag);
            let mut rijen = vec![
                Rij::nieuw("Toewijzing", rij.nummer),
                Rij::nieuw("Hulp", rij.hulp),
                Rij::nieuw("Omvang", rij.omvang),
                Rij::nieuw("Periode", taal::periode(rij.van, rij.tot)),
            ];
            if !rij.levering.is_empty() {
                rijen.push(Rij::nieuw("Levering", rij.levering));
            }
            rijen
        }),
        gronden: match &som {
            Some(som) => gronden(&uit_json::<Vec<SignaalGrond>>(&som.gronden, "gronden")?, wat),
            None => Vec::new(),
        },
        advies: advies(&signaal),
        berekend: som.as_ref().map(|s| huis.tijd.dag_van(s.berekend_op)),
        afgedaan: afgedaan(huis, &signaal, som.as_ref()),
        kan: match (
            open && mag(wie.functie(), Handeling::SignaalAfdoen),
            signaal.soort,
        ) {
            (false, _) => SignaalKan::Niets,
            (true, SignaalSoort::Evaluatie) => SignaalKan::Evaluatie,
            (true, _) => SignaalKan::Afdoen,
        },
        vandaag,
    })
}

fn stand(signaal: &Signaal, som: Option<&SignaalSom>) -> Merkje {
    match (signaal.klaar_op, som.and_then(|s| s.afgedaan_door)) {
        (None, _) => Merkje::nieuw("open", Toon::LetOp),
        (Some(_), Some(_)) => Merkje::nieuw("afgedaan", Toon::Goed),
        (Some(_), None) => Merkje::nieuw("niet meer nodig", Toon::Rustig),
    }
}

fn afgedaan(huis: &Huis, signaal: &Signaal, som: Option<&SignaalSom>) -> String {
    let Some(op) = signaal.klaar_op else {
        return String::new();
    };
    let dag = datum::lang(huis.tijd.dag_van(op));
    match som.and_then(|s| s.afgedaan_reden.as_deref()) {
        Some(reden) => format!("Afgedaan op {dag}: {reden}"),
        None => format!("Vervallen op {dag}: er is iets veranderd waardoor dit niet meer nodig is."),
    }
}

/// What to do, for whoever opens it.
fn advies(signaal: &Signaal) -> String {
    match signaal.soort {
        SignaalSoort::BudgetOp => {
            "Is het budget niet genoeg? Bespreek het met de Toegang, en vraag zo nodig een wijziging aan. \
             Is het goed zo, schrijf dan op waarom."
        }
        SignaalSoort::EindeNadert => {
            "Is er na deze dag nog hulp nodig? Vraag die dan nu aan. Stopt de hulp, schrijf dat dan op."
        }
        SignaalSoort::ZesMaanden => {
            "Slaat de hulp niet aan? Neem contact op met de Toegang en vraag een wijziging aan. Gaat het goed, \
             schrijf dat dan op."
        }
        SignaalSoort::Evaluatie => {
            "Bespreek met de jeugdige en de ouders hoe het gaat. Vul daarna de dag van het gesprek in."
        }
        _ => "",
    }
    .to_owned()
}

fn gronden(gronden: &[SignaalGrond], wat: &str) -> Vec<GrondBeeld> {
    gronden
        .iter()
        .map(|g| GrondBeeld {
            uitkomst: VoorstelUitkomst::Toewijzen,
            let_op: true,
            onderwerp: wat.to_lowercase(),
            bijzaak: false,
            uitleg: g.uitleg.clone(),
            artikelen: g
                .artikelen
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(" · "),
            feiten: g
                .feiten
                .iter()
                .map(|(naam, waarde)| Rij::nieuw(naam, waarde))
                .collect(),
            som: (!g.som.is_empty()).then(|| g.som.clone()),
        })
        .collect()
}
