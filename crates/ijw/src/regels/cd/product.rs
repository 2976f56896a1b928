//! Which of Product, Omvang, Budget and last day go together.

use crate::Bericht;
use crate::BerichtSoort::{Jw301, Jw315, Jw317};
use crate::regels::zicht::{ProductZicht, producten};
use crate::regels::{Melder, Regel};

pub(super) const CD041: Regel = Regel::inhoud(
    "CD041",
    &[Jw301, Jw315, Jw317],
    "Bij een productcode hoort een omvang.",
    cd041,
);

fn cd041(bericht: &Bericht, meld: &mut Melder<'_>) {
    for product in producten(bericht) {
        if product.heeft_code() && product.omvang.is_none() {
            meld.op(
                product.element("Omvang"),
                "Er is een productcode, maar de omvang ontbreekt. Vul volume, eenheid en frequentie.",
            );
        }
    }
}

pub(super) const CD075: Regel = Regel::inhoud(
    "CD075",
    &[Jw301, Jw315, Jw317],
    "Bij een budget hoort een einddatum.",
    cd075,
);

fn cd075(bericht: &Bericht, meld: &mut Melder<'_>) {
    for product in producten(bericht) {
        if product.budget && product.eind.is_none() {
            meld.op(
                product.element(product.eind_element),
                "Er is een budget, maar de einddatum ontbreekt. Vul de einddatum.",
            );
        }
    }
}

pub(super) const CD076: Regel = Regel::inhoud(
    "CD076",
    &[Jw301, Jw315, Jw317],
    "Bij een omvang per week hoort een einddatum.",
    cd076,
);

fn cd076(bericht: &Bericht, meld: &mut Melder<'_>) {
    for product in producten(bericht) {
        if product.frequentie() == Some("2") && product.eind.is_none() {
            meld.op(
                product.element(product.eind_element),
                "De omvang is per week (frequentie 2), maar de einddatum ontbreekt. Vul de einddatum.",
            );
        }
    }
}

pub(super) const CD077: Regel = Regel::inhoud(
    "CD077",
    &[Jw301, Jw315, Jw317],
    "Bij een budget is er geen omvang.",
    cd077,
);

fn cd077(bericht: &Bericht, meld: &mut Melder<'_>) {
    for product in producten(bericht).iter().filter(|product| heeft_beide(product)) {
        meld.op(
            product.element("Omvang"),
            "Er is een budget en ook een omvang. Laat een van beide weg.",
        );
    }
}

pub(super) const CD078: Regel = Regel::inhoud(
    "CD078",
    &[Jw301, Jw315, Jw317],
    "Bij een omvang is er geen budget.",
    cd078,
);

fn cd078(bericht: &Bericht, meld: &mut Melder<'_>) {
    for product in producten(bericht).iter().filter(|product| heeft_beide(product)) {
        meld.op(
            product.element("Budget"),
            "Er is een omvang en ook een budget. Laat een van beide weg.",
        );
    }
}

fn heeft_beide(product: &ProductZicht<'_>) -> bool {
    product.budget && product.omvang.is_some()
}

pub(super) const CD079: Regel = Regel::inhoud(
    "CD079",
    &[Jw301, Jw315, Jw317],
    "Zonder budget staat er een product.",
    cd079,
);

fn cd079(bericht: &Bericht, meld: &mut Melder<'_>) {
    for product in producten(bericht) {
        if product.kent_product && !product.budget && product.product.is_none() {
            meld.op(
                product.element("Product"),
                "Er is geen budget en ook geen product. Vul de productcategorie, of vul een budget.",
            );
        }
    }
}

pub(super) const CD080: Regel = Regel::inhoud(
    "CD080",
    &[Jw301],
    "Zonder productcode is er geen omvang.",
    zonder_code,
);

pub(super) const CD095: Regel = Regel::inhoud(
    "CD095",
    &[Jw315],
    "Zonder productcode wordt er geen omvang gevraagd.",
    zonder_code,
);

pub(super) const CD096: Regel = Regel::inhoud(
    "CD096",
    &[Jw317],
    "Een nieuw product zonder productcode heeft geen omvang.",
    zonder_code,
);

