//! Amount and tariff of a line.

use crate::BerichtSoort::Jw323;
use crate::berichten::codes::Eenheid;
use crate::declaratie::Tarief;
use crate::declaratie::zicht::{Toets, Zicht};
use crate::regels::{Melder, Niveau, Regel};

pub(super) const TR346: Regel = Regel::declaratie(
    "TR346",
    Some("9346"),
    &[Jw323],
    "Het ingediende bedrag is volume keer tarief, behalve bij eenheid euro.",
    Toets::Inhoud(tr346),
)
.op_niveau(Niveau::Bron);

/// Minutes on an hourly tariff are the hourly tariff times the minutes, divided by 60 and rounded; ProductTarief shows only the
/// rounded tariff per minute (IV081). Where the contract is unknown, any hourly tariff that rounds to it may be the one.
fn tr346(zicht: &Zicht<'_>, meld: &mut Melder<'_>) {
    let p = zicht.prestatie();
    let (Some(tarief), false) = (p.product_tarief, p.eenheid == Eenheid::Euro) else {
        return;
    };
    let (tarief, volume) = (i64::from(tarief), i64::from(p.geleverd_volume));
    let bedrag = i64::from(p.ingediend_bedrag.bedrag);
    let minuten = p.eenheid == Eenheid::Minuut;
    let uurtarieven = || van_uurtarief(zicht.tarieven);
    let per_minuut = zicht
        .tarieven
        .iter()
        .any(|tarief| tarief.eenheid == Eenheid::Minuut);
    let klopt = if minuten && uurtarieven().next().is_some() {
        uurtarieven().any(|uur| afgerond_deel_60(uur * volume) == bedrag)
            || per_minuut && tarief * volume == bedrag
    } else {
        tarief * volume == bedrag || minuten && kan_uurtarief(tarief, volume, bedrag)
    };
    if !klopt {
        let tekst = if minuten {
            "Het bedrag is niet het aantal minuten keer het tarief. Bij een tarief per uur: uurtarief keer minuten, gedeeld door 60 en afgerond op centen."
        } else {
            "Het bedrag is niet het volume keer het tarief."
        };
        meld.op(zicht.pad("IngediendBedrag/Bedrag"), tekst);
    }
}

fn van_uurtarief(tarieven: &[Tarief]) -> impl Iterator<Item = i64> {
    tarieven
        .iter()
        .filter(|tarief| tarief.eenheid == Eenheid::Uur)
        .map(|tarief| i64::from(tarief.bedrag))
}

/// Divided by 60, half a cent up.
fn afgerond_deel_60(bedrag: i64) -> i64 {
    (bedrag + 30).div_euclid(60)
}

/// Is there a tariff per hour that rounds to this tariff per minute and gives this amount for these minutes?
fn kan_uurtarief(per_minuut: i64, minuten: i64, bedrag: i64) -> bool {
    if minuten == 0 {
        return bedrag == 0;
    }
    // x rounds to n when 60n - 30 <= x <= 60n + 29: of the hourly tariff itself, and of that tariff times the minutes.
    let laagste = (60 * per_minuut - 30).max(0);
    let hoogste = 60 * per_minuut + 29;
    let door_bedrag_laagste = (60 * bedrag - 30 + minuten - 1).div_euclid(minuten);
    let door_bedrag_hoogste = (60 * bedrag + 29).div_euclid(minuten);
    laagste.max(door_bedrag_laagste) <= hoogste.min(door_bedrag_hoogste)
}

pub(super) const TR418: Regel = Regel::declaratie(
    "TR418",
    Some("0611"),
    &[Jw323],
    "Het tarief van een prestatie is het tarief uit het contract.",
    Toets::Inhoud(tr418),
);

