//! Which budget fits the raming (R-061…R-072), and what a toewijzing would hold.

use crate::besluit::{Grond, Onderwerp, PerJaar, Toekenning};
use crate::feiten::{Afronding, Omvang, Soort, VerzoekFeiten};
use crate::regioprofiel::{Regioprofiel, Standaardbudget};
use crate::soort::geldende_soort;
use crate::zaak::{Zaak, aantal};
use houvast_begrip::Centen;

/// RS005: the Budget of a message has at most eight digits.
const HOOGSTE_BUDGET_IN_BERICHT: Centen = Centen(99_999_999);

/// The raming as the standard budgets count it: whole for herstel, per year for duurzaam over more years.
pub(crate) struct Raming {
    /// Per year when `jaren` > 1.
    pub(crate) bedrag: Centen,
    /// Begun years of a duurzaam toewijzing; else 1.
    pub(crate) jaren: i64,
    /// The lowest amount the message can mean: only above this is a limit passed beyond doubt.
    pub(crate) laagste: Centen,
    /// False: the message can mean more than one amount.
    pub(crate) zeker: bool,
}

impl Raming {
    pub(crate) fn totaal(&self) -> Option<Centen> {
        self.bedrag.maal(self.jaren)
    }
}

/// `None` when the message holds no amount above nil.
///
/// A granted multi-year duurzaam budget stands in a message as the year amount × begun years. What an aanbieder means in a
/// request nobody can see, so the amount per year counts only when the dossier gives it, or when the Budget can be
/// nothing else: above the highest standard budget and exactly a standard budget times the years.
pub(crate) fn raming(z: &Zaak<'_>) -> Option<Raming> {
    let budget = z.feiten.budget.waarde.filter(|b| *b > Centen::NUL)?;
    let jaren = match geldende_soort(z) {
        Some(Soort::Duurzaam) => z.periode().and_then(|p| p.begonnen_jaren()).unwrap_or(1),
        Some(Soort::Herstel) | None => 1,
    };
    if jaren <= 1 {
        return Some(Raming {
            bedrag: budget,
            jaren: 1,
            laagste: budget,
            zeker: true,
        });
    }
    let deel = per_jaar(budget, jaren);
    let uit = |bedrag: Centen, zeker| Raming {
        bedrag,
        jaren,
        laagste: if zeker { bedrag } else { bedrag.min_van(deel) },
        zeker,
    };
    if let Some(jaar) = z.feiten.raming_per_jaar.waarde.filter(|b| *b > Centen::NUL) {
        return Some(uit(jaar, budget == jaar || jaar.maal(jaren) == Some(budget)));
    }
    let hoogste = z
        .profiel
        .standaardbudgetten
        .last()
        .map_or(Centen::NUL, |b| b.bedrag);
    if budget <= hoogste {
        return Some(uit(budget, false));
    }
    let precies =
        deel.maal(jaren) == Some(budget) && z.profiel.standaardbudgetten.iter().any(|b| b.bedrag == deel);
    Some(uit(deel, precies))
}

trait MinVan {
    fn min_van(self, ander: Self) -> Self;
}

impl MinVan for Centen {
    /// `Centen::min` subtracts, so the smaller of two has its own name.
    fn min_van(self, ander: Self) -> Self {
        std::cmp::Ord::min(self, ander)
    }
}

/// Rounded up to a whole cent.
fn per_jaar(totaal: Centen, jaren: i64) -> Centen {
    let heel = totaal.0 / jaren;
    Centen(heel + i64::from(totaal.0 % jaren != 0))
}

/// Where an amount lies among the standard budgets.
pub(crate) struct Plek {
    /// The one that is granted; `None` above the highest.
    pub(crate) gekozen: Option<Standaardbudget>,
    pub(crate) lager: Option<Standaardbudget>,
    pub(crate) precies: bool,
    pub(crate) klein: bool,
    /// The gemeente registered an agreement to round down, but the overrun is not small.
    pub(crate) beneden_te_ver: bool,
}

pub(crate) fn plek(z: &Zaak<'_>, bedrag: Centen) -> Plek {
    plek_in(z.profiel, bedrag, z.feiten.afronding.van_gemeente().copied())
}

/// `afgesproken` is what the gemeente registered.
pub(crate) fn plek_in(profiel: &Regioprofiel, bedrag: Centen, afgesproken: Option<Afronding>) -> Plek {
    let rij = &profiel.standaardbudgetten;
    let hoger = rij.iter().find(|b| b.bedrag >= bedrag).copied();
    let lager = rij.iter().rfind(|b| b.bedrag < bedrag).copied();
    let precies = hoger.is_some_and(|b| b.bedrag == bedrag);
    let klein = !precies && lager.is_some_and(|l| is_klein(bedrag, l.bedrag, profiel));
    let beneden = afgesproken == Some(Afronding::Beneden);
    Plek {
        gekozen: if beneden && klein { lager } else { hoger },
        lager,
        precies,
        klein,
        beneden_te_ver: beneden && !klein && !precies,
    }
}

