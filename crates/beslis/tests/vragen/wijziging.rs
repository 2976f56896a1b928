//! RTP 2.4.5, 2.4.6, voetnoot 4, eis 80.

use crate::gemeen::*;
use houvast_beslis::regioprofiel::protocol::Wijzigingsreden as Reden;
use houvast_beslis::vragen::wijziging::{Weg, WijzigingFeiten, Wijzigingsvraag, uitputting};

const ZWOLLE: &str = "0193";

/// S22: budget 5, trauma found on 7 July, JW317 on 14 July; the contact was before anything changed.
fn s22() -> WijzigingFeiten {
    WijzigingFeiten {
        gemeente: Feit::bericht(gemeente(ZWOLLE)),
        weg: Feit::bericht(Weg::Bericht),
        ingediend: Feit::bericht(date(2025, 7, 14)),
        reden: Feit::aanbieder(Reden::Omstandigheden),
        aanvrager: Feit::bericht(Rol::Aanbieder),
        opdracht_jeugdige: Feit::aanbieder(true),
        wezenlijk_anders: Feit::aanbieder(true),
        gestart: Feit::dossier(true),
        start: Feit::dossier(date(2025, 2, 3)),
        geconstateerd: Feit::aanbieder(date(2025, 7, 7)),
        contact: Feit::consulent(date(2025, 7, 8)),
        einddatum: Feit::dossier(date(2025, 9, 30)),
        budget: Feit::dossier(euro(8_000, 0)),
        besteed: Feit::dossier(euro(4_300, 0)),
        besteed_op: Feit::dossier(date(2025, 7, 7)),
        tempo_per_week: Feit::dossier(euro(350, 0)),
        ..Default::default()
    }
}

const TOEN: Date = date(2025, 7, 14);

fn oordeel(f: &WijzigingFeiten) -> Oordeel {
    op::<Wijzigingsvraag>(TOEN, f).oordeel
}

/// RTP 2.4.5, eis 80 lid 3: the earliest of time and money.
#[test]
fn s22_het_budget_is_op_19_september_op_dus_vragen_voor_25_juli() {
    let a = op::<Wijzigingsvraag>(TOEN, &s22());
    assert_eq!((a.oordeel, a.beslisser), (Voorleggen, Some(Rol::Toegang)));
    let som = a.grond(B::WijzigingTijdig).unwrap().som.clone().unwrap();
    assert!(
        som.contains("di 5 augustus 2025") && som.contains("vr 19 september 2025"),
        "{som}"
    );
    let u = a.uitkomst.unwrap();
    assert_eq!(u.uitputting, Some(date(2025, 9, 19)));
    assert_eq!((u.uiterlijk, u.op_tijd), (Some(date(2025, 7, 25)), Some(true)));
    assert_eq!(u.reden_nummer, Some(3));
}

/// Eis 80 lid 1.
#[test]
fn s22_zwolle_de_toegang_stemt_in_en_niemand_anders() {
    let mut f = s22();
    f.instemming = Feit::consulent(true);
    assert_eq!(oordeel(&f), Akkoord);
    f.instemming = Feit::aanbieder(true);
    assert_eq!(oordeel(&f), Voorleggen);
    f.instemming = Feit::consulent(false);
    assert_eq!(oordeel(&f), VoorstelAfwijzen);
    f.instemming = Feit::consulent(true);
    f.besluit_door = Feit::dossier(Rol::Aanbieder);
    assert_eq!(oordeel(&f), VoorstelAfwijzen);
}

/// RTP voetnoot 4, V-47; R-060.
#[test]
fn s22_raalte_en_de_andere_twee_keuren_een_jw317_af_en_wijzen_op_beveiligde_mail() {
    for g in ijsselland(TOEN).gemeenten.iter() {
        let mut f = s22();
        f.gemeente = Feit::bericht(g.code);
        let drie = ["Deventer", "Olst-Wijhe", "Raalte"].contains(&g.naam.as_str());
        let verwacht = if drie { Afwijzen } else { Voorleggen };
        let a = op::<Wijzigingsvraag>(TOEN, &f);
        assert_eq!(a.oordeel, verwacht, "{}", g.naam);
        let weg = if drie { Weg::BeveiligdeMail } else { Weg::Bericht };
        assert_eq!(a.uitkomst.unwrap().weg, Some(weg), "{}", g.naam);
        // and the other way round.
        f.weg = Feit::aanbieder(Weg::BeveiligdeMail);
        let verwacht = if drie { Voorleggen } else { VoorstelAfwijzen };
        assert_eq!(oordeel(&f), verwacht, "{}", g.naam);
        f.weg = Feit::aanbieder(Weg::Telefoon);
        assert_eq!(oordeel(&f), VoorstelAfwijzen, "{}", g.naam);
    }
}

