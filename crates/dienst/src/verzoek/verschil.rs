//! What a registered fact changed in the proposal, in sentences.

use houvast_beslis::{Besluit, Grond, Toekenning};

/// From the proposal before to the one now.
pub(super) fn tussen(oud: &Besluit, nieuw: &Besluit) -> Vec<String> {
    let mut uit = Vec::new();
    if oud.uitkomst != nieuw.uitkomst {
        uit.push(format!(
            "Het voorstel was ‘{}’ en is nu ‘{}’.",
            oud.uitkomst.label().to_lowercase(),
            nieuw.uitkomst.label().to_lowercase()
        ));
    }
    let (voor, na) = (grant(oud), grant(nieuw));
    if voor != na {
        uit.push(match (voor, na) {
            (Some(voor), Some(na)) => format!("Toe te wijzen was {voor} en is nu {na}."),
            (None, Some(na)) => format!("Toe te wijzen is nu {na}."),
            (Some(voor), None) => format!("Toe te wijzen was {voor}; nu is er niets om toe te wijzen."),
            (None, None) => return uit,
        });
    }
    let staat_in = |g: &Grond, besluit: &Besluit| besluit.gronden.iter().any(|b| b.uitleg == g.uitleg);
    for grond in nieuw.gronden.iter().filter(|g| !staat_in(g, oud)) {
        match oud.gronden.iter().find(|g| g.onderwerp == grond.onderwerp) {
            Some(was) => uit.push(format!("Nu: {} Eerst: {}", grond.uitleg, was.uitleg)),
            None => uit.push(format!("Nieuw: {}", grond.uitleg)),
        }
    }
    for grond in oud
        .gronden
        .iter()
        .filter(|g| !nieuw.gronden.iter().any(|n| n.onderwerp == g.onderwerp))
    {
        uit.push(format!("Vervallen: {}", grond.uitleg));
    }
    if uit.is_empty() {
        uit.push("Het voorstel is hetzelfde gebleven.".to_owned());
    }
    uit
}

fn grant(besluit: &Besluit) -> Option<String> {
    besluit.toekenning.as_ref().map(Toekenning::kort)
}
