//! The scenarios of the first chain, up to the decision: S01, S02, S03, S06, S07.

use crate::gemeen::*;
use houvast_begrip::Centen;
use houvast_beslis::Onderwerp as O;
use houvast_beslis::RedenAfwijzing as Reden;
use houvast_beslis::Uitkomst::{Afwijzen, Toewijzen, Voorleggen};
use houvast_beslis::{Afronding, Feit, PerJaar, Soort, Traject, Verwijzer, VerzoekFeiten};
use jiff::civil::{Date, date};

fn in_gemeente(code: &str, dagtekening: Date) -> VerzoekFeiten {
    let mut f = goed();
    f.gemeente = gemeente(code);
    f.woonplaats = Feit::dossier(gemeente(code));
    f.dagtekening = dagtekening;
    f.ontvangen = dagtekening;
    f
}

/// Zwolle; 26 weeks × 4 hours × € 100.
fn s01() -> VerzoekFeiten {
    let mut f = in_gemeente("0193", date(2025, 4, 24));
    f.verwijzer = Feit::bericht(Verwijzer::Gemeente);
    f.budget = Feit::bericht(Centen::euro(26 * 4 * 100));
    f.soort = Feit::dossier(Soort::Herstel);
    f.periode = Feit::bericht(periode(date(2025, 5, 12), date(2026, 5, 11)));
    f.aangemeld = Feit::consulent(date(2025, 4, 10));
    f.contact = Feit::consulent(date(2025, 4, 10));
    f.toetsing = Feit::aanbieder(date(2025, 4, 24));
    f
}

/// Kampen; first referral by the huisarts on Monday 19 May 2025.
fn s02() -> VerzoekFeiten {
    let mut f = in_gemeente("0166", date(2025, 6, 4));
    f.verwijzer = Feit::bericht(Verwijzer::Huisarts);
    f.budget = Feit::bericht(euro(8_000, 0));
    f.periode = Feit::bericht(periode(date(2025, 6, 9), date(2026, 1, 30)));
    f.aangemeld = Feit::aanbieder(date(2025, 5, 19));
    f.toetsing = Feit::aanbieder(date(2025, 6, 3));
    f
}

