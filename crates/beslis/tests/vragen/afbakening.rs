//! RTP 2.2 and bijlage 2.

use crate::gemeen::*;
use houvast_beslis::regioprofiel::protocol::Strekking;
use houvast_beslis::vragen::afbakening::{Afbakening, AfbakeningFeiten, Plaats};

fn item(sleutel: &str) -> AfbakeningFeiten {
    AfbakeningFeiten {
        item: Feit::aanbieder(sleutel.to_owned()),
        ..Default::default()
    }
}

fn plaats(f: &AfbakeningFeiten) -> (Oordeel, Option<Plaats>) {
    let a = vraag::<Afbakening>(f);
    (a.oordeel, a.uitkomst.and_then(|u| u.plaats))
}

/// RTP bijlage 2.
#[test]
fn de_lijst_heeft_51_onderdelen_3_wel_25_niet_en_23_ondersteunend() {
    for versie in houvast_beslis::ingebouwd("ijsselland") {
        let lijst = &versie.protocol.afbakening;
        let tel = |s| lijst.iter().filter(|i| i.strekking == s).count();
        assert_eq!(lijst.len(), 51);
        assert_eq!(
            (
                tel(Strekking::Wel),
                tel(Strekking::Niet),
                tel(Strekking::Ondersteunend)
            ),
            (3, 25, 23)
        );
    }
}

/// RTP bijlage 2; R-307: without more, each of 1 to 25 is outside, and says who helps.
#[test]
fn r307_elk_van_de_25_onderdelen_is_geen_specialistische_jeugdhulp() {
    for i in ijsselland(DAG)
        .protocol
        .afbakening
        .iter()
        .filter(|i| i.strekking == Strekking::Niet)
    {
        let mut f = item(&i.sleutel);
        f.ernstige_gedragsproblemen = Feit::aanbieder(false);
        f.passend_onderwijs = Feit::aanbieder(true);
        f.ernstige_dyslexie = Feit::aanbieder(false);
        let a = vraag::<Afbakening>(&f);
        assert_eq!(a.oordeel, VoorstelAfwijzen, "{}", i.sleutel);
        assert!(a.uitkomst.unwrap().voorliggend.is_some(), "{}", i.sleutel);
    }
    let a = vraag::<Afbakening>(&item("niet-10"));
    assert_eq!(
        a.uitkomst.unwrap().voorliggend.as_deref(),
        Some("passend onderwijs")
    );
}

/// RTP bijlage 2 item 4; R-308.
#[test]
fn r308_item_4_kan_wel_bij_ernstige_gedragsproblemen() {
    let mut f = item("niet-4");
    assert_eq!(ontbreekt(&vraag::<Afbakening>(&f)), ["ernstige_gedragsproblemen"]);
    f.ernstige_gedragsproblemen = Feit::aanbieder(true);
    assert_eq!(plaats(&f), (Akkoord, Some(Plaats::Binnen)));
    f.ernstige_gedragsproblemen = Feit::aanbieder(false);
    assert_eq!(plaats(&f), (VoorstelAfwijzen, Some(Plaats::Buiten)));
}

/// RTP bijlage 2 item 16 and 18; R-309.
#[test]
fn r309_autisme_buiten_het_onderwijs_en_ernstige_dyslexie_zijn_niet_uitgesloten() {
    let mut f = item("niet-16");
    f.passend_onderwijs = Feit::aanbieder(false);
    assert_eq!(plaats(&f), (Akkoord, Some(Plaats::Binnen)));
    f.passend_onderwijs = Feit::aanbieder(true);
    assert_eq!(plaats(&f).0, VoorstelAfwijzen);
    let mut f = item("niet-18");
    f.ernstige_dyslexie = Feit::aanbieder(false);
    assert_eq!(plaats(&f).0, VoorstelAfwijzen);
    f.ernstige_dyslexie = Feit::aanbieder(true);
    assert_eq!(plaats(&f).0, Akkoord);
}

/// RTP bijlage 2 items 26 to 29: three conditions, each of them needed.
#[test]
fn r312_alle_drie_de_voorwaarden_van_26_tot_en_met_29_zijn_nodig() {
    for i in ijsselland(DAG)
        .protocol
        .afbakening
        .iter()
        .filter(|i| i.strekking == Strekking::Ondersteunend)
    {
        for n in 0..8u8 {
            let mut f = item(&i.sleutel);
            f.breder_traject = Feit::aanbieder(n & 1 != 0);
            f.gecontracteerd = Feit::dossier(n & 2 != 0);
            f.overleg_toegang = Feit::consulent(n & 4 != 0);
            let verwacht = if n == 7 { Akkoord } else { VoorstelAfwijzen };
            assert_eq!(plaats(&f).0, verwacht, "{} {n:03b}", i.sleutel);
        }
    }
}

