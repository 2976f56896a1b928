//! RTP 2.4.1 and bijlage 3; trajectbeschrijving 16, 17, 23.

use crate::gemeen::*;
use houvast_beslis::vragen::budget::{Budget, BudgetFeiten, BudgetUitkomst, Budgetvorm};

fn raming(bedrag: Centen) -> BudgetFeiten {
    BudgetFeiten {
        raming: Feit::aanbieder(bedrag),
        soort: Feit::consulent(Soort::Herstel),
        ..Default::default()
    }
}

fn uitkomst(f: &BudgetFeiten) -> BudgetUitkomst {
    let a = vraag::<Budget>(f);
    let tekst = a.als_tekst();
    a.uitkomst.unwrap_or_else(|| panic!("{tekst}"))
}

/// RTP 2.4.1, bijlage 3; R-061…: each amount, and one cent more.
#[test]
fn elk_standaardbudget_geldt_tot_en_met_zijn_bedrag() {
    let bedragen = [1_000, 2_000, 3_000, 5_000, 8_000, 12_000, 15_000, 20_000];
    for (i, bedrag) in bedragen.into_iter().enumerate() {
        let nummer = u8::try_from(i + 1).unwrap();
        let precies = uitkomst(&raming(euro(bedrag, 0)));
        assert_eq!(
            (precies.standaardbudget, precies.bedrag),
            (Some(nummer), Some(euro(bedrag, 0)))
        );
        let meer = uitkomst(&raming(euro(bedrag, 1)));
        if nummer < 8 {
            assert_eq!(meer.standaardbudget, Some(nummer + 1));
        } else {
            assert_eq!(
                (meer.vorm, meer.standaardbudget),
                (Some(Budgetvorm::Offertebudget), None)
            );
        }
    }
    assert_eq!(uitkomst(&raming(euro(0, 1))).standaardbudget, Some(1));
    assert_eq!(vraag::<Budget>(&raming(Centen::NUL)).oordeel, Voorleggen);
}

/// RTP 2.4.1, bijlage 3.
#[test]
fn s01_10400_wordt_budget_6_van_12000() {
    let a = vraag::<Budget>(&raming(euro(10_400, 0)));
    assert_eq!(a.oordeel, Akkoord);
    assert_eq!(artikelen(&a, B::Afronding), "RTP 2.4.1; RTP bijlage 3");
    let u = a.uitkomst.unwrap();
    assert_eq!(
        (u.standaardbudget, u.bedrag, u.per_jaar),
        (Some(6), Some(euro(12_000, 0)), Some(false))
    );
}

/// RTP 2.4.1; R-072, V-09: five per cent of the lower budget.
#[test]
fn s03_5200_is_een_kleine_overschrijding_eerst_afstemmen_en_anders_omhoog() {
    let mut f = raming(euro(5_200, 0));
    let a = vraag::<Budget>(&f);
    assert_eq!(weging(&a, B::KleineOverschrijding), Weging::LetOp);
    assert_eq!(
        te_doen(&a, Rol::Toegang),
        ["Stem met de aanbieder af over de afronding."]
    );
    assert_eq!(a.uitkomst.unwrap().standaardbudget, Some(5));
    f.afronding = Feit::consulent(Afronding::Beneden);
    assert_eq!(uitkomst(&f).standaardbudget, Some(4));
    f.afronding = Feit::aanbieder(Afronding::Beneden);
    assert_eq!(
        uitkomst(&f).standaardbudget,
        Some(5),
        "de aanbieder alleen spreekt niets af"
    );
    f.afronding = Feit::consulent(Afronding::Boven);
    assert_eq!(uitkomst(&f).standaardbudget, Some(5));
    // 5 % of € 5.000 is € 250.
    assert!(
        vraag::<Budget>(&raming(euro(5_250, 0)))
            .grond(B::KleineOverschrijding)
            .is_some()
    );
    assert!(
        vraag::<Budget>(&raming(euro(5_250, 1)))
            .grond(B::KleineOverschrijding)
            .is_none()
    );
    let mut te_ver = raming(euro(5_250, 1));
    te_ver.afronding = Feit::consulent(Afronding::Beneden);
    assert_eq!(vraag::<Budget>(&te_ver).oordeel, Voorleggen);
}

/// RTP 2.4.1; R-070: the height alone is no reason below € 20.000.
#[test]
fn r070_een_offertebudget_om_de_hoogte_kan_niet_onder_20000() {
    let mut f = raming(euro(19_500, 0));
    f.offerte_gewenst = Feit::aanbieder(true);
    let a = vraag::<Budget>(&f);
    assert_eq!(weging(&a, B::Offerte), Weging::LetOp);
    assert_eq!(a.uitkomst.unwrap().standaardbudget, Some(8));
}

