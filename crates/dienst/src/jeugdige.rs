//! One child on one screen, and finding it.

use crate::beeld::{
    Dossier, Gebeurtenis, JeugdigeRij, Merkje, Rij, ToewijzingRij, Toon, VerzoekRij, Zoekresultaten,
    Zoekvraag,
};
use crate::kijk::{self, Blik};
use crate::recht::{Functie, Handeling, Veldgroep, eis, mag};
use crate::verzoek::rij_van;
use crate::{Aangemeld, DienstFout, Huis, gebeurtenis, hulpvraag, levering, taal, verwijzing};
use houvast_begrip::{Bsn, datum};
use houvast_opslag::{Betrokken, Bladzijde, HulpRegel, Jeugdige, JeugdigeVraag, LeveringRij, Relatie};
use jiff::civil::Date;
use uuid::Uuid;

/// Rows of a search, and events on one page of the timeline.
const PER_BLAD: u32 = 50;
/// Found children on a page. Each is a look into a dossier, and is logged: more than somebody reads would be too many.
const PER_ZOEKBLAD: u32 = 20;

/// The whole child. The look is logged; showing the whole BSN is a line of its own.
pub async fn dossier(
    huis: &Huis,
    wie: &Aangemeld,
    id: Uuid,
    met_bsn: bool,
    na: Option<Uuid>,
) -> Result<Dossier, DienstFout> {
    open(huis, wie, id, (met_bsn, false), na).await
}

/// The same with the address that the BRP keeps secret; a line of its own in the log.
pub async fn dossier_met_adres(huis: &Huis, wie: &Aangemeld, id: Uuid) -> Result<Dossier, DienstFout> {
    eis(wie.functie(), Handeling::AdresTonen)?;
    open(huis, wie, id, (false, true), None).await
}

