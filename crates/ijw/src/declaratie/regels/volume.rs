//! Volume and budget of the toewijzing against what is declared on it.

use crate::BerichtSoort::Jw323;
use crate::berichten::basis::Omvang;
use crate::berichten::codes::Eenheid;
use crate::declaratie::Toewijzing;
use crate::declaratie::plafond;
use crate::declaratie::stand::Samen;
use crate::declaratie::zicht::{Toets, Zicht, past};
use crate::regels::{Melder, Regel};

/// The Omvang, when the line is in an eenheid that fits it (if not, TR341 speaks).
fn omvang<'a>(zicht: &Zicht<'a>) -> Option<(&'a Toewijzing, &'a Omvang)> {
    let toewijzing = zicht.geldige_toewijzing()?;
    let omvang = toewijzing.omvang.as_ref()?;
    past(zicht.prestatie().eenheid, omvang.eenheid).then_some((toewijzing, omvang))
}

/// A volume as people say it.
fn tekst(volume: u64, eenheid: Eenheid) -> String {
    match eenheid {
        Eenheid::Uur => format!("{} minuten", volume),
        Eenheid::Euro => euro(volume),
        _ => format!("{volume} ({})", eenheid.betekenis()),
    }
}

fn euro(centen: u64) -> String {
    format!("{},{:02} euro", centen / 100, centen % 100)
}

pub(super) const TR321: Regel = Regel::declaratie(
    "TR321",
    Some("9321"),
    &[Jw323],
    "Het geleverde volume van een prestatie past binnen het toegewezen volume.",
    Toets::Samen(tr321),
);

/// With what was granted before in the same month: after a longer Einddatum a month can have a second, longer ProductPeriode.
fn tr321(zicht: &Zicht<'_>, samen: &Samen, meld: &mut Melder<'_>) {
    let Some((toewijzing, omvang)) = omvang(zicht) else {
        return;
    };
    let plafond = plafond::per_periode(toewijzing, omvang, zicht.periode());
    let volume = samen.maand.saturating_add(zicht.volume());
    if volume > plafond {
        meld.op(
            zicht.pad("GeleverdVolume"),
            format!(
                "In deze periode mag hoogstens {} worden gedeclareerd. Met deze prestatie is het {}.",
                tekst(plafond, omvang.eenheid),
                tekst(volume, omvang.eenheid)
            ),
        );
    }
}

pub(super) const TR322: Regel = Regel::declaratie(
    "TR322",
    Some("9322"),
    &[Jw323],
    "Alle prestaties samen passen binnen de toegewezen omvang.",
    Toets::Samen(tr322),
);

fn tr322(zicht: &Zicht<'_>, samen: &Samen, meld: &mut Melder<'_>) {
    let Some((toewijzing, omvang)) = omvang(zicht) else {
        return;
    };
    let Some(plafond) = plafond::in_totaal(toewijzing, omvang) else {
        return;
    };
    let volume = samen.totaal.saturating_add(zicht.volume());
    if volume > plafond {
        meld.op(
            zicht.pad("GeleverdVolume"),
            format!(
                "Op de hele toewijzing mag hoogstens {} worden gedeclareerd. Met deze prestatie is het {}.",
                tekst(plafond, omvang.eenheid),
                tekst(volume, omvang.eenheid)
            ),
        );
    }
}

pub(super) const TR369: Regel = Regel::declaratie(
    "TR369",
    Some("9369"),
    &[Jw323],
    "Alle prestaties samen passen binnen het toegewezen budget.",
    Toets::Samen(tr369),
);

