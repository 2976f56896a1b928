//! What lies open, most urgent first.

use crate::beeld::{Rol, Termijn, WerkFilter, WerkRij, WerkSoort, Werkvoorraad};
use crate::recht::{Handeling, eis};
use crate::{Aangemeld, DienstFout, Huis, taal, termijnen};
use houvast_begrip::{Werkkalender, datum};
use houvast_opslag::{Bladzijde, SignaalRegel, SignaalSoort, VerzoekStatus, WerkRegel, WerkVraag};
use jiff::civil::Date;
use uuid::Uuid;

/// Rows on one screen; more is said, not shown.
const HOOGSTENS: u32 = 500;

/// The work list of a consulent or an aanbieder.
pub async fn toon(huis: &Huis, wie: &Aangemeld, filter: WerkFilter) -> Result<Werkvoorraad, DienstFout> {
    eis(wie.rol(), Handeling::Zien)?;
    let vandaag = huis.tijd.vandaag();
    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    let verzoeken = lees
        .werkvoorraad(&WerkVraag::default(), Bladzijde::eerste(HOOGSTENS))
        .await?;
    let signalen = lees.signalen(vandaag, Bladzijde::eerste(HOOGSTENS)).await?;
    let afgekapt = verzoeken.volgende.is_some() || signalen.volgende.is_some();
    let mut alles: Vec<(WerkFilter, bool, WerkRij)> = Vec::new();
    for regel in &verzoeken.rijen {
        let soort = match regel.status {
            VerzoekStatus::InOnderzoek => WerkFilter::Onderzoek,
            VerzoekStatus::Open | VerzoekStatus::Afgehandeld => WerkFilter::Verzoeken,
        };
        alles.push((soort, true, verzoekrij(huis, wie.rol(), regel, vandaag)));
    }
    for regel in &signalen.rijen {
        // A term of a request stands at that request already; in the whole list it would stand twice.
        let ook_in_alles = !matches!(regel.soort, SignaalSoort::Antwoord | SignaalSoort::Onderzoek);
        alles.push((
            WerkFilter::Signalen,
            ook_in_alles,
            signaalrij(huis, wie.rol(), regel, vandaag),
        ));
    }
    let week = Werkkalender::protocol(false).plus(vandaag, 5);
    let tel = |past: &dyn Fn(&WerkRij) -> bool| {
        aantal(alles.iter().filter(|(_, ook, rij)| *ook && past(rij)).count())
    };
    let nu_te_doen = |rij: &WerkRij| rij.termijn.is_some_and(|t| t.uiterlijk <= vandaag);
    let deze_week = |rij: &WerkRij| {
        rij.termijn
            .is_some_and(|t| t.uiterlijk > vandaag && t.uiterlijk <= week)
    };
    let (nu, straks) = (tel(&nu_te_doen), tel(&deze_week));
    let totaal = tel(&|_| true);
    let van = |soort: WerkFilter| aantal(alles.iter().filter(|(s, ..)| *s == soort).count());
    let filters = vec![
        (WerkFilter::Alles, totaal),
        (WerkFilter::Vandaag, nu),
        (WerkFilter::Verzoeken, van(WerkFilter::Verzoeken)),
        (WerkFilter::Onderzoek, van(WerkFilter::Onderzoek)),
        (WerkFilter::Signalen, van(WerkFilter::Signalen)),
    ];
    let mut rijen: Vec<WerkRij> = alles
        .into_iter()
        .filter(|(soort, ook, rij)| match filter {
            WerkFilter::Alles => *ook,
            WerkFilter::Vandaag => *ook && nu_te_doen(rij),
            gekozen => *soort == gekozen,
        })
        .map(|(.., rij)| rij)
        .collect();
    rijen.sort_by_key(|rij| (rij.termijn.map_or(Date::MAX, |t| t.uiterlijk), rij.sinds, rij.id));
    Ok(Werkvoorraad {
        vandaag: nu,
        deze_week: straks,
        later: totaal.saturating_sub(nu + straks),
        filters,
        filter,
        rijen,
        afgekapt,
    })
}

/// The first request after this one in the order of the list.
pub(crate) async fn volgende(huis: &Huis, wie: &Aangemeld, na: Uuid) -> Result<Option<Uuid>, DienstFout> {
    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    let lijst = lees
        .werkvoorraad(&WerkVraag::default(), Bladzijde::eerste(HOOGSTENS))
        .await?;
    let plek = lijst.rijen.iter().position(|r| r.id == na);
    let verder = plek.and_then(|p| lijst.rijen.get(p + 1));
    Ok(verder
        .or_else(|| lijst.rijen.first())
        .map(|r| r.id)
        .filter(|id| *id != na))
}

