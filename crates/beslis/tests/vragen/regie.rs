//! RTP 2.4.2, 2.4.6, 5.1, eis 81; begrippen: casusregie.

use crate::gemeen::*;
use houvast_beslis::vragen::regie::{RegieFeiten, RegieUitkomst, Regievraag};

fn zaak(verwijzer: Verwijzer) -> RegieFeiten {
    RegieFeiten {
        begin: Feit::dossier(date(2025, 3, 3)),
        verwijzer: Feit::bericht(verwijzer),
        ..Default::default()
    }
}

#[expect(clippy::unwrap_used, reason = "test support: a wrong case must stop the test")]
fn nu(f: &RegieFeiten, dag: Date) -> RegieUitkomst {
    op::<Regievraag>(dag, f).uitkomst.unwrap()
}

/// RTP 2.4.2, eis 81, V-04.
#[test]
fn r136_de_procesregie_gaat_op_de_dag_van_het_contact_naar_de_toegang() {
    let mut f = zaak(Verwijzer::Huisarts);
    assert_eq!(nu(&f, DAG).procesregie, Some(Rol::Aanbieder));
    f.contact = Feit::aanbieder(date(2025, 4, 7));
    assert_eq!(nu(&f, date(2025, 4, 6)).procesregie, Some(Rol::Aanbieder));
    assert_eq!(nu(&f, date(2025, 4, 7)).procesregie, Some(Rol::Toegang));
    let a = vraag::<Regievraag>(&f);
    assert_eq!(artikelen(&a, B::ProcesregieContact), "eis 81");
    let tijdlijn: Vec<(Date, Rol)> = a
        .uitkomst
        .unwrap()
        .tijdlijn
        .unwrap()
        .iter()
        .filter(|m| m.vorm.woord() == "procesregie")
        .map(|m| (m.vanaf, m.wie))
        .collect();
    assert_eq!(
        tijdlijn,
        [
            (date(2025, 3, 3), Rol::Aanbieder),
            (date(2025, 4, 7), Rol::Toegang)
        ]
    );
}

/// RTP 2.4.6 reden 4; R-113.
#[test]
fn r113_bij_meer_aanbieders_heeft_de_toegang_de_procesregie() {
    let mut f = zaak(Verwijzer::MedischSpecialist);
    f.meer_aanbieders = Feit::dossier(date(2025, 4, 1));
    assert_eq!(nu(&f, date(2025, 3, 31)).procesregie, Some(Rol::Aanbieder));
    assert_eq!(nu(&f, date(2025, 4, 1)).procesregie, Some(Rol::Toegang));
}

/// RTP 2.4.1; eis 81, 2.4.5; R-138: both roles exist side by side.
#[test]
fn r138_de_aanbieder_blijft_zorgregisseur_ook_als_de_toegang_de_procesregie_heeft() {
    let u = nu(&zaak(Verwijzer::Gemeente), DAG);
    assert_eq!(
        (u.procesregie, u.zorgregie),
        (Some(Rol::Toegang), Some(Rol::Aanbieder))
    );
}

/// Begrippen: casusregie; R-393.
#[test]
fn r393_tijdens_een_maatregel_heeft_de_gi_de_casusregie() {
    let mut f = zaak(Verwijzer::Gi);
    assert_eq!(nu(&f, DAG).casusregie, Some(Rol::Gemeente));
    f.maatregel = Feit::dossier(periode(date(2025, 4, 1), date(2025, 4, 30)));
    assert_eq!(nu(&f, date(2025, 3, 31)).casusregie, Some(Rol::Gemeente));
    assert_eq!(nu(&f, date(2025, 4, 1)).casusregie, Some(Rol::Gi));
    assert_eq!(nu(&f, date(2025, 4, 30)).casusregie, Some(Rol::Gi));
    assert_eq!(nu(&f, date(2025, 5, 1)).casusregie, Some(Rol::Gemeente));
    // A maatregel that ended before this help began says nothing.
    f.maatregel = Feit::dossier(periode(date(2024, 4, 1), date(2025, 3, 2)));
    assert_eq!(nu(&f, DAG).casusregie, Some(Rol::Gemeente));
    // One that began earlier counts from the first day of this help.
    f.maatregel = Feit::dossier(periode(date(2024, 4, 1), date(2025, 12, 31)));
    assert_eq!(nu(&f, date(2025, 3, 3)).casusregie, Some(Rol::Gi));
    // The text names no procesregie for this route.
    let a = vraag::<Regievraag>(&f);
    assert_eq!(
        (weging(&a, B::Procesregie), a.uitkomst.unwrap().procesregie),
        (Weging::LetOp, None)
    );
}

/// Begrippen: casusregie; R-394; S07.
#[test]
fn s07_bij_een_privacyverklaring_heeft_de_aanbieder_de_casusregie() {
    let mut f = zaak(Verwijzer::Jeugdarts);
    f.privacyverklaring = Feit::aanbieder(true);
    assert_eq!(nu(&f, DAG).casusregie, Some(Rol::Aanbieder));
}

/// RTP 5.1.
#[test]
fn r257_bij_twee_hulpverleners_liggen_aanspreekpunt_en_inhoudelijke_regie_vast() {
    let signalen = |f: &RegieFeiten| {
        let a = vraag::<Regievraag>(f);
        assert_eq!(a.oordeel, Akkoord, "een signaal houdt niets tegen");
        a.gronden
            .iter()
            .filter(|g| g.bepaling == B::Regieafspraken && g.weging == Weging::LetOp)
            .count()
    };
    let mut f = zaak(Verwijzer::Huisarts);
    f.hulpverleners = Feit::dossier(1);
    assert_eq!(signalen(&f), 0);
    f.hulpverleners = Feit::dossier(2);
    assert_eq!(
        ontbreekt(&vraag::<Regievraag>(&f)),
        ["aanspreekpunt", "inhoudelijke_regie"]
    );
    f.aanspreekpunt = Feit::aanbieder(false);
    f.inhoudelijke_regie = Feit::aanbieder(false);
    assert_eq!(signalen(&f), 2);
    f.aanspreekpunt = Feit::aanbieder(true);
    assert_eq!(signalen(&f), 1);
    f.inhoudelijke_regie = Feit::aanbieder(true);
    assert_eq!(signalen(&f), 0);
    assert_eq!(elders::<Regievraag>(&f).oordeel, Voorleggen);
}

/// RTP 2.4.2; R-086.
#[test]
fn r086_zonder_overeenstemming_met_het_gezin_is_contact_alleen_zonder_naam() {
    let op = |eens: Feit<bool>, anoniem: Feit<bool>| {
        let mut f = zaak(Verwijzer::Huisarts);
        f.contact = Feit::aanbieder(date(2025, 4, 7));
        f.overeenstemming = eens;
        f.contact_anoniem = anoniem;
        let a = vraag::<Regievraag>(&f);
        (a.oordeel, weging(&a, B::Overeenstemming))
    };
    let (ja, nee, niets) = (Feit::aanbieder(true), Feit::aanbieder(false), Feit::onbekend());
    assert_eq!(op(ja.clone(), niets.clone()), (Akkoord, Weging::Voor));
    assert_eq!(op(nee.clone(), niets.clone()), (VoorstelAfwijzen, Weging::Tegen));
    assert_eq!(op(nee, ja), (Akkoord, Weging::Voor));
    assert_eq!(op(niets.clone(), niets), (Akkoord, Weging::LetOp));
}