/// RTP 2.4.1.
#[test]
fn r079_een_offertebudget_heeft_geen_bovengrens_en_de_toegang_stelt_het_vast() {
    let a = vraag::<Budget>(&raming(euro(95_000, 0)));
    assert_eq!((a.oordeel, a.beslisser), (Voorleggen, Some(Rol::Toegang)));
    assert_eq!(a.uitkomst.unwrap().bedrag, Some(euro(95_000, 0)));
    let mut net = raming(euro(20_000, 1));
    net.afronding = Feit::consulent(Afronding::Beneden);
    assert_eq!(uitkomst(&net).standaardbudget, Some(8));
}

/// RTP 2.4.1, V-05; R-077.
#[test]
fn r077_meer_aanbieders_tegelijk_kan_bij_elk_bedrag_na_een_besluit_van_de_toegang() {
    let mut f = raming(euro(4_000, 0));
    f.offerte_gewenst = Feit::consulent(true);
    f.meer_aanbieders = Feit::consulent(true);
    assert_eq!(ontbreekt(&vraag::<Budget>(&f)), ["besluit_toegang"]);
    f.besluit_toegang = Feit::consulent(false);
    assert_eq!(vraag::<Budget>(&f).oordeel, VoorstelAfwijzen);
    f.besluit_toegang = Feit::aanbieder(true);
    assert_eq!(vraag::<Budget>(&f).oordeel, VoorstelAfwijzen);
    f.besluit_toegang = Feit::consulent(true);
    let a = vraag::<Budget>(&f);
    assert_eq!(a.oordeel, Akkoord);
    let u = a.uitkomst.unwrap();
    assert_eq!(
        (u.vorm, u.bedrag),
        (Some(Budgetvorm::Offertebudget), Some(euro(4_000, 0)))
    );
}

/// RTP 2.4.1.
#[test]
fn r078_geen_concurrentie_en_de_aanbieder_stelt_niet_zelf_vast() {
    let mut f = raming(euro(25_000, 0));
    f.benaderde_aanbieders = Feit::consulent(3);
    assert_eq!(
        weging(&vraag::<Budget>(&f), B::OfferteConcurrentie),
        Weging::LetOp
    );
    f.benaderde_aanbieders = Feit::consulent(1);
    assert!(vraag::<Budget>(&f).grond(B::OfferteConcurrentie).is_none());
    f.vastgesteld_door = Feit::dossier(Rol::Aanbieder);
    assert_eq!(weging(&vraag::<Budget>(&f), B::BudgetVaststellen), Weging::Tegen);
    f.vastgesteld_door = Feit::dossier(Rol::Toegang);
    assert!(vraag::<Budget>(&f).grond(B::BudgetVaststellen).is_none());
}

/// RTP 2.4.1; R-057.
#[test]
fn een_duurzaam_budget_geldt_per_jaar() {
    let mut f = raming(euro(3_000, 0));
    f.soort = Feit::consulent(Soort::Duurzaam);
    assert_eq!(uitkomst(&f).per_jaar, Some(true));
}

fn traject(aantal: &str) -> BudgetFeiten {
    BudgetFeiten {
        uren: uren(aantal),
        soort: Feit::consulent(Soort::Duurzaam),
        ..Default::default()
    }
}

/// Trajectbeschrijving 16; R-556…R-558.
#[test]
fn de_uren_bepalen_het_traject_in_de_voorbeeldregio() {
    for (aantal, naam) in [
        ("90", "Duurzaam 1"),
        ("90,25", "Duurzaam 2"),
        ("91", "Duurzaam 2"),
        ("140", "Duurzaam 2"),
        ("141", "Duurzaam 3"),
        ("240", "Duurzaam 3"),
    ] {
        let a = elders::<Budget>(&traject(aantal));
        assert_eq!(a.oordeel, Akkoord, "{}", a.als_tekst());
        let u = a.uitkomst.unwrap();
        assert_eq!(
            (u.traject.as_deref(), u.vorm),
            (Some(naam), Some(Budgetvorm::Traject)),
            "{aantal}"
        );
    }
    let u = elders::<Budget>(&traject("1")).uitkomst.unwrap();
    // 90 hours over 12 months.
    assert_eq!(
        (u.uren, u.maanden, u.uren_per_maand),
        (Some(90), Some(12), Honderdsten::uit_tekst("7,5"))
    );
    assert_eq!(u.mbo_procent, Some(50));
}

