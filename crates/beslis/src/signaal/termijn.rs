//! Signals for a day that is known: the end, the six months, the toetsing, the evaluation.

use super::{Hulpverloop, SignaalGrond, SignaalVoorstel, Signaalsoort};
use crate::regioprofiel::{Bepaling, Regioprofiel};
use crate::termijn;
use houvast_begrip::{datum, periode};
use jiff::civil::Date;

/// A toetsing, as far as its term asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ToetsingVerloop {
    /// Day the jeugdige came to the aanbieder.
    pub aangemeld: Option<Date>,
    /// Day the Toegang asked for it.
    pub gevraagd: Option<Date>,
    /// Day it was done; then no signal is needed.
    pub getoetst: Option<Date>,
}

/// So many weeks before the end somebody asks for more, or prepares the end (R-103, eis 80 lid 3).
#[must_use]
pub fn einddatum_nadert(
    hulp: &Hulpverloop,
    profiel: &Regioprofiel,
    vandaag: Date,
) -> Option<SignaalVoorstel> {
    let weken = profiel.wijziging?.weken_vooraf;
    let dag = hulp.toewijzing.eind?;
    if hulp.wijziging_loopt || hulp.loopt_af(vandaag) {
        return None;
    }
    let op_tijd = periode::plus_weken(dag, -weken)?;
    let uitleg = format!(
        "De toewijzing eindigt op {}. Is er daarna nog hulp nodig, vraag dat dan uiterlijk {} aan.",
        datum::lang(dag),
        datum::lang(op_tijd)
    );
    let som = format!(
        "{} min {weken} weken: {}.",
        datum::lang(dag),
        datum::lang(op_tijd)
    );
    let grond = SignaalGrond::nieuw(profiel, Bepaling::WijzigingTijdig, uitleg, som)
        .met("Einddatum van de toewijzing", datum::lang(dag));
    Some(SignaalVoorstel {
        soort: Signaalsoort::EinddatumNadert,
        anker: dag,
        dag,
        vanaf: op_tijd.max(hulp.toewijzing.begin),
        uiterlijk: Some(op_tijd),
        gronden: vec![grond],
    })
}

/// "The help does not catch on" is a reason only in the first months (RTP 2.4.6 reden 2, eis 80 lid 4a).
#[must_use]
pub fn slaat_niet_aan(hulp: &Hulpverloop, profiel: &Regioprofiel, vandaag: Date) -> Option<SignaalVoorstel> {
    let maanden = profiel
        .protocol
        .wijzigingsregels
        .as_ref()?
        .redenen
        .iter()
        .find_map(|r| r.maanden_na_start)?;
    let vooraf = profiel.protocol.signalen?.slaat_niet_aan_weken_vooraf;
    let start = hulp.begonnen(vandaag)?;
    let dag = periode::plus_maanden(start, maanden)?;
    if hulp.loopt_af(vandaag) || dag < vandaag || hulp.toewijzing.eind.is_some_and(|eind| eind <= dag) {
        return None;
    }
    let vanaf = periode::plus_weken(dag, -vooraf)?;
    let uitleg = format!(
        "Slaat de hulp niet aan? Dat is tot {} een reden om de toewijzing te wijzigen. Kijk voor die dag of de hulp past.",
        datum::lang(dag)
    );
    let som = format!(
        "{} en {maanden} maanden: {}. Seintje {vooraf} weken eerder: {}.",
        datum::lang(start),
        datum::lang(dag),
        datum::lang(vanaf)
    );
    let grond = SignaalGrond::nieuw(profiel, Bepaling::WijzigingTermijn, uitleg, som)
        .met_lokaal(profiel, "signalen.slaat_niet_aan_weken_vooraf")
        .met("Eerste dag van de hulp", datum::lang(start));
    Some(SignaalVoorstel {
        soort: Signaalsoort::SlaatNietAan,
        anker: start,
        dag,
        vanaf: vanaf.max(start),
        uiterlijk: Some(dag),
        gronden: vec![grond],
    })
}

