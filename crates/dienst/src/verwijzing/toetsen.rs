//! The answer of the aanbieder. The question `toetsing` says whether it is one: without a valid ground, a reason, contact with
//! the verwijzer or a look at safety the toetsing goes on.

use super::verwijzen::Fouten;
use super::{AANBIEDER, Stap, noteer, open, verzegel, zet};
use crate::{DienstFout, Huis};
use houvast_begrip::{Centen, datum};
use houvast_beslis::regioprofiel::protocol::Weigeringsgrond;
use houvast_beslis::vragen::toetsing::{Besluit, Stand, Toetsing, ToetsingFeiten, ToetsingUitkomst};
use houvast_beslis::vragen::{self, Antwoord, Weging};
use houvast_beslis::{Feit, Verwijzer};
use houvast_opslag::{RegelVoor, SignaalSoort, Tx, Verwijzing, VerwijzingStatus};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is sealed with a toetsing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ToetsingGegevens {
    /// Safety was looked at.
    #[serde(default)]
    pub(crate) veiligheid: Option<bool>,
    /// Why the aanbieder refuses, or wants another budget.
    #[serde(default)]
    pub(crate) reden: String,
    /// Day of contact with the verwijzer.
    #[serde(default)]
    pub(crate) contact: Option<Date>,
}

/// What the aanbieder decides.
pub(super) enum Uitspraak {
    Past,
    AnderBudget { bedrag: Centen },
    PastNiet { grond: Option<Weigeringsgrond> },
    AndereAanbieder,
}

/// One toetsing as the aanbieder registers it.
pub(super) struct Toets {
    pub(super) getoetst: Date,
    pub(super) gegevens: ToetsingGegevens,
    pub(super) uitspraak: Uitspraak,
}

/// The facts of a toetsing as they stand.
pub(crate) fn feiten(v: &Verwijzing, gevraagd: Date) -> Result<ToetsingFeiten, DienstFout> {
    let gegevens: ToetsingGegevens = open(v.toetsing.as_ref())?;
    let route = Verwijzer::try_from(v.route.as_str()).map_err(|_| DienstFout::Gegevens("verwijzer"))?;
    let dag = |dag: Option<Date>| dag.map_or_else(Feit::onbekend, Feit::aanbieder);
    let besluit = match v.status {
        VerwijzingStatus::Geaccepteerd | VerwijzingStatus::Toegewezen => Some(Besluit::Accepteren),
        VerwijzingStatus::Geweigerd => Some(Besluit::Weigeren),
        VerwijzingStatus::Gevraagd
        | VerwijzingStatus::AnderBudget
        | VerwijzingStatus::AndereAanbieder
        | VerwijzingStatus::Ingetrokken => None,
    };
    let grond = v.grond.as_deref().and_then(Weigeringsgrond::uit_woord);
    Ok(ToetsingFeiten {
        verwijzing_aanwezig: Feit::dossier(true),
        verwijzer: Feit::dossier(route),
        aangemeld: dag(v.aangemeld),
        gevraagd: if route == Verwijzer::Gemeente {
            Feit::consulent(gevraagd)
        } else {
            Feit::onbekend()
        },
        getoetst: dag(v.getoetst),
        veiligheid_beoordeeld: gegevens.veiligheid.map_or_else(Feit::onbekend, Feit::aanbieder),
        besluit: besluit.map_or_else(Feit::onbekend, Feit::aanbieder),
        weigeringsgrond: grond.map_or_else(Feit::onbekend, Feit::aanbieder),
        motivering: Feit::aanbieder(!gegevens.reden.is_empty()),
        contact_verwijzer: Feit::aanbieder(gegevens.contact.is_some()),
        gezin_kiest_anders: Feit::aanbieder(v.status == VerwijzingStatus::AndereAanbieder),
        ..ToetsingFeiten::default()
    })
}

/// The question asked about a row as it is or would become.
pub(super) fn vraag(
    huis: &Huis,
    v: &Verwijzing,
    vandaag: Date,
) -> Result<Option<Antwoord<ToetsingUitkomst>>, DienstFout> {
    let Some(profiel) = huis.profiel_van(&v.houder, vandaag) else {
        return Ok(None);
    };
    let gevraagd = huis.tijd.dag_van(v.gevraagd_op);
    Ok(Some(vragen::stel::<Toetsing>(
        &feiten(v, gevraagd)?,
        profiel,
        vandaag,
    )))
}