async fn open(
    huis: &Huis,
    wie: &Aangemeld,
    id: Uuid,
    (met_bsn, met_adres): (bool, bool),
    na: Option<Uuid>,
) -> Result<Dossier, DienstFout> {
    eis(wie.functie(), Handeling::DossierOpenen)?;
    let heel = met_bsn && mag(wie.functie(), Handeling::BsnTonen);
    let kind = huis.opslag.lees(wie.bereik()).await?.jeugdige(id).await?;
    let blik = |voorwerp| Blik {
        houder: kind.as_ref().map(|k| &k.houder),
        jeugdige: kind.as_ref().map(|k| k.id),
        voorwerp,
        id: Some(id),
        handeling: "lezen",
    };
    let mut blikken = vec![blik("dossier")];
    if heel {
        blikken.push(blik("bsn"));
    }
    if met_adres {
        blikken.push(blik("adres"));
    }
    let Some(kind) = &kind else {
        kijk::noteer(huis, wie, &blikken).await?;
        return Err(DienstFout::NietGevonden);
    };
    let vandaag = huis.tijd.vandaag();
    // Asked side by side: a page waits for the slowest and not for the sum. What cannot be logged is not shown. The log comes last
    // in turn: who has the only writer of SQLite does not wait with it for what it reads.
    let ((relaties, client, producten, leveringen), (mut hulp, zonder_toetsing, brieven), verloop, ()) = tokio::try_join!(
        biased;
        async {
            let mut lees = huis.opslag.lees(wie.bereik()).await?;
            let relaties = lees.relaties(id).await?;
            // Asking for help for a child tells an aanbieder nothing that it did not say itself.
            let client = match wie.bereik().agb() {
                None => true,
                Some(agb) => lees.betrokkenheid(id, agb).await? == Some(Betrokken::Toewijzing),
            };
            let producten = lees.productregels(Some(id), Bladzijde::eerste(100)).await?.rijen;
            let leveringen = lees.leveringen_van(id).await?;
            Ok::<_, DienstFout>((relaties, client, producten, leveringen))
        },
        async {
            let mut lees = huis.opslag.lees(wie.bereik()).await?;
            let hulp = lees.hulp_van(&[id], None).await?;
            let ids: Vec<Uuid> = hulp.iter().map(|h| h.id).collect();
            let zonder_toetsing = verwijzing::zonder_toetsing::van(huis, &mut lees, &ids).await?;
            let brieven = crate::brief::van_kind(&mut lees, id).await?;
            Ok((hulp, zonder_toetsing, brieven))
        },
        async {
            let mut lees = huis.opslag.lees(wie.bereik()).await?;
            let tijdlijn = lees.tijdlijn(id, vanaf(na)).await?;
            let gevraagd = lees.wijzigverzoeken_van(id).await?;
            let verzoeken: Vec<Uuid> = gevraagd.iter().map(|v| v.id).collect();
            let alle = lees.wijzig_producten(&verzoeken).await?;
            let mut wijzigingen = Vec::new();
            for verzoek in gevraagd {
                let eigen = alle.iter().filter(|p| p.wijzigverzoek == verzoek.id);
                let producten: Vec<_> = eigen.cloned().collect();
                wijzigingen.push(levering::wijziging(huis, &verzoek, &producten, vandaag));
            }
            let hulpvragen = hulpvraag::van_dossier(&mut lees, id).await?;
            wijzigingen.extend(crate::wijziging::per_mail(huis, &mut lees, id, vandaag).await?);
            Ok((tijdlijn, wijzigingen, hulpvragen))
        },
        kijk::noteer(huis, wie, &blikken),
    )?;
    let (tijdlijn, mut wijzigingen, hulpvragen) = verloop;
    wijzigingen.sort_by_key(|w| std::cmp::Reverse(w.ontvangen));
    hulp.sort_by_key(|h| {
        (
            h.einddatum.is_some_and(|e| e < vandaag),
            std::cmp::Reverse(h.ingangsdatum),
        )
    });
    Ok(Dossier {
        id,
        naam: taal::naam_van(kind),
        leeftijd: datum::leeftijd(kind.geboortedatum, vandaag),
        geboren: kind.geboortedatum,
        bsn: if heel {
            kind.bsn.als_str().to_owned()
        } else {
            kind.bsn.gemaskeerd()
        },
        bsn_heel: heel,
        gemeente: huis.gemeente_naam(kind.houder.als_str()),
        gegevens: if client {
            gegevens(huis, wie.functie(), kind, &relaties, met_adres)
        } else {
            vec![Rij::nieuw("Adres en gezag", "zichtbaar na een toewijzing")]
        },
        toewijzingen: hulp
            .iter()
            .map(|h| ToewijzingRij {
                let_op: zonder_toetsing.get(&h.id).cloned().unwrap_or_default(),
                ..toewijzing(h, &leveringen, vandaag)
            })
            .collect(),
        wijzigingen,
        hulpvragen,
        wijziging_per_mail: mag(wie.functie(), Handeling::WijzigingPerMail)
            && !crate::wijziging::via_bericht(huis, &kind.houder, vandaag),
        verzoeken: producten
            .iter()
            .map(|p| rij_van(huis, wie.rol(), p))
            .collect::<Result<Vec<VerzoekRij>, _>>()?,
        brieven,
        geheim: kind.geheim && !met_adres && mag(wie.functie(), Handeling::AdresTonen),
        geblokkeerd: kind.geblokkeerd,
        verder: na.is_some(),
        ouder: tijdlijn.volgende,
        gebeurd: tijdlijn
            .rijen
            .into_iter()
            .map(|g| Gebeurtenis {
                moment: huis.tijd.plaatselijk(g.op),
                met_tijd: true,
                wat: gebeurtenis::wat(&g.soort).to_owned(),
                toelichting: gebeurtenis::toelichting(&g.gegevens),
                bericht: g.bericht,
            })
            .collect(),
    })
}

fn zoekblad(na: Option<Uuid>) -> Bladzijde {
    na.map_or(Bladzijde::eerste(PER_ZOEKBLAD), |na| {
        Bladzijde::na(na, PER_ZOEKBLAD)
    })
}

fn vanaf(na: Option<Uuid>) -> Bladzijde {
    na.map_or(Bladzijde::eerste(PER_BLAD), |na| Bladzijde::na(na, PER_BLAD))
}

fn gegevens(
    huis: &Huis,
    functie: Functie,
    kind: &Jeugdige,
    relaties: &[Relatie],
    met_adres: bool,
) -> Vec<Rij> {
    let mut rijen = Vec::new();
    let adres = match (&kind.straat, kind.huisnummer) {
        _ if !functie.krijgt(Veldgroep::Contact) => "niet zichtbaar voor uw rol".to_owned(),
        _ if kind.geheim && !met_adres => "geheim: deel het met niemand".to_owned(),
        (Some(straat), Some(nummer)) => {
            let toevoeging: String = [&kind.huisletter, &kind.toevoeging]
                .into_iter()
                .flatten()
                .cloned()
                .collect();
            let plaats = kind.plaats.as_deref().unwrap_or_default();
            let postcode = kind.postcode.as_deref().unwrap_or_default();
            format!("{straat} {nummer}{toevoeging}, {postcode} {plaats}")
        }
        _ => "niet bekend".to_owned(),
    };
    rijen.push(Rij::nieuw("Adres", adres));
    rijen.push(Rij::nieuw(
        "Woonplaats (Jeugdwet)",
        kind.woonplaats
            .map_or_else(|| "niet bekend".to_owned(), |g| huis.gemeente_naam(g.als_str())),
    ));
    for relatie in relaties.iter().filter(|r| r.gezag) {
        let naam = taal::naam(
            relatie.voornamen.as_deref(),
            relatie.voorletters.as_deref(),
            relatie.voorvoegsel.as_deref(),
            &relatie.geslachtsnaam,
        );
        let soort = if relatie.soort == "11" { "voogd" } else { "ouder" };
        let telefoon = relatie
            .telefoon
            .as_deref()
            .map(|t| format!(", telefoon {t}"))
            .unwrap_or_default();
        rijen.push(Rij::nieuw(
            "Gezag",
            format!("{} ({soort}){telefoon}", naam.volledig()),
        ));
    }
    rijen
}