/// RTP 2.4.6 reden 3; R-111.
#[test]
fn s22_traumabehandeling_voor_het_contact_is_een_signaal_en_de_toegang_beslist() {
    let mut f = s22();
    f.instemming = Feit::consulent(true);
    f.contact = Feit::onbekend();
    f.gehandeld = Feit::aanbieder(date(2025, 7, 8));
    assert_eq!(
        weging(&op::<Wijzigingsvraag>(TOEN, &f), B::WijzigingContact),
        Weging::Voorleggen
    );
    f.contact = Feit::consulent(date(2025, 7, 10));
    assert_eq!(oordeel(&f), Voorleggen);
    f.contact = Feit::consulent(date(2025, 7, 7));
    assert_eq!(oordeel(&f), Akkoord);
    // Nothing changed yet and no contact: first talk.
    f.contact = Feit::onbekend();
    f.gehandeld = Feit::onbekend();
    let a = op::<Wijzigingsvraag>(TOEN, &f);
    assert_eq!(weging(&a, B::WijzigingContact), Weging::LetOp);
    assert_eq!(te_doen(&a, Rol::Aanbieder).len(), 1);
}

/// RTP 2.4.5, eis 80 lid 3, V-16: 56 days are in time, 55 are a signal.
#[test]
fn r134_later_dan_acht_weken_is_een_signaal_en_geen_afwijzing() {
    for (eind, laatste) in [
        (date(2025, 9, 30), date(2025, 8, 5)),
        (date(2025, 12, 31), date(2025, 11, 5)),
    ] {
        let mut f = s22();
        f.tempo_per_week = Feit::dossier(Centen::NUL);
        f.instemming = Feit::consulent(true);
        f.einddatum = Feit::dossier(eind);
        f.ingediend = Feit::bericht(laatste);
        let a = op::<Wijzigingsvraag>(laatste, &f);
        assert_eq!(
            (a.oordeel, weging(&a, B::WijzigingTijdig)),
            (Akkoord, Weging::Voor)
        );
        f.ingediend = Feit::bericht(laatste.tomorrow().unwrap());
        let a = op::<Wijzigingsvraag>(laatste, &f);
        assert_eq!(
            (a.oordeel, weging(&a, B::WijzigingTijdig)),
            (Akkoord, Weging::LetOp)
        );
        assert_eq!(
            te_doen(&a, Rol::Aanbieder),
            ["Leg vast waarom de aanvraag later komt."]
        );
        let u = a.uitkomst.unwrap();
        assert_eq!((u.uitputting, u.op_tijd), (None, Some(false)));
        f.te_laat_gemotiveerd = Feit::aanbieder(true);
        assert!(te_doen(&op::<Wijzigingsvraag>(laatste, &f), Rol::Aanbieder).is_empty());
    }
}

/// Wijzigingsbeheer 2.4.5; R-005: in 2023 it was a must; then a person looks, still no refusal.
#[test]
fn in_2023_waren_acht_weken_hard_en_kijkt_een_medewerker() {
    let mut f = s22();
    f.instemming = Feit::consulent(true);
    f.einddatum = Feit::dossier(date(2025, 7, 31));
    assert_eq!(oordeel(&f), Akkoord);
    let a = stel::<Wijzigingsvraag>(&f, ijsselland(date(2024, 1, 7)), date(2024, 1, 7));
    assert_eq!(a.oordeel, Voorleggen);
}

/// RTP 2.4.5; R-104.
#[test]
fn r104_bij_250_per_week_is_1000_van_3000_het_moment() {
    let dag = date(2025, 3, 3);
    let op_dag = uitputting(euro(3_000, 0), euro(1_000, 0), euro(250, 0), dag).unwrap();
    assert_eq!(op_dag, date(2025, 4, 28), "acht weken later");
    let later = uitputting(euro(3_000, 0), euro(2_950, 0), euro(250, 0), dag).unwrap();
    assert_eq!(later, date(2025, 3, 4));
    assert_eq!(
        uitputting(euro(3_000, 0), euro(3_500, 0), euro(250, 0), dag),
        Some(dag)
    );
    assert_eq!(uitputting(euro(3_000, 0), Centen::NUL, Centen::NUL, dag), None);
    assert_eq!(uitputting(Centen(i64::MAX), Centen::NUL, Centen(1), dag), None);
}