/// Judged only against a known tariff in an eenheid that fits.
fn tr418(zicht: &Zicht<'_>, meld: &mut Melder<'_>) {
    let p = zicht.prestatie();
    let Some(tarief) = p.product_tarief else { return };
    let afspraken = || {
        zicht
            .tarieven
            .iter()
            .filter_map(|afspraak| match (p.eenheid, afspraak.eenheid) {
                (eenheid, ander) if eenheid == ander => Some(i64::from(afspraak.bedrag)),
                (Eenheid::Minuut, Eenheid::Uur) => Some(afgerond_deel_60(i64::from(afspraak.bedrag))),
                _ => None,
            })
    };
    let Some(goed) = afspraken().next() else { return };
    if !afspraken().any(|afspraak| afspraak == i64::from(tarief)) {
        meld.op(
            zicht.pad("ProductTarief"),
            format!("Het tarief is {tarief} cent. In het contract staat {goed} cent."),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::{afgerond_deel_60, kan_uurtarief};
    use crate::berichten::codes::Eenheid;
    use crate::declaratie::Tarief;
    use crate::declaratie::proef::{Proef, proef};
    use jiff::civil::date;

    const BEDRAG: (&str, &str, &str) = ("TR346", "9346", "Prestatie[1]/IngediendBedrag/Bedrag");
    const TARIEF: (&str, &str, &str) = ("TR418", "0611", "Prestatie[1]/ProductTarief");

    fn regel(volume: u32, eenheid: Eenheid, tarief: u32, bedrag: u32) -> Proef {
        let mut p = proef();
        p.toewijzing().omvang = None;
        let regel = p.regel();
        (regel.geleverd_volume, regel.eenheid) = (volume, eenheid);
        (regel.product_tarief, regel.ingediend_bedrag.bedrag) = (Some(tarief), bedrag);
        p
    }

    impl Proef {
        fn met_tarief(mut self, tarieven: &[(u32, Eenheid)]) -> Self {
            let tarieven = tarieven.iter().map(|(bedrag, eenheid)| Tarief {
                bedrag: *bedrag,
                eenheid: *eenheid,
            });
            let sleutel = ("45A48".into(), date(2026, 5, 1));
            self.feiten.tarieven.insert(sleutel, tarieven.collect());
            self
        }
    }

    #[test]
    fn het_bedrag_is_volume_keer_tarief() {
        regel(5, Eenheid::Uur, 8_000, 40_000).meldt(&[]);
        regel(5, Eenheid::Uur, 8_000, 39_999).meldt(&[BEDRAG]);
        regel(5, Eenheid::Uur, 8_000, 40_001).meldt(&[BEDRAG]);
        regel(0, Eenheid::Uur, 8_000, 0).meldt(&[]);
    }

    #[test]
    fn bij_euro_is_er_geen_tarief() {
        let mut p = proef();
        p.toewijzing().omvang = None;
        let regel = p.regel();
        (regel.geleverd_volume, regel.eenheid) = (40_000, Eenheid::Euro);
        regel.product_tarief = None;
        p.meldt(&[]);
    }

    #[test]
    fn minuten_op_een_onbekend_uurtarief() {
        // 87,30 an hour is 1,455 a minute, shown as 1,46; 100 minutes cost 145,50.
        regel(100, Eenheid::Minuut, 146, 14_550).meldt(&[]);
        // A tariff per minute of 1,46 is possible too.
        regel(100, Eenheid::Minuut, 146, 14_600).meldt(&[]);
        // 1,46 is at least 87,30 and at most 87,89 an hour.
        regel(100, Eenheid::Minuut, 146, 14_549).meldt(&[BEDRAG]);
        regel(100, Eenheid::Minuut, 146, 14_648).meldt(&[]);
        regel(100, Eenheid::Minuut, 146, 14_649).meldt(&[BEDRAG]);
        // Hours have no such way out.
        regel(100, Eenheid::Uur, 146, 14_550).meldt(&[BEDRAG]);
    }

    #[test]
    fn minuten_op_het_uurtarief_van_het_contract() {
        let uur: &[_] = &[(8_730, Eenheid::Uur)];
        regel(100, Eenheid::Minuut, 146, 14_550)
            .met_tarief(uur)
            .meldt(&[]);
        regel(100, Eenheid::Minuut, 146, 14_551)
            .met_tarief(uur)
            .meldt(&[BEDRAG]);
        regel(100, Eenheid::Minuut, 146, 14_600)
            .met_tarief(uur)
            .meldt(&[BEDRAG]);
        let beide: &[_] = &[(8_730, Eenheid::Uur), (146, Eenheid::Minuut)];
        regel(100, Eenheid::Minuut, 146, 14_600)
            .met_tarief(beide)
            .meldt(&[]);
    }

    #[test]
    fn het_tarief_is_dat_van_het_contract() {
        let bij = |tarieven: &[_], verwacht: &[_]| {
            regel(5, Eenheid::Uur, 8_000, 40_000)
                .met_tarief(tarieven)
                .meldt(verwacht);
        };
        bij(&[], &[]);
        bij(&[(8_000, Eenheid::Uur)], &[]);
        bij(&[(8_001, Eenheid::Uur)], &[TARIEF]);
        bij(&[(8_001, Eenheid::Uur), (8_000, Eenheid::Uur)], &[]);
        // 87,29 an hour is 1,4548 a minute: 1,45 and not 1,46.
        let laag: &[_] = &[(8_729, Eenheid::Uur)];
        regel(100, Eenheid::Minuut, 145, 14_548)
            .met_tarief(laag)
            .meldt(&[]);
        regel(100, Eenheid::Minuut, 146, 14_548)
            .met_tarief(laag)
            .meldt(&[TARIEF]);
    }

    #[test]
    fn een_uurtarief_bestaat_precies_als_het_te_vinden_is() {
        for tarief in 0..4 {
            for minuten in 0..130 {
                for bedrag in 0..500 {
                    let gevonden = (0..240).any(|uur| {
                        afgerond_deel_60(uur) == tarief && afgerond_deel_60(uur * minuten) == bedrag
                    });
                    assert_eq!(
                        kan_uurtarief(tarief, minuten, bedrag),
                        gevonden,
                        "{tarief} {minuten} {bedrag}"
                    );
                }
            }
        }
    }
}