/// With the jeugdige every so many months, and at the end (eis 83). Overdue stays due.
#[must_use]
pub fn evaluatie(hulp: &Hulpverloop, profiel: &Regioprofiel, vandaag: Date) -> Option<SignaalVoorstel> {
    let regel = profiel.protocol.signalen?;
    let maanden = regel.evaluatie_maanden?;
    if hulp.gestopt.is_some() {
        return None;
    }
    let start = hulp.begonnen(vandaag)?;
    let laatste = hulp
        .laatste_evaluatie
        .filter(|dag| *dag >= start && *dag <= vandaag);
    let anker = laatste.unwrap_or(start);
    let volgende = periode::plus_maanden(anker, maanden)?;
    let eind = hulp.toewijzing.eind.filter(|eind| *eind < volgende);
    // Evaluated on the last day, or help that begins after its end: that is for another to see.
    if eind.is_some_and(|eind| eind < anker || laatste == Some(eind)) {
        return None;
    }
    let dag = eind.unwrap_or(volgende);
    let vanaf = periode::plus_weken(dag, -regel.evaluatie_weken_vooraf)?;
    let uitleg = match eind {
        Some(_) => format!(
            "De hulp eindigt op {}. Evalueer voor die dag met de jeugdige.",
            datum::lang(dag)
        ),
        None => format!(
            "Evalueer uiterlijk {} met de jeugdige: dat gebeurt ten minste elke {maanden} maanden.",
            datum::lang(dag)
        ),
    };
    let som = format!(
        "{} en {maanden} maanden: {}.{} Seintje {} weken eerder: {}.",
        datum::lang(anker),
        datum::lang(volgende),
        eind.map_or_else(String::new, |eind| format!(
            " Het einde is eerder: {}.",
            datum::lang(eind)
        )),
        regel.evaluatie_weken_vooraf,
        datum::lang(vanaf)
    );
    let grond = SignaalGrond::nieuw(profiel, Bepaling::Evaluatie, uitleg, som)
        .met_lokaal(profiel, "signalen.evaluatie_weken_vooraf")
        .met("Eerste dag van de hulp", datum::lang(start))
        .met(
            "Laatste evaluatie",
            laatste.map_or_else(|| "niet vastgelegd".to_owned(), datum::lang),
        );
    Some(SignaalVoorstel {
        soort: Signaalsoort::Evaluatie,
        anker,
        dag,
        vanaf: vanaf.max(anker),
        uiterlijk: Some(dag),
        gronden: vec![grond],
    })
}

/// Before the last working day of the toetsing (RTP 2.4.4, V-02: from the first of both moments). Overdue stays due.
#[must_use]
pub fn toetsing(
    toetsing: &ToetsingVerloop,
    profiel: &Regioprofiel,
    vandaag: Date,
) -> Option<SignaalVoorstel> {
    let norm = profiel.termijnen.toetsing_werkdagen?;
    let vooraf = profiel.protocol.signalen?.toetsing_werkdagen_vooraf;
    let begin = match (toetsing.aangemeld, toetsing.gevraagd) {
        (Some(a), Some(b)) => a.min(b),
        (Some(dag), None) | (None, Some(dag)) => dag,
        (None, None) => return None,
    };
    if begin > vandaag || toetsing.getoetst.is_some_and(|dag| dag <= vandaag) {
        return None;
    }
    let kalender = profiel.kalender();
    let dag = kalender.plus(begin, norm);
    let vanaf = kalender.plus(begin, norm.saturating_sub(vooraf));
    let uitleg = format!("De toetsing moet uiterlijk {} klaar zijn.", datum::lang(dag));
    let som = format!(
        "{} Seintje {vooraf} werkdagen eerder: {}.",
        termijn::som(&kalender, begin, norm),
        datum::lang(vanaf)
    );
    let toon = |dag: Option<Date>| dag.map_or_else(|| "niet vastgelegd".to_owned(), datum::lang);
    let grond = SignaalGrond::nieuw(profiel, Bepaling::ToetsingTermijn, uitleg, som)
        .met_lokaal(profiel, "signalen.toetsing_werkdagen_vooraf")
        .met("Dag waarop de jeugdige zich meldde", toon(toetsing.aangemeld))
        .met("Dag waarop de Toegang om toetsing vroeg", toon(toetsing.gevraagd));
    Some(SignaalVoorstel {
        soort: Signaalsoort::Toetsing,
        anker: begin,
        dag,
        vanaf,
        uiterlijk: Some(dag),
        gronden: vec![grond],
    })
}

/// In the first year after the contracts started the region looks again at its trajecten. Overdue stays due.
#[must_use]
pub fn herijking(
    contractstart: Date,
    herijkt: Option<Date>,
    profiel: &Regioprofiel,
    vandaag: Date,
) -> Option<SignaalVoorstel> {
    let maanden = profiel.protocol.herijking?.maanden;
    if contractstart > vandaag || herijkt.is_some_and(|dag| dag >= contractstart && dag <= vandaag) {
        return None;
    }
    let dag = periode::plus_maanden(contractstart, maanden)?.yesterday().ok()?;
    let uitleg = format!(
        "De trajecten worden in de eerste {maanden} maanden na het begin van de contracten opnieuw bekeken: uiterlijk {}.",
        datum::lang(dag)
    );
    let som = format!(
        "{maanden} maanden vanaf {} eindigen op {}.",
        datum::lang(contractstart),
        datum::lang(dag)
    );
    let grond = SignaalGrond::nieuw(profiel, Bepaling::Herijking, uitleg, som)
        .met("Begin van de contracten", datum::lang(contractstart));
    Some(SignaalVoorstel {
        soort: Signaalsoort::Herijking,
        anker: contractstart,
        dag,
        vanaf: dag,
        uiterlijk: Some(dag),
        gronden: vec![grond],
    })
}
