//! The question 'may the budget change now', asked of each toewijzing in the request.

use super::besteding::{self, Besteding};
use super::feiten::WijzigFeiten;
use super::zaak::Zaak;
use crate::{DienstFout, Huis};
use houvast_begrip::{Centen, Houder};
use houvast_beslis::vragen::wijziging::{
    Weg, WijzigingFeiten, WijzigingUitkomst, Wijzigingsbesluit, Wijzigingsvraag,
};
use houvast_beslis::vragen::{self, Antwoord, Oordeel, Rol};
use houvast_beslis::{Bron, Feit, Regioprofiel};
use houvast_opslag::{Lees, LeveringRij, LeveringSoort, Toewijzing, WijzigKanaal, WijzigUitkomst};
use jiff::civil::Date;

/// What was delivered on one toewijzing.
#[derive(Clone, Debug)]
pub(super) struct Levering {
    pub(super) nummer: i64,
    /// First day, as reported with a JW305.
    pub(super) start: Option<Date>,
    pub(super) besteding: Option<Besteding>,
}

/// The judgement of one toewijzing.
#[derive(Clone, Debug)]
pub(super) struct Getoetst {
    pub(super) toewijzing: Toewijzing,
    pub(super) antwoord: Antwoord<WijzigingUitkomst>,
}

impl Getoetst {
    /// Granting this goes against the advice, or before all is known.
    pub(super) fn afwijken(&self) -> bool {
        !matches!(self.antwoord.oordeel, Oordeel::Akkoord | Oordeel::Voorleggen)
    }
}

/// The text of the gemeente on the day, or the first there is.
pub(super) fn profiel<'a>(
    huis: &'a Huis,
    houder: &Houder,
    dag: Date,
) -> Result<&'a Regioprofiel, DienstFout> {
    huis.profiel_of_eerste(houder, dag)
        .ok_or(DienstFout::Gegevens("regioprofiel"))
}

/// Starts and spending of what is judged.
pub(super) async fn leveringen(
    huis: &Huis,
    lees: &mut Lees,
    zaak: &Zaak,
    vandaag: Date,
) -> Result<Vec<Levering>, DienstFout> {
    let rijen = lees.leveringen_van(zaak.kind.id).await?;
    let weken = profiel(huis, &zaak.wijziging.houder, vandaag)?
        .protocol
        .wijzigingsregels
        .as_ref()
        .map_or(1, |r| r.prognose_weken);
    let mut uit = Vec::new();
    for toewijzing in zaak.getoetst() {
        let besteed = lees.besteed_op(&toewijzing.houder, toewijzing.nummer).await?;
        uit.push(Levering {
            nummer: toewijzing.nummer,
            start: start(&rijen, toewijzing),
            besteding: besteding::besteding(&besteed, weken, vandaag),
        });
    }
    Ok(uit)
}

/// The first start that was not taken back.
fn start(rijen: &[LeveringRij], toewijzing: &Toewijzing) -> Option<Date> {
    let mut dagen: Vec<Date> = Vec::new();
    let eigen = rijen
        .iter()
        .filter(|r| r.aanbieder == toewijzing.aanbieder && r.toewijzing == Some(toewijzing.nummer))
        .filter(|r| r.soort == LeveringSoort::Start);
    for rij in eigen {
        if rij.verwijderen {
            dagen.retain(|d| *d != rij.begindatum);
        } else {
            dagen.push(rij.begindatum);
        }
    }
    dagen.into_iter().min()
}

/// The judgement on what is known; `besluit` is what the Toegang decides, `None` while it did not.
pub(super) fn oordeel(
    zaak: &Zaak,
    feiten: &WijzigFeiten,
    leveringen: &[Levering],
    besluit: Option<WijzigUitkomst>,
    profiel: &Regioprofiel,
    vandaag: Date,
) -> Vec<Getoetst> {
    zaak.getoetst()
        .into_iter()
        .map(|toewijzing| {
            let levering = leveringen.iter().find(|l| l.nummer == toewijzing.nummer);
            let gevraagd = vraag(zaak, feiten, toewijzing, levering, besluit);
            Getoetst {
                toewijzing: toewijzing.clone(),
                antwoord: vragen::stel::<Wijzigingsvraag>(&gevraagd, profiel, vandaag),
            }
        })
        .collect()
}

