//! The scenarios in their own words, as far as the questions reach: from hulpvraag to what the toewijzing may hold. Starts
//! and declarations are given facts.

use crate::gemeen::*;
use houvast_beslis::regioprofiel::protocol::Wijzigingsreden as Reden;
use houvast_beslis::vragen::afbakening::{Afbakening, AfbakeningFeiten};
use houvast_beslis::vragen::budget::{Budget, BudgetFeiten};
use houvast_beslis::vragen::consultatie::{ConsultatieFeiten, Consultatievraag, Rekening};
use houvast_beslis::vragen::inzet::{InzetFeiten, Inzetvraag};
use houvast_beslis::vragen::looptijd::{LooptijdFeiten, Looptijdvraag};
use houvast_beslis::vragen::medicatie::{MedicatieFeiten, Medicatievraag};
use houvast_beslis::vragen::privacy::{PrivacyFeiten, Privacyvraag};
use houvast_beslis::vragen::regie::{RegieFeiten, Regievraag};
use houvast_beslis::vragen::rekenhulp::{Rekenhulp, RekenhulpFeiten};
use houvast_beslis::vragen::soort::{Grondslag, SoortFeiten, Soortvraag, Vraagtype};
use houvast_beslis::vragen::toetsing::{Besluit, Toetsing, ToetsingFeiten};
use houvast_beslis::vragen::tweede_aanbieder::{Lopend, TweedeAanbieder, TweedeFeiten};
use houvast_beslis::vragen::verwijzing::{Verwijzing, VerwijzingFeiten};
use houvast_beslis::vragen::wijziging::{Weg, WijzigingFeiten, Wijzigingsvraag};

/// S01 Toegang, standaardbudget 6 (Zwolle). RTP 2.4.1, 2.4.4, bijlage 3.
#[test]
fn s01_toegang_standaardbudget_6() {
    // Given: the aanbieder estimates 26 weeks × 4 hours × € 100.
    let vraag_dag = date(2025, 4, 10);
    let som = op::<Rekenhulp>(
        vraag_dag,
        &RekenhulpFeiten {
            weken: Feit::aanbieder(26),
            uren_per_week: uren("4"),
            uurtarief: Feit::dossier(euro(100, 0)),
            ..Default::default()
        },
    );
    let raming = som.uitkomst.unwrap().raming.unwrap();
    assert_eq!(raming, euro(10_400, 0));

    // When: the Toegang chooses herstel and asks for toetsing on Thursday 10 April.
    let soort = op::<Soortvraag>(
        vraag_dag,
        &SoortFeiten {
            vraagtype: Feit::consulent(Vraagtype::Behandelvraag),
            grondslag: Feit::consulent(Grondslag::Hulpvraag),
            ..Default::default()
        },
    );
    let soort = soort.uitkomst.unwrap().soort.unwrap();
    // Then: rounded up to standaardbudget 6, € 12.000.
    let budget = op::<Budget>(
        vraag_dag,
        &BudgetFeiten {
            raming: Feit::aanbieder(raming),
            soort: Feit::consulent(soort),
            ..Default::default()
        },
    );
    assert_eq!(budget.oordeel, Akkoord);
    assert_eq!(budget.uitkomst.unwrap().bedrag, Some(euro(12_000, 0)));

    // Then: toetsing before the end of Monday 28 April; without Goede Vrijdag it would be the 25th.
    let mut toetsing = ToetsingFeiten {
        verwijzing_aanwezig: Feit::dossier(true),
        verwijzer: Feit::bericht(Verwijzer::Gemeente),
        gevraagd: Feit::consulent(vraag_dag),
        ..Default::default()
    };
    let a = op::<Toetsing>(vraag_dag, &toetsing);
    assert_eq!(a.uitkomst.unwrap().uiterlijk, Some(date(2025, 4, 28)));

    // When: accepted on 24 April. Then: budget and period are accepted with it.
    toetsing.getoetst = Feit::aanbieder(date(2025, 4, 24));
    toetsing.veiligheid_beoordeeld = Feit::aanbieder(true);
    toetsing.besluit = Feit::aanbieder(Besluit::Accepteren);
    let a = op::<Toetsing>(date(2025, 4, 24), &toetsing);
    assert_eq!(a.oordeel, Akkoord);
    assert_eq!(weging(&a, B::Acceptatie), Weging::Voor);

    // Then: 12 May 2025 up to and including 11 May 2026 is within two years.
    let a = op::<Looptijdvraag>(
        date(2025, 5, 12),
        &LooptijdFeiten {
            periode: Feit::dossier(periode(date(2025, 5, 12), date(2026, 5, 11))),
            soort: Feit::consulent(soort),
            ..Default::default()
        },
    );
    assert_eq!(a.oordeel, Akkoord);
}