/// S03: Ommen, € 5.200 in a budget of € 3.000, reason 1.
fn s03(ingediend: Date) -> WijzigingFeiten {
    WijzigingFeiten {
        gemeente: Feit::bericht(gemeente("0175")),
        weg: Feit::bericht(Weg::Bericht),
        ingediend: Feit::bericht(ingediend),
        reden: Feit::aanbieder(Reden::BudgetOnjuist),
        aanvrager: Feit::bericht(Rol::Aanbieder),
        opdracht_jeugdige: Feit::aanbieder(true),
        gestart: Feit::dossier(false),
        ..Default::default()
    }
}

/// RTP 2.4.6 reden 1.
#[test]
fn s03_reden_1_kan_voor_de_start_en_de_toegang_beslist() {
    let dag = date(2026, 1, 5);
    let mut f = s03(dag);
    let a = op::<Wijzigingsvraag>(dag, &f);
    assert_eq!((a.oordeel, a.beslisser), (Voorleggen, Some(Rol::Toegang)));
    assert_eq!(
        te_doen(&a, Rol::Aanbieder),
        ["Wacht met starten tot de Toegang heeft besloten."]
    );
    // Variant A.
    f.instemming = Feit::consulent(true);
    assert_eq!(op::<Wijzigingsvraag>(dag, &f).oordeel, Akkoord);
    // Variant B: the Toegang looks for another aanbieder.
    f.instemming = Feit::consulent(false);
    let a = op::<Wijzigingsvraag>(dag, &f);
    assert_eq!(a.oordeel, VoorstelAfwijzen);
    assert_eq!(
        te_doen(&a, Rol::Toegang),
        ["Zoek een andere aanbieder: deze accepteert de jeugdige niet."]
    );
}

/// RTP 2.4.6 reden 1, V-03.
#[test]
fn s03_variant_c_na_de_start_is_reden_1_een_voorstel_om_af_te_wijzen() {
    let dag = date(2026, 1, 13);
    let mut f = s03(dag);
    f.gestart = Feit::dossier(true);
    f.start = Feit::dossier(date(2026, 1, 12));
    let a = op::<Wijzigingsvraag>(dag, &f);
    assert_eq!(
        (a.oordeel, artikelen(&a, B::WijzigingVoorStart).as_str()),
        (VoorstelAfwijzen, "RTP 2.4.6 reden 1")
    );
    // The day before the start is before it, the day itself is not.
    f.ingediend = Feit::bericht(date(2026, 1, 11));
    assert_eq!(op::<Wijzigingsvraag>(dag, &f).oordeel, Voorleggen);
    f.ingediend = Feit::bericht(date(2026, 1, 12));
    assert_eq!(op::<Wijzigingsvraag>(dag, &f).oordeel, VoorstelAfwijzen);
}

/// RTP 2.4.6 reden 1; R-106: who starts before the answer gets a signal, and so does the Toegang.
#[test]
fn r106_starten_voor_het_besluit_is_een_signaal() {
    let mut f = s03(date(2025, 4, 30));
    f.gestart = Feit::dossier(true);
    f.start = Feit::dossier(date(2025, 5, 1));
    let signaal = |f: &WijzigingFeiten, dag| {
        let a = op::<Wijzigingsvraag>(dag, f);
        a.gronden
            .iter()
            .any(|g| g.bepaling == B::WijzigingVoorStart && g.weging == Weging::LetOp)
    };
    assert!(!signaal(&f, date(2025, 4, 30)));
    assert!(signaal(&f, date(2025, 5, 1)));
    f.instemming = Feit::consulent(true);
    assert!(!signaal(&f, date(2025, 5, 1)));
}

/// RTP 2.4.6 reden 2, eis 80 lid 4a; R-110.
#[test]
fn r110_hulp_slaat_niet_aan_kan_tot_zes_maanden_na_de_start() {
    let mut f = s22();
    f.reden = Feit::aanbieder(Reden::SlaatNietAan);
    f.start = Feit::dossier(date(2025, 1, 15));
    f.instemming = Feit::consulent(true);
    f.geconstateerd = Feit::aanbieder(date(2025, 7, 15));
    assert_eq!(oordeel(&f), Akkoord);
    f.geconstateerd = Feit::aanbieder(date(2025, 7, 16));
    assert_eq!(oordeel(&f), VoorstelAfwijzen);
    f.geconstateerd = Feit::onbekend();
    assert_eq!(ontbreekt(&op::<Wijzigingsvraag>(TOEN, &f)), ["geconstateerd"]);
}