#[test]
fn s01_de_toegang_verwijst_en_10400_wordt_budget_6() {
    let b = besluit(&s01());
    insta::assert_snapshot!(b.als_tekst(), @"
    Toewijzen: Standaardbudget 6, € 12.000,00, herstel
    ✓ Zwolle neemt deel aan het segment Ambulant. (RTP Deelnemende gemeenten)
        Gemeente: Zwolle, 0193
        Segment: Ambulant
    ✓ De aanbieder heeft een contract voor Ambulant, geldig op ma 12 mei 2025. (RTP hoofdstuk 1; eis 70)
        Ingangsdatum: ma 12 mei 2025
        Contract perceel 1: vanaf zo 1 januari 2023, zonder einddatum
        Contract perceel 3: vanaf zo 1 januari 2023, zonder einddatum
    ✓ Het verzoek noemt geen perceel. Een budget geldt dan voor elk perceel waarvoor de aanbieder een contract heeft (2 percelen). (RTP 2.3.1)
        Perceel: niet genoemd (aanname: elk perceel met contract)
        Percelen met contract: 1, 3
    ✓ Deze hulp valt onder Ambulant. (RTP 2.2)
        Gevraagd: categorie 45
    ✓ De gemeente is verantwoordelijk volgens het woonplaatsbeginsel. (Begrippen: woonplaats; Jeugdwet 1.1)
        Gemeente van het verzoek: Zwolle, 0193
        Verantwoordelijke gemeente: Zwolle, 0193 (uit het dossier)
    ✓ Verwezen door de Toegang. Die bepaalt resultaat, soort en hoogte van het budget. (RTP 2.4.1; eis 71)
        Verwijzer: de Toegang, type 01 (uit het bericht)
    ✓ Het bedrag is geen standaardbudget en wordt naar boven afgerond (aanname): standaardbudget 6, € 12.000,00. (RTP 2.4.1; RTP bijlage 3)
        Gevraagd budget: € 10.400,00 (uit het bericht)
        € 10.400,00 ligt boven standaardbudget 5 (€ 8.000,00) en niet boven standaardbudget 6 (€ 12.000,00).
    ✓ Herstel: de periode is niet langer dan 24 maanden. (RTP 2.4.1; eis 71)
        Soort: herstel (uit het dossier)
        Periode: ma 12 mei 2025 tot en met ma 11 mei 2026
        24 maanden vanaf ma 12 mei 2025 eindigen op di 11 mei 2027.
    ✓ Er loopt geen ander budget bij een andere aanbieder. (RTP 2.4.6 reden 4)
        Hulp volgens deze gemeente: geen
    ✓ Er loopt geen andere verwijzing, voor zover deze gemeente weet. (eis 75)
        Hulp volgens deze gemeente: geen
    ✓ De aanbieder heeft op tijd getoetst, binnen 10 werkdagen. (RTP 2.4.4; eis 77)
        Toetsing: do 24 april 2025 (vastgelegd door de aanbieder)
        Datum van het verzoek: do 24 april 2025
        Aangemeld do 10 april 2025 (dag 0). 10 werkdagen later: ma 28 april 2025. Getoetst: do 24 april 2025.
    Besluitdatum vr 25 april 2025; profiel ijsselland van ma 8 januari 2024.
    ");
}

#[test]
fn s01_de_toetsing_mag_tot_en_met_maandag_28_april() {
    let mut f = s01();
    f.dagtekening = date(2025, 5, 1);
    f.ontvangen = date(2025, 5, 1);
    for (dag, let_op) in [(date(2025, 4, 28), false), (date(2025, 4, 29), true)] {
        f.toetsing = Feit::aanbieder(dag);
        assert_eq!(grond(&besluit(&f), O::Toetsing).let_op, let_op, "{dag}");
    }
}

#[test]
fn s02_a_8000_via_de_huisarts_wordt_budget_5_zonder_de_toegang() {
    let b = besluit(&s02());
    insta::assert_snapshot!(b.als_tekst(), @"
    Toewijzen: Standaardbudget 5, € 8.000,00, herstel
    ✓ Kampen neemt deel aan het segment Ambulant. (RTP Deelnemende gemeenten)
        Gemeente: Kampen, 0166
        Segment: Ambulant
    ✓ De aanbieder heeft een contract voor Ambulant, geldig op ma 9 juni 2025. (RTP hoofdstuk 1; eis 70)
        Ingangsdatum: ma 9 juni 2025
        Contract perceel 1: vanaf zo 1 januari 2023, zonder einddatum
        Contract perceel 3: vanaf zo 1 januari 2023, zonder einddatum
    ✓ Het verzoek noemt geen perceel. Een budget geldt dan voor elk perceel waarvoor de aanbieder een contract heeft (2 percelen). (RTP 2.3.1)
        Perceel: niet genoemd (aanname: elk perceel met contract)
        Percelen met contract: 1, 3
    ✓ Deze hulp valt onder Ambulant. (RTP 2.2)
        Gevraagd: categorie 45
    ✓ De gemeente is verantwoordelijk volgens het woonplaatsbeginsel. (Begrippen: woonplaats; Jeugdwet 1.1)
        Gemeente van het verzoek: Kampen, 0166
        Verantwoordelijke gemeente: Kampen, 0166 (uit het dossier)
    ✓ Verwezen door de huisarts. De aanbieder bepaalt resultaat, budget en duur. (RTP 2.4.2; eis 72)
        Verwijzer: de huisarts, type 02 (uit het bericht)
    ✓ Eerste verwijzing, voor zover deze gemeente weet: geen hulp nu en geen hulp in de laatste 12 maanden. (RTP 2.4.2; eis 72)
        Hulp volgens deze gemeente: geen
        Datum van het verzoek: wo 4 juni 2025
    ✓ Niet hoger dan € 8.000,00: daarvoor is geen instemming van de Toegang nodig. (RTP 2.4.2; eis 72)
        Gevraagd budget: € 8.000,00 (uit het bericht)
        Contact met de Toegang: niet vastgelegd
        Instemming van de Toegang: niet vastgelegd
        Grens: € 8.000,00
        Raming € 8.000,00 ≤ grens € 8.000,00.
    ✓ Het bedrag is een standaardbudget: standaardbudget 5, € 8.000,00. (RTP 2.4.1; RTP bijlage 3)
        Gevraagd budget: € 8.000,00 (uit het bericht)
        € 8.000,00 = standaardbudget 5 (€ 8.000,00).
    ✓ Herstel: de periode is niet langer dan 24 maanden. (RTP 2.4.1; eis 71)
        Soort: herstel (vastgelegd door de aanbieder)
        Periode: ma 9 juni 2025 tot en met vr 30 januari 2026
        24 maanden vanaf ma 9 juni 2025 eindigen op di 8 juni 2027.
    ✓ Er loopt geen ander budget bij een andere aanbieder. (RTP 2.4.6 reden 4)
        Hulp volgens deze gemeente: geen
    ✓ Er loopt geen andere verwijzing, voor zover deze gemeente weet. (eis 75)
        Hulp volgens deze gemeente: geen
    ✓ De aanbieder heeft op tijd getoetst, binnen 10 werkdagen. (RTP 2.4.4; eis 77)
        Toetsing: di 3 juni 2025 (vastgelegd door de aanbieder)
        Datum van het verzoek: wo 4 juni 2025
        Aangemeld ma 19 mei 2025 (dag 0). 10 werkdagen later: di 3 juni 2025. Getoetst: di 3 juni 2025.
    Besluitdatum do 5 juni 2025; profiel ijsselland van ma 8 januari 2024.
    ");
}

#[test]
fn s02_b_een_cent_meer_wordt_geweigerd_en_na_contact_kan_de_toegang_budget_6_geven() {
    let mut f = s02();
    f.budget = Feit::bericht(euro(8_000, 1));
    let b = besluit(&f);
    assert_eq!(
        (b.uitkomst, b.reden),
        (Afwijzen, Some(Reden::PastNietBinnenBudget))
    );
    insta::assert_snapshot!(b.als_tekst(), @"
    Afwijzen: Past niet binnen het budget. Neem eerst contact op met de Toegang
    ✓ Kampen neemt deel aan het segment Ambulant. (RTP Deelnemende gemeenten)
        Gemeente: Kampen, 0166
        Segment: Ambulant
    ✓ De aanbieder heeft een contract voor Ambulant, geldig op ma 9 juni 2025. (RTP hoofdstuk 1; eis 70)
        Ingangsdatum: ma 9 juni 2025
        Contract perceel 1: vanaf zo 1 januari 2023, zonder einddatum
        Contract perceel 3: vanaf zo 1 januari 2023, zonder einddatum
    ✓ Het verzoek noemt geen perceel. Een budget geldt dan voor elk perceel waarvoor de aanbieder een contract heeft (2 percelen). (RTP 2.3.1)
        Perceel: niet genoemd (aanname: elk perceel met contract)
        Percelen met contract: 1, 3
    ✓ Deze hulp valt onder Ambulant. (RTP 2.2)
        Gevraagd: categorie 45
    ✓ De gemeente is verantwoordelijk volgens het woonplaatsbeginsel. (Begrippen: woonplaats; Jeugdwet 1.1)
        Gemeente van het verzoek: Kampen, 0166
        Verantwoordelijke gemeente: Kampen, 0166 (uit het dossier)
    ✓ Verwezen door de huisarts. De aanbieder bepaalt resultaat, budget en duur. (RTP 2.4.2; eis 72)
        Verwijzer: de huisarts, type 02 (uit het bericht)
    ✓ Eerste verwijzing, voor zover deze gemeente weet: geen hulp nu en geen hulp in de laatste 12 maanden. (RTP 2.4.2; eis 72)
        Hulp volgens deze gemeente: geen
        Datum van het verzoek: wo 4 juni 2025
    ✗ De raming ligt boven € 8.000,00 en er is geen contact met de Toegang vastgelegd. Neem eerst contact op met de Toegang; die kan een hoger budget toekennen. Dit weigert het bericht van de aanbieder, niet het recht van de jeugdige op hulp. (RTP 2.4.2; eis 72)
        Gevraagd budget: € 8.000,01 (uit het bericht)
        Contact met de Toegang: niet vastgelegd
        Instemming van de Toegang: niet vastgelegd
        Grens: € 8.000,00
        Raming € 8.000,01 > grens € 8.000,00.
    ! Let op: Kleine overschrijding van standaardbudget 5. Gemeente en aanbieder stemmen af over de afronding. Zonder afspraak wordt het bedrag naar boven afgerond (aanname): standaardbudget 6, € 12.000,00. (RTP 2.4.1; RTP bijlage 3)
        Gevraagd budget: € 8.000,01 (uit het bericht)
        € 8.000,01 ligt boven standaardbudget 5 (€ 8.000,00) en niet boven standaardbudget 6 (€ 12.000,00). De overschrijding is € 0,01.
    ✓ Herstel: de periode is niet langer dan 24 maanden. (RTP 2.4.1; eis 71)
        Soort: herstel (vastgelegd door de aanbieder)
        Periode: ma 9 juni 2025 tot en met vr 30 januari 2026
        24 maanden vanaf ma 9 juni 2025 eindigen op di 8 juni 2027.
    ✓ Er loopt geen ander budget bij een andere aanbieder. (RTP 2.4.6 reden 4)
        Hulp volgens deze gemeente: geen
    ✓ Er loopt geen andere verwijzing, voor zover deze gemeente weet. (eis 75)
        Hulp volgens deze gemeente: geen
    ✓ De aanbieder heeft op tijd getoetst, binnen 10 werkdagen. (RTP 2.4.4; eis 77)
        Toetsing: di 3 juni 2025 (vastgelegd door de aanbieder)
        Datum van het verzoek: wo 4 juni 2025
        Aangemeld ma 19 mei 2025 (dag 0). 10 werkdagen later: di 3 juni 2025. Getoetst: di 3 juni 2025.
    Besluitdatum do 5 juni 2025; profiel ijsselland van ma 8 januari 2024.
    ");

    f.contact = Feit::aanbieder(date(2025, 6, 2));
    let b = besluit(&f);
    assert_eq!((b.uitkomst, nummer(&b)), (Voorleggen, Some(6)));
    f.instemming = Feit::consulent(euro(12_000, 0));
    let b = besluit(&f);
    assert_eq!(
        (b.uitkomst, b.toekenning.unwrap().budget),
        (Toewijzen, Some(euro(12_000, 0)))
    );
}

#[test]
fn s02_c_een_tweede_verwijzing_gaat_eerst_naar_de_toegang() {
    let mut f = s02();
    f.dagtekening = date(2026, 1, 12);
    f.ontvangen = date(2026, 1, 12);
    f.budget = Feit::bericht(euro(2_000, 0));
    f.periode = Feit::bericht(periode(date(2026, 2, 2), date(2026, 7, 31)));
    f.aangemeld = Feit::aanbieder(date(2026, 1, 5));
    f.toetsing = Feit::aanbieder(date(2026, 1, 9));
    let eerste: Traject = traject(X, date(2025, 6, 9), date(2026, 1, 30), false);
    f.trajecten = Feit::dossier(vec![eerste]);
    let b = besluit(&f);
    assert_eq!((b.uitkomst, b.reden), (Voorleggen, None));
    assert_eq!(grond(&b, O::EersteVerwijzing).uitkomst, Voorleggen);
    assert_eq!(
        grond(&b, O::Samenloop).uitkomst,
        Voorleggen,
        "de eerste loopt nog"
    );
    insta::assert_snapshot!(b.samenvatting, @"Een medewerker kijkt naar: eerste verwijzing, andere verwijzing");

    f.dagtekening = date(2026, 2, 2);
    f.ontvangen = date(2026, 2, 2);
    let b = besluit(&f);
    assert_eq!(grond(&b, O::Samenloop).uitkomst, Toewijzen, "de eerste is klaar");
    assert_eq!(b.uitkomst, Voorleggen, "maar het blijft een tweede verwijzing");
}

#[test]
fn s03_5200_is_een_kleine_overschrijding_van_budget_4() {
    let mut f = in_gemeente("0175", date(2026, 1, 5));
    f.verwijzer = Feit::bericht(Verwijzer::Gemeente);
    f.budget = Feit::bericht(euro(5_200, 0));
    f.periode = Feit::bericht(periode(date(2026, 1, 12), date(2026, 12, 31)));
    f.aangemeld = Feit::consulent(date(2025, 12, 22));
    f.toetsing = Feit::aanbieder(date(2026, 1, 5));
    let b = besluit(&f);
    assert_eq!((b.uitkomst, nummer(&b)), (Toewijzen, Some(5)));
    assert!(grond(&b, O::Budget).let_op);
    insta::assert_snapshot!(grond(&b, O::Budget).som.as_deref().unwrap_or_default(), @"€ 5.200,00 ligt boven standaardbudget 4 (€ 5.000,00) en niet boven standaardbudget 5 (€ 8.000,00). De overschrijding is € 200,00.");
    f.afronding = Feit::consulent(Afronding::Beneden);
    assert_eq!(nummer(&besluit(&f)), Some(4));

    // The toetsing may last until Thursday 8 January.
    f.dagtekening = date(2026, 1, 12);
    f.ontvangen = date(2026, 1, 12);
    for (dag, let_op) in [(date(2026, 1, 8), false), (date(2026, 1, 9), true)] {
        f.toetsing = Feit::aanbieder(dag);
        assert_eq!(grond(&besluit(&f), O::Toetsing).let_op, let_op, "{dag}");
    }
}

/// Dalfsen; duurzaam for three years; 120 + 20 + 36 hours at € 70 a year.
fn s06() -> VerzoekFeiten {
    let mut f = in_gemeente("0148", date(2025, 1, 20));
    f.verwijzer = Feit::bericht(Verwijzer::Gemeente);
    f.soort = Feit::dossier(Soort::Duurzaam);
    f.periode = Feit::bericht(periode(date(2025, 2, 1), date(2028, 1, 31)));
    f.raming_per_jaar = Feit::dossier(Centen::euro(176 * 70));
    f.budget = Feit::bericht(Centen::euro(176 * 70 * 3));
    f.aangemeld = Feit::onbekend();
    f.toetsing = Feit::aanbieder(date(2025, 1, 17));
    f
}

#[test]
fn s06_duurzaam_geeft_budget_7_per_jaar_en_drie_jaar_in_het_bericht() {
    let b = besluit(&s06());
    assert_eq!((b.uitkomst, nummer(&b)), (Toewijzen, Some(7)));
    assert!(
        grond(&b, O::Budget).let_op,
        "12.000 wordt met 320 overschreden: eerst afstemmen"
    );
    let toekenning = b.toekenning.unwrap();
    let per_jaar = PerJaar {
        bedrag: euro(15_000, 0),
        jaren: 3,
    };
    assert_eq!(toekenning.per_jaar, Some(per_jaar));
    assert_eq!(toekenning.budget, Some(euro(45_000, 0)));
    insta::assert_snapshot!(b.samenvatting, @"Standaardbudget 7, € 15.000,00 per jaar, samen € 45.000,00, duurzaam");
    insta::assert_snapshot!(grond(&besluit(&s06()), O::Budget).som.as_deref().unwrap_or_default(), @"€ 12.320,00 per jaar ligt boven standaardbudget 6 (€ 12.000,00) en niet boven standaardbudget 7 (€ 15.000,00). De overschrijding is € 320,00. In het bericht: 3 begonnen jaren × € 15.000,00 = € 45.000,00.");
}

#[test]
fn s06_een_meerjarig_budget_dat_twee_dingen_kan_betekenen_is_voor_een_mens() {
    let met = |per_jaar: Option<i64>, budget: i64| {
        let mut f = s06();
        f.raming_per_jaar = per_jaar.map_or_else(Feit::onbekend, |b| Feit::dossier(Centen::euro(b)));
        f.budget = Feit::bericht(Centen::euro(budget));
        let b = besluit(&f);
        (b.uitkomst, nummer(&b), b.toekenning.and_then(|t| t.budget))
    };
    let samen = Some(euro(45_000, 0));
    assert_eq!(
        met(Some(15_000), 15_000),
        (Toewijzen, Some(7), samen),
        "bericht noemt het jaarbedrag"
    );
    assert_eq!(
        met(Some(15_000), 45_000),
        (Toewijzen, Some(7), samen),
        "bericht noemt het geheel"
    );
    assert_eq!(
        met(Some(15_000), 30_000).0,
        Voorleggen,
        "bericht en dossier spreken elkaar tegen"
    );
    assert_eq!(
        met(None, 45_000),
        (Toewijzen, Some(7), samen),
        "kan alleen 3 × 15.000 zijn"
    );
    assert_eq!(
        met(None, 15_000).0,
        Voorleggen,
        "15.000 per jaar, of 5.000 per jaar"
    );
    assert_eq!(met(None, 36_960).0, Voorleggen, "geen standaardbudget maal drie");
    let mut vier_jaar = s06();
    vier_jaar.periode = Feit::bericht(periode(date(2025, 2, 1), date(2029, 1, 31)));
    vier_jaar.raming_per_jaar = Feit::onbekend();
    vier_jaar.budget = Feit::bericht(euro(20_000, 0));
    assert_eq!(
        besluit(&vier_jaar).uitkomst,
        Voorleggen,
        "20.000 per jaar, of 5.000 per jaar"
    );
}

#[test]
fn s06_via_een_arts_telt_het_jaarbedrag_en_beslist_de_toegang_over_het_geheel() {
    let mut f = s06();
    f.verwijzer = Feit::bericht(Verwijzer::Huisarts);
    for (per_jaar, verwacht) in [(8_000, Voorleggen), (8_001, Afwijzen), (2_000, Toewijzen)] {
        f.raming_per_jaar = Feit::aanbieder(Centen::euro(per_jaar));
        f.budget = Feit::bericht(Centen::euro(per_jaar * 3));
        assert_eq!(besluit(&f).uitkomst, verwacht, "{per_jaar} per jaar");
    }
    // The message alone cannot tell a year from the whole: € 9.000 may be € 3.000 a year.
    f.raming_per_jaar = Feit::onbekend();
    f.budget = Feit::bericht(euro(9_000, 0));
    let b = besluit(&f);
    assert_eq!(b.uitkomst, Voorleggen);
    assert!(grond(&b, O::Grens).uitleg.contains("niet zeker"));
    for (totaal, verwacht) in [(euro(24_000, 0), Voorleggen), (euro(24_000, 1), Afwijzen)] {
        f.budget = Feit::bericht(totaal);
        assert_eq!(besluit(&f).uitkomst, verwacht, "{totaal} voor drie jaar");
    }
}

#[test]
fn s07_met_een_privacyverklaring_bepaalt_de_aanbieder_het_budget_tot_en_met_8000() {
    let mut f = in_gemeente("0193", date(2025, 6, 10));
    f.verwijzer = Feit::bericht(Verwijzer::Jeugdarts);
    f.privacyverklaring = Feit::aanbieder(true);
    f.toetsing = Feit::aanbieder(date(2025, 6, 5));
    f.aangemeld = Feit::aanbieder(date(2025, 6, 2));
    f.periode = Feit::bericht(periode(date(2025, 6, 16), date(2026, 6, 15)));
    let b = besluit(&f);
    assert_eq!((b.uitkomst, nummer(&b)), (Toewijzen, Some(4)));
    f.budget = Feit::bericht(euro(8_000, 1));
    let b = besluit(&f);
    assert_eq!(
        (b.uitkomst, b.reden),
        (Voorleggen, None),
        "voorleggen zonder inhoud (V-07)"
    );
    assert!(
        grond(&b, O::Grens)
            .uitleg
            .contains("alleen bedrag, periode en product")
    );
}

#[test]
fn zonder_vastgelegd_overleg_met_de_toegang_staat_er_een_waarschuwing() {
    for verwijzer in [Verwijzer::Gemeente, Verwijzer::Gi, Verwijzer::Rechter] {
        let mut f = via(verwijzer, euro(20_000, 0));
        let b = besluit(&f);
        assert_eq!(
            (b.uitkomst, grond(&b, O::Verwijzing).let_op),
            (Toewijzen, true),
            "{verwijzer:?}"
        );
        f.contact = Feit::aanbieder(date(2025, 5, 1));
        assert!(!grond(&besluit(&f), O::Verwijzing).let_op);
        f.contact = Feit::onbekend();
        f.instemming = Feit::consulent(euro(20_000, 0));
        assert!(!grond(&besluit(&f), O::Verwijzing).let_op);
    }
    assert!(
        !grond(&besluit(&goed()), O::Verwijzing).let_op,
        "een arts overlegt niet vooraf"
    );
}