/// S02 Huisarts, grens 8.000 euro (Kampen). RTP 2.4.2, 2.4.4, eis 72, 75, 77.
#[test]
fn s02_huisarts_grens_8000_euro() {
    // Given: first referral by the huisarts, aanmelding on Monday 19 May.
    let toetsing = ToetsingFeiten {
        verwijzing_aanwezig: Feit::aanbieder(true),
        verwijzer: Feit::bericht(Verwijzer::Huisarts),
        aangemeld: Feit::aanbieder(date(2025, 5, 19)),
        getoetst: Feit::aanbieder(date(2025, 6, 3)),
        verzoek: Feit::bericht(date(2025, 6, 3)),
        ..Default::default()
    };
    // Then: toetsing before the end of Tuesday 3 June, and not after the JW315.
    let a = op::<Toetsing>(date(2025, 6, 4), &toetsing);
    assert_eq!(
        (a.oordeel, weging(&a, B::ToetsingMoment)),
        (Akkoord, Weging::Voor)
    );
    assert_eq!(a.uitkomst.unwrap().op_tijd, Some(true));

    let verwijzing = |raming, eerste: bool, dag| {
        let f = VerwijzingFeiten {
            verwijzer: Feit::bericht(Verwijzer::Huisarts),
            gecontracteerd: Feit::dossier(true),
            andere_verwijzing: Feit::dossier(!eerste),
            eerste_verwijzing: Feit::dossier(eerste),
            raming: Feit::bericht(raming),
            ..Default::default()
        };
        op::<Verwijzing>(dag, &f)
    };
    // When: variant A, € 8.000,00. Then: budget 5 without the Toegang and without a rekenhulp.
    let a = verwijzing(euro(8_000, 0), true, date(2025, 6, 4));
    assert_eq!(
        (a.oordeel, a.uitkomst.unwrap().zonder_toegang),
        (Akkoord, Some(true))
    );
    let rekenhulp = RekenhulpFeiten {
        weken: Feit::aanbieder(20),
        uren_per_week: uren("4"),
        uurtarief: Feit::dossier(euro(100, 0)),
        eerste_medische: Feit::bericht(true),
        ..Default::default()
    };
    let u = op::<Rekenhulp>(date(2025, 6, 4), &rekenhulp).uitkomst.unwrap();
    assert_eq!((u.raming, u.rekenhulp_nodig), (Some(euro(8_000, 0)), Some(false)));
    // When: variant B, one cent more without contact. Then: refused.
    assert_eq!(
        verwijzing(euro(8_000, 1), true, date(2025, 6, 4)).oordeel,
        Afwijzen
    );
    // When: variant C, a second referral while the first runs. Then: first the Toegang.
    let a = verwijzing(euro(2_000, 0), false, date(2026, 1, 12));
    assert_eq!((a.oordeel, a.beslisser), (Voorleggen, Some(Rol::Toegang)));
    assert_eq!(weging(&a, B::Gelijktijdig), Weging::Voorleggen);
}

