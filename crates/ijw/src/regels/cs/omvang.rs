//! Periods and the frequency of a product.

use crate::Bericht;
use crate::BerichtSoort::{Jw301, Jw315, Jw317};
use crate::regels::zicht::{contacten, producten};
use crate::regels::{Melder, Regel};
use houvast_begrip::datum::kort;
use jiff::civil::Date;

pub(super) const CS003: Regel = Regel::inhoud(
    "CS003",
    &[Jw301, Jw315, Jw317],
    "Een einddatum ligt niet voor de begindatum.",
    cs003,
);

fn cs003(bericht: &Bericht, meld: &mut Melder<'_>) {
    let mut controleer = |pad: String, begin: Date, eind: Date| {
        if eind < begin {
            meld.op(
                pad,
                format!(
                    "De einddatum {} ligt voor de begindatum. Zij mag niet voor {} liggen.",
                    kort(eind),
                    kort(begin)
                ),
            );
        }
    };
    if let Bericht::Jw301(b) = bericht {
        for (pad, contact) in contacten(b) {
            let periode = contact.periode.as_ref();
            if let Some((begin, eind)) = periode.and_then(|p| p.begindatum.zip(p.einddatum)) {
                controleer(format!("{pad}/Periode/Einddatum"), begin, eind);
            }
        }
    }
    for product in producten(bericht) {
        if let Some(eind) = product.eind {
            controleer(product.element(product.eind_element), product.begin, eind);
        }
    }
}

pub(super) const CS338: Regel = Regel::inhoud(
    "CS338",
    &[Jw301, Jw317],
    "Bij etmaal, dagdeel, euro en stuks (inspanning) is de frequentie per week, per maand of totaal.",
    frequentie,
);

pub(super) const CS343: Regel = Regel::inhoud(
    "CS343",
    &[Jw315],
    "Bij etmaal, dagdeel, euro en stuks (inspanning) is de gevraagde frequentie per week, per maand of totaal.",
    frequentie,
);

