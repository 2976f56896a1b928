//! The references of a line: used once, credited once, declared once.

use crate::BerichtSoort::Jw323;
use crate::declaratie::stand::Samen;
use crate::declaratie::zicht::{Toets, Zicht};
use crate::regels::{Melder, Regel};

pub(super) const TR314: Regel = Regel::declaratie(
    "TR314",
    Some("8021"),
    &[Jw323],
    "Het referentienummer van een prestatie is bij de aanbieder nog niet gebruikt.",
    Toets::Verwijzing(tr314),
);

fn tr314(zicht: &Zicht<'_>, meld: &mut Melder<'_>) {
    if zicht.gebruikt {
        meld.op(
            zicht.pad("ProductReferentie/ReferentieNummer"),
            "Dit referentienummer is al gebruikt. Geef elke prestatie een nieuw nummer.",
        );
    }
}

pub(super) const TR323: Regel = Regel::declaratie(
    "TR323",
    Some("8017"),
    &[Jw323],
    "Een creditprestatie hoort bij een eerder toegekende debetprestatie.",
    Toets::Verwijzing(tr323),
);

/// Related means: the debit was granted, and the credit is a copy of it (IV091).
fn tr323(zicht: &Zicht<'_>, meld: &mut Melder<'_>) {
    if !zicht.is_credit() || zicht.is_kopie() {
        return;
    }
    let tekst = if zicht.debet.is_some() {
        "De creditprestatie verschilt van de debetprestatie die zij noemt. Neem cliënt, toewijzing, product, periode, volume, tarief en bedrag over."
    } else {
        "Er is geen toegekende debetprestatie met dit nummer. Een afgewezen prestatie hoeft niet te worden gecrediteerd."
    };
    meld.op(zicht.pad("ProductReferentie/VorigReferentieNummer"), tekst);
}

pub(super) const TR389: Regel = Regel::declaratie(
    "TR389",
    Some("9389"),
    &[Jw323],
    "Dezelfde prestatie wordt niet twee keer debet ingediend, tenzij de eerste is gecrediteerd.",
    Toets::Samen(tr389),
);

fn tr389(zicht: &Zicht<'_>, samen: &Samen, meld: &mut Melder<'_>) {
    if samen.dubbel {
        meld.op(
            zicht.pad("ProductPeriode"),
            "Dit product is voor deze periode al toegekend. Crediteer eerst de vorige prestatie.",
        );
    }
}

pub(super) const TR390: Regel = Regel::declaratie(
    "TR390",
    Some("9390"),
    &[Jw323],
    "Een prestatie wordt niet twee keer gecrediteerd.",
    Toets::Verwijzing(tr390),
);

