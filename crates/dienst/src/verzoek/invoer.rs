//! From what was typed to the rows that are stored: only what is new, and only what this role may register.

use super::dossier::{
    AKKOORD, ANDERE_HULP, Akkoord, BRIEF, CONTACT, PER_JAAR, PRIVACY, RAMING, RESULTAAT, SOORT, TOETSING,
    ToetsingGegevens,
};
use super::vertaal::Vastgelegd;
use crate::DienstFout;
use crate::beeld::{AfrondAfspraak, AndereHulp, FeitenInvoer};
use crate::recht::{Functie, Handeling, mag};
use houvast_begrip::{AgbCode, Centen, Periode};
use houvast_beslis::{Afronding, Soort, Traject};
use jiff::civil::Date;

/// Characters of a result in words.
const RESULTAAT_HOOGSTENS: usize = 500;
/// Nobody asks or agrees to more in one request: the highest amount a message can hold.
pub(super) const HOOGSTE_BEDRAG: Centen = Centen(99_999_999);

/// One fact to store: kind, day, value as JSON.
pub(crate) struct Nieuw {
    pub(super) soort: &'static str,
    pub(super) datum: Option<Date>,
    pub(super) waarde: String,
    /// For the timeline: what kind of fact, never its value.
    pub(super) in_woorden: &'static str,
}

/// The registered facts as the fields of the form show them.
pub(super) fn als_velden(v: &Vastgelegd) -> FeitenInvoer {
    FeitenInvoer {
        contact: v.contact.waarde,
        aangemeld: v.aangemeld.waarde,
        getoetst: v.toetsing.waarde,
        past: v.past,
        duurzaam: v.soort.waarde.map(|s| s == Soort::Duurzaam),
        per_jaar: v.per_jaar.waarde,
        privacy: v.privacy.waarde,
        resultaat: v.resultaat.waarde.clone(),
        brief: v.brief.waarde,
        andere_hulp: v.andere_hulp.waarde.as_ref().map(|t| AndereHulp {
            agb: t.aanbieder.to_string(),
            van: t.periode.begin,
            tot: t.periode.eind,
        }),
        geen_andere_hulp: false,
        akkoord_naast: v.akkoord.waarde,
        akkoord_bedrag: v.instemming.waarde,
        akkoord_duur: v.langere_duur.waarde,
        afronding: v.afronding.waarde.map(|a| match a {
            Afronding::Beneden => AfrondAfspraak::Beneden,
            Afronding::Boven => AfrondAfspraak::Boven,
        }),
    }
}

/// Only what differs from what is known: a form goes back whole.
pub(super) fn wat_nieuw_is(invoer: FeitenInvoer, v: &Vastgelegd) -> FeitenInvoer {
    fn anders<T: PartialEq>(getypt: Option<T>, bekend: Option<T>) -> Option<T> {
        getypt.filter(|g| bekend.as_ref() != Some(g))
    }
    let nu = als_velden(v);
    FeitenInvoer {
        contact: anders(invoer.contact, nu.contact),
        aangemeld: anders(invoer.aangemeld, nu.aangemeld),
        getoetst: anders(invoer.getoetst, nu.getoetst),
        past: anders(invoer.past, nu.past),
        duurzaam: anders(invoer.duurzaam, nu.duurzaam),
        per_jaar: anders(invoer.per_jaar, nu.per_jaar),
        // 'No' says nothing where nobody ever said 'yes'.
        privacy: anders(invoer.privacy, Some(nu.privacy.unwrap_or(false))),
        resultaat: anders(
            invoer
                .resultaat
                .map(|r| r.trim().to_owned())
                .filter(|r| !r.is_empty()),
            nu.resultaat,
        ),
        brief: anders(invoer.brief, nu.brief),
        geen_andere_hulp: invoer.geen_andere_hulp && nu.andere_hulp.is_some(),
        andere_hulp: anders(invoer.andere_hulp, nu.andere_hulp).filter(|_| !invoer.geen_andere_hulp),
        akkoord_naast: anders(invoer.akkoord_naast, Some(nu.akkoord_naast.unwrap_or(false))),
        akkoord_bedrag: anders(
            invoer.akkoord_bedrag,
            Some(nu.akkoord_bedrag.unwrap_or(Centen::NUL)),
        ),
        akkoord_duur: anders(invoer.akkoord_duur, Some(nu.akkoord_duur.unwrap_or(false))),
        afronding: anders(
            invoer.afronding,
            Some(nu.afronding.unwrap_or(AfrondAfspraak::Geen)),
        ),
    }
}