/// S03 Standaardbudget onjuist voor de start (Ommen). RTP 2.4.1, 2.4.4, 2.4.6; eis 78, 80.
#[test]
fn s03_standaardbudget_onjuist_voor_de_start() {
    // Given: budget 3 on Monday 22 December. Then: toetsing before the end of Thursday 8 January.
    let toetsing = ToetsingFeiten {
        verwijzing_aanwezig: Feit::dossier(true),
        gevraagd: Feit::consulent(date(2025, 12, 22)),
        ..Default::default()
    };
    let a = op::<Toetsing>(date(2026, 1, 5), &toetsing);
    assert_eq!(a.uitkomst.unwrap().uiterlijk, Some(date(2026, 1, 8)));

    // When: the aanbieder reports € 5.200. Then: first talk about the rounding, else budget 5.
    let a = op::<Budget>(
        date(2026, 1, 5),
        &BudgetFeiten {
            raming: Feit::aanbieder(euro(5_200, 0)),
            ..Default::default()
        },
    );
    assert_eq!(weging(&a, B::KleineOverschrijding), Weging::LetOp);
    assert_eq!(a.uitkomst.unwrap().standaardbudget, Some(5));

    let mut f = WijzigingFeiten {
        gemeente: Feit::bericht(gemeente("0175")),
        weg: Feit::bericht(Weg::Bericht),
        ingediend: Feit::bericht(date(2026, 1, 5)),
        reden: Feit::aanbieder(Reden::BudgetOnjuist),
        aanvrager: Feit::bericht(Rol::Aanbieder),
        opdracht_jeugdige: Feit::aanbieder(true),
        gestart: Feit::dossier(false),
        instemming: Feit::consulent(true),
        ..Default::default()
    };
    // Then: variant A, the Toegang agrees.
    assert_eq!(op::<Wijzigingsvraag>(date(2026, 1, 6), &f).oordeel, Akkoord);
    // Then: variant B, it does not: the Toegang looks for another aanbieder.
    f.instemming = Feit::consulent(false);
    let a = op::<Wijzigingsvraag>(date(2026, 1, 6), &f);
    assert_eq!(a.oordeel, VoorstelAfwijzen);
    assert_eq!(te_doen(&a, Rol::Toegang).len(), 1);
    // When: variant C, start on 12 January and reason 1 on the 13th. Then: a proposal to refuse, the Toegang decides.
    f.instemming = Feit::onbekend();
    f.gestart = Feit::dossier(true);
    f.start = Feit::dossier(date(2026, 1, 12));
    f.ingediend = Feit::bericht(date(2026, 1, 13));
    let a = op::<Wijzigingsvraag>(date(2026, 1, 13), &f);
    assert_eq!((a.oordeel, a.beslisser), (VoorstelAfwijzen, Some(Rol::Toegang)));
}

/// S04 Medicatiecontrole parallel (Deventer). RTP 2.4.6 reden 4, 5.3, bijlage 4, eis 75; …R-265.
#[test]
fn s04_medicatiecontrole_parallel() {
    let dag = date(2025, 3, 3);
    // Given: budget 4 runs at X, and a kinderarts refers for medication checks at Y.
    let mut verwijzing = VerwijzingFeiten {
        verwijzer: Feit::bericht(Verwijzer::MedischSpecialist),
        gecontracteerd: Feit::dossier(true),
        andere_verwijzing: Feit::dossier(true),
        eerste_verwijzing: Feit::dossier(false),
        raming: Feit::bericht(euro(900, 0)),
        ..Default::default()
    };
    // Then: first contact with the Toegang, for two referrals and for two budgets.
    assert_eq!(op::<Verwijzing>(dag, &verwijzing).oordeel, Voorleggen);
    let mut naast = TweedeFeiten {
        lopend: Feit::dossier(Lopend::AndereAanbieder),
        akkoord: Feit::consulent(false),
        ..Default::default()
    };
    assert_eq!(op::<TweedeAanbieder>(dag, &naast).oordeel, VoorstelAfwijzen);
    // When: agreed on 10 March.
    let dag = date(2025, 3, 10);
    verwijzing.contact = Feit::consulent(dag);
    naast.akkoord = Feit::consulent(true);
    assert_eq!(
        weging(&op::<Verwijzing>(dag, &verwijzing), B::Gelijktijdig),
        Weging::Voor
    );
    assert_eq!(op::<TweedeAanbieder>(dag, &naast).oordeel, Akkoord);
    // Then: budget 1 or 2, never 3; no gezinsplan.
    let medicatie = |dag, nummer| {
        let f = MedicatieFeiten {
            alleen_medicatiecontrole: Feit::aanbieder(true),
            standaardbudget: Feit::bericht(nummer),
            naast_lopende: Feit::dossier(true),
            ..Default::default()
        };
        op::<Medicatievraag>(dag, &f)
    };
    for nummer in [1, 2] {
        let a = medicatie(dag, nummer);
        assert_eq!(
            (a.oordeel, a.uitkomst.unwrap().gezinsplan),
            (Akkoord, Some(false))
        );
    }
    assert_eq!(medicatie(dag, 3).oordeel, VoorstelAfwijzen);
    // When: Y delivers in tariefgroep 7. Then: fine in herstel; in duurzaam only because it is medication checks alone.
    let inzet = |soort, enkel| {
        let f = InzetFeiten {
            soort: Feit::dossier(soort),
            tariefgroep: Feit::bericht(7),
            alleen_medicatiecontrole: Feit::dossier(enkel),
            ..Default::default()
        };
        op::<Inzetvraag>(dag, &f).oordeel
    };
    assert_eq!(inzet(Soort::Herstel, true), Akkoord);
    assert_eq!(inzet(Soort::Duurzaam, false), VoorstelAfwijzen);
    assert_eq!(inzet(Soort::Duurzaam, true), Akkoord);
    // When: a decision of 5 January 2024 is judged again. Then: the text of before 8 January counts.
    let a = medicatie(date(2024, 1, 5), 3);
    assert_eq!(
        (a.oordeel, weging(&a, B::MedicatieBudget)),
        (Akkoord, Weging::LetOp)
    );
}

