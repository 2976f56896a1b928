//! Every use case can run on a task of a server with several threads.

use houvast_dienst::beeld::{
    AanmeldPoging, BerichtFilter, Beslissing, FeitenInvoer, LogFilter, UploadBestand, WerkFilter, WerkPlek,
    Zoekvraag,
};
use houvast_dienst::verzoek::Akkoord;
use houvast_dienst::{
    Aangemeld, Huis, Werker, aanbieder, account, bericht, jeugdige, logboek, verzoek, werkvoorraad,
};
use std::future::Future;
use tokio::sync::watch;
use uuid::Uuid;

fn mag_op_een_taak<F: Future + Send>(_: F) {}

/// Never run: that it compiles is the test.
#[expect(clippy::too_many_arguments, reason = "one value per use case")]
#[expect(dead_code, reason = "that it compiles is the test")]
fn alle_gebruiken(
    huis: &Huis,
    wie: &Aangemeld,
    id: Uuid,
    poging: AanmeldPoging,
    besluit: Beslissing,
    akkoord: Akkoord,
    bestanden: Vec<UploadBestand>,
    werker: Werker,
    stop: watch::Receiver<bool>,
) {
    mag_op_een_taak(account::aanmelden(huis, poging));
    mag_op_een_taak(account::aangemeld(huis, ""));
    mag_op_een_taak(account::afmelden(huis, wie, ""));
    mag_op_een_taak(account::kader(huis, wie));
    mag_op_een_taak(werkvoorraad::toon(
        huis,
        wie,
        WerkFilter::Alles,
        WerkPlek::default(),
    ));
    mag_op_een_taak(verzoek::toon(huis, wie, id));
    mag_op_een_taak(verzoek::besluit(huis, wie, id, 1, 1, besluit));
    mag_op_een_taak(verzoek::leg_vast(huis, wie, id, 1, FeitenInvoer::default()));
    mag_op_een_taak(verzoek::leg_akkoord_vast(huis, wie, id, 1, akkoord));
    mag_op_een_taak(bericht::lijst(huis, wie, BerichtFilter::default()));
    mag_op_een_taak(bericht::toon(huis, wie, id));
    let (eigen_huis, eigen_wie) = (huis.clone(), wie.clone());
    mag_op_een_taak(async move { bericht::upload(&eigen_huis, &eigen_wie, bestanden).await });
    mag_op_een_taak(jeugdige::dossier(huis, wie, id, false, None));
    mag_op_een_taak(jeugdige::zoek(huis, wie, Zoekvraag::default()));
    mag_op_een_taak(aanbieder::clienten(huis, wie, None));
    mag_op_een_taak(aanbieder::verzoeken(huis, wie, None));
    mag_op_een_taak(logboek::overzicht(huis, wie, LogFilter::Alles, None));
    mag_op_een_taak(logboek::zoek(huis, wie, ""));
    mag_op_een_taak(logboek::van_kind(huis, wie, id, None));
    mag_op_een_taak(logboek::voor_ouders(huis, wie, id));
    mag_op_een_taak(logboek::bladzijde(
        huis,
        wie,
        "",
        None,
        true,
        logboek::Afloop::Gelukt,
    ));
    mag_op_een_taak(werker.draai(stop));
}
