//! What a line refers to: its Client, its own number, an earlier line.

use super::geheugen::{Beeld, Bewaard, Geheugen};
use super::loop_door::{Melder, VORIGE};
use super::zicht::Lijn;
use super::{Regel, Uitvoering};
use crate::BerichtSoort::{Jw323, Jw325};
use crate::regels::cs::persoon::GEEN_BSN;
use houvast_begrip::Bsn;

/// CS002, for each Client of a declaratie.
pub(in crate::regels) const CS002: Uitvoering = Uitvoering::NIETS.client(cs002);

fn cs002(bsn: &str, _: &mut Geheugen, meld: &mut Melder<'_>) {
    if Bsn::nieuw(bsn).is_err() {
        meld.op("Bsn", GEEN_BSN);
    }
}

pub(in crate::regels) const CD060: Regel = Regel::lijn(
    "CD060",
    &[Jw323, Jw325],
    "Een creditprestatie noemt het vorige referentienummer, een debetprestatie niet.",
    Uitvoering::NIETS.prestatie(cd060),
);

fn cd060(lijn: &Lijn<'_>, _: &Bewaard, meld: &mut Melder<'_>) {
    match (lijn.credit(), &lijn.referentie.vorig_referentie_nummer) {
        (true, None) => meld.op(
            VORIGE,
            "Bij een creditprestatie ontbreekt het vorige referentienummer. Vul het nummer van de debetprestatie.",
        ),
        (false, Some(_)) => meld.op(
            VORIGE,
            "Een debetprestatie heeft geen vorig referentienummer. Laat VorigReferentieNummer weg.",
        ),
        _ => {}
    }
}

pub(in crate::regels) const TR315: Regel = Regel::lijn(
    "TR315",
    &[Jw323],
    "Een vorig referentienummer komt in het bericht maar een keer voor.",
    Uitvoering::NIETS.verband(tr315),
);

fn tr315(beeld: &Beeld, meld: &mut Melder<'_>) {
    if beeld.vorige_dubbel {
        meld.op(
            VORIGE,
            "Dit vorige referentienummer staat ook bij een eerdere prestatie in dit bericht. Een prestatie wordt maar een keer gecrediteerd.",
        );
    }
}

pub(in crate::regels) const TR316: Regel = Regel::lijn(
    "TR316",
    &[Jw323],
    "Een debetregel wordt niet in hetzelfde bericht gecrediteerd.",
    Uitvoering::NIETS.verband(tr316),
);

fn tr316(beeld: &Beeld, meld: &mut Melder<'_>) {
    const TEKST: &str = "Dit vorige referentienummer is dat van een prestatie in hetzelfde bericht. \
                         Crediteer alleen wat in een eerder bericht is toegekend.";
    if beeld.vorige_in_bericht {
        meld.op(VORIGE, TEKST);
    }
    if let Some(credit) = beeld.genoemd_door {
        meld.bij_credit(credit, TEKST);
    }
}

#[cfg(test)]
mod tests {
    use super::super::proef::{LIJN, LIJN_325, alleen, goed, jw323, jw325, precies};

    fn pad(prestatie: u32, element: &str) -> String {
        format!("Declaratie/Clienten/Client[1]/Prestaties/Prestatie[{prestatie}]/{element}")
    }

    #[test]
    fn een_bsn_klopt_bij_elke_client() {
        let mut b = jw323().met_tweede_client();
        goed(b.clone());
        for fout in ["999900007", "000000000"] {
            b.declaratie.clienten.client[1].bsn = fout.into();
            alleen("CS002", "Declaratie/Clienten/Client[2]/Bsn", b.clone());
        }
        let mut b = jw325();
        b.client(0).bsn = "999900007".into();
        alleen("CS002", "DeclaratieAntwoord/Clienten/Client[1]/Bsn", b);
    }

    #[test]
    fn credit_noemt_het_vorige_nummer_en_debet_niet() {
        let mut b = jw323().met_credit();
        goed(b.clone());
        b.lijn(0, 2).product_referentie.vorig_referentie_nummer = None;
        alleen("CD060", &pad(3, "ProductReferentie/VorigReferentieNummer"), b);
        let mut b = jw323();
        b.lijn(0, 0).product_referentie.vorig_referentie_nummer = Some("OUD".into());
        alleen(
            "CD060",
            &format!("{LIJN}/ProductReferentie/VorigReferentieNummer"),
            b,
        );
        let mut b = jw325();
        b.lijn(0, 0).product_referentie.vorig_referentie_nummer = Some("OUD".into());
        alleen(
            "CD060",
            &format!("{LIJN_325}/ProductReferentie/VorigReferentieNummer"),
            b,
        );
    }

    #[test]
    fn twee_credits_van_dezelfde_prestatie_kan_niet() {
        let mut b = jw323().met_credit().met_credit();
        precies(
            &[("TR315", &pad(4, "ProductReferentie/VorigReferentieNummer"))],
            b.clone(),
        );
        b.lijn(0, 3).product_referentie.vorig_referentie_nummer = Some("OUD-2".into());
        goed(b);
    }

    #[test]
    fn een_credit_van_een_prestatie_uit_hetzelfde_bericht_kan_niet() {
        let mut b = jw323().met_credit();
        // The debit stands before the credit.
        b.lijn(0, 2).product_referentie.vorig_referentie_nummer = Some("P-1".into());
        alleen(
            "TR316",
            &pad(3, "ProductReferentie/VorigReferentieNummer"),
            b.clone(),
        );
        // And after it; the finding stays at the credit.
        let lijnen = &mut b.client(0).prestaties.prestatie;
        lijnen.swap(0, 2);
        alleen(
            "TR316",
            &pad(1, "ProductReferentie/VorigReferentieNummer"),
            b.clone(),
        );
        // In another Client as well.
        let mut b = jw323().met_credit().met_tweede_client();
        b.lijn(0, 2).product_referentie.vorig_referentie_nummer = Some("Q-1".into());
        alleen("TR316", &pad(3, "ProductReferentie/VorigReferentieNummer"), b);
        // Its own number is one of the message too.
        let mut b = jw323().met_credit();
        let eigen = b.lijn(0, 2).product_referentie.referentie_nummer.clone();
        b.lijn(0, 2).product_referentie.vorig_referentie_nummer = Some(eigen);
        alleen("TR316", &pad(3, "ProductReferentie/VorigReferentieNummer"), b);
    }
}