fn zonder_code(bericht: &Bericht, meld: &mut Melder<'_>) {
    for product in producten(bericht) {
        let leeg = product.kent_product && !product.heeft_code();
        if leeg && product.omvang.is_some() && product.na_2020() {
            meld.op(
                product.element("Omvang"),
                "Er is een omvang, maar geen productcode. Vul de productcode of laat de omvang weg.",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Bericht;
    use crate::regels::proef::{Proef301, Proef315, alleen, goed, jw301, jw315, jw317, precies};
    use jiff::civil::{Date, date};

    /// Both messages with the same product, so that every condition is tried in both.
    struct Geval {
        toegewezen: Proef301,
        aangevraagd: Proef315,
    }

    fn geval(code: bool, omvang: Option<&str>, budget: bool, eind: Option<Date>) -> Geval {
        let (mut t, mut a) = (jw301(), jw315());
        let begin = eind.map_or(date(2026, 1, 1), |eind| eind.min(date(2026, 1, 1)));
        {
            let p = t.product(0);
            if !code {
                p.product.as_mut().unwrap().code = None;
            }
            let mut o = p.omvang.take().unwrap();
            p.omvang = omvang.map(|frequentie| {
                o.frequentie = frequentie.try_into().unwrap();
                o
            });
            p.budget = budget.then_some(800_000);
            (p.ingangsdatum, p.einddatum) = (begin, eind);
        }
        let (p, q) = (a.product(0), t.product(0).clone());
        p.product = q.product;
        p.omvang = q.omvang;
        p.budget = q.budget;
        (p.toewijzing_ingangsdatum, p.toewijzing_einddatum) = (begin, eind);
        Geval {
            toegewezen: t,
            aangevraagd: a,
        }
    }

    impl Geval {
        fn zonder_product(mut self) -> Self {
            self.toegewezen.product(0).product = None;
            self.aangevraagd.product(0).product = None;
            self
        }

        /// `(rule for 301, rule for 315, element)`; the element `Einddatum` is called otherwise in the JW315.
        fn meldt(self, verwacht: &[(&str, &str, &str)]) {
            let lijst = |pad: &str, verwacht: Vec<(&str, String)>, bericht: Bericht| {
                let verwacht: Vec<_> = verwacht
                    .iter()
                    .map(|(regel, element)| (*regel, format!("{pad}/{element}")))
                    .collect();
                let verwacht: Vec<_> = verwacht.iter().map(|(r, p)| (*r, p.as_str())).collect();
                precies(&verwacht, bericht);
            };
            let toegewezen = verwacht.iter().map(|(r, _, e)| (*r, (*e).to_owned())).collect();
            let aangevraagd = verwacht
                .iter()
                .map(|(_, r, e)| (*r, e.replace("Einddatum", "ToewijzingEinddatum")))
                .collect();
            lijst(
                "Client/ToegewezenProducten/ToegewezenProduct[1]",
                toegewezen,
                self.toegewezen.into(),
            );
            lijst(
                "Client/AangevraagdeProducten/AangevraagdProduct[1]",
                aangevraagd,
                self.aangevraagd.into(),
            );
        }
    }

    const EIND: Option<Date> = Some(date(2026, 12, 31));

    #[test]
    fn de_toegestane_vormen_worden_niet_gemeld() {
        geval(true, Some("4"), false, None).meldt(&[]);
        geval(true, Some("2"), false, EIND).meldt(&[]);
        geval(false, None, false, None).meldt(&[]);
        geval(false, None, true, EIND).meldt(&[]);
        geval(false, None, true, EIND).zonder_product().meldt(&[]);
    }

    #[test]
    fn bij_een_productcode_hoort_een_omvang() {
        geval(true, None, false, EIND).meldt(&[("CD041", "CD041", "Omvang")]);
    }

    #[test]
    fn bij_een_budget_hoort_een_einddatum() {
        geval(false, None, true, None).meldt(&[("CD075", "CD075", "Einddatum")]);
    }

    #[test]
    fn bij_per_week_hoort_een_einddatum() {
        geval(true, Some("2"), false, None).meldt(&[("CD076", "CD076", "Einddatum")]);
    }

    // CD077 and CD078 say the same from two sides: one cannot fail alone.
    #[test]
    fn budget_en_omvang_sluiten_elkaar_uit() {
        geval(true, Some("4"), true, EIND)
            .meldt(&[("CD077", "CD077", "Omvang"), ("CD078", "CD078", "Budget")]);
    }

    #[test]
    fn zonder_budget_staat_er_een_product() {
        geval(false, None, false, EIND)
            .zonder_product()
            .meldt(&[("CD079", "CD079", "Product")]);
    }

    #[test]
    fn zonder_code_is_er_na_2020_geen_omvang() {
        geval(false, Some("4"), false, EIND).meldt(&[("CD080", "CD095", "Omvang")]);
        geval(false, Some("4"), false, None).meldt(&[("CD080", "CD095", "Omvang")]);
        geval(false, Some("4"), false, Some(date(2021, 1, 1))).meldt(&[("CD080", "CD095", "Omvang")]);
        geval(false, Some("4"), false, Some(date(2020, 12, 31))).meldt(&[]);
    }

    const NIEUW: &str = "Client/Verzoek/NieuweProducten/NieuwProduct[1]";
    const ANDERS: &str = "Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct[1]";

    #[test]
    fn een_nieuw_product_volgt_dezelfde_voorwaarden() {
        let mut b = jw317();
        b.nieuw()[0].omvang = None;
        alleen("CD041", &format!("{NIEUW}/Omvang"), b.clone());
        b.nieuw()[0].product.as_mut().unwrap().code = None;
        goed(b.clone());
        b.nieuw()[0].budget = Some(1);
        goed(b.clone());
        b.nieuw()[0].einddatum = None;
        alleen("CD075", &format!("{NIEUW}/Einddatum"), b.clone());
        b.nieuw()[0].budget = None;
        b.nieuw()[0].product = None;
        alleen("CD079", &format!("{NIEUW}/Product"), b);
        let mut b = jw317();
        b.nieuw()[0].omvang.as_mut().unwrap().frequentie = "2".try_into().unwrap();
        goed(b.clone());
        b.nieuw()[0].einddatum = None;
        alleen("CD076", &format!("{NIEUW}/Einddatum"), b);
        let mut b = jw317();
        b.nieuw()[0].budget = Some(1);
        let (omvang, budget) = (format!("{NIEUW}/Omvang"), format!("{NIEUW}/Budget"));
        precies(&[("CD077", &omvang), ("CD078", &budget)], b);
        let mut b = jw317();
        b.nieuw()[0].product.as_mut().unwrap().code = None;
        alleen("CD096", &omvang, b.clone());
        b.nieuw()[0].einddatum = None;
        alleen("CD096", &omvang, b.clone());
        // Up to 2020 it was allowed.
        b.header.bericht_identificatie.dagtekening = date(2020, 6, 1);
        b.nieuw()[0].gewenste_ingangsdatum = date(2020, 7, 1);
        b.nieuw()[0].einddatum = Some(date(2020, 12, 31));
        goed(b.clone());
        b.nieuw()[0].einddatum = Some(date(2021, 1, 1));
        alleen("CD096", &omvang, b);
    }

    #[test]
    fn een_te_wijzigen_product_heeft_geen_product_nodig() {
        let mut b = jw317();
        b.te_wijzigen()[0].budget = Some(1);
        let (omvang, budget) = (format!("{ANDERS}/Omvang"), format!("{ANDERS}/Budget"));
        precies(&[("CD077", &omvang), ("CD078", &budget)], b.clone());
        b.te_wijzigen()[0].omvang = None;
        goed(b.clone());
        b.te_wijzigen()[0].einddatum = None;
        alleen("CD075", &format!("{ANDERS}/Einddatum"), b);
        let mut b = jw317();
        b.te_wijzigen()[0].omvang.as_mut().unwrap().frequentie = "2".try_into().unwrap();
        b.te_wijzigen()[0].einddatum = None;
        alleen("CD076", &format!("{ANDERS}/Einddatum"), b);
    }
}
