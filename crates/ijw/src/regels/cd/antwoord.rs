//! The reason of a refusal.

use crate::Bericht;
use crate::BerichtSoort::Jw319;
use crate::regels::{Melder, Regel};

pub(super) const CD085: Regel = Regel::inhoud("CD085", &[Jw319], "Bij een afwijzing staat de reden.", cd085);

fn cd085(bericht: &Bericht, meld: &mut Melder<'_>) {
    let Bericht::Jw319(b) = bericht else { return };
    if b.antwoord.verzoek_antwoord.as_str() == "1" && b.antwoord.reden_afwijzing_verzoek.is_none() {
        meld.op(
            "Antwoord/RedenAfwijzingVerzoek",
            "Het verzoek is afgewezen (1), maar de reden ontbreekt. Vul de reden van afwijzing.",
        );
    }
}

pub(super) const CD086: Regel = Regel::inhoud(
    "CD086",
    &[Jw319],
    "Bij \"in onderzoek\" staat geen reden van afwijzing.",
    cd086,
);

fn cd086(bericht: &Bericht, meld: &mut Melder<'_>) {
    let Bericht::Jw319(b) = bericht else { return };
    if b.antwoord.verzoek_antwoord.as_str() == "2" && b.antwoord.reden_afwijzing_verzoek.is_some() {
        meld.op(
            "Antwoord/RedenAfwijzingVerzoek",
            "De aanvraag is in onderzoek (2), maar er staat een reden van afwijzing. Laat de reden weg.",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::regels::proef::{alleen, goed, jw319};

    const REDEN: &str = "Antwoord/RedenAfwijzingVerzoek";

    #[test]
    fn een_afwijzing_heeft_een_reden_en_in_onderzoek_niet() {
        let mut b = jw319();
        goed(b.clone());
        b.antwoord.verzoek_antwoord = "2".try_into().unwrap();
        alleen("CD086", REDEN, b.clone());
        b.antwoord.reden_afwijzing_verzoek = None;
        goed(b.clone());
        b.antwoord.verzoek_antwoord = "1".try_into().unwrap();
        alleen("CD085", REDEN, b);
    }
}