fn tr390(zicht: &Zicht<'_>, meld: &mut Melder<'_>) {
    if zicht.is_credit() && zicht.gecrediteerd {
        meld.op(
            zicht.pad("IngediendBedrag/DebetCredit"),
            "De debetprestatie die deze regel noemt, is al gecrediteerd.",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::berichten::jw323::Prestatie;
    use crate::declaratie::proef::{ANDER_BSN, client, credit_van, maand, met_referentie, prestatie, proef};
    use crate::declaratie::proef::{Proef, toewijzing};

    const REFERENTIE: &str = "ProductReferentie/ReferentieNummer";

    /// The debit of May was granted before; these lines follow, in a declaratie over June.
    fn na_mei(regels: Vec<Prestatie>) -> Proef {
        let mut p = proef();
        p.bericht.declaratie.declaratie_periode = maand(2026, 6);
        p.eerder_toegekend(&prestatie());
        *p.regels() = regels;
        p.tel_op();
        p
    }

    #[test]
    fn een_referentienummer_is_eenmalig_over_berichten_heen() {
        let mut p = proef();
        p.feiten.referenties.insert("P-1".into());
        p.meldt(&[("TR314", "8021", &format!("Prestatie[1]/{REFERENTIE}"))]);
    }

    #[test]
    fn een_referentienummer_is_eenmalig_binnen_het_bericht() {
        let mut p = proef();
        let mut ander = toewijzing();
        ander.bsn = ANDER_BSN.into();
        p.feiten.toewijzingen.insert(2, ander);
        let mut tweede = prestatie();
        tweede.toewijzing_nummer = 2;
        p.bericht
            .declaratie
            .clienten
            .client
            .push(client(ANDER_BSN, vec![tweede]));
        let pad = format!("Declaratie/Clienten/Client[2]/Prestaties/Prestatie[1]/{REFERENTIE}");
        p.meldt(&[("TR314", "8021", &pad)]);
        p.bericht.declaratie.clienten.client[1].prestaties.prestatie[0]
            .product_referentie
            .referentie_nummer = "P-2".into();
        p.meldt(&[]);
    }

    #[test]
    fn een_credit_hoort_bij_een_toegekend_debet() {
        let vorig = "Prestatie[1]/ProductReferentie/VorigReferentieNummer";
        let fout: &[_] = &[("TR323", "8017", vorig)];
        let p = na_mei(vec![credit_van(&prestatie(), "P-2")]);
        p.meldt(&[]);
        assert_eq!(p.keur().toegekend, -40_000);
        let onbekend = met_referentie(&prestatie(), "P-0");
        na_mei(vec![credit_van(&onbekend, "P-2")]).meldt(fout);
        let mut p = na_mei(vec![credit_van(&prestatie(), "P-2")]);
        p.feiten.debetten.get_mut("P-1").unwrap().bsn = ANDER_BSN.into();
        p.meldt(fout);
    }

    #[test]
    fn een_credit_is_een_kopie_van_het_debet() {
        let vorig = "Prestatie[1]/ProductReferentie/VorigReferentieNummer";
        let verander: [fn(&mut Prestatie); 2] = [
            |p| (p.geleverd_volume, p.ingediend_bedrag.bedrag) = (4, 32_000),
            |p| p.product_periode = maand(2026, 4),
        ];
        for verander in verander {
            let mut credit = credit_van(&prestatie(), "P-2");
            verander(&mut credit);
            na_mei(vec![credit]).meldt(&[("TR323", "8017", vorig)]);
        }
        // Another toewijzing is not even known.
        let mut credit = credit_van(&prestatie(), "P-2");
        credit.toewijzing_nummer = 9;
        na_mei(vec![credit]).meldt(&[
            ("TR323", "8017", vorig),
            ("TR338", "9338", "Prestatie[1]/ToewijzingNummer"),
        ]);
    }

    #[test]
    fn een_credit_wordt_niet_op_inhoud_geweigerd() {
        // The toewijzing was shortened, so the debit would fail on TR308 and TR388 now.
        let mut p = na_mei(vec![credit_van(&prestatie(), "P-2")]);
        p.toewijzing().einddatum = Some(jiff::civil::date(2026, 5, 20));
        p.meldt(&[]);
        let mut nieuw = prestatie();
        nieuw.product_referentie.referentie_nummer = "P-3".into();
        *p.regels() = vec![nieuw];
        p.toewijzing().debetten.clear();
        let eind = "Prestatie[1]/ProductPeriode/Einddatum";
        p.meldt(&[("TR308", "9308", eind), ("TR388", "9388", eind)]);
    }

    #[test]
    fn een_debet_wordt_maar_een_keer_gecrediteerd() {
        let fout: &[_] = &[("TR390", "9390", "Prestatie[1]/IngediendBedrag/DebetCredit")];
        let mut p = na_mei(vec![credit_van(&prestatie(), "P-2")]);
        p.feiten.debetten.get_mut("P-1").unwrap().gecrediteerd = true;
        p.toewijzing().debetten.clear();
        p.meldt(fout);
        // Twice in one message: level 2 (TR315) sees that first, but the second never counts.
        let twee = vec![credit_van(&prestatie(), "P-2"), credit_van(&prestatie(), "P-3")];
        let p = na_mei(twee);
        p.geeft(&[&[], &["9390"]]);
        assert_eq!(p.keur().toegekend, -40_000);
    }

    #[test]
    fn een_tweede_debet_voor_dezelfde_periode_wordt_geweigerd() {
        let fout: &[_] = &[("TR389", "9389", "Prestatie[1]/ProductPeriode")];
        na_mei(vec![met_referentie(&prestatie(), "P-2")]).meldt(fout);
        // Another period or another code is another Prestatie.
        let mut april = met_referentie(&prestatie(), "P-2");
        april.product_periode = maand(2026, 4);
        na_mei(vec![april]).meldt(&[]);
        let mut p = na_mei(vec![met_referentie(&prestatie(), "P-2")]);
        p.toewijzing().code = None;
        p.regel().product_code = "45A04".into();
        p.meldt(&[]);
    }

    #[test]
    fn na_een_credit_mag_hetzelfde_debet_weer() {
        let mut p = na_mei(vec![met_referentie(&prestatie(), "P-2")]);
        p.feiten.debetten.get_mut("P-1").unwrap().gecrediteerd = true;
        p.toewijzing().debetten.clear();
        p.meldt(&[]);
    }

    #[test]
    fn credit_en_verbeterd_debet_in_een_bericht_in_elke_volgorde() {
        let mut beter = met_referentie(&prestatie(), "P-3");
        (beter.geleverd_volume, beter.ingediend_bedrag.bedrag) = (10, 80_000);
        let credit = credit_van(&prestatie(), "P-2");
        for regels in [
            vec![credit.clone(), beter.clone()],
            vec![beter.clone(), credit.clone()],
        ] {
            let p = na_mei(regels);
            p.meldt(&[]);
            assert_eq!(p.keur().toegekend, 40_000);
        }
        // A credit that is refused makes no room.
        let mut p = na_mei(vec![beter, credit]);
        p.feiten.referenties.insert("P-2".into());
        p.geeft(&[&["9321", "9389"], &["8021"]]);
    }
}