/// V-09: measured as a part of the lower budget.
fn is_klein(bedrag: Centen, lager: Centen, profiel: &Regioprofiel) -> bool {
    let procent = i64::from(profiel.kleine_overschrijding_procent);
    let over = bedrag.min(lager).and_then(|o| o.maal(100));
    match (over, lager.maal(procent)) {
        (Some(over), Some(ruimte)) => over <= ruimte,
        _ => false,
    }
}

pub(crate) fn budget(z: &Zaak<'_>) -> Option<Grond> {
    const O: Onderwerp = Onderwerp::Budget;
    if !z.segment().is_none_or(|s| s.standaardbudgetten) {
        return None;
    }
    let Some(r) = raming(z) else {
        let zin = match (z.feiten.budget.waarde, z.feiten.omvang.waarde()) {
            (Some(_), _) => "Het gevraagde budget is nul.",
            (None, Some(_)) => {
                "Het verzoek vraagt een omvang en geen budget. Het protocol werkt met budgetten; een medewerker bepaalt het budget."
            }
            (None, None) => "Het verzoek noemt geen budget.",
        };
        let grond = z.voorleggen(O, zin);
        return Some(grond.bronfeit("Omvang", &z.feiten.omvang, Omvang::in_woorden));
    };
    let p = plek(z, r.bedrag);
    let grond = if !r.zeker {
        onduidelijk(z, &r)
    } else if p.beneden_te_ver {
        let zin = "Afgesproken is naar beneden afronden, maar de overschrijding is niet klein. Een medewerker bepaalt het budget.";
        z.voorleggen(O, zin)
    } else {
        passend(z, &p)
    };
    let grond = grond.bronfeit("Gevraagd budget", &z.feiten.budget, Centen::to_string);
    let grond = match z.feiten.raming_per_jaar.waarde() {
        Some(_) => grond.bronfeit("Raming per jaar", &z.feiten.raming_per_jaar, Centen::to_string),
        None => grond,
    };
    let grond = match z.feiten.afronding.waarde() {
        Some(_) => grond.bronfeit("Afspraak over afronden", &z.feiten.afronding, |a| {
            match a {
                Afronding::Beneden => "naar beneden",
                Afronding::Boven => "naar boven",
            }
            .to_owned()
        }),
        None => grond,
    };
    let te_hoog = toekenning(z)
        .and_then(|t| t.budget)
        .is_none_or(|b| b > HOOGSTE_BUDGET_IN_BERICHT);
    if te_hoog && z.periode().is_some() {
        let zin = format!("Het budget is hoger dan een bericht kan bevatten ({HOOGSTE_BUDGET_IN_BERICHT}).");
        return Some(
            z.voorleggen(O, zin)
                .bronfeit("Gevraagd budget", &z.feiten.budget, Centen::to_string),
        );
    }
    Some(grond.met_som(som(&r, &p)))
}

fn passend(z: &Zaak<'_>, p: &Plek) -> Grond {
    const O: Onderwerp = Onderwerp::Budget;
    let Some(b) = p.gekozen else {
        let hoogste = p.lager.map_or(Centen::NUL, |l| l.bedrag);
        let eerst = if p.klein {
            " De overschrijding is klein: stem eerst af over de afronding."
        } else {
            ""
        };
        let zin = format!(
            "Het bedrag is hoger dan het hoogste standaardbudget ({hoogste}). Dat vraagt een offertebudget; een medewerker overlegt daarover met de aanbieder.{eerst}"
        );
        return z.voorleggen(O, zin);
    };
    let naam = format!("standaardbudget {}, {}", b.nummer, b.bedrag);
    if p.precies {
        return z.goed(O, format!("Het bedrag is een standaardbudget: {naam}."));
    }
    match (p.klein, z.feiten.afronding.van_gemeente()) {
        (true, Some(Afronding::Beneden)) => {
            let zin = format!("Kleine overschrijding. Afgesproken is naar beneden afronden: {naam}.");
            z.goed(O, zin)
        }
        (true, Some(Afronding::Boven)) => {
            let zin = format!(
                "Kleine overschrijding. Er is overlegd; het bedrag wordt naar boven afgerond: {naam}."
            );
            z.goed(O, zin)
        }
        (true, None) => {
            let lager = p.lager.map_or(0, |l| l.nummer);
            let zin = format!(
                "Kleine overschrijding van standaardbudget {lager}. Gemeente en aanbieder stemmen af over de afronding. Zonder afspraak wordt het bedrag naar boven afgerond (aanname): {naam}."
            );
            z.goed(O, zin).als_let_op()
        }
        (false, _) => {
            let zin =
                format!("Het bedrag is geen standaardbudget en wordt naar boven afgerond (aanname): {naam}.");
            z.goed(O, zin)
        }
    }
}

