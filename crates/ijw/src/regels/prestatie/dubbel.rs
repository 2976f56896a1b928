//! The same key twice.

use super::geheugen::{Beeld, Geheugen};
use super::loop_door::Melder;
use super::{Regel, Uitvoering};
use crate::BerichtSoort::Jw323;

/// TR101, for the Clienten and Prestaties of a declaratie. A Prestatie has its references as key, below the key of its
/// Client; a Client that stands twice is reported itself.
pub(in crate::regels) const TR101: Uitvoering = Uitvoering::NIETS.client(tr101_client).verband(tr101);

fn tr101_client(bsn: &str, geheugen: &mut Geheugen, meld: &mut Melder<'_>) {
    if geheugen.neem_client(bsn) {
        meld.op(
            "",
            "Deze cliënt staat al eerder in dit bericht. Zet alle prestaties van een cliënt bij elkaar.",
        );
    }
}

fn tr101(beeld: &Beeld, meld: &mut Melder<'_>) {
    if beeld.dubbel {
        meld.op(
            "",
            "Een prestatie met dezelfde referentienummers staat al eerder bij deze cliënt. Geef elke prestatie een eigen nummer.",
        );
    }
}

// Within a Client: a ToewijzingNummer belongs to one client, so the same one elsewhere is a fault of another kind.
pub(in crate::regels) const TR416: Regel = Regel::lijn(
    "TR416",
    &[Jw323],
    "Binnen een bericht staat dezelfde prestatie niet twee keer debet.",
    Uitvoering::NIETS.verband(tr416),
);

fn tr416(beeld: &Beeld, meld: &mut Melder<'_>) {
    if beeld.debet_dubbel {
        meld.op(
            "",
            "Dit product staat voor deze toewijzing en productperiode al eerder debet in dit bericht. Tel de prestaties op tot een regel.",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::proef::{LIJN, LIJN_325, alleen, goed, jw323, jw325, precies};
    use jiff::civil::date;

    #[test]
    fn een_client_staat_er_een_keer() {
        let mut b = jw323().met_tweede_client();
        goed(b.clone());
        b.client(1).bsn = b.client(0).bsn.clone();
        alleen("TR101", "Declaratie/Clienten/Client[2]", b);
        let mut b = jw325();
        let mut tweede = b.client(0).clone();
        tweede.bsn = "999900018".into();
        b.antwoord().totaal_ingediend_bedrag.totaal_bedrag += 5_000;
        b.antwoord().clienten.as_mut().unwrap().client.push(tweede);
        goed(b.clone());
        b.client(1).bsn = b.client(0).bsn.clone();
        alleen("TR101", "DeclaratieAntwoord/Clienten/Client[2]", b);
    }

    #[test]
    fn twee_prestaties_met_dezelfde_referenties_zijn_dubbel() {
        let mut b = jw323();
        b.lijn(0, 1).product_referentie.referentie_nummer = "P-1".into();
        let tweede = LIJN.replace("Prestatie[1]", "Prestatie[2]");
        alleen("TR101", &tweede, b);
        // The key is both numbers, below that of the Client.
        let mut b = jw323().met_credit();
        b.lijn(0, 2).product_referentie.referentie_nummer = "P-1".into();
        goed(b.clone());
        let mut c = b.met_credit();
        let derde = c.lijn(0, 2).product_referentie.clone();
        c.lijn(0, 3).product_referentie = derde;
        let vierde = LIJN.replace("Prestatie[1]", "Prestatie[4]");
        precies(
            &[
                ("TR101", &vierde),
                (
                    "TR315",
                    &format!("{vierde}/ProductReferentie/VorigReferentieNummer"),
                ),
            ],
            c,
        );
        let mut b = jw323().met_tweede_client();
        b.lijn(1, 0).product_referentie.referentie_nummer = "P-1".into();
        goed(b);
        let mut b = jw325();
        let dubbel = b.lijn(0, 0).clone();
        b.client(0).prestaties.prestatie.push(dubbel);
        b.antwoord().totaal_ingediend_bedrag.totaal_bedrag += 5_000;
        alleen("TR101", &LIJN_325.replace("Prestatie[1]", "Prestatie[2]"), b);
    }

    #[test]
    fn hetzelfde_product_staat_een_keer_debet() {
        let mut b = jw323();
        let eerste = b.lijn(0, 0).clone();
        let mut dubbel = |verander: &dyn Fn(&mut crate::berichten::jw323::Prestatie)| {
            let nummer = b.lijn(0, 1).product_referentie.clone();
            let mut tweede = eerste.clone();
            tweede.product_referentie = nummer;
            verander(&mut tweede);
            *b.lijn(0, 1) = tweede;
            b.kloppend();
            b.clone()
        };
        let tweede = LIJN.replace("Prestatie[1]", "Prestatie[2]");
        alleen("TR416", &tweede, dubbel(&|_| {}));
        alleen("TR416", &tweede, dubbel(&|p| p.geleverd_volume = 7));
        goed(dubbel(&|p| p.toewijzing_nummer += 1));
        goed(dubbel(&|p| p.product_categorie = "46".try_into().unwrap()));
        goed(dubbel(&|p| p.product_code = "45A49".into()));
        goed(dubbel(&|p| p.product_periode.begindatum = date(2026, 2, 2)));
        goed(dubbel(&|p| p.product_periode.einddatum = date(2026, 2, 27)));
        // A credit beside the debit is a correction.
        goed(dubbel(&|p| {
            p.ingediend_bedrag.debet_credit = "C".try_into().unwrap();
            p.product_referentie.vorig_referentie_nummer = Some("OUD".into());
        }));
    }
}