/// Everything wrong with it, per field. `invoer` holds only what is new.
pub(super) fn controleer(
    functie: Functie,
    invoer: &FeitenInvoer,
    bekend: &Vastgelegd,
    vandaag: Date,
) -> Vec<(String, String)> {
    let mut fouten = Vec::new();
    let mut fout = |veld: &str, tekst: &str| fouten.push((veld.to_owned(), tekst.to_owned()));
    if *invoer == FeitenInvoer::default() {
        fout(
            "vastleggen",
            "Vul ten minste één nieuw gegeven in. Wat er al stond, is niet veranderd.",
        );
    }
    for (veld, dag) in [
        ("contact", invoer.contact),
        ("aangemeld", invoer.aangemeld),
        ("getoetst", invoer.getoetst),
    ] {
        if dag.is_some_and(|d| d > vandaag) {
            fout(
                veld,
                "Deze datum ligt in de toekomst. Vul de dag in waarop het gebeurd is.",
            );
        }
    }
    let aangemeld = invoer.aangemeld.or(bekend.aangemeld.waarde);
    let getoetst = invoer.getoetst.or(bekend.toetsing.waarde);
    let raakt_toetsing = invoer.aangemeld.is_some() || invoer.getoetst.is_some();
    if raakt_toetsing
        && let (Some(aangemeld), Some(getoetst)) = (aangemeld, getoetst)
        && getoetst < aangemeld
    {
        fout(
            "getoetst",
            "De toetsing kan niet voor de aanmelding liggen. Controleer beide datums.",
        );
    }
    if invoer
        .resultaat
        .as_ref()
        .is_some_and(|r| r.chars().count() > RESULTAAT_HOOGSTENS)
    {
        fout(
            "resultaat",
            "Dit is te lang. Schrijf het resultaat op in hoogstens 500 tekens.",
        );
    }
    for (veld, bedrag) in [
        ("per_jaar", invoer.per_jaar),
        ("brief", invoer.brief),
        ("akkoord_bedrag", invoer.akkoord_bedrag),
    ] {
        if bedrag.is_some_and(|b| b < Centen::NUL || b > HOOGSTE_BEDRAG) {
            fout(veld, "Vul een bedrag in van € 0 tot € 999.999,99.");
        }
    }
    if invoer.per_jaar.is_some()
        && invoer
            .duurzaam
            .or(bekend.soort.waarde.map(|s| s == Soort::Duurzaam))
            != Some(true)
    {
        fout(
            "per_jaar",
            "Een bedrag per jaar hoort bij duurzame hulp. Kies ook Duurzaam, of maak dit veld leeg.",
        );
    }
    if let Some(hulp) = &invoer.andere_hulp {
        if AgbCode::nieuw(&hulp.agb).is_err() {
            fout(
                "andere_aanbieder",
                "Kies een aanbieder uit de lijst, of vul een AGB-code van acht cijfers in.",
            );
        }
        if hulp.tot.is_some_and(|tot| tot < hulp.van) {
            fout(
                "andere_tot",
                "De laatste dag ligt voor de eerste dag. Controleer beide datums.",
            );
        }
    }
    for (veld, getypt, handeling, tekst) in [
        (
            "getoetst",
            raakt_toetsing || invoer.past.is_some(),
            Handeling::ToetsingVastleggen,
            "De toetsing legt de aanbieder vast.",
        ),
        (
            "resultaat",
            invoer.resultaat.is_some() || invoer.brief.is_some(),
            Handeling::ResultaatVastleggen,
            "Het resultaat en de verwijsbrief legt de aanbieder vast.",
        ),
        (
            "contact",
            invoer.contact.is_some(),
            Handeling::ContactVastleggen,
            "Het contact kunt u hier niet vastleggen.",
        ),
        (
            "soort",
            invoer.duurzaam.is_some() || invoer.per_jaar.is_some() || invoer.privacy.is_some(),
            Handeling::SoortVastleggen,
            "Herstel of duurzaam kunt u hier niet vastleggen.",
        ),
        (
            "andere_aanbieder",
            invoer.andere_hulp.is_some() || invoer.geen_andere_hulp,
            Handeling::AndereHulpVastleggen,
            "Andere hulp kunt u hier niet vastleggen.",
        ),
        (
            "akkoord_naast",
            invoer.akkoord_naast.is_some()
                || invoer.akkoord_bedrag.is_some()
                || invoer.akkoord_duur.is_some()
                || invoer.afronding.is_some(),
            Handeling::AkkoordVastleggen,
            "Een akkoord van de Toegang legt een consulent vast.",
        ),
    ] {
        if getypt && !mag(functie, handeling) {
            fout(veld, tekst);
        }
    }
    fouten
}

