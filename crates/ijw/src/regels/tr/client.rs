//! The client of a message against those that are known.

use crate::Bericht;
use crate::BerichtSoort::{Jw317, Jw323, Jw325};
use crate::regels::{Eerder, Melder, Regel};

pub(super) const TR304: Regel = Regel::keten(
    "TR304",
    "8187",
    &[Jw317, Jw323, Jw325],
    "Het BSN is dat van een bekende cliënt.",
    tr304,
);

// Of a declaratie and its answer every client is looked up where their lines are judged.
fn tr304(bericht: &Bericht, eerder: &dyn Eerder, meld: &mut Melder<'_>) {
    if matches!(bericht, Bericht::Jw317(_)) && !eerder.client_bekend() {
        meld.op(
            "Client/Bsn",
            "De gemeente kent geen cliënt met dit BSN. Controleer het nummer, of stuur een verzoek om toewijzing.",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::regels::EerderVelden;
    use crate::regels::proef::{jw317, keten_meldt, loopt};

    #[test]
    fn een_verzoek_om_wijziging_gaat_over_een_bekende_client() {
        let eerder = loopt();
        keten_meldt(&[], &jw317().into(), &eerder);
        let onbekend = EerderVelden {
            client_bekend: false,
            ..eerder
        };
        keten_meldt(&[("TR304", "8187", "Client/Bsn")], &jw317().into(), &onbekend);
    }
}
