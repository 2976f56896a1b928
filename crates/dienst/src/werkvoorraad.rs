//! What lies open, most urgent first.

use crate::beeld::{Rol, Termijn, WerkFilter, WerkPlek, WerkRij, WerkSoort, Werkvoorraad};
use crate::recht::{Handeling, eis};
use crate::{Aangemeld, DienstFout, Huis, taal, termijnen};
use houvast_begrip::{Werkkalender, datum};
use houvast_opslag::{
    Bladzijde, Lees, Lijst, SignaalRegel, SignaalSoort, VerzoekStatus, WerkRegel, WerkVraag,
};
use jiff::civil::Date;
use uuid::Uuid;

/// Rows on one page.
const PER_BLAD: usize = 50;

/// The work list of a consulent or an aanbieder, from `plek` on.
pub async fn toon(
    huis: &Huis,
    wie: &Aangemeld,
    filter: WerkFilter,
    plek: WerkPlek,
) -> Result<Werkvoorraad, DienstFout> {
    eis(wie.rol(), Handeling::Zien)?;
    let vandaag = huis.tijd.vandaag();
    let week = Werkkalender::protocol(false).plus(vandaag, 5);
    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    let verzoeken = lees.werktelling(vandaag, week).await?;
    let signalen = lees.signaaltelling(vandaag, week).await?;
    let (rijen, volgende) = blad(&mut lees, huis, wie.rol(), filter, plek, vandaag).await?;
    let nu = aantal(verzoeken.vandaag + signalen.vandaag);
    let straks = aantal(verzoeken.tot + signalen.tot);
    let totaal = aantal(verzoeken.open + verzoeken.in_onderzoek + signalen.los);
    Ok(Werkvoorraad {
        vandaag: nu,
        deze_week: straks,
        later: totaal.saturating_sub(nu + straks),
        filters: vec![
            (WerkFilter::Alles, totaal),
            (WerkFilter::Vandaag, nu),
            (WerkFilter::Verzoeken, aantal(verzoeken.open)),
            (WerkFilter::Onderzoek, aantal(verzoeken.in_onderzoek)),
            (WerkFilter::Signalen, aantal(signalen.alle)),
        ],
        filter,
        rijen,
        verder: plek != WerkPlek::default(),
        volgende,
    })
}

/// Two lists in order of their last day, woven into one. Each has its own cursor, so that a page begins where the one
/// before ended, whatever was added or answered meanwhile.
async fn blad(
    lees: &mut Lees,
    huis: &Huis,
    rol: Rol,
    filter: WerkFilter,
    plek: WerkPlek,
    vandaag: Date,
) -> Result<(Vec<WerkRij>, Option<WerkPlek>), DienstFout> {
    let grens = u32::try_from(PER_BLAD).unwrap_or(50);
    let van = |na: Option<Uuid>| na.map_or(Bladzijde::eerste(grens), |na| Bladzijde::na(na, grens));
    let alleen_vandaag = filter == WerkFilter::Vandaag;
    let vraag = WerkVraag {
        status: match filter {
            WerkFilter::Verzoeken => Some(VerzoekStatus::Open),
            WerkFilter::Onderzoek => Some(VerzoekStatus::InOnderzoek),
            WerkFilter::Alles | WerkFilter::Vandaag | WerkFilter::Signalen => None,
        },
        uiterlijk: alleen_vandaag.then_some(vandaag),
        ..WerkVraag::default()
    };
    let verzoeken = match filter {
        WerkFilter::Signalen => Lijst::leeg(),
        _ => lees.werkvoorraad(&vraag, van(plek.verzoek)).await?,
    };
    // A term of a request stands at that request already; in the whole list it would stand twice.
    let mut signalen = match filter {
        WerkFilter::Verzoeken | WerkFilter::Onderzoek => Lijst::leeg(),
        WerkFilter::Signalen => lees.signalen(vandaag, van(plek.signaal)).await?,
        WerkFilter::Alles | WerkFilter::Vandaag => lees.losse_signalen(vandaag, van(plek.signaal)).await?,
    };
    if alleen_vandaag {
        let voor = signalen.rijen.len();
        signalen
            .rijen
            .retain(|s| s.uiterlijk.is_some_and(|dag| dag <= vandaag));
        if signalen.rijen.len() < voor {
            signalen.volgende = None;
        }
    }
    let dagen_v: Vec<Date> = verzoeken.rijen.iter().map(|r| r.antwoord_voor).collect();
    let dagen_s: Vec<Date> = signalen
        .rijen
        .iter()
        .map(|r| r.uiterlijk.unwrap_or(Date::MAX))
        .collect();
    let mut hier = plek;
    let mut rijen = Vec::with_capacity(PER_BLAD);
    let (mut v, mut s) = (verzoeken.rijen.iter(), signalen.rijen.iter());
    for is_signaal in weef(&dagen_v, &dagen_s, PER_BLAD) {
        if is_signaal && let Some(regel) = s.next() {
            hier.signaal = Some(regel.id);
            rijen.push(signaalrij(huis, rol, regel, vandaag));
        } else if let Some(regel) = v.next() {
            hier.verzoek = Some(regel.id);
            rijen.push(verzoekrij(huis, rol, regel, vandaag));
        }
    }
    let over = v.next().is_some() || s.next().is_some();
    let meer = over || verzoeken.volgende.is_some() || signalen.volgende.is_some();
    Ok((rijen, meer.then_some(hier)))
}