fn frequentie(bericht: &Bericht, meld: &mut Melder<'_>) {
    for product in producten(bericht).into_iter().filter(|product| product.na_2020()) {
        let (Some(eenheid), Some(frequentie)) = (product.eenheid(), product.frequentie()) else {
            continue;
        };
        if matches!(eenheid, "14" | "16" | "83" | "84") && !matches!(frequentie, "2" | "4" | "6") {
            meld.op(
                product.element("Omvang"),
                format!(
                    "Eenheid {eenheid} heeft frequentie {frequentie}. Bij deze eenheid kan alleen 2 (per week), 4 (per maand) of 6 (totaal)."
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::berichten::basis::OpenPeriode;
    use crate::regels::proef::{alleen, goed, jw301, jw315, jw317};
    use jiff::civil::date;

    const TOEGEWEZEN: &str = "Client/ToegewezenProducten/ToegewezenProduct[1]";
    const AANGEVRAAGD: &str = "Client/AangevraagdeProducten/AangevraagdProduct[1]";

    #[test]
    fn een_periode_van_een_dag_mag_en_een_einde_voor_het_begin_niet() {
        let mut b = jw301();
        let begin = b.product(0).ingangsdatum;
        b.product(0).einddatum = Some(begin);
        goed(b.clone());
        b.product(0).einddatum = Some(begin.yesterday().unwrap());
        alleen("CS003", &format!("{TOEGEWEZEN}/Einddatum"), b);

        let mut b = jw315();
        let begin = b.product(0).toewijzing_ingangsdatum;
        b.product(0).toewijzing_einddatum = Some(begin);
        goed(b.clone());
        b.product(0).toewijzing_einddatum = Some(begin.yesterday().unwrap());
        alleen("CS003", &format!("{AANGEVRAAGD}/ToewijzingEinddatum"), b);
    }

    #[test]
    fn ook_de_periode_van_een_tijdelijk_adres_loopt_vooruit() {
        let mut b = jw301();
        let mut tijdelijk = b.contact(0).clone();
        tijdelijk.soort = "04".try_into().unwrap();
        let periode = |begin, eind| {
            Some(OpenPeriode {
                begindatum: begin,
                einddatum: eind,
            })
        };
        let dag = date(2026, 5, 1);
        for (begin, eind, past) in [
            (Some(dag), Some(dag), true),
            (Some(dag), None, true),
            (None, Some(dag), true),
            (Some(dag), Some(date(2026, 4, 30)), false),
        ] {
            tijdelijk.periode = periode(begin, eind);
            let mut b = b.clone();
            b.client.contactgegevens.contact.push(tijdelijk.clone());
            if past {
                goed(b);
            } else {
                alleen("CS003", "Client/Contactgegevens/Contact[2]/Periode/Einddatum", b);
            }
        }
    }

    #[test]
    fn per_dag_past_niet_bij_etmaal_dagdeel_euro_en_stuks() {
        for eenheid in ["01", "04", "14", "16", "82", "83", "84"] {
            for frequentie in ["1", "2", "4", "6"] {
                let mut b = jw301();
                let omvang = b.product(0).omvang.as_mut().unwrap();
                omvang.eenheid = eenheid.try_into().unwrap();
                omvang.frequentie = frequentie.try_into().unwrap();
                let mut c = jw315();
                c.product(0).omvang = Some(omvang.clone());
                if frequentie == "1" && ["14", "16", "83", "84"].contains(&eenheid) {
                    alleen("CS338", &format!("{TOEGEWEZEN}/Omvang"), b);
                    alleen("CS343", &format!("{AANGEVRAAGD}/Omvang"), c);
                } else {
                    goed(b);
                    goed(c);
                }
            }
        }
    }

    #[test]
    fn tot_en_met_2020_mocht_per_dag_nog() {
        let mut b = jw301();
        b.product(0).omvang.as_mut().unwrap().eenheid = "14".try_into().unwrap();
        b.product(0).omvang.as_mut().unwrap().frequentie = "1".try_into().unwrap();
        b.product(0).ingangsdatum = date(2020, 1, 1);
        b.product(0).einddatum = Some(date(2020, 12, 31));
        goed(b.clone());
        b.product(0).einddatum = Some(date(2021, 1, 1));
        alleen("CS338", &format!("{TOEGEWEZEN}/Omvang"), b.clone());
        b.product(0).einddatum = None;
        alleen("CS338", &format!("{TOEGEWEZEN}/Omvang"), b);
    }

    #[test]
    fn cs003_en_cs338_gelden_ook_voor_een_verzoek_om_wijziging() {
        const ANDERS: &str = "Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct[1]";
        const NIEUW: &str = "Client/Verzoek/NieuweProducten/NieuwProduct[1]";
        let mut b = jw317();
        let begin = b.te_wijzigen()[0].gewenste_ingangsdatum;
        b.te_wijzigen()[0].einddatum = Some(begin);
        goed(b.clone());
        b.te_wijzigen()[0].einddatum = Some(begin.yesterday().unwrap());
        alleen("CS003", &format!("{ANDERS}/Einddatum"), b);
        let mut b = jw317();
        b.nieuw()[0].einddatum = b.nieuw()[0].gewenste_ingangsdatum.yesterday().ok();
        alleen("CS003", &format!("{NIEUW}/Einddatum"), b);
        for eenheid in ["14", "16", "83", "84"] {
            let mut b = jw317();
            b.te_wijzigen()[0].omvang.as_mut().unwrap().eenheid = eenheid.try_into().unwrap();
            goed(b.clone());
            b.te_wijzigen()[0].omvang.as_mut().unwrap().frequentie = "1".try_into().unwrap();
            alleen("CS338", &format!("{ANDERS}/Omvang"), b);
            let mut b = jw317();
            let omvang = b.nieuw()[0].omvang.as_mut().unwrap();
            omvang.eenheid = eenheid.try_into().unwrap();
            omvang.frequentie = "1".try_into().unwrap();
            alleen("CS338", &format!("{NIEUW}/Omvang"), b);
        }
    }
}
