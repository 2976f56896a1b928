//! What lies open, most urgent first. How to add a kind of work: [`soorten`].

pub(crate) mod soorten;

use crate::beeld::{Rol, Termijn, WerkFilter, WerkPlek, WerkRij, WerkSoort, Werkvoorraad};
use crate::recht::{Functie, Handeling, eis};
use crate::{Aangemeld, DienstFout, Huis, taal, termijnen, verwijzing};
use houvast_begrip::{Werkkalender, datum};
use houvast_opslag::{
    Bladzijde, Lijst, SignaalRegel, SignaalTelling, SignaalVraag, VEEL_SIGNALEN, VerzoekStatus, WerkRegel,
    WerkTelling, WerkVraag,
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
    eis(wie.functie(), Handeling::WerkZien)?;
    if wie.rol() == Rol::Verwijzer {
        return verwijzer(huis, wie).await;
    }
    if wie.rol() == Rol::Expert {
        return crate::ingebracht::werk(huis, wie).await;
    }
    eis(wie.functie(), Handeling::Zien)?;
    let vandaag = huis.tijd.vandaag();
    let week = Werkkalender::protocol(false).plus(vandaag, 5);
    let filters = Filters {
        filter,
        plek,
        vandaag,
        week,
    };
    // Side by side: the page waits for the slower of the two.
    let ((verzoeken, lijst_v), (signalen, lijst_s)) =
        tokio::try_join!(filters.verzoeken(huis, wie), filters.signalen(huis, wie))?;
    let (rijen, volgende) = blad(huis, wie.functie(), plek, vandaag, (&lijst_v, &lijst_s));
    let nu = aantal(verzoeken.vandaag + signalen.vandaag);
    let straks = aantal(verzoeken.tot + signalen.tot);
    let totaal = aantal(verzoeken.open + verzoeken.in_onderzoek + signalen.los);
    Ok(Werkvoorraad {
        vandaag: nu,
        deze_week: straks,
        later: signalen.later.map(|n| aantal(verzoeken.later + n)),
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

/// The work list of a verwijzer: no cases and no signals, only its own referrals.
async fn verwijzer(huis: &Huis, wie: &Aangemeld) -> Result<Werkvoorraad, DienstFout> {
    let rijen = verwijzing::werk(huis, wie).await?;
    let alles = u32::try_from(rijen.len()).unwrap_or(u32::MAX);
    let laat = rijen
        .iter()
        .filter(|r| r.termijn.is_some_and(|t| t.werkdagen <= 0))
        .count();
    let vandaag = u32::try_from(laat).unwrap_or(u32::MAX);
    Ok(Werkvoorraad {
        vandaag,
        deze_week: 0,
        later: Some(alles.saturating_sub(vandaag)),
        filters: vec![(WerkFilter::Alles, alles)],
        filter: WerkFilter::Alles,
        rijen,
        verder: false,
        volgende: None,
    })
}

/// What of the work list is asked for.
#[derive(Clone, Copy)]
struct Filters {
    filter: WerkFilter,
    plek: WerkPlek,
    vandaag: Date,
    week: Date,
}

impl Filters {
    fn van(na: Option<Uuid>) -> Bladzijde {
        let grens = u32::try_from(PER_BLAD).unwrap_or(50);
        na.map_or(Bladzijde::eerste(grens), |na| Bladzijde::na(na, grens))
    }

    fn uiterlijk(&self) -> Option<Date> {
        (self.filter == WerkFilter::Vandaag).then_some(self.vandaag)
    }

    async fn verzoeken(
        &self,
        huis: &Huis,
        wie: &Aangemeld,
    ) -> Result<(WerkTelling, Lijst<WerkRegel>), DienstFout> {
        let mut lees = huis.opslag.lees(wie.bereik()).await?;
        let telling = lees.werktelling(self.vandaag, self.week).await?;
        let vraag = WerkVraag {
            status: match self.filter {
                WerkFilter::Verzoeken => Some(VerzoekStatus::Open),
                WerkFilter::Onderzoek => Some(VerzoekStatus::InOnderzoek),
                WerkFilter::Alles | WerkFilter::Vandaag | WerkFilter::Signalen => None,
            },
            uiterlijk: self.uiterlijk(),
            ..WerkVraag::default()
        };
        let lijst = match self.filter {
            WerkFilter::Signalen => Lijst::leeg(),
            _ => lees.werkvoorraad(&vraag, Self::van(self.plek.verzoek)).await?,
        };
        Ok((telling, lijst))
    }

    async fn signalen(
        &self,
        huis: &Huis,
        wie: &Aangemeld,
    ) -> Result<(SignaalTelling, Lijst<SignaalRegel>), DienstFout> {
        let mut lees = huis.opslag.lees(wie.bereik()).await?;
        let mut vraag = SignaalVraag::van(self.vandaag, soorten::zichtbaar(wie.functie()));
        let telling = lees.signaaltelling(&vraag, self.week).await?;
        vraag.uiterlijk = self.uiterlijk();
        vraag.veel = telling.alle >= VEEL_SIGNALEN;
        let van = Self::van(self.plek.signaal);
        let lijst = match self.filter {
            WerkFilter::Verzoeken | WerkFilter::Onderzoek => Lijst::leeg(),
            WerkFilter::Signalen => lees.signalen(&vraag, van).await?,
            // A term of a request stands at that request already; in the whole list it would stand twice.
            WerkFilter::Alles | WerkFilter::Vandaag => lees.signalen(&vraag.los(), van).await?,
        };
        Ok((telling, lijst))
    }
}

/// Two lists in order of their last day, woven into one. Each has its own cursor, so that a page begins where the one
/// before ended, whatever was added or answered meanwhile.
fn blad(
    huis: &Huis,
    functie: Functie,
    plek: WerkPlek,
    vandaag: Date,
    (verzoeken, signalen): (&Lijst<WerkRegel>, &Lijst<SignaalRegel>),
) -> (Vec<WerkRij>, Option<WerkPlek>) {
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
            rijen.extend(signaalrij(huis, functie, regel, vandaag));
        } else if let Some(regel) = v.next() {
            hier.verzoek = Some(regel.id);
            rijen.push(verzoekrij(huis, functie, regel, vandaag));
        }
    }
    let over = v.next().is_some() || s.next().is_some();
    let meer = over || verzoeken.volgende.is_some() || signalen.volgende.is_some();
    (rijen, meer.then_some(hier))
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

fn verzoekrij(huis: &Huis, functie: Functie, regel: &WerkRegel, vandaag: Date) -> WerkRij {
    let rol = Rol::van(functie).unwrap_or(Rol::Aanbieder);
    let stand = match (rol, regel.status) {
        (_, VerzoekStatus::InOnderzoek) => "In onderzoek".to_owned(),
        (Rol::Aanbieder, _) => "Wacht op antwoord van de gemeente".to_owned(),
        _ => match regel.voorstel.as_str() {
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
            _ => huis.gemeente_naam(regel.houder.als_str()),
        },
        stand,
        termijn: Some(termijn(huis, vandaag, regel.antwoord_voor)),
        sinds: huis.tijd.dag_van(regel.ontvangen_op),
    }
}

/// `None`: this role does not see the kind.
fn signaalrij(huis: &Huis, functie: Functie, regel: &SignaalRegel, vandaag: Date) -> Option<WerkRij> {
    let rol = Rol::van(functie)?;
    let woorden = soorten::woorden(regel.soort, functie, regel.bericht_soort.as_deref())?;
    let stand = match regel.samenvatting.as_deref() {
        Some(som) if woorden.stand.is_empty() => som.to_owned(),
        Some(som) => format!("{som} {}", woorden.stand),
        None => woorden.stand.to_owned(),
    };
    Some(WerkRij {
        soort: woorden.naar,
        id: match woorden.naar {
            WerkSoort::Signaal => regel.id,
            WerkSoort::Dossier => regel.jeugdige.unwrap_or(regel.onderwerp),
            _ => regel.onderwerp,
        },
        wat: woorden.wat.to_owned(),
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
            _ => huis.gemeente_naam(regel.houder.als_str()),
        },
        stand,
        termijn: regel.uiterlijk.map(|dag| termijn(huis, vandaag, dag)),
        sinds: regel.vanaf,
    })
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
