//! Terms of the answer (OP274) in working days of the protocol.

use crate::gemeen::*;
use houvast_beslis::{Stand, termijnen};
use jiff::civil::date;

#[test]
fn een_verzoek_van_dinsdag_wordt_een_week_later_beantwoord() {
    let t = termijnen(date(2026, 11, 17), date(2026, 11, 16), profiel());
    assert_eq!(t.retour_uiterlijk, date(2026, 11, 20));
    assert_eq!(t.signaal_op, date(2026, 11, 23));
    assert_eq!(t.antwoord_uiterlijk, date(2026, 11, 24));
    assert_eq!(
        t.onderzoek_uiterlijk,
        date(2027, 1, 11),
        "8 weken na de dagtekening"
    );
}

#[test]
fn feestdagen_en_weekend_tellen_niet_mee() {
    // Wednesday 16 April 2025: Goede Vrijdag and Tweede Paasdag fall in between.
    let t = termijnen(date(2025, 4, 16), date(2025, 4, 16), profiel());
    assert_eq!(t.antwoord_uiterlijk, date(2025, 4, 25));
    let zaterdag = termijnen(date(2026, 11, 21), date(2026, 11, 21), profiel());
    assert_eq!(zaterdag.antwoord_uiterlijk, date(2026, 11, 27));
}

#[test]
fn de_stand_verspringt_op_werkdag_vier_en_na_werkdag_vijf() {
    let t = termijnen(date(2026, 11, 17), date(2026, 11, 17), profiel());
    let kalender = profiel().kalender();
    for (dag, stand, over) in [
        (17, Stand::OpTijd, 5),
        (22, Stand::OpTijd, 2),
        (23, Stand::Signaal, 1),
        (24, Stand::Signaal, 0),
        (25, Stand::TeLaat, -1),
    ] {
        let vandaag = date(2026, 11, dag);
        assert_eq!(t.stand(vandaag, false, &kalender), stand, "{vandaag}");
        assert_eq!(t.werkdagen_over(vandaag, false, &kalender), over, "{vandaag}");
    }
}

#[test]
fn in_onderzoek_telt_tot_acht_weken_na_de_dagtekening() {
    let t = termijnen(date(2026, 11, 17), date(2026, 11, 16), profiel());
    let kalender = profiel().kalender();
    for (vandaag, stand) in [
        (date(2026, 11, 25), Stand::OpTijd),
        (date(2027, 1, 7), Stand::OpTijd),
        (date(2027, 1, 8), Stand::Signaal),
        (date(2027, 1, 11), Stand::Signaal),
        (date(2027, 1, 12), Stand::TeLaat),
    ] {
        assert_eq!(t.stand(vandaag, true, &kalender), stand, "{vandaag}");
    }
    let vreemd = termijnen(date(2026, 11, 17), date(9999, 12, 31), profiel());
    assert_eq!(vreemd.stand(date(2026, 11, 25), true, &kalender), Stand::OpTijd);
    assert!(vreemd.werkdagen_over(date(2026, 11, 25), true, &kalender) > 2_000);
}

#[test]
fn gelijkgestelde_dagen_zijn_een_keuze_van_de_regio() {
    let aan = aangepast("gelijkgestelde_dagen = false", "gelijkgestelde_dagen = true");
    // Hemelvaartsdag 14 May 2026; 15 May is equated by decree.
    let ontvangen = date(2026, 5, 13);
    assert_eq!(
        termijnen(ontvangen, ontvangen, profiel()).antwoord_uiterlijk,
        date(2026, 5, 21)
    );
    assert_eq!(
        termijnen(ontvangen, ontvangen, &aan).antwoord_uiterlijk,
        date(2026, 5, 22)
    );
}