/// RTP 2.4.6, eis 80 lid 4; R-105.
#[test]
fn r105_er_zijn_vier_redenen_en_niet_meer() {
    let mut f = s22();
    f.reden = Feit::aanbieder(Reden::Anders);
    let a = op::<Wijzigingsvraag>(TOEN, &f);
    assert_eq!((a.oordeel, a.beslisser), (VoorstelAfwijzen, Some(Rol::Toegang)));
    for (reden, nummer) in [
        (Reden::SlaatNietAan, 2),
        (Reden::Omstandigheden, 3),
        (Reden::MeerAanbieders, 4),
    ] {
        f.reden = Feit::aanbieder(reden);
        let u = op::<Wijzigingsvraag>(TOEN, &f).uitkomst.unwrap();
        assert_eq!(u.reden_nummer, Some(nummer));
    }
}

/// RTP 2.4.5.
#[test]
fn r099_een_beetje_meer_uren_is_geen_reden() {
    let mut f = s22();
    f.wezenlijk_anders = Feit::aanbieder(false);
    assert_eq!(oordeel(&f), VoorstelAfwijzen);
}

/// RTP 2.4.5.
#[test]
fn r102_de_aanbieder_vraagt_in_opdracht_van_de_jeugdige_en_altijd_via_de_toegang() {
    let mut f = s22();
    f.opdracht_jeugdige = Feit::aanbieder(false);
    assert_eq!(oordeel(&f), VoorstelAfwijzen);
    let mut f = s22();
    f.aanvrager = Feit::bericht(Rol::Verwijzer);
    f.instemming = Feit::consulent(true);
    assert_eq!(oordeel(&f), Voorleggen);
    let mut f = s22();
    f.weg = Feit::bericht(Weg::NieuweVerwijzing);
    let a = op::<Wijzigingsvraag>(TOEN, &f);
    assert_eq!(
        (a.oordeel, weging(&a, B::WijzigingToegang)),
        (Voorleggen, Weging::Voorleggen)
    );
}

#[test]
fn wat_ontbreekt_wordt_genoemd() {
    let leeg = WijzigingFeiten::default();
    assert_eq!(
        ontbreekt(&op::<Wijzigingsvraag>(TOEN, &leeg)),
        ["gemeente", "weg", "ingediend", "reden"]
    );
    let mut f = s22();
    f.opdracht_jeugdige = Feit::onbekend();
    assert_eq!(ontbreekt(&op::<Wijzigingsvraag>(TOEN, &f)), ["opdracht_jeugdige"]);
    let mut f = s22();
    f.budget = Feit::onbekend();
    f.tempo_per_week = Feit::onbekend();
    assert_eq!(
        ontbreekt(&op::<Wijzigingsvraag>(TOEN, &f)),
        ["budget", "tempo_per_week"]
    );
    // Another region than this one has no rules on this.
    assert_eq!(elders::<Wijzigingsvraag>(&s22()).oordeel, Voorleggen);
    let mut f = s22();
    f.gemeente = Feit::bericht(gemeente("0119"));
    assert_eq!(oordeel(&f), Voorleggen, "Meppel hoort er niet bij");
}

/// RTP 2.4.5, 2.4.6; R-101: five outcomes, and the Toegang chooses.
#[test]
fn r101_het_besluit_van_de_toegang_kan_ook_andere_of_aanvullende_hulp_zijn() {
    use houvast_beslis::vragen::wijziging::Wijzigingsbesluit as W;
    assert_eq!(W::ALLE.len(), 5);
    let besluit = |b, instemming: Feit<bool>| {
        let mut f = s22();
        f.besluit = Feit::consulent(b);
        f.instemming = instemming;
        let a = op::<Wijzigingsvraag>(TOEN, &f);
        (a.oordeel, a.uitkomst.unwrap().besluit)
    };
    assert_eq!(
        besluit(W::Gehonoreerd, Feit::onbekend()),
        (Akkoord, Some(W::Gehonoreerd))
    );
    assert_eq!(
        besluit(W::AanvullendeHulp, Feit::onbekend()),
        (Akkoord, Some(W::AanvullendeHulp))
    );
    assert_eq!(besluit(W::AndereAanbieder, Feit::onbekend()).0, Akkoord);
    assert_eq!(besluit(W::AndereHulpvorm, Feit::onbekend()).0, Akkoord);
    assert_eq!(
        besluit(W::Afgewezen, Feit::onbekend()),
        (VoorstelAfwijzen, Some(W::Afgewezen))
    );
    assert_eq!(besluit(W::Gehonoreerd, Feit::consulent(false)).0, Voorleggen);
    // An aanbieder decides nothing.
    let mut f = s22();
    f.besluit = Feit::aanbieder(W::Gehonoreerd);
    assert_eq!(oordeel(&f), Voorleggen);
    f.besluit_door = Feit::aanbieder(Rol::Aanbieder);
    assert_eq!(oordeel(&f), VoorstelAfwijzen);
}
