//! The antwoordbericht: what it says, and when it may be sent.

use crate::Bericht;
use crate::BerichtSoort::Jw319;
use crate::berichten::jw319::Antwoord;
use crate::regels::{Eerder, EerderVerzoek, Regel};

fn antwoord(bericht: &Bericht) -> Option<&Antwoord> {
    match bericht {
        Bericht::Jw319(b) => Some(&b.antwoord),
        _ => None,
    }
}

fn met_verzoek<'a>(
    bericht: &'a Bericht,
    eerder: &'a dyn Eerder,
) -> Option<(&'a Antwoord, &'a EerderVerzoek)> {
    let antwoord = antwoord(bericht)?;
    Some((antwoord, eerder.verzoek(&antwoord.referentie_aanbieder)?))
}

pub(super) const TR355: Regel = Regel::keten(
    "TR355",
    "9355",
    &[Jw319],
    "Een antwoord noemt de referentie van een verzoek dat eerder is gestuurd.",
    |bericht, eerder, meld| {
        if antwoord(bericht).is_some_and(|a| eerder.verzoek(&a.referentie_aanbieder).is_none()) {
            meld.op(
                "Antwoord/ReferentieAanbieder",
                "Er is geen verzoek met deze referentie. Neem de referentie over uit het verzoek waarop dit het antwoord is.",
            );
        }
    },
);

pub(super) const TR359: Regel = Regel::keten(
    "TR359",
    "9359",
    &[Jw319],
    "Na een toewijzing op een verzoek komt geen antwoord meer.",
    |bericht, eerder, meld| {
        if met_verzoek(bericht, eerder).is_some_and(|(_, verzoek)| verzoek.toegewezen) {
            meld.op(
                "Antwoord",
                "Op dit verzoek is al een toewijzing gestuurd. Stuur daarna geen antwoord meer.",
            );
        }
    },
);

pub(super) const TR360: Regel = Regel::keten(
    "TR360",
    "9360",
    &[Jw319],
    "Het antwoord \"in onderzoek\" is alleen het eerste antwoord op een verzoek.",
    |bericht, eerder, meld| {
        let al_beantwoord = met_verzoek(bericht, eerder)
            .is_some_and(|(a, verzoek)| a.verzoek_antwoord.as_str() == "2" && !verzoek.antwoorden.is_empty());
        if al_beantwoord {
            meld.op(
                "Antwoord",
                "Op dit verzoek is al een antwoord gestuurd. \"In onderzoek\" (2) kan dan niet meer: wijs toe of wijs af.",
            );
        }
    },
);

pub(super) const TR365: Regel = Regel::keten(
    "TR365",
    "9365",
    &[Jw319],
    "Een tweede antwoord kan alleen na \"in onderzoek\".",
    |bericht, eerder, meld| {
        let afgewezen = met_verzoek(bericht, eerder)
            .is_some_and(|(_, verzoek)| verzoek.antwoorden.iter().any(|antwoord| antwoord != "2"));
        if afgewezen {
            meld.op(
                "Antwoord",
                "Dit verzoek is al afgewezen. Een nieuw antwoord kan alleen na het antwoord \"in onderzoek\" (2).",
            );
        }
    },
);

pub(super) const TR377: Regel = Regel::inhoud(
    "TR377",
    &[Jw319],
    "Een afwijzing op het woonplaatsbeginsel noemt de gemeente die wel verantwoordelijk is.",
    |bericht, meld| {
        if antwoord(bericht).is_some_and(|a| op_woonplaats(a) && a.woonplaatsbeginsel.is_none()) {
            meld.op(
                "Antwoord/Woonplaatsbeginsel",
                "De reden van afwijzing is 8 (woonplaatsbeginsel), maar de andere gemeente ontbreekt. Voeg Woonplaatsbeginsel toe.",
            );
        }
    },
);