fn vraag(
    zaak: &Zaak,
    f: &WijzigFeiten,
    t: &Toewijzing,
    levering: Option<&Levering>,
    besluit: Option<WijzigUitkomst>,
) -> WijzigingFeiten {
    let w = &zaak.wijziging;
    let gemeld = levering.and_then(|l| l.start);
    let start = gemeld.map_or_else(|| f.start.clone(), Feit::dossier);
    let besteding = levering.and_then(|l| l.besteding);
    let uit = |kies: fn(Besteding) -> Centen, getypt: &Feit<Centen>| {
        besteding.map_or_else(|| getypt.clone(), |b| Feit::dossier(kies(b)))
    };
    let (weg, ingediend, aanvrager) = match w.kanaal {
        WijzigKanaal::Bericht => (
            Feit::bericht(Weg::Bericht),
            Feit::bericht(w.ontvangen),
            Feit::bericht(Rol::Aanbieder),
        ),
        WijzigKanaal::BeveiligdeMail => (
            Feit::consulent(Weg::BeveiligdeMail),
            Feit::consulent(w.ontvangen),
            Feit::consulent(Rol::Aanbieder),
        ),
    };
    WijzigingFeiten {
        gemeente: van_dossier(w.houder.gemeente()),
        weg,
        ingediend,
        reden: f.reden(),
        aanvrager,
        opdracht_jeugdige: f.opdracht.clone(),
        wezenlijk_anders: f.wezenlijk.clone(),
        gestart: Feit {
            waarde: Some(start.waarde.is_some()),
            // Nobody reported a start: as far as the gemeente knows there was none.
            bron: if start.waarde.is_some() {
                start.bron
            } else {
                Bron::Dossier
            },
        },
        start,
        geconstateerd: f.geconstateerd.clone(),
        contact: f.contact.clone(),
        gehandeld: f.gehandeld.clone(),
        einddatum: van_dossier(t.einddatum),
        budget: van_dossier(t.budget),
        besteed: uit(|b| b.besteed, &f.besteed),
        besteed_op: besteding.map_or_else(|| f.besteed_op.clone(), |b| Feit::dossier(b.op)),
        tempo_per_week: uit(|b| b.tempo_per_week, &f.tempo),
        te_laat_gemotiveerd: Feit {
            waarde: f.te_laat.waarde().map(|_| true),
            bron: f.te_laat.bron,
        },
        instemming: Feit {
            waarde: match besluit {
                Some(WijzigUitkomst::Gehonoreerd) => Some(true),
                Some(WijzigUitkomst::Afgewezen) => Some(false),
                _ => None,
            },
            ..Feit::consulent(false)
        },
        besluit_door: Feit {
            waarde: besluit.map(|_| Rol::Toegang),
            ..Feit::consulent(Rol::Toegang)
        },
        besluit: Feit {
            waarde: besluit.map(|b| match b {
                WijzigUitkomst::Gehonoreerd => Wijzigingsbesluit::Gehonoreerd,
                WijzigUitkomst::Afgewezen => Wijzigingsbesluit::Afgewezen,
                WijzigUitkomst::AndereHulpvorm => Wijzigingsbesluit::AndereHulpvorm,
                WijzigUitkomst::AndereAanbieder => Wijzigingsbesluit::AndereAanbieder,
                WijzigUitkomst::AanvullendeHulp => Wijzigingsbesluit::AanvullendeHulp,
            }),
            bron: Bron::Consulent,
        },
    }
}

fn van_dossier<T>(waarde: Option<T>) -> Feit<T> {
    Feit {
        waarde,
        bron: Bron::Dossier,
    }
}
