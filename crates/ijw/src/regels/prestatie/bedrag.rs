//! Amounts and tariffs.

use super::geheugen::{Bewaard, Geheugen};
use super::loop_door::Melder;
use super::zicht::{Kop, Lijn, omhulsel, totaal};
use super::{Regel, Uitvoering};
use crate::BerichtSoort::{Jw323, Jw325};
use crate::berichten::codes::{DebetCredit, Eenheid, RetourCode};

pub(in crate::regels) const CD087: Regel = Regel::lijn(
    "CD087",
    &[Jw323],
    "Het tarief is gevuld, behalve bij eenheid euro.",
    Uitvoering::NIETS.prestatie(cd087),
);

fn cd087(lijn: &Lijn<'_>, _: &Bewaard, meld: &mut Melder<'_>) {
    match (lijn.eenheid == Eenheid::Euro, lijn.tarief) {
        (true, Some(_)) => meld.op(
            "ProductTarief",
            "Bij eenheid 83 (euro) hoort geen tarief. Laat ProductTarief weg.",
        ),
        (false, None) => meld.op(
            "ProductTarief",
            format!(
                "Het tarief ontbreekt. Bij eenheid {} is ProductTarief verplicht.",
                lijn.eenheid.as_str()
            ),
        ),
        _ => {}
    }
}

pub(in crate::regels) const CS325: Regel = Regel::lijn(
    "CS325",
    &[Jw323, Jw325],
    "Een bedrag van 0 is debet.",
    Uitvoering::NIETS.kop(cs325_kop).prestatie(cs325),
);

const NUL_IS_DEBET: &str = "Het bedrag is 0 en staat als credit. Een bedrag van 0 is altijd debet: vul D.";

fn cs325_kop(kop: &Kop<'_>, _: &mut Geheugen, meld: &mut Melder<'_>) {
    let totalen = [
        ("TotaalIngediendBedrag", kop.ingediend),
        ("TotaalToegekendBedrag", kop.toegekend),
    ];
    for (element, bedrag) in totalen {
        if bedrag.is_some_and(|b| b.totaal_bedrag == 0 && b.debet_credit == DebetCredit::Credit) {
            meld.op(
                &format!("{}/{element}/DebetCredit", omhulsel(kop.soort)),
                NUL_IS_DEBET,
            );
        }
    }
}

fn cs325(lijn: &Lijn<'_>, _: &Bewaard, meld: &mut Melder<'_>) {
    if lijn.bedrag.bedrag == 0 && lijn.credit() {
        meld.op("IngediendBedrag/DebetCredit", NUL_IS_DEBET);
    }
}

pub(in crate::regels) const CS339: Regel = Regel::lijn(
    "CS339",
    &[Jw323],
    "Bij eenheid euro is het ingediende bedrag gelijk aan het volume.",
    Uitvoering::NIETS.prestatie(cs339),
);

fn cs339(lijn: &Lijn<'_>, _: &Bewaard, meld: &mut Melder<'_>) {
    if lijn.eenheid == Eenheid::Euro && lijn.bedrag.bedrag != lijn.volume {
        meld.op(
            "IngediendBedrag",
            format!(
                "Het ingediende bedrag is {} cent en het volume {}. Bij eenheid 83 (euro) zijn die gelijk.",
                lijn.bedrag.bedrag, lijn.volume
            ),
        );
    }
}

pub(in crate::regels) const TR358: Regel = Regel::lijn(
    "TR358",
    &[Jw323],
    "Het totaalbedrag is de som van alle prestaties, debet min credit.",
    Uitvoering::NIETS.slot(tr358),
);

fn tr358(kop: &Kop<'_>, geheugen: &mut Geheugen, meld: &mut Melder<'_>) {
    let Some(ingediend) = kop.ingediend.map(totaal) else {
        return;
    };
    if ingediend != geheugen.saldo {
        meld.op(
            "Declaratie/TotaalIngediendBedrag",
            format!(
                "Het totaal is {ingediend} cent, maar de prestaties zijn samen {} cent (debet min credit). Maak die gelijk.",
                geheugen.saldo
            ),
        );
    }
}