/// S06 Duurzaam, twee profielen (Dalfsen; trajectbeschrijving). RTP 2.4.1, bijlage 3 and 4; nr 7, 14, 16,
/// The two columns differ in the profile alone.
#[test]
fn s06_duurzaam_in_twee_profielen() {
    // Given: a begeleidingsvraag of three years; 120 hours a year, 48 visits of 50 minutes' travel, 20 hours of reports.
    let rekenhulp = RekenhulpFeiten {
        directe_uren: uren("120"),
        indirecte_uren: uren("20"),
        contacten: Feit::aanbieder(48),
        reistijd: Feit::aanbieder(50),
        uurtarief: Feit::dossier(euro(70, 0)),
        ..Default::default()
    };
    let soort = SoortFeiten {
        vraagtype: Feit::consulent(Vraagtype::Begeleidingsvraag),
        grondslag: Feit::consulent(Grondslag::Hulpvraag),
        verwachte_maanden: Feit::consulent(36),
        ..Default::default()
    };
    let drie_jaar = LooptijdFeiten {
        periode: Feit::dossier(periode(date(2025, 2, 1), date(2028, 1, 31))),
        soort: Feit::consulent(Soort::Duurzaam),
        ..Default::default()
    };
    let in_profiel = |profiel: &Regioprofiel| {
        let som = stel::<Rekenhulp>(&rekenhulp, profiel, DAG).uitkomst.unwrap();
        let soort = stel::<Soortvraag>(&soort, profiel, DAG).uitkomst.unwrap();
        let budget = BudgetFeiten {
            raming: som.raming.map_or(Feit::onbekend(), Feit::aanbieder),
            uren: som.uren.map_or(Feit::onbekend(), Feit::aanbieder),
            soort: soort.soort.map_or(Feit::onbekend(), Feit::consulent),
            ..Default::default()
        };
        let budget = stel::<Budget>(&budget, profiel, DAG);
        (som, budget, stel::<Looptijdvraag>(&drie_jaar, profiel, DAG))
    };

    // When: IJsselland. Then: 176 hours, € 12.320, just above budget 6: first talk, else budget 7 per year, for three years.
    let (som, budget, looptijd) = in_profiel(ijsselland(DAG));
    assert_eq!(
        (som.uren, som.raming),
        (Honderdsten::uit_tekst("176"), Some(euro(12_320, 0)))
    );
    assert_eq!(weging(&budget, B::KleineOverschrijding), Weging::LetOp);
    let u = budget.uitkomst.unwrap();
    assert_eq!(
        (u.standaardbudget, u.bedrag, u.per_jaar),
        (Some(7), Some(euro(15_000, 0)), Some(true))
    );
    assert_eq!(looptijd.oordeel, Akkoord);

    // When: the trajectbeschrijving. Then: 120 hours, Duurzaam 2 (140 hours), one year, half mbo and half hbo.
    let (som, budget, looptijd) = in_profiel(voorbeeldregio());
    assert_eq!(som.uren, Honderdsten::uit_tekst("120"));
    let u = budget.uitkomst.unwrap();
    assert_eq!(
        (u.traject.as_deref(), u.uren, u.mbo_procent),
        (Some("Duurzaam 2"), Some(140), Some(50))
    );
    assert_eq!(looptijd.oordeel, VoorstelAfwijzen);
    assert_eq!(looptijd.uitkomst.unwrap().laatste_dag, Some(date(2026, 1, 31)));

    // Then: tariefgroep 3 and a zware group do not fit a duurzaam budget, except at a KDC or ODC.
    let inzet = |tg: Option<u8>, groep: Option<&str>, locatie: &str| {
        let f = InzetFeiten {
            soort: Feit::dossier(Soort::Duurzaam),
            tariefgroep: tg.map_or(Feit::onbekend(), Feit::bericht),
            groep: groep.map_or(Feit::onbekend(), |g| Feit::bericht(g.to_owned())),
            locatietype: Feit::dossier(locatie.to_owned()),
            alleen_medicatiecontrole: Feit::dossier(false),
        };
        vraag::<Inzetvraag>(&f).oordeel
    };
    assert_eq!(inzet(Some(3), None, "gewoon"), VoorstelAfwijzen);
    assert_eq!(inzet(Some(2), None, "gewoon"), Akkoord);
    assert_eq!(inzet(None, Some("zwaar"), "gewoon"), VoorstelAfwijzen);
    assert_eq!(inzet(None, Some("zwaar"), "KDC"), Akkoord);
    assert_eq!(inzet(None, Some("middelzwaar"), "gewoon"), Akkoord);
}

