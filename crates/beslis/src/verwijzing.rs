//! Who referred, and how far that carries without the Toegang (R-080… ).

use crate::besluit::{Grond, Onderwerp, RedenAfwijzing, Taak};
use crate::budget::{plek, raming};
use crate::feiten::Verwijzer;
use crate::samenloop::{eerdere_hulp, met_trajecten};
use crate::zaak::Zaak;
use houvast_begrip::{Centen, datum};

pub(crate) fn verwijzing(z: &Zaak<'_>) -> Grond {
    const O: Onderwerp = Onderwerp::Verwijzing;
    let grond = match (z.feiten.verwijzer.waarde, z.route()) {
        (None, _) => z.voorleggen(O, "Het is niet bekend wie heeft verwezen."),
        (Some(Verwijzer::Geen), None) => z.voorleggen(
            O,
            "Het verzoek noemt geen verwijzer. Een medewerker bekijkt of de Toegang een besluit neemt.",
        ),
        (Some(v), None) => z.voorleggen(
            O,
            format!(
                "Voor een verwijzing door {} heeft deze regio geen route.",
                v.label()
            ),
        ),
        (Some(v), Some(route)) => {
            let wie = v.label();
            let stil = route.overleg_met_toegang && z.contact().is_none() && z.instemming().is_none();
            let grond = if stil && route.is_toegang {
                let zin = format!(
                    "Volgens het bericht is verwezen door {wie}, maar contact daarover is niet vastgelegd."
                );
                z.goed(O, zin).als_let_op()
            } else if route.alleen_eerste_verwijzing {
                let zin = format!("Verwezen door {wie}. De aanbieder bepaalt resultaat, budget en duur.");
                z.goed(O, zin)
            } else if route.is_toegang {
                z.goed(
                    O,
                    format!("Verwezen door {wie}. Die bepaalt resultaat, soort en hoogte van het budget."),
                )
            } else if stil {
                let zin = format!("Verwezen door {wie}, maar het overleg met de Toegang is niet vastgelegd.");
                z.goed(O, zin).als_let_op()
            } else {
                z.goed(O, format!("Verwezen door {wie}."))
            };
            grond.met_artikelen(&route.artikelen)
        }
    };
    grond.bronfeit("Verwijzer", &z.feiten.verwijzer, |v| {
        format!("{}, type {}", v.label(), v.code())
    })
}

/// R-081, V-34. A second referral is for the Toegang; eis 72 alone does not refuse it.
pub(crate) fn eerste(z: &Zaak<'_>) -> Option<Grond> {
    const O: Onderwerp = Onderwerp::EersteVerwijzing;
    let route = z.route()?;
    if !route.alleen_eerste_verwijzing || !z.segment()?.standaardbudgetten {
        return None;
    }
    let maanden = z.profiel.eerste_verwijzing_maanden;
    let eerder = eerdere_hulp(z);
    let grond = if eerder.is_empty() {
        let zin = format!(
            "Eerste verwijzing, voor zover deze gemeente weet: geen hulp nu en geen hulp in de laatste {maanden} maanden."
        );
        z.goed(O, zin)
    } else if stemt_in(z) {
        z.goed(O, "Geen eerste verwijzing. De Toegang heeft ingestemd.")
    } else if z.contact().is_some() {
        z.voorleggen(
            O,
            "Geen eerste verwijzing. Er is contact geweest met de Toegang; de Toegang moet nog instemmen.",
        )
    } else {
        z.voorleggen(
            O,
            "Geen eerste verwijzing. De aanbieder moet eerst contact opnemen met de Toegang.",
        )
        .met_taak(Taak::ContactToegang)
    };
    let grond = met_trajecten(z, grond, &eerder).met_artikelen(&route.artikelen);
    Some(grond.feit("Datum van het verzoek", datum::lang(z.feiten.dagtekening)))
}

/// Does the registered agreement cover what would be granted?
fn stemt_in(z: &Zaak<'_>) -> bool {
    match (z.instemming(), raming(z)) {
        (Some(tot), Some(r)) => tot >= plek(z, r.bedrag).gekozen.map_or(r.bedrag, |b| b.bedrag),
        _ => false,
    }
}