fn aantal(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn termijn(huis: &Huis, vandaag: Date, uiterlijk: Date) -> Termijn {
    Termijn {
        uiterlijk,
        werkdagen: termijnen::werkdagen_tot(huis, vandaag, uiterlijk),
    }
}

fn verzoekrij(huis: &Huis, rol: Rol, regel: &WerkRegel, vandaag: Date) -> WerkRij {
    let stand = match (rol, regel.status) {
        (_, VerzoekStatus::InOnderzoek) => "In onderzoek".to_owned(),
        (Rol::Aanbieder, _) => "Wacht op antwoord van de gemeente".to_owned(),
        (Rol::Consulent, _) => match regel.voorstel.as_str() {
            "toewijzen" => format!("Voorstel toewijzen: {}", regel.samenvatting),
            "afwijzen" => format!("Voorstel afwijzen: {}", regel.samenvatting),
            _ => regel.samenvatting.clone(),
        },
    };
    WerkRij {
        soort: WerkSoort::Verzoek,
        id: regel.id,
        wat: "Verzoek om toewijzing".to_owned(),
        jeugdige: Some(taal::naam(
            regel.voornamen.as_deref(),
            regel.voorletters.as_deref(),
            regel.voorvoegsel.as_deref(),
            &regel.geslachtsnaam,
        )),
        leeftijd: Some(datum::leeftijd(regel.geboortedatum, vandaag)),
        bij: match rol {
            Rol::Consulent => format!(
                "{}, {}",
                regel
                    .aanbieder_naam
                    .clone()
                    .unwrap_or_else(|| format!("Onbekende aanbieder {}", regel.aanbieder)),
                taal::via(&regel.route)
            ),
            Rol::Aanbieder => huis.gemeente_naam(regel.houder.als_str()),
        },
        stand,
        termijn: Some(termijn(huis, vandaag, regel.antwoord_voor)),
        sinds: huis.tijd.dag_van(regel.ontvangen_op),
    }
}

fn signaalrij(huis: &Huis, rol: Rol, regel: &SignaalRegel, vandaag: Date) -> WerkRij {
    let (soort, wat, stand) = match (regel.soort, rol) {
        (SignaalSoort::Antwoord, _) => (
            WerkSoort::Verzoek,
            "Antwoord op een verzoek",
            "De termijn van vijf werkdagen loopt af",
        ),
        (SignaalSoort::Onderzoek, _) => (
            WerkSoort::Verzoek,
            "Onderzoek afronden",
            "De acht weken van het onderzoek lopen af",
        ),
        (SignaalSoort::GeenRetour, Rol::Consulent) => (
            WerkSoort::Bericht,
            "Retourbericht ontbreekt",
            "De aanbieder heeft ons bericht nog niet bevestigd: vraag het na",
        ),
        (SignaalSoort::GeenRetour, Rol::Aanbieder) => (
            WerkSoort::Bericht,
            "Retourbericht ontbreekt",
            "Bevestig dit bericht van de gemeente met een retourbericht",
        ),
        (SignaalSoort::Teruggekomen, Rol::Consulent) => (
            WerkSoort::Bericht,
            "Ons bericht is afgekeurd",
            "De aanbieder vond een fout: bekijk het retourbericht",
        ),
        (SignaalSoort::Teruggekomen, Rol::Aanbieder) => (
            WerkSoort::Bericht,
            "Afgekeurd bericht",
            "De gemeente kijkt naar de fout die u meldde",
        ),
        (SignaalSoort::TeBeoordelen, Rol::Consulent) => (
            WerkSoort::Bericht,
            "Bericht beoordelen",
            "Dit soort bericht wordt nog niet vanzelf verwerkt",
        ),
        (SignaalSoort::TeBeoordelen, Rol::Aanbieder) => (
            WerkSoort::Bericht,
            "Bericht wacht",
            "De gemeente verwerkt dit soort bericht nog niet vanzelf",
        ),
    };
    WerkRij {
        soort,
        id: regel.onderwerp,
        wat: wat.to_owned(),
        jeugdige: regel.geslachtsnaam.as_deref().map(|achternaam| {
            taal::naam(
                regel.voornamen.as_deref(),
                regel.voorletters.as_deref(),
                regel.voorvoegsel.as_deref(),
                achternaam,
            )
        }),
        leeftijd: regel.geboortedatum.map(|dag| datum::leeftijd(dag, vandaag)),
        bij: match rol {
            Rol::Consulent => regel
                .aanbieder_naam
                .clone()
                .or_else(|| regel.aanbieder.map(|a| a.to_string()))
                .unwrap_or_default(),
            Rol::Aanbieder => huis.gemeente_naam(regel.houder.als_str()),
        },
        stand: stand.to_owned(),
        termijn: regel.uiterlijk.map(|dag| termijn(huis, vandaag, dag)),
        sinds: regel.vanaf,
    }
}