fn onduidelijk(z: &Zaak<'_>, r: &Raming) -> Grond {
    let zin = if z.feiten.raming_per_jaar.waarde.is_some() {
        "Het budget in het bericht past niet bij de raming per jaar. Een medewerker bepaalt het budget."
    } else {
        "Het verzoek gaat over duurzame hulp van meer dan een jaar. Het is niet zeker of het budget per jaar geldt of voor de hele periode. Een medewerker bepaalt het budget."
    };
    z.voorleggen(Onderwerp::Budget, zin)
        .feit("Begonnen jaren van de toewijzing", r.jaren.to_string())
}

fn som(r: &Raming, p: &Plek) -> String {
    let per = if r.jaren > 1 { " per jaar" } else { "" };
    let mut uit = match (p.gekozen, p.lager) {
        (Some(b), _) if p.precies => {
            format!("{}{per} = standaardbudget {} ({}).", r.bedrag, b.nummer, b.bedrag)
        }
        (Some(b), Some(l)) if b.nummer == l.nummer => {
            format!(
                "{}{per} ligt net boven standaardbudget {} ({}).",
                r.bedrag, l.nummer, l.bedrag
            )
        }
        (Some(b), Some(l)) => format!(
            "{}{per} ligt boven standaardbudget {} ({}) en niet boven standaardbudget {} ({}).",
            r.bedrag, l.nummer, l.bedrag, b.nummer, b.bedrag
        ),
        (Some(b), None) => {
            format!(
                "{}{per} ligt niet boven standaardbudget {} ({}).",
                r.bedrag, b.nummer, b.bedrag
            )
        }
        (None, l) => format!(
            "{}{per} ligt boven het hoogste standaardbudget ({}).",
            r.bedrag,
            l.map_or(Centen::NUL, |l| l.bedrag)
        ),
    };
    if let (Some(l), true) = (p.lager, p.klein)
        && let Some(over) = r.bedrag.min(l.bedrag)
    {
        uit.push_str(&format!(" De overschrijding is {over}."));
    }
    let jaarbedrag = p.gekozen.map_or(r.bedrag, |b| b.bedrag);
    if r.jaren > 1
        && let Some(totaal) = jaarbedrag.maal(r.jaren)
    {
        let jaren = aantal(r.jaren, "begonnen jaar", "begonnen jaren");
        uit.push_str(&format!(" In het bericht: {jaren} × {jaarbedrag} = {totaal}."));
    }
    uit
}

/// What would be granted: the standard budget that fits, as the raming is a class and not a price (V-10). `None` when the
/// period is unknown, or the sum passes what fits a number.
pub(crate) fn toekenning(z: &Zaak<'_>) -> Option<Toekenning> {
    let soort = geldende_soort(z);
    let mut uit = Toekenning {
        product: z.feiten.product.waarde.clone(),
        periode: z.periode()?,
        budget: None,
        omvang: None,
        standaardbudget: None,
        offertebudget: false,
        per_jaar: None,
        soort,
    };
    if z.segment().is_some_and(|s| !s.standaardbudgetten) {
        uit.budget = z.feiten.budget.waarde;
        uit.omvang = z.feiten.omvang.waarde.clone();
        uit.soort = z.feiten.soort.waarde;
        return Some(uit);
    }
    let Some(r) = raming(z) else {
        uit.omvang = z.feiten.omvang.waarde.clone();
        return Some(uit);
    };
    let gekozen = plek(z, r.bedrag).gekozen;
    let bedrag = gekozen.map_or(r.bedrag, |b| b.bedrag);
    uit.standaardbudget = gekozen.map(|b| b.nummer);
    uit.offertebudget = gekozen.is_none();
    uit.budget = Some(bedrag.maal(r.jaren)?);
    if soort == Some(Soort::Duurzaam) {
        uit.per_jaar = Some(PerJaar {
            bedrag,
            jaren: r.jaren,
        });
    }
    Some(uit)
}

/// What a person would grant on these facts, whatever the outcome: for who departs from a proposal to refuse.
#[must_use]
pub fn voorstel(feiten: &VerzoekFeiten, profiel: &Regioprofiel) -> Option<Toekenning> {
    toekenning(&Zaak {
        feiten,
        profiel,
        besluitdatum: feiten.dagtekening,
    })
}