/// The rows, one per kind of fact.
pub(super) fn naar_feiten(invoer: &FeitenInvoer, vandaag: Date) -> Result<Vec<Nieuw>, DienstFout> {
    fn json<T: serde::Serialize>(waarde: &T) -> Result<String, DienstFout> {
        super::naar_json(waarde, "feit")
    }
    let mut uit = Vec::new();
    let mut erbij = |soort, datum, waarde, in_woorden| {
        uit.push(Nieuw {
            soort,
            datum,
            waarde,
            in_woorden,
        });
    };
    if let Some(dag) = invoer.contact {
        erbij(CONTACT, Some(dag), "{}".to_owned(), "contact met de Toegang");
    }
    if invoer.getoetst.is_some() || invoer.aangemeld.is_some() || invoer.past.is_some() {
        let gegevens = ToetsingGegevens {
            aangemeld: invoer.aangemeld,
            past: invoer.past,
        };
        erbij(TOETSING, invoer.getoetst, json(&gegevens)?, "toetsing");
    }
    if let Some(duurzaam) = invoer.duurzaam {
        let soort = if duurzaam { Soort::Duurzaam } else { Soort::Herstel };
        erbij(SOORT, None, json(&soort)?, "herstel of duurzaam");
    }
    if let Some(bedrag) = invoer.per_jaar {
        erbij(PER_JAAR, None, json(&bedrag)?, "bedrag per jaar");
    }
    if let Some(ja) = invoer.privacy {
        erbij(PRIVACY, None, json(&ja)?, "of de ouders gegevens delen");
    }
    if let Some(resultaat) = &invoer.resultaat {
        erbij(RESULTAAT, None, json(resultaat)?, "beoogd resultaat");
    }
    if let Some(bedrag) = invoer.brief {
        erbij(BRIEF, None, json(&bedrag)?, "bedrag in de verwijsbrief");
    }
    if invoer.geen_andere_hulp {
        erbij(ANDERE_HULP, None, "null".to_owned(), "geen andere hulp");
    }
    if let Some(hulp) = &invoer.andere_hulp {
        let traject = Traject {
            aanbieder: AgbCode::nieuw(&hulp.agb).map_err(|_| DienstFout::Ongeldig("AGB-code"))?,
            segment: None,
            periode: Periode::nieuw(hulp.van, hulp.tot).ok_or(DienstFout::Ongeldig("periode"))?,
            akkoord: false,
        };
        erbij(ANDERE_HULP, None, json(&traject)?, "andere hulp");
    }
    let akkoorden = [
        invoer.akkoord_naast.map(|ja| {
            if ja {
                Akkoord::NaastAndereHulp
            } else {
                Akkoord::NietNaastAndereHulp
            }
        }),
        invoer.akkoord_bedrag.map(|b| Akkoord::Bedrag { tot: b.0 }),
        invoer.akkoord_duur.map(|ja| {
            if ja {
                Akkoord::LangereDuur
            } else {
                Akkoord::GeenLangereDuur
            }
        }),
        invoer.afronding.map(|a| match a {
            AfrondAfspraak::Beneden => Akkoord::Afronding {
                naar: Afronding::Beneden,
            },
            AfrondAfspraak::Boven => Akkoord::Afronding {
                naar: Afronding::Boven,
            },
            AfrondAfspraak::Geen => Akkoord::GeenAfronding,
        }),
    ];
    for akkoord in akkoorden.into_iter().flatten() {
        erbij(AKKOORD, Some(vandaag), json(&akkoord)?, akkoord.in_woorden());
    }
    Ok(uit)
}

/// What a calculation tells the decision: the estimate, its kind, the amount of a year, and the agreement on rounding.
pub(crate) fn raming_feiten(
    raming: Centen,
    soort: Option<Soort>,
    per_jaar: Option<Centen>,
    afronding: Option<Afronding>,
    vandaag: Date,
) -> Result<Vec<Nieuw>, DienstFout> {
    let nieuw = |soort, waarde, in_woorden| Nieuw {
        soort,
        datum: None,
        waarde,
        in_woorden,
    };
    let mut uit = vec![nieuw(RAMING, super::naar_json(&raming, "feit")?, "raming")];
    if let Some(soort) = soort {
        uit.push(nieuw(
            SOORT,
            super::naar_json(&soort, "feit")?,
            "herstel of duurzaam",
        ));
    }
    if let Some(bedrag) = per_jaar {
        uit.push(nieuw(
            PER_JAAR,
            super::naar_json(&bedrag, "feit")?,
            "bedrag per jaar",
        ));
    }
    if let Some(naar) = afronding {
        let akkoord = Akkoord::Afronding { naar };
        uit.push(Nieuw {
            datum: Some(vandaag),
            ..nieuw(AKKOORD, super::naar_json(&akkoord, "feit")?, akkoord.in_woorden())
        });
    }
    Ok(uit)
}