/// S07 Privacyverklaring en consultatie (Zwolle). RTP 2.3.4; begrippen: casusregie; V-07; R-042….
#[test]
fn s07_privacyverklaring_en_consultatie() {
    // Given: the jeugdarts refers on 2 June, the parents share nothing with the gemeente.
    let verklaring = |raming| PrivacyFeiten {
        privacyverklaring: Feit::aanbieder(true),
        raming: Feit::aanbieder(raming),
        ..Default::default()
    };
    // Then: the aanbieder sets budget 4 itself and has the casusregie; above € 8.000 a person looks without content.
    let u = vraag::<Privacyvraag>(&verklaring(euro(5_000, 0)))
        .uitkomst
        .unwrap();
    assert_eq!(
        (u.budget_door, u.bedrag),
        (Some(Rol::Aanbieder), Some(euro(5_000, 0)))
    );
    assert_eq!(u.inhoud_naar_gemeente, Some(false));
    let regie = RegieFeiten {
        begin: Feit::dossier(date(2025, 6, 2)),
        verwijzer: Feit::bericht(Verwijzer::Jeugdarts),
        privacyverklaring: Feit::aanbieder(true),
        ..Default::default()
    };
    let u = op::<Regievraag>(date(2025, 6, 2), &regie).uitkomst.unwrap();
    assert_eq!(
        (u.casusregie, u.procesregie),
        (Some(Rol::Aanbieder), Some(Rol::Aanbieder))
    );
    assert_eq!(
        vraag::<Privacyvraag>(&verklaring(euro(8_000, 1))).oordeel,
        Voorleggen
    );

    // When: the aanbieder consults a psychiater for an hour. Then: € 180 against that tariff, within the budget.
    let mut f = ConsultatieFeiten {
        betrokkenheid: Feit::aanbieder(houvast_beslis::regioprofiel::protocol::Betrokkenheid::Inhoudelijk),
        met_toewijzing: Feit::dossier(true),
        minuten: Feit::aanbieder(60),
        uurtarief: Feit::dossier(euro(180, 0)),
        datum: Feit::aanbieder(date(2025, 7, 16)),
        ..Default::default()
    };
    assert_eq!(
        vraag::<Consultatievraag>(&f).uitkomst.unwrap().bedrag,
        Some(euro(180, 0))
    );
    // When: Z itself charges 30 minutes without toewijzing. Then: with consent € 90 by invoice, without it nothing.
    f.met_toewijzing = Feit::dossier(false);
    f.minuten = Feit::aanbieder(30);
    f.rekening = Feit::aanbieder(Rekening::Factuur);
    assert_eq!(
        vraag::<Consultatievraag>(&f).uitkomst.unwrap().bedrag,
        Some(Centen::NUL)
    );
    f.toestemming = Feit::consulent(date(2025, 7, 15));
    assert_eq!(
        vraag::<Consultatievraag>(&f).uitkomst.unwrap().bedrag,
        Some(euro(90, 0))
    );
}