/// Carries the answer out, or says per field what is still missing. `v` is changed; the caller stores it.
pub(super) async fn doe(
    huis: &Huis,
    tx: &mut Tx,
    v: &mut Verwijzing,
    toets: Toets,
    door: Uuid,
    nu: Timestamp,
) -> Result<Result<(), Fouten>, DienstFout> {
    let Toets {
        getoetst,
        gegevens,
        uitspraak,
    } = toets;
    let vandaag = huis.tijd.dag_van(nu);
    let mut fouten: Fouten = Vec::new();
    if getoetst > vandaag {
        fouten.push((
            "getoetst",
            "De dag van de toetsing ligt in de toekomst.".to_owned(),
        ));
    }
    if v.aangemeld.is_some_and(|dag| getoetst < dag) {
        fouten.push((
            "getoetst",
            "De toetsing ligt voor de aanmelding. Controleer de dag.".to_owned(),
        ));
    }
    if gegevens.contact.is_some_and(|dag| dag > vandaag) {
        fouten.push((
            "contact",
            "De dag van het contact ligt in de toekomst.".to_owned(),
        ));
    }
    v.getoetst = Some(getoetst);
    v.toetsing = Some(verzegel(&gegevens)?);
    let verwacht = match &uitspraak {
        Uitspraak::Past => {
            v.status = VerwijzingStatus::Geaccepteerd;
            Stand::Geaccepteerd
        }
        Uitspraak::AnderBudget { bedrag } => {
            v.status = VerwijzingStatus::AnderBudget;
            v.ander_budget = Some(*bedrag);
            if *bedrag <= Centen::NUL {
                fouten.push(("bedrag", "Vul het budget in dat nodig is.".to_owned()));
            }
            if v.budget == Some(*bedrag) {
                fouten.push((
                    "bedrag",
                    "Dit is het budget dat er al is. Kies dan overnemen.".to_owned(),
                ));
            }
            if gegevens.reden.is_empty() {
                fouten.push(("reden", "Schrijf op waarom dit budget niet past.".to_owned()));
            }
            Stand::Loopt
        }
        Uitspraak::PastNiet { grond } => {
            v.status = VerwijzingStatus::Geweigerd;
            v.grond = grond.map(|g| g.woord().to_owned());
            Stand::Geweigerd
        }
        Uitspraak::AndereAanbieder => {
            v.status = VerwijzingStatus::AndereAanbieder;
            Stand::AndereAanbieder
        }
    };
    let antwoord = vraag(huis, v, vandaag)?.ok_or(DienstFout::Gegevens("regioprofiel"))?;
    let stand = antwoord.uitkomst.as_ref().and_then(|u| u.stand);
    // Another budget is no end of the toetsing, so what the question would ask of an end is asked here.
    if matches!(uitspraak, Uitspraak::AnderBudget { .. }) && gegevens.veiligheid != Some(true) {
        fouten.push(("veiligheid", VEILIGHEID.to_owned()));
    }
    if stand != Some(verwacht) {
        fouten.extend(bezwaren(&antwoord));
    }
    if !fouten.is_empty() {
        return Ok(Err(fouten));
    }
    let opdrachten: Vec<String> = antwoord.opdrachten.iter().map(|o| o.wat.clone()).collect();
    let slot = Slot {
        gegevens: &gegevens,
        uitspraak: &uitspraak,
        opdrachten,
        door,
    };
    na_uitspraak(huis, tx, v, slot, nu).await?;
    Ok(Ok(()))
}

const VEILIGHEID: &str = "Beoordeel ook of de veiligheid in het geding is.";