/// One toewijzing as a row.
pub(crate) fn toewijzing(h: &HulpRegel, leveringen: &[LeveringRij], vandaag: Date) -> ToewijzingRij {
    ToewijzingRij {
        id: h.id,
        nummer: h.nummer.to_string(),
        hulp: taal::hulp(h.categorie.as_deref(), h.code.as_deref()),
        aanbieder: h
            .aanbieder_naam
            .clone()
            .unwrap_or_else(|| format!("onbekende aanbieder {}", h.aanbieder)),
        omvang: taal::omvang(h.budget, h.volume, h.eenheid.as_deref(), h.frequentie.as_deref()),
        van: h.ingangsdatum,
        tot: h.einddatum,
        stand: loopt(h, vandaag),
        levering: levering::stand(
            leveringen
                .iter()
                .filter(|l| l.toewijzing == Some(h.nummer) && l.aanbieder == h.aanbieder),
        ),
        let_op: String::new(),
    }
}

/// Does it run, begin, or is it over?
pub(crate) fn loopt(h: &HulpRegel, vandaag: Date) -> Merkje {
    if h.einddatum.is_some_and(|e| e < vandaag) {
        Merkje::nieuw("afgelopen", Toon::Rustig)
    } else if h.ingangsdatum > vandaag {
        Merkje::nieuw(format!("begint {}", datum::smal(h.ingangsdatum)), Toon::LetOp)
    } else {
        Merkje::nieuw("loopt", Toon::Goed)
    }
}

/// Finds children by part of a name, birth date, BSN, toewijzingnummer or referentie. That somebody searched is logged,
/// not what was typed.
pub async fn zoek(huis: &Huis, wie: &Aangemeld, vraag: Zoekvraag) -> Result<Zoekresultaten, DienstFout> {
    eis(wie.functie(), Handeling::Zoeken)?;
    let tekst = vraag.tekst.trim();
    if tekst.chars().count() < 2 {
        return Ok(Zoekresultaten {
            fout: if tekst.is_empty() {
                String::new()
            } else {
                "Typ minstens twee letters of cijfers.".to_owned()
            },
            ..Zoekresultaten::default()
        });
    }
    let na = vraag.na;
    let (gelezen_als, vragen) = lees_vraag(tekst);
    let vandaag = huis.tijd.vandaag();
    let mut gevonden = Vec::new();
    let mut volgende = None;
    {
        let mut lees = huis.opslag.lees(wie.bereik()).await?;
        for vraag in &vragen {
            let lijst = lees.zoek_jeugdigen(vraag, zoekblad(na)).await?;
            volgende = lijst.volgende;
            gevonden.extend(lijst.rijen);
            if !gevonden.is_empty() {
                break;
            }
        }
    }
    let blikken: Vec<Blik<'_>> = if gevonden.is_empty() {
        vec![Blik {
            houder: None,
            jeugdige: None,
            voorwerp: "zoeken",
            id: None,
            handeling: "zoeken",
        }]
    } else {
        gevonden
            .iter()
            .map(|g| Blik {
                houder: Some(&g.houder),
                jeugdige: Some(g.id),
                voorwerp: "zoeken",
                id: None,
                handeling: "zoeken",
            })
            .collect()
    };
    let ids: Vec<Uuid> = gevonden.iter().map(|g| g.id).collect();
    let hulp = async {
        let mut lees = huis.opslag.lees(wie.bereik()).await?;
        Ok(lees.hulp_van(&ids, Some(vandaag)).await?)
    };
    let (hulp, ()) = tokio::try_join!(biased; hulp, kijk::noteer(huis, wie, &blikken))?;
    let rijen = gevonden
        .iter()
        .map(|g| JeugdigeRij {
            id: g.id,
            naam: taal::naam(
                g.voornamen.as_deref(),
                g.voorletters.as_deref(),
                g.voorvoegsel.as_deref(),
                &g.geslachtsnaam,
            ),
            geboren: g.geboortedatum,
            leeftijd: datum::leeftijd(g.geboortedatum, vandaag),
            gemeente: huis.gemeente_naam(g.houder.als_str()),
            nu: hulp.iter().find(|h| h.jeugdige == g.id).map_or_else(
                || "geen lopende hulp".to_owned(),
                |h| {
                    format!(
                        "{} bij {}",
                        taal::hulp(h.categorie.as_deref(), h.code.as_deref()),
                        h.aanbieder_naam.as_deref().unwrap_or("een onbekende aanbieder")
                    )
                },
            ),
        })
        .collect();
    Ok(Zoekresultaten {
        gelezen_als: gelezen_als.to_owned(),
        rijen,
        verder: na.is_some(),
        volgende,
        lijkt_bsn: gelezen_als != "BSN" && cijfers(tekst).len() == 9,
        fout: String::new(),
    })
}