/// Sums amounts: where the eenheid is euro the volume is the amount (CS339), elsewhere a volume says nothing about a budget.
fn tr369(zicht: &Zicht<'_>, samen: &Samen, meld: &mut Melder<'_>) {
    let budget = zicht
        .geldige_toewijzing()
        .and_then(|toewijzing| toewijzing.budget);
    let Some(budget) = budget else { return };
    let p = zicht.prestatie();
    let eigen = match p.eenheid {
        Eenheid::Euro => p.geleverd_volume,
        _ => p.ingediend_bedrag.bedrag,
    };
    let bedrag = samen.bedrag.saturating_add(u64::from(eigen));
    if bedrag > budget {
        meld.op(
            zicht.pad("GeleverdVolume"),
            format!(
                "Het budget van de toewijzing is {}. Met deze prestatie is er {} gedeclareerd.",
                euro(budget),
                euro(bedrag)
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::berichten::basis::{GeslotenPeriode, Omvang};
    use crate::berichten::codes::{Eenheid, Frequentie};
    use crate::berichten::jw323::Prestatie;
    use crate::declaratie::proef::{Proef, credit_van, maand, met_referentie, prestatie, proef};
    use jiff::civil::date;

    const VOLUME: &str = "Prestatie[1]/GeleverdVolume";
    const TR321: (&str, &str, &str) = ("TR321", "9321", VOLUME);
    const TR322: (&str, &str, &str) = ("TR322", "9322", VOLUME);
    const TR369: (&str, &str, &str) = ("TR369", "9369", VOLUME);

    fn met(omvang: (u32, Eenheid, Frequentie), volume: u32, eenheid: Eenheid) -> Proef {
        let mut p = proef();
        p.toewijzing().omvang = Some(Omvang {
            volume: omvang.0,
            eenheid: omvang.1,
            frequentie: omvang.2,
        });
        let tarief = if eenheid == Eenheid::Euro { 1 } else { 10 };
        let regel = p.regel();
        (regel.geleverd_volume, regel.eenheid) = (volume, eenheid);
        regel.product_tarief = (eenheid != Eenheid::Euro).then_some(tarief);
        regel.ingediend_bedrag.bedrag = volume * tarief;
        p
    }

    fn in_maand(referentie: &str, jaar: i16, nummer: i8, volume: u32) -> Prestatie {
        let mut p = met_referentie(&prestatie(), referentie);
        p.product_periode = maand(jaar, nummer);
        (p.geleverd_volume, p.ingediend_bedrag.bedrag) = (volume, volume * 8_000);
        p
    }

    #[test]
    fn een_prestatie_past_in_het_volume_van_haar_periode() {
        use Eenheid::{Etmaal, Euro, Minuut, StuksOutput, Uur};
        use Frequentie::{PerDag, PerMaand, PerWeek};
        // May 2026 touches 5 ISO weeks and has 5 Sundays.
        for (omvang, eenheid, hoogste) in [
            ((10, Uur, PerMaand), Uur, 10),
            ((10, Uur, PerMaand), Minuut, 600),
            ((3, Uur, PerWeek), Uur, 15),
            ((3, Uur, PerWeek), Minuut, 900),
            ((1, Uur, PerDag), Uur, 31),
            ((7, Etmaal, PerWeek), Etmaal, 35),
            ((2, StuksOutput, PerWeek), StuksOutput, 10),
            ((30_000, Euro, PerWeek), Euro, 150_000),
        ] {
            met(omvang, hoogste, eenheid).meldt(&[]);
            met(omvang, hoogste + 1, eenheid).meldt(&[TR321]);
        }
    }

    #[test]
    fn een_gebroken_maand_heeft_het_volle_volume_van_de_maand() {
        let mut p = met((15, Eenheid::Uur, Frequentie::PerMaand), 15, Eenheid::Uur);
        p.toewijzing().ingangsdatum = date(2026, 5, 12);
        p.regel().product_periode.begindatum = date(2026, 5, 12);
        p.meldt(&[]);
    }

    #[test]
    fn een_maand_heeft_een_keer_haar_volume() {
        // The toewijzing ended on 17 May when these 6 hours were granted; it was stretched since.
        let mut p = met((10, Eenheid::Uur, Frequentie::PerMaand), 4, Eenheid::Uur);
        let mut eerste = in_maand("P-0", 2026, 5, 6);
        eerste.product_periode = GeslotenPeriode {
            begindatum: date(2026, 5, 1),
            einddatum: date(2026, 5, 17),
        };
        p.eerder_toegekend(&eerste);
        p.meldt(&[]);
        p.regel().geleverd_volume = 5;
        p.regel().ingediend_bedrag.bedrag = 50;
        p.meldt(&[TR321]);
    }

    #[test]
    fn alle_prestaties_samen_passen_in_het_totaal() {
        // 20 hours in all, 12 granted in April.
        let totaal = (20, Eenheid::Uur, Frequentie::Totaal);
        for (volume, eenheid, verwacht) in [
            (8, Eenheid::Uur, &[][..]),
            (9, Eenheid::Uur, &[TR322]),
            (480, Eenheid::Minuut, &[]),
            (481, Eenheid::Minuut, &[TR322]),
            // More than the whole toewijzing in one line: both.
            (21, Eenheid::Uur, &[TR321, TR322]),
        ] {
            let mut p = met(totaal, volume, eenheid);
            p.eerder_toegekend(&in_maand("P-0", 2026, 4, 12));
            p.meldt(verwacht);
        }
    }

    #[test]
    fn per_week_geldt_ook_het_aantal_weken_van_de_toewijzing() {
        // 13-04..30-06-2022, 3 hours a week: 9 and 18 fit their periods, 15 fits June, but 36 is the most in all.
        let mut p = met((3, Eenheid::Uur, Frequentie::PerWeek), 9, Eenheid::Uur);
        p.bericht.declaratie.declaratie_periode = maand(2022, 6);
        p.regel().product_periode = maand(2022, 6);
        (p.toewijzing().ingangsdatum, p.toewijzing().einddatum) =
            (date(2022, 4, 13), Some(date(2022, 6, 30)));
        p.eerder_toegekend(&in_maand("P-4", 2022, 4, 9));
        p.eerder_toegekend(&in_maand("P-5", 2022, 5, 18));
        p.meldt(&[]);
        (p.regel().geleverd_volume, p.regel().ingediend_bedrag.bedrag) = (10, 100);
        p.meldt(&[TR322]);
        (p.regel().geleverd_volume, p.regel().ingediend_bedrag.bedrag) = (16, 160);
        p.meldt(&[TR321, TR322]);
    }

    #[test]
    fn output_per_week_over_een_toewijzing_die_op_zaterdag_eindigt() {
        // 11-07..03-09-2022, 300 euro a week: 900, 1500 and nothing in September.
        for (maand_nummer, einddatum, centen, verwacht) in [
            (7, 31, 90_000, &[][..]),
            (7, 31, 90_001, &[TR321]),
            (8, 31, 150_000, &[]),
            (8, 31, 150_001, &[TR321]),
            (9, 3, 1, &[TR321]),
        ] {
            let mut p = met(
                (30_000, Eenheid::Euro, Frequentie::PerWeek),
                centen,
                Eenheid::Euro,
            );
            p.bericht.declaratie.declaratie_periode = maand(2022, 9);
            (p.toewijzing().ingangsdatum, p.toewijzing().einddatum) =
                (date(2022, 7, 11), Some(date(2022, 9, 3)));
            p.regel().product_periode = GeslotenPeriode {
                begindatum: date(2022, maand_nummer, if maand_nummer == 7 { 11 } else { 1 }),
                einddatum: date(2022, maand_nummer, einddatum),
            };
            p.meldt(verwacht);
        }
    }

    #[test]
    fn prestaties_in_een_bericht_tellen_samen_in_hun_volgorde() {
        let mut p = met((20, Eenheid::Uur, Frequentie::Totaal), 1, Eenheid::Uur);
        let regels = [(1, 8), (2, 8), (3, 8), (4, 4), (5, 1)];
        *p.regels() = regels
            .iter()
            .map(|(nummer, volume)| in_maand(&format!("P-{nummer}"), 2026, *nummer, *volume))
            .collect();
        p.geeft(&[&[], &[], &["9322"], &[], &["9322"]]);
    }

    #[test]
    fn een_afgewezen_prestatie_neemt_geen_ruimte() {
        let mut p = met((20, Eenheid::Uur, Frequentie::Totaal), 1, Eenheid::Uur);
        *p.regels() = vec![in_maand("P-1", 2026, 1, 16), in_maand("P-2", 2026, 2, 16)];
        p.regels()[0].product_code = "45A04".into();
        p.geeft(&[&["9340"], &[]]);
        // What fails alone may fail on the volume too, but still takes none.
        p.eerder_toegekend(&in_maand("P-0", 2026, 3, 4));
        p.regels()[0].geleverd_volume = 17;
        p.regels()[0].ingediend_bedrag.bedrag = 136_000;
        p.geeft(&[&["9340", "9322"], &[]]);
    }

    #[test]
    fn een_credit_maakt_ruimte_voor_de_debetregels_ervoor_in_hun_volgorde() {
        // 10 hours in all, 5 granted in January. The credit stands last.
        let mut p = met((10, Eenheid::Uur, Frequentie::Totaal), 1, Eenheid::Uur);
        let eerste = in_maand("P-0", 2026, 1, 5);
        p.eerder_toegekend(&eerste);
        *p.regels() = vec![
            in_maand("P-1", 2026, 2, 8),
            in_maand("P-2", 2026, 3, 5),
            in_maand("P-3", 2026, 4, 2),
            credit_van(&eerste, "P-4"),
        ];
        p.geeft(&[&[], &["9322"], &[], &[]]);
        assert_eq!(p.keur().toegekend, (8 + 2 - 5) * 8_000);
    }

    #[test]
    fn alle_prestaties_samen_passen_in_het_budget() {
        let mut p = proef();
        (p.toewijzing().omvang, p.toewijzing().budget) = (None, Some(100_000));
        p.eerder_toegekend(&in_maand("P-0", 2026, 4, 8)); // 640 euro
        // A volume says nothing about a budget: 4 hours of 90 euro are 360 euro.
        (p.regel().geleverd_volume, p.regel().ingediend_bedrag.bedrag) = (4, 36_000);
        p.regel().product_tarief = Some(9_000);
        p.meldt(&[]);
        p.toewijzing().budget = Some(99_999);
        p.meldt(&[TR369]);
        // In euros the volume is the amount.
        let regel = p.regel();
        (regel.eenheid, regel.product_tarief) = (Eenheid::Euro, None);
        (regel.geleverd_volume, regel.ingediend_bedrag.bedrag) = (36_000, 36_000);
        p.meldt(&[TR369]);
        p.toewijzing().budget = Some(100_000);
        p.meldt(&[]);
    }

    #[test]
    fn zonder_omvang_en_budget_is_er_geen_grens() {
        let mut p = proef();
        p.toewijzing().omvang = None;
        (p.regel().geleverd_volume, p.regel().ingediend_bedrag.bedrag) = (9_999, 79_992_000);
        p.meldt(&[]);
    }
}