/// R-066…: the amount this route may do without the Toegang. `None` where no limit applies.
pub(crate) fn grens(z: &Zaak<'_>) -> Option<Grond> {
    const O: Onderwerp = Onderwerp::Grens;
    let route = z.route()?;
    let gewoon = route.grens_zonder_instemming?;
    if !z.segment()?.standaardbudgetten {
        return None;
    }
    let r = raming(z)?;
    let dag = z.ingangsdatum().unwrap_or(z.feiten.dagtekening);
    let uitzondering = z.profiel.uitzondering(z.feiten.aanbieder, &route.sleutel, dag);
    let tot = uitzondering.map_or(gewoon, |u| u.grens);
    let toe_te_kennen = plek(z, r.bedrag).gekozen.map_or(r.bedrag, |b| b.bedrag);
    let ander = z.feiten.ander_budget_in_verzoek.waarde.unwrap_or(Centen::NUL);
    let alles = r.totaal().and_then(|t| t.plus(ander));

    let grond = if stemt_in(z) {
        z.goed(O, "De Toegang heeft ingestemd met dit budget.")
    } else if r.laagste > tot {
        boven_de_grens(z, tot)
    } else if !r.zeker {
        let zin = format!("Het is niet zeker of de raming boven de grens van {tot} ligt.");
        z.voorleggen(O, zin)
    } else if toe_te_kennen > tot {
        let zin = format!(
            "De raming ligt niet boven {tot}, maar het afgeronde budget wel. De Toegang moet instemmen."
        );
        z.voorleggen(O, zin).met_taak(Taak::ContactToegang)
    } else if alles.is_none_or(|a| a > tot) {
        let zin = if ander > Centen::NUL {
            format!("De producten in dit bericht kosten samen meer dan {tot}. De Toegang moet instemmen.")
        } else {
            format!(
                "Per jaar ligt de raming niet boven {tot}, voor de hele periode wel. De Toegang bepaalt wat hier geldt."
            )
        };
        z.voorleggen(O, zin).met_taak(Taak::ContactToegang)
    } else {
        z.goed(
            O,
            format!("Niet hoger dan {tot}: daarvoor is geen instemming van de Toegang nodig."),
        )
    };
    let teken = if r.bedrag > tot { ">" } else { "≤" };
    let mut som = format!("Raming {} {teken} grens {tot}.", r.bedrag);
    if let Some(alles) = alles.filter(|a| *a != r.bedrag) {
        let wat = if ander > Centen::NUL {
            "Met de andere producten in dit bericht"
        } else {
            "Voor de hele periode"
        };
        som.push_str(&format!(" {wat} samen: {alles}."));
    }
    let grond = grond
        .met_som(som)
        .bronfeit("Gevraagd budget", &z.feiten.budget, Centen::to_string)
        .registratie("Contact met de Toegang", &z.feiten.contact, |d| datum::lang(*d))
        .registratie("Instemming van de Toegang", &z.feiten.instemming, |b| {
            format!("tot {b}")
        });
    Some(match uitzondering {
        Some(u) => grond.feit(
            "Uitzondering voor deze aanbieder",
            format!("tot {} ({})", u.grens, u.bron),
        ),
        None => grond.feit("Grens", tot.to_string()),
    })
}

fn boven_de_grens(z: &Zaak<'_>, tot: Centen) -> Grond {
    const O: Onderwerp = Onderwerp::Grens;
    if z.contact().is_some() || z.instemming().is_some() || z.feiten.afronding.van_gemeente().is_some() {
        let zin = format!(
            "De raming ligt boven {tot}. Er is contact geweest met de Toegang; die bepaalt of dit budget wordt toegekend."
        );
        return z.voorleggen(O, zin);
    }
    if z.feiten.privacyverklaring.waarde == Some(true) {
        let zin = format!(
            "De raming ligt boven {tot}. De ouders delen geen gegevens met de gemeente; een medewerker beoordeelt alleen bedrag, periode en product."
        );
        return z.voorleggen(O, zin);
    }
    let zin = format!(
        "De raming ligt boven {tot} en er is geen contact met de Toegang vastgelegd. Neem eerst contact op met de Toegang; die kan een hoger budget toekennen."
    );
    z.afwijzen(O, RedenAfwijzing::PastNietBinnenBudget, &zin)
        .met_taak(Taak::ContactToegang)
}