/// Trajectbeschrijving 7 and 16.
#[test]
fn r541_boven_240_uur_is_maatwerk_en_dat_besluit_de_toegang() {
    let mut f = traject("241");
    let a = elders::<Budget>(&f);
    assert_eq!((a.oordeel, a.beslisser), (Voorleggen, Some(Rol::Toegang)));
    assert_eq!(a.uitkomst.unwrap().vorm, Some(Budgetvorm::Maatwerk));
    f.besluit_toegang = Feit::consulent(true);
    assert_eq!(elders::<Budget>(&f).oordeel, Akkoord);
    f.besluit_toegang = Feit::aanbieder(true);
    assert_eq!(elders::<Budget>(&f).oordeel, Voorleggen);
}

/// Trajectbeschrijving 23; R-566.
#[test]
fn r566_bij_intensieve_hulp_wordt_eerst_de_wlz_onderzocht() {
    assert!(elders::<Budget>(&traject("140")).grond(B::TrajectWlz).is_none());
    let mut f = traject("240");
    assert_eq!(weging(&elders::<Budget>(&f), B::TrajectWlz), Weging::LetOp);
    f.wlz_onderzocht = Feit::consulent(true);
    assert_eq!(weging(&elders::<Budget>(&f), B::TrajectWlz), Weging::Voor);
}

#[test]
fn elke_regio_vraagt_haar_eigen_feiten() {
    let leeg = BudgetFeiten::default();
    assert_eq!(ontbreekt(&vraag::<Budget>(&leeg)), ["raming"]);
    assert_eq!(ontbreekt(&elders::<Budget>(&leeg)), ["uren"]);
}

/// RTP 2.4.1; R-052: after intensive consultation a standard budget has a reason.
#[test]
fn r052_intensief_overleg_met_een_standaardbudget_vraagt_een_reden() {
    let mut f = raming(euro(10_400, 0));
    f.intensief_overleg = Feit::consulent(true);
    let a = vraag::<Budget>(&f);
    assert_eq!((a.oordeel, weging(&a, B::BudgetKeuze)), (Akkoord, Weging::LetOp));
    f.keuze_gemotiveerd = Feit::consulent(true);
    assert_eq!(weging(&vraag::<Budget>(&f), B::BudgetKeuze), Weging::Voor);
    // An offertebudget is what such consultation is for.
    f.raming = Feit::aanbieder(euro(30_000, 0));
    assert!(vraag::<Budget>(&f).grond(B::BudgetKeuze).is_none());
}

/// RTP bijlage 3, eis 76 to 78; R-319.
#[test]
fn r319_de_aanbieder_wijzigt_een_toegekend_budget_niet() {
    let op = |bedrag| {
        let mut f = raming(bedrag);
        f.toegekend = Feit::dossier(euro(5_000, 0));
        f.vastgesteld_door = Feit::aanbieder(Rol::Aanbieder);
        weging(&vraag::<Budget>(&f), B::BudgetToekennen)
    };
    assert_eq!(op(euro(5_000, 0)), Weging::Voor);
    assert_eq!(op(euro(5_000, 1)), Weging::Tegen);
    assert_eq!(op(euro(4_999, 99)), Weging::Tegen);
}

/// Trajectbeschrijving 6; R-527: there are four variants.
#[test]
fn r527_duurzaam_4_bestaat_niet_en_een_ander_traject_dan_past_bekijkt_een_mens() {
    let met = |uren: &str, variant: &str| {
        let mut f = traject(uren);
        f.variant = Feit::consulent(variant.to_owned());
        f.gespreksverslag = Feit::consulent(true);
        elders::<Budget>(&f)
    };
    assert_eq!(met("140", "Duurzaam 2").oordeel, Akkoord);
    assert_eq!(met("140", "Duurzaam 4").oordeel, VoorstelAfwijzen);
    assert_eq!(met("140", "Duurzaam 3").oordeel, Voorleggen);
}

/// Trajectbeschrijving 7; R-540: the estimate follows from a conversation.
#[test]
fn r540_een_variant_zonder_gespreksverslag_geeft_een_waarschuwing() {
    let mut f = traject("140");
    f.variant = Feit::consulent("Duurzaam 2".to_owned());
    let a = elders::<Budget>(&f);
    assert_eq!(
        (a.oordeel, weging(&a, B::Gespreksverslag)),
        (Akkoord, Weging::LetOp)
    );
    assert_eq!(artikelen(&a, B::Gespreksverslag), "nr 7");
    f.gespreksverslag = Feit::consulent(true);
    assert!(elders::<Budget>(&f).grond(B::Gespreksverslag).is_none());
}