/// What the question has against it, at the field it leans on.
fn bezwaren(antwoord: &Antwoord<ToetsingUitkomst>) -> Fouten {
    let veld = |feit: &str| match feit {
        "veiligheid_beoordeeld" => "veiligheid",
        "weigeringsgrond" => "grond",
        "motivering" => "reden",
        "contact_verwijzer" => "contact",
        "aangemeld" | "gevraagd" => "aangemeld",
        _ => "getoetst",
    };
    let tegen = antwoord
        .gronden
        .iter()
        .filter(|g| matches!(g.weging, Weging::Tegen | Weging::Hard))
        .map(|g| {
            let feit = g.feiten.first().map_or("", |f| f.feit);
            let tekst = match feit {
                "veiligheid_beoordeeld" => VEILIGHEID.to_owned(),
                "contact_verwijzer" => "Neem eerst contact op met de verwijzer en vul de dag in.".to_owned(),
                "motivering" => "Schrijf op waarom uw hulp niet past.".to_owned(),
                _ => g.uitleg.clone(),
            };
            (veld(feit), tekst)
        });
    let ontbreekt = antwoord.ontbreekt.iter().map(|o| {
        let tekst = match o.feit {
            "veiligheid_beoordeeld" => VEILIGHEID.to_owned(),
            "weigeringsgrond" => "Kies waarom uw hulp niet past.".to_owned(),
            _ => format!("Vul in: {}.", o.label.to_lowercase()),
        };
        (veld(o.feit), tekst)
    });
    tegen.chain(ontbreekt).collect()
}

/// How a toetsing ended.
struct Slot<'a> {
    gegevens: &'a ToetsingGegevens,
    uitspraak: &'a Uitspraak,
    /// What the protocol asks of people because of it.
    opdrachten: Vec<String>,
    door: Uuid,
}

/// The clock stops; whoever is next gets the task, and the verwijzer or the Toegang reads what was decided.
async fn na_uitspraak(
    huis: &Huis,
    tx: &mut Tx,
    v: &mut Verwijzing,
    slot: Slot<'_>,
    nu: Timestamp,
) -> Result<(), DienstFout> {
    let Slot {
        gegevens,
        uitspraak,
        opdrachten,
        door,
    } = slot;
    let van_toegang = v.verwijzer.is_none();
    if !matches!(uitspraak, Uitspraak::AnderBudget { .. }) {
        tx.sluit_signaal(&v.houder, super::toetsing_van(v), v.id, nu)
            .await?;
    }
    let (soort, gebeurd, bedrag, tekst) = match uitspraak {
        Uitspraak::Past => ("geaccepteerd", "toetsing_geaccepteerd", v.budget, None),
        Uitspraak::AnderBudget { bedrag } => (
            "ander_budget",
            "toetsing_ander_budget",
            Some(*bedrag),
            Some(gegevens.reden.clone()),
        ),
        Uitspraak::PastNiet { grond } => {
            let grond = grond.map_or("", Weigeringsgrond::label);
            let mut tekst = format!("Want {grond}. {}", gegevens.reden);
            if let Some(dag) = gegevens.contact {
                tekst.push_str(&format!(" Besproken op {}.", datum::kort(dag)));
            }
            for opdracht in opdrachten {
                tekst.push(' ');
                tekst.push_str(&opdracht);
            }
            ("geweigerd", "toetsing_geweigerd", None, Some(tekst))
        }
        Uitspraak::AndereAanbieder => ("andere_aanbieder", "toetsing_andere_aanbieder", None, None),
    };
    let stap = Stap {
        voor: if van_toegang {
            RegelVoor::Toegang
        } else {
            RegelVoor::Verwijzer
        },
        van: AANBIEDER,
        soort,
        bedrag,
        tekst,
        door: Some(door),
    };
    noteer(huis, tx, v, stap, nu).await?;
    // The reason may hold content: on the timeline only that it happened.
    super::gebeurd(huis, tx, v, gebeurd, String::new(), Some(door), nu).await?;
    if van_toegang {
        let voor_toegang = match uitspraak {
            Uitspraak::Past => SignaalSoort::ToewijzenNaToetsing,
            Uitspraak::AnderBudget { .. } => SignaalSoort::OverlegToegang,
            Uitspraak::PastNiet { .. } | Uitspraak::AndereAanbieder => SignaalSoort::VerwijzingTerug,
        };
        return zet(huis, tx, v, voor_toegang, None, nu).await;
    }
    match uitspraak {
        Uitspraak::Past => {
            zet(huis, tx, v, SignaalSoort::VerzoekSturen, None, nu).await?;
            if v.resultaat.is_none() {
                // a task, never a block.
                zet(huis, tx, v, SignaalSoort::Resultaat, None, nu).await?;
            }
        }
        Uitspraak::AndereAanbieder => v.afgerond_op = Some(nu),
        Uitspraak::PastNiet { .. } | Uitspraak::AnderBudget { .. } => {}
    }
    Ok(())
}