pub(super) const TR409: Regel = Regel::inhoud(
    "TR409",
    &[Jw319],
    "Alleen een afwijzing op het woonplaatsbeginsel noemt een andere gemeente.",
    |bericht, meld| {
        if antwoord(bericht).is_some_and(|a| !op_woonplaats(a) && a.woonplaatsbeginsel.is_some()) {
            meld.op(
                "Antwoord/Woonplaatsbeginsel",
                "Er staat een andere gemeente in het antwoord, maar de reden van afwijzing is niet 8 (woonplaatsbeginsel). \
                 Laat Woonplaatsbeginsel weg of kies reden 8.",
            );
        }
    },
);

fn op_woonplaats(antwoord: &Antwoord) -> bool {
    antwoord
        .reden_afwijzing_verzoek
        .is_some_and(|reden| reden.as_str() == "8")
}

#[cfg(test)]
mod tests {
    use crate::berichten::jw319::Woonplaatsbeginsel;
    use crate::regels::proef::{Proef319, alleen, goed, jw319, keten_meldt, leeg};
    use crate::regels::{EerderVelden, EerderVerzoek};

    fn eerder(antwoorden: &[&str], toegewezen: bool) -> EerderVelden {
        let verzoek = EerderVerzoek {
            zelfde_client: true,
            antwoorden: antwoorden.iter().copied().map(Into::into).collect(),
            toegewezen,
        };
        EerderVelden {
            verzoeken: [("R-1".into(), verzoek)].into(),
            ..EerderVelden::default()
        }
    }

    fn antwoord(code: &str) -> Proef319 {
        let mut b = jw319();
        b.antwoord.verzoek_antwoord = code.try_into().unwrap();
        if code == "2" {
            b.antwoord.reden_afwijzing_verzoek = None;
        }
        b
    }

    #[test]
    fn een_antwoord_zonder_verzoek_wordt_geweigerd() {
        keten_meldt(&[], &antwoord("1").into(), &eerder(&[], false));
        let verwacht = ("TR355", "9355", "Antwoord/ReferentieAanbieder");
        keten_meldt(&[verwacht], &antwoord("1").into(), &leeg());
    }

    #[test]
    fn na_een_toewijzing_komt_geen_antwoord() {
        keten_meldt(
            &[("TR359", "9359", "Antwoord")],
            &antwoord("1").into(),
            &eerder(&[], true),
        );
    }

    #[test]
    fn in_onderzoek_kan_een_keer() {
        keten_meldt(&[], &antwoord("2").into(), &eerder(&[], false));
        keten_meldt(
            &[("TR360", "9360", "Antwoord")],
            &antwoord("2").into(),
            &eerder(&["2"], false),
        );
        keten_meldt(&[], &antwoord("1").into(), &eerder(&["2"], false));
    }

    #[test]
    fn na_een_afwijzing_komt_geen_antwoord() {
        let afgewezen = eerder(&["2", "1"], false);
        keten_meldt(
            &[("TR365", "9365", "Antwoord")],
            &antwoord("1").into(),
            &afgewezen,
        );
        // 'In onderzoek' after a refusal is not the first answer either: TR365 cannot fail without TR360.
        keten_meldt(
            &[("TR360", "9360", "Antwoord"), ("TR365", "9365", "Antwoord")],
            &antwoord("2").into(),
            &eerder(&["1"], false),
        );
    }

    #[test]
    fn een_andere_gemeente_hoort_bij_reden_8_en_omgekeerd() {
        let mut b = jw319();
        b.antwoord.reden_afwijzing_verzoek = Some("8".try_into().unwrap());
        alleen("TR377", "Antwoord/Woonplaatsbeginsel", b.clone());
        b.antwoord.woonplaatsbeginsel = Some(Woonplaatsbeginsel {
            gemeente: "0363".into(),
        });
        goed(b.clone());
        b.antwoord.reden_afwijzing_verzoek = Some("5".try_into().unwrap());
        alleen("TR409", "Antwoord/Woonplaatsbeginsel", b.clone());
        b.antwoord.verzoek_antwoord = "2".try_into().unwrap();
        b.antwoord.reden_afwijzing_verzoek = None;
        alleen("TR409", "Antwoord/Woonplaatsbeginsel", b);
    }
}