/// Only the digits, where there is nothing else but spaces and dots between them; else empty.
fn cijfers(tekst: &str) -> String {
    let anders = |c: char| !(c.is_ascii_digit() || c == ' ' || c == '.');
    if tekst.contains(anders) {
        return String::new();
    }
    tekst.chars().filter(char::is_ascii_digit).collect()
}

/// What somebody may have meant, most likely first.
fn lees_vraag(tekst: &str) -> (&'static str, Vec<JeugdigeVraag>) {
    let leeg = JeugdigeVraag::default;
    if let Ok(bsn) = Bsn::nieuw(&cijfers(tekst)) {
        let vraag = JeugdigeVraag {
            bsn: Some(bsn),
            ..leeg()
        };
        return ("BSN", vec![vraag]);
    }
    if let Some(dag) = lees_datum(tekst) {
        let vraag = JeugdigeVraag {
            geboortedatum: Some(dag),
            ..leeg()
        };
        return ("geboortedatum", vec![vraag]);
    }
    if tekst.chars().any(|c| c.is_ascii_digit()) {
        let mut vragen = Vec::new();
        if let Ok(nummer) = tekst.parse() {
            vragen.push(JeugdigeVraag {
                toewijzing: Some(nummer),
                ..leeg()
            });
        }
        vragen.push(JeugdigeVraag {
            referentie: Some(tekst.to_owned()),
            ..leeg()
        });
        return ("toewijzingnummer of referentie", vragen);
    }
    let vraag = JeugdigeVraag {
        naam: Some(tekst.to_owned()),
        ..leeg()
    };
    ("naam", vec![vraag])
}

/// `4-11-2012`, `04112012`, `2012-11-04`.
pub(crate) fn lees_datum(tekst: &str) -> Option<Date> {
    let delen: Vec<&str> = tekst.split(['-', '/', '.']).collect();
    let (jaar, maand, dag) = match delen.as_slice() {
        [jaar, maand, dag] if jaar.len() == 4 => (*jaar, *maand, *dag),
        [dag, maand, jaar] if jaar.len() == 4 => (*jaar, *maand, *dag),
        [heel] if heel.len() == 8 && heel.is_ascii() => (heel.get(4..)?, heel.get(2..4)?, heel.get(..2)?),
        _ => return None,
    };
    Date::new(jaar.parse().ok()?, maand.parse().ok()?, dag.parse().ok()?)
        .ok()
        .filter(|d| d.year() >= 1900)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn een_zoekvraag_wordt_gelezen_als_wat_hij_is() {
        for (tekst, als) in [
            ("999900006", "BSN"),
            ("9999.00.006", "BSN"),
            ("9999 00 006", "BSN"),
            ("999900007", "toewijzingnummer of referentie"),
            ("4.11.2012", "geboortedatum"),
            ("4-11-2012", "geboortedatum"),
            ("04112012", "geboortedatum"),
            ("2012-11-04", "geboortedatum"),
            ("667899", "toewijzingnummer of referentie"),
            ("ABC-1", "toewijzingnummer of referentie"),
            ("van der Veen", "naam"),
        ] {
            assert_eq!(lees_vraag(tekst).0, als, "{tekst}");
        }
        assert_eq!(
            ["999900007", "9999 00 007", "BSN 999900007"].map(|t| cijfers(t).len()),
            [9, 9, 0]
        );
        assert_eq!(lees_datum("04112012"), Some(date(2012, 11, 4)));
        assert_eq!(lees_datum("99999999"), None);
    }
}