/// The order in which two sorted lists become one: `true` takes the next signal, `false` the next request.
fn weef(verzoeken: &[Date], signalen: &[Date], hoogstens: usize) -> Vec<bool> {
    let (mut v, mut s) = (verzoeken.iter().peekable(), signalen.iter().peekable());
    let mut uit = Vec::new();
    while uit.len() < hoogstens {
        let signaal = match (v.peek(), s.peek()) {
            (None, None) => break,
            (Some(v), Some(s)) => s < v,
            (v, _) => v.is_none(),
        };
        if signaal {
            s.next()
        } else {
            v.next()
        };
        uit.push(signaal);
    }
    uit
}

/// The first request after this one in the order of the list, or else the first of all.
pub(crate) async fn volgende(huis: &Huis, wie: &Aangemeld, na: Uuid) -> Result<Option<Uuid>, DienstFout> {
    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    let vraag = WerkVraag::default();
    let verder = lees.werkvoorraad(&vraag, Bladzijde::na(na, 1)).await?;
    if let Some(regel) = verder.rijen.first() {
        return Ok(Some(regel.id));
    }
    let begin = lees.werkvoorraad(&vraag, Bladzijde::eerste(1)).await?;
    Ok(begin.rijen.first().map(|r| r.id).filter(|id| *id != na))
}

fn aantal(n: i64) -> u32 {
    u32::try_from(n).unwrap_or_default()
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
        (SignaalSoort::Vastgelopen, _) => (
            WerkSoort::Bericht,
            "Bericht vastgelopen",
            "Houvast kan dit bericht nu niet verwerken en probeert het vanzelf opnieuw",
        ),
        (SignaalSoort::TeBeoordelen, Rol::Consulent) => (
            WerkSoort::Bericht,
            match regel.bericht_soort.as_deref() {
                Some("JW317") => "Verzoek om wijziging",
                Some("JW323") => "Declaratie beoordelen",
                _ => "Bericht beoordelen",
            },
            "Gecontroleerd, er is nog geen antwoord verstuurd",
        ),
        (SignaalSoort::TeBeoordelen, Rol::Aanbieder) => (
            WerkSoort::Bericht,
            match regel.bericht_soort.as_deref() {
                Some("JW317") => "Verzoek om wijziging",
                Some("JW323") => "Declaratie",
                _ => "Bericht",
            },
            "De gemeente beoordeelt dit nog",
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

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn twee_lijsten_worden_een_in_de_orde_van_hun_laatste_dag() {
        let dag = |d| date(2026, 11, d);
        let (v, s) = ([dag(2), dag(4), dag(4)], [dag(1), dag(4), Date::MAX]);
        assert_eq!(
            weef(&v, &s, 50),
            [true, false, false, false, true, true],
            "op dezelfde dag eerst het verzoek"
        );
        assert_eq!(weef(&v, &s, 2), [true, false]);
        assert_eq!(weef(&[], &s, 50), [true; 3]);
        assert_eq!(weef(&v, &[], 50), [false; 3]);
        assert!(weef(&[], &[], 50).is_empty());
    }
}