/// RTP 2.2 (SWG3); R-028.
#[test]
fn r028_alleen_speltherapie_via_de_huisarts_wijst_de_toetser_af_en_verwijst_naar_de_toegang() {
    let mut f = item("29");
    f.verwijzer = Feit::bericht(Verwijzer::Huisarts);
    f.breder_traject = Feit::aanbieder(false);
    let a = vraag::<Afbakening>(&f);
    assert_eq!((a.oordeel, a.beslisser), (VoorstelAfwijzen, Some(Rol::Aanbieder)));
    assert_eq!(
        te_doen(&a, Rol::Aanbieder),
        ["Verwijs de jeugdige naar de Toegang."]
    );
    assert_eq!(
        artikelen(&a, B::AfbakeningOndersteunend),
        "RTP 2.2; RTP bijlage 2"
    );
    f.verwijzer = Feit::bericht(Verwijzer::Gemeente);
    assert_eq!(vraag::<Afbakening>(&f).beslisser, Some(Rol::Toegang));
}

/// RTP bijlage 2 wel 2.
#[test]
fn r304_de_grens_is_de_achttiende_verjaardag_behalve_bij_verlengde_jeugdhulp_of_strafrecht() {
    let mut f = item("wel-2");
    f.geboortedatum = Feit::dossier(date(2007, 3, 3));
    f.startdatum = Feit::bericht(date(2025, 3, 2));
    assert_eq!(plaats(&f), (Akkoord, Some(Plaats::Binnen)));
    f.startdatum = Feit::bericht(date(2025, 3, 3));
    assert_eq!(
        ontbreekt(&vraag::<Afbakening>(&f)),
        ["verlengde_jeugdhulp", "jeugdstrafrecht"]
    );
    f.verlengde_jeugdhulp = Feit::dossier(false);
    f.jeugdstrafrecht = Feit::dossier(false);
    assert_eq!(plaats(&f), (VoorstelAfwijzen, Some(Plaats::Buiten)));
    f.jeugdstrafrecht = Feit::dossier(true);
    assert_eq!(plaats(&f).0, Akkoord);
    f.jeugdstrafrecht = Feit::dossier(false);
    f.verlengde_jeugdhulp = Feit::dossier(true);
    assert_eq!(plaats(&f).0, Akkoord);
    // Item 1 has no age.
    assert_eq!(plaats(&item("wel-1")), (Akkoord, Some(Plaats::Binnen)));
}

/// RTP bijlage 2 wel 3 and niet 8; R-305.
#[test]
fn r305_verzorging_wegens_geneeskundige_zorg_is_voor_de_zorgverzekeringswet() {
    let mut f = item("wel-3");
    f.geboortedatum = Feit::dossier(date(2015, 1, 1));
    assert_eq!(plaats(&f).0, Akkoord);
    f.geneeskundige_zorg = Feit::aanbieder(true);
    assert_eq!(plaats(&f), (VoorstelAfwijzen, Some(Plaats::Buiten)));
}

/// RTP bijlage 2; R-302.
#[test]
fn r302_wat_niet_op_de_lijst_staat_en_wat_er_later_bij_komt_beoordeelt_een_mens() {
    assert_eq!(plaats(&item("geen")), (Voorleggen, None));
    let toml = include_str!("../../profielen/ijsselland/2024-01-08.toml").replace(
        "sleutel = \"niet-9\",",
        "sleutel = \"niet-9\", geldig_vanaf = 2025-07-01,",
    );
    let later = Regioprofiel::lees(&toml, "later.toml").unwrap();
    let op = |dag| stel::<Afbakening>(&item("niet-9"), &later, dag).oordeel;
    assert_eq!(op(date(2025, 6, 30)), Voorleggen);
    assert_eq!(op(date(2025, 7, 1)), VoorstelAfwijzen);
}

/// Trajectbeschrijving 10 and its footnotes: another region has another list, without other code.
#[test]
fn r547_de_voorbeeldregio_sluit_vijf_groepen_onderwijs_en_dagdelen_uit() {
    for sleutel in [
        "huiswerkbegeleiding",
        "opvang",
        "mindfulness",
        "vrije-training",
        "complementair",
        "onderwijs-kinderopvang",
        "dagdeel",
    ] {
        let a = elders::<Afbakening>(&item(sleutel));
        assert_eq!(
            (a.oordeel, artikelen(&a, B::AfbakeningNiet).as_str()),
            (VoorstelAfwijzen, "nr 10; voetnoot 1")
        );
    }
    assert_eq!(elders::<Afbakening>(&item("begeleiding")).oordeel, Akkoord);
    // What is on the list of IJsselland is not on this one.
    assert_eq!(elders::<Afbakening>(&item("niet-10")).oordeel, Voorleggen);
}