pub(in crate::regels) const TR342: Regel = Regel::lijn(
    "TR342",
    &[Jw325],
    "Een declaratie-antwoord noemt alleen afgewezen prestaties, en het verschil tussen ingediend en toegekend klopt daarmee.",
    Uitvoering::NIETS.slot(tr342),
);

fn tr342(kop: &Kop<'_>, geheugen: &mut Geheugen, meld: &mut Melder<'_>) {
    let (Some(ingediend), Some(toegekend)) = (kop.ingediend.map(totaal), kop.toegekend.map(totaal)) else {
        return;
    };
    let element = "DeclaratieAntwoord/TotaalToegekendBedrag";
    let afgewezen = |code: &RetourCode| !matches!(code, RetourCode::C0200 | RetourCode::C8001);
    if kop.codes.iter().any(afgewezen) {
        if toegekend != 0 {
            meld.op(
                element,
                format!(
                    "De declaratie is als geheel afgewezen, maar er is {toegekend} cent toegekend. Vul dan 0."
                ),
            );
        }
    } else if ingediend - toegekend != geheugen.saldo {
        meld.op(
            element,
            format!(
                "Het verschil tussen ingediend en toegekend is {} cent, maar de afgewezen prestaties zijn samen {} cent (debet min credit).",
                ingediend - toegekend,
                geheugen.saldo
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::proef::{LIJN, LIJN_325, alleen, goed, jw323, jw325, precies};
    use crate::berichten::codes::RetourCode;

    #[test]
    fn zonder_euro_is_er_een_tarief_en_met_euro_niet() {
        for eenheid in ["01", "04", "14", "16", "82", "84"] {
            let mut b = jw323();
            b.lijn(0, 0).eenheid = eenheid.try_into().unwrap();
            goed(b.clone());
            b.lijn(0, 0).product_tarief = None;
            alleen("CD087", &format!("{LIJN}/ProductTarief"), b);
        }
        let mut b = jw323().in_euro();
        goed(b.clone());
        b.lijn(0, 0).product_tarief = Some(0);
        alleen("CD087", &format!("{LIJN}/ProductTarief"), b);
    }

    #[test]
    fn nul_is_debet() {
        let mut b = jw323();
        b.zet_bedrag(0, 0);
        b.kloppend();
        goed(b.clone());
        b.declaratie.totaal_ingediend_bedrag.debet_credit = "C".try_into().unwrap();
        alleen("CS325", "Declaratie/TotaalIngediendBedrag/DebetCredit", b.clone());
        b.kloppend();
        b.lijn(0, 0).ingediend_bedrag.debet_credit = "C".try_into().unwrap();
        b.lijn(0, 0).product_referentie.vorig_referentie_nummer = Some("OUD".into());
        alleen("CS325", &format!("{LIJN}/IngediendBedrag/DebetCredit"), b.clone());
        b.zet_bedrag(0, 1);
        b.kloppend();
        goed(b);

        let mut b = jw325();
        b.antwoord().totaal_toegekend_bedrag.totaal_bedrag = 0;
        b.antwoord().totaal_ingediend_bedrag.totaal_bedrag = 5000;
        goed(b.clone());
        b.antwoord().totaal_toegekend_bedrag.debet_credit = "C".try_into().unwrap();
        alleen("CS325", "DeclaratieAntwoord/TotaalToegekendBedrag/DebetCredit", b);
        let mut b = jw325();
        b.lijn(0, 0).ingediend_bedrag.bedrag = 0;
        b.lijn(0, 0).ingediend_bedrag.debet_credit = "C".try_into().unwrap();
        b.lijn(0, 0).product_referentie.vorig_referentie_nummer = Some("OUD".into());
        b.antwoord().totaal_ingediend_bedrag = b.antwoord().totaal_toegekend_bedrag.clone();
        alleen(
            "CS325",
            &format!("{LIJN_325}/IngediendBedrag/DebetCredit"),
            b.clone(),
        );
        b.lijn(0, 0).ingediend_bedrag.debet_credit = "D".try_into().unwrap();
        b.lijn(0, 0).product_referentie.vorig_referentie_nummer = None;
        b.antwoord().totaal_ingediend_bedrag.totaal_bedrag = 0;
        b.antwoord().totaal_ingediend_bedrag.debet_credit = "C".try_into().unwrap();
        b.antwoord().totaal_toegekend_bedrag.totaal_bedrag = 0;
        alleen("CS325", "DeclaratieAntwoord/TotaalIngediendBedrag/DebetCredit", b);
    }

    #[test]
    fn in_euro_is_het_bedrag_het_volume() {
        let mut b = jw323().in_euro();
        goed(b.clone());
        b.lijn(0, 0).geleverd_volume += 1;
        alleen("CS339", &format!("{LIJN}/IngediendBedrag"), b.clone());
        // Another unit has nothing to do with the volume.
        b.lijn(0, 0).eenheid = "01".try_into().unwrap();
        b.lijn(0, 0).product_tarief = Some(1);
        goed(b);
    }

    #[test]
    fn het_totaal_is_debet_min_credit() {
        let mut b = jw323().met_credit();
        goed(b.clone());
        let totaal = b.declaratie.totaal_ingediend_bedrag.totaal_bedrag;
        for fout in [totaal + 1, totaal - 1, totaal + 2_500 * 2] {
            b.declaratie.totaal_ingediend_bedrag.totaal_bedrag = fout;
            alleen("TR358", "Declaratie/TotaalIngediendBedrag", b.clone());
        }
        b.declaratie.totaal_ingediend_bedrag.totaal_bedrag = totaal;
        b.declaratie.totaal_ingediend_bedrag.debet_credit = "C".try_into().unwrap();
        alleen("TR358", "Declaratie/TotaalIngediendBedrag", b.clone());
        // More credit than debit: a total of credit.
        b.zet_bedrag(0, 2_400);
        b.declaratie.totaal_ingediend_bedrag.totaal_bedrag = 100;
        goed(b);
    }

    #[test]
    fn het_antwoord_verklaart_het_verschil() {
        let mut b = jw325();
        goed(b.clone());
        b.antwoord().totaal_toegekend_bedrag.totaal_bedrag += 1;
        alleen("TR342", "DeclaratieAntwoord/TotaalToegekendBedrag", b.clone());
        // Refused as a whole: nothing granted, and the Prestaties are not looked at.
        b.antwoord().retour_codes.retour_code = vec![RetourCode::C8021];
        alleen("TR342", "DeclaratieAntwoord/TotaalToegekendBedrag", b.clone());
        b.antwoord().totaal_toegekend_bedrag.totaal_bedrag = 0;
        goed(b.clone());
        b.antwoord().clienten = None;
        goed(b.clone());
        // Granted as a whole: no difference.
        b.antwoord().retour_codes.retour_code = vec![RetourCode::C8001];
        alleen("TR342", "DeclaratieAntwoord/TotaalToegekendBedrag", b.clone());
        b.antwoord().totaal_toegekend_bedrag = b.antwoord().totaal_ingediend_bedrag.clone();
        goed(b.clone());
        // Refused on its content: only a header.
        b.declaratie_antwoord = None;
        precies(&[], b);
    }

    #[test]
    fn een_afgewezen_credit_telt_in_het_antwoord_af() {
        let mut b = jw325();
        b.lijn(0, 0).ingediend_bedrag.debet_credit = "C".try_into().unwrap();
        b.lijn(0, 0).product_referentie.vorig_referentie_nummer = Some("OUD".into());
        alleen("TR342", "DeclaratieAntwoord/TotaalToegekendBedrag", b.clone());
        b.antwoord().totaal_toegekend_bedrag.totaal_bedrag += 5_000 * 2;
        goed(b);
    }
}