/// S22 Gewijzigde omstandigheden (Zwolle en Raalte). RTP 2.4.5, 2.4.6, voetnoot 4, eis 80.
#[test]
fn s22_gewijzigde_omstandigheden() {
    // Given: budget 5 up to 30 September; on 7 July € 4.300 is spent, at € 350 a week; a trauma comes to light.
    let zaak = |code: &str| WijzigingFeiten {
        gemeente: Feit::bericht(gemeente(code)),
        weg: Feit::bericht(Weg::Bericht),
        ingediend: Feit::bericht(date(2025, 7, 14)),
        reden: Feit::aanbieder(Reden::Omstandigheden),
        aanvrager: Feit::bericht(Rol::Aanbieder),
        opdracht_jeugdige: Feit::aanbieder(true),
        wezenlijk_anders: Feit::aanbieder(true),
        gestart: Feit::dossier(true),
        start: Feit::dossier(date(2025, 2, 3)),
        contact: Feit::consulent(date(2025, 7, 8)),
        einddatum: Feit::dossier(date(2025, 9, 30)),
        budget: Feit::dossier(euro(8_000, 0)),
        besteed: Feit::dossier(euro(4_300, 0)),
        besteed_op: Feit::dossier(date(2025, 7, 7)),
        tempo_per_week: Feit::dossier(euro(350, 0)),
        ..Default::default()
    };
    let op_14_juli = |f: &WijzigingFeiten| op::<Wijzigingsvraag>(date(2025, 7, 14), f);
    // When: Zwolle, JW317 on 14 July. Then: in time (before 25 July), and with consent of the Toegang it changes.
    let mut zwolle = zaak("0193");
    zwolle.instemming = Feit::consulent(true);
    let a = op_14_juli(&zwolle);
    assert_eq!(a.oordeel, Akkoord, "{}", a.als_tekst());
    assert_eq!(a.uitkomst.unwrap().uiterlijk, Some(date(2025, 7, 25)));
    // When: Raalte, the same JW317. Then: rejected; a secure mail counts with its day of receipt.
    let mut raalte = zaak("0177");
    assert_eq!(op_14_juli(&raalte).oordeel, Afwijzen);
    raalte.weg = Feit::consulent(Weg::BeveiligdeMail);
    let a = op_14_juli(&raalte);
    assert_eq!((a.oordeel, a.uitkomst.unwrap().op_tijd), (Voorleggen, Some(true)));
    // When: the treatment began on 8 July without contact. Then: a signal, and the Toegang decides.
    zwolle.contact = Feit::onbekend();
    zwolle.gehandeld = Feit::aanbieder(date(2025, 7, 8));
    let a = op_14_juli(&zwolle);
    assert_eq!((a.oordeel, a.beslisser), (Voorleggen, Some(Rol::Toegang)));
}

/// S15, last part: dyscalculie (Staphorst). RTP bijlage 2 item 18; R-307.
#[test]
fn s15_dyscalculie_is_geen_specialistische_jeugdhulp() {
    let f = AfbakeningFeiten {
        item: Feit::aanbieder("niet-18".to_owned()),
        ernstige_dyslexie: Feit::aanbieder(false),
        ..Default::default()
    };
    let a = vraag::<Afbakening>(&f);
    assert_eq!((a.oordeel, a.beslisser), (VoorstelAfwijzen, Some(Rol::Toegang)));
}
