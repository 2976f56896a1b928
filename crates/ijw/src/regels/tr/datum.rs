//! Dates against the Dagtekening of the message.

use crate::Bericht;
use crate::BerichtSoort::{Jw301, Jw305, Jw307, Jw315, Jw323, Jw325};
use crate::regels::levering::leveringen;
use crate::regels::zicht::{geboortedatums, toegewezen};
use crate::regels::{Melder, Regel, prestatie};
use houvast_begrip::datum::kort;
use houvast_begrip::periode::plus_maanden;
use jiff::civil::{Date, date};

pub(super) const TR002: Regel = Regel::inhoud(
    "TR002",
    &[Jw301, Jw305, Jw307, Jw315],
    "Iemand is op de dagtekening hoogstens 120 jaar oud, behalve als de geboortedatum onbekend is.",
    tr002,
);

fn tr002(bericht: &Bericht, meld: &mut Melder<'_>) {
    let Some(oudste) = plus_maanden(bericht.dagtekening(), -120 * 12) else {
        return;
    };
    for (pad, geboren) in geboortedatums(bericht) {
        let onbekend = geboren.datum == date(1900, 1, 1)
            && geboren
                .datum_gebruik
                .is_some_and(|gebruik| gebruik.as_str() == "3");
        if geboren.datum < oudste && !onbekend {
            meld.op(
                format!("{pad}/Datum"),
                format!(
                    "De geboortedatum ligt meer dan 120 jaar voor de dagtekening. Zij mag niet voor {} liggen. \
                     Is de datum onbekend, vul dan 1900-01-01 en DatumGebruik 3.",
                    kort(oudste)
                ),
            );
        }
    }
}

pub(super) const TR134: Regel = Regel::inhoud(
    "TR134",
    &[Jw301, Jw305, Jw307, Jw315, Jw323, Jw325],
    "Een datum van iets dat al gebeurd is, ligt niet na de dagtekening.",
    tr134,
)
.en_per_lijn(prestatie::TR134);

fn tr134(bericht: &Bericht, meld: &mut Melder<'_>) {
    let dagtekening = bericht.dagtekening();
    for (pad, geboren) in geboortedatums(bericht) {
        if geboren.datum > dagtekening {
            meld.op(
                format!("{pad}/Datum"),
                format!(
                    "De geboortedatum ligt na de dagtekening. Zij mag niet later zijn dan {}.",
                    kort(dagtekening)
                ),
            );
        }
    }
    let mut controleer = |pad: String, wat: &str, datum: Date| {
        if datum > dagtekening {
            meld.op(
                pad,
                format!(
                    "De {wat} {} ligt na de dagtekening. Zij mag niet later zijn dan {}.",
                    kort(datum),
                    kort(dagtekening)
                ),
            );
        }
    };
    if let Bericht::Jw301(b) = bericht {
        for (pad, product) in toegewezen(b) {
            controleer(
                format!("{pad}/Toewijzingsdatum"),
                "toewijzingsdatum",
                product.toewijzingsdatum,
            );
        }
    }
    // Of a stop the standard names the last day only; the first is not later (TR018).
    for product in leveringen(bericht) {
        match product.levering.stop {
            Some((eind, _)) => controleer(product.element("Einddatum"), "einddatum", eind),
            None => controleer(
                product.element("Begindatum"),
                "begindatum",
                product.levering.sleutel.begin,
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::regels::proef::{alleen, goed, jw301, jw305, jw307, jw315};
    use jiff::civil::date;

    #[test]
    fn precies_120_jaar_oud_mag_en_een_dag_ouder_niet() {
        let mut b = jw315();
        b.header.bericht_identificatie.dagtekening = date(2026, 3, 2);
        b.client.geboortedatum.datum = date(1906, 3, 2);
        goed(b.clone());
        b.client.geboortedatum.datum = date(1906, 3, 1);
        alleen("TR002", "Client/Geboortedatum/Datum", b);

        let mut b = jw301();
        b.relatie(0).geboortedatum.as_mut().unwrap().datum = date(1850, 1, 1);
        alleen("TR002", "Client/Relaties/Relatie[1]/Geboortedatum/Datum", b);
    }

    #[test]
    fn een_onbekende_geboortedatum_is_niet_te_oud() {
        let mut b = jw315();
        b.client.geboortedatum.datum = date(1900, 1, 1);
        b.client.geboortedatum.datum_gebruik = Some("3".try_into().unwrap());
        goed(b);
    }

    #[test]
    fn geboren_op_de_dagtekening_mag_en_een_dag_later_niet() {
        let mut b = jw315();
        let dag = b.header.bericht_identificatie.dagtekening;
        b.client.geboortedatum.datum = dag;
        goed(b.clone());
        b.client.geboortedatum.datum = dag.tomorrow().unwrap();
        alleen("TR134", "Client/Geboortedatum/Datum", b);
    }

    #[test]
    fn toegewezen_op_de_dagtekening_mag_en_een_dag_later_niet() {
        let mut b = jw301();
        let dag = b.header.bericht_identificatie.dagtekening;
        b.product(0).toewijzingsdatum = dag;
        goed(b.clone());
        b.product(0).toewijzingsdatum = dag.tomorrow().unwrap();
        alleen(
            "TR134",
            "Client/ToegewezenProducten/ToegewezenProduct[1]/Toewijzingsdatum",
            b,
        );
    }

    #[test]
    fn tr002_en_tr134_gelden_ook_voor_de_client_van_start_en_stop() {
        for (geboren, regel) in [(date(1906, 3, 1), "TR002"), (date(2026, 3, 3), "TR134")] {
            let (mut start, mut stop) = (jw305(), jw307());
            start.client.geboortedatum.datum = geboren;
            stop.client.geboortedatum.datum = geboren;
            alleen(regel, "Client/Geboortedatum/Datum", start);
            alleen(regel, "Client/Geboortedatum/Datum", stop);
        }
    }

    #[test]
    fn tr134_een_start_en_een_stop_zijn_al_gebeurd() {
        let mut start = jw305();
        let dag = start.header.bericht_identificatie.dagtekening;
        start.product(0).begindatum = dag;
        goed(start.clone());
        start.product(0).begindatum = dag.tomorrow().unwrap();
        alleen("TR134", "Client/StartProducten/StartProduct[1]/Begindatum", start);
        let mut stop = jw307();
        stop.product(0).einddatum = dag;
        goed(stop.clone());
        stop.product(0).einddatum = dag.tomorrow().unwrap();
        alleen("TR134", "Client/StopProducten/StopProduct[1]/Einddatum", stop);
    }
}