impl Akkoord {
    /// For the timeline.
    pub(super) fn in_woorden(self) -> &'static str {
        match self {
            Self::NaastAndereHulp => "akkoord met hulp naast andere hulp",
            Self::NietNaastAndereHulp => "geen akkoord met hulp naast andere hulp",
            Self::Bedrag { tot: ..=0 } => "instemming met een bedrag ingetrokken",
            Self::Bedrag { .. } => "instemming met een bedrag",
            Self::LangereDuur => "akkoord met langer herstel",
            Self::GeenLangereDuur => "geen akkoord met langer herstel",
            Self::Afronding { .. } => "afspraak over afronden",
            Self::GeenAfronding => "afspraak over afronden ingetrokken",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const VANDAAG: Date = date(2026, 11, 23);

    fn velden(functie: Functie, invoer: FeitenInvoer) -> Vec<String> {
        let bekend = Vastgelegd::default();
        let nieuw = wat_nieuw_is(invoer, &bekend);
        controleer(functie, &nieuw, &bekend, VANDAAG)
            .into_iter()
            .map(|(veld, _)| veld)
            .collect()
    }

    #[test]
    fn ieder_legt_alleen_vast_wat_zijn_rol_weet() {
        let akkoord = || FeitenInvoer {
            akkoord_naast: Some(true),
            ..FeitenInvoer::default()
        };
        assert_eq!(velden(Functie::AanbiederMedewerker, akkoord()), ["akkoord_naast"]);
        assert!(velden(Functie::Consulent, akkoord()).is_empty());
        let resultaat = || FeitenInvoer {
            resultaat: Some("Weer naar school".into()),
            ..FeitenInvoer::default()
        };
        assert_eq!(velden(Functie::Consulent, resultaat()), ["resultaat"]);
        assert!(velden(Functie::AanbiederMedewerker, resultaat()).is_empty());
        let toetsing = || FeitenInvoer {
            getoetst: Some(VANDAAG),
            ..FeitenInvoer::default()
        };
        assert_eq!(velden(Functie::Consulent, toetsing()), ["getoetst"]);
        assert!(velden(Functie::AanbiederMedewerker, toetsing()).is_empty());
    }

    #[test]
    fn wat_er_al_stond_is_niet_nieuw() {
        let leeg = FeitenInvoer {
            privacy: Some(false),
            akkoord_naast: Some(false),
            akkoord_bedrag: Some(Centen::NUL),
            afronding: Some(AfrondAfspraak::Geen),
            resultaat: Some("  ".into()),
            ..FeitenInvoer::default()
        };
        assert_eq!(velden(Functie::Consulent, leeg), ["vastleggen"]);
    }

    #[test]
    fn elk_veld_heeft_zijn_grens() {
        let met = |f: fn(&mut FeitenInvoer)| {
            let mut invoer = FeitenInvoer::default();
            f(&mut invoer);
            velden(Functie::Consulent, invoer)
        };
        assert_eq!(met(|i| i.contact = Some(date(2026, 11, 24))), ["contact"]);
        assert!(met(|i| i.contact = Some(VANDAAG)).is_empty());
        assert_eq!(
            met(|i| i.akkoord_bedrag = Some(Centen(100_000_000))),
            ["akkoord_bedrag"]
        );
        assert!(met(|i| i.akkoord_bedrag = Some(HOOGSTE_BEDRAG)).is_empty());
        assert_eq!(met(|i| i.per_jaar = Some(Centen::euro(5_000))), ["per_jaar"]);
        assert!(
            met(|i| {
                i.per_jaar = Some(Centen::euro(5_000));
                i.duurzaam = Some(true)
            })
            .is_empty()
        );
        let hulp = |agb: &str, tot| AndereHulp {
            agb: agb.into(),
            van: VANDAAG,
            tot,
        };
        for (hulp, fout) in [
            (hulp("73990101", None), None),
            (hulp("7399", None), Some("andere_aanbieder")),
            (hulp("73990101", Some(date(2026, 11, 22))), Some("andere_tot")),
        ] {
            let invoer = FeitenInvoer {
                andere_hulp: Some(hulp),
                ..FeitenInvoer::default()
            };
            assert_eq!(
                velden(Functie::Consulent, invoer).first().map(String::as_str),
                fout
            );
        }
    }
}
