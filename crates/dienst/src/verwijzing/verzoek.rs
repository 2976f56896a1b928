//! A referral that was accepted becomes a JW315 of the aanbieder: made here, journalled as if it was uploaded, and judged in
//! the ordinary chain with what was registered at the referral.

use super::{Persoon, Stap, noteer, open};
use crate::bericht::verwerken;
use crate::{Aangemeld, DienstFout, Huis};
use houvast_begrip::{Centen, GemeenteCode, Periode, ProductCategorie};
use houvast_beslis::regioprofiel::Segment;
use houvast_beslis::{Contract, Soort};
use houvast_ijw::Bericht;
use houvast_ijw::berichten::{basis, codes, jw315};
use houvast_opslag::{Aankomst, Herkomst, RegelVoor, Tx, Verwijzing};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

/// What the JW315 asks.
pub(super) struct Gevraagd {
    pub(super) budget: Centen,
    pub(super) periode: Periode,
}

/// What is asked, when everything for it is there. Of duurzame hulp the amount per year times the begun years.
pub(super) fn gevraagd(v: &Verwijzing) -> Option<Gevraagd> {
    let periode = Periode::nieuw(v.van?, Some(v.tot?))?;
    let raming = v.budget?;
    let budget = match soort(v)? {
        Soort::Herstel => raming,
        Soort::Duurzaam => raming.maal(periode.begonnen_jaren()?)?,
    };
    Some(Gevraagd { budget, periode })
}

/// Herstel or duurzaam.
pub(super) fn soort(v: &Verwijzing) -> Option<Soort> {
    let gekozen = v.soort.as_deref()?;
    [Soort::Herstel, Soort::Duurzaam]
        .into_iter()
        .find(|s| s.label() == gekozen)
}

/// The segment with standard budgets in which the gemeente takes part and the aanbieder has a contract on that day.
pub(super) fn segment<'a>(
    huis: &'a Huis,
    gemeente: GemeenteCode,
    contracten: &[Contract],
    dag: Date,
) -> Option<&'a Segment> {
    let profiel = huis.profiel_of_eerste(&gemeente.into(), dag)?;
    let doet_mee = &profiel.gemeente(gemeente)?.segmenten;
    profiel.segmenten.iter().find(|s| {
        s.standaardbudgetten
            && doet_mee.contains(&s.sleutel)
            && contracten
                .iter()
                .any(|c| c.segment == s.sleutel && c.periode.bevat(dag))
    })
}

/// Initials of the first names, at most six.
fn voorletters(voornamen: &str) -> String {
    voornamen
        .split_whitespace()
        .filter_map(|naam| naam.chars().find(|c| c.is_alphabetic()))
        .flat_map(char::to_uppercase)
        .take(6)
        .collect()
}

/// The JW315. No comment and no result goes with it: a message carries no content.
fn bericht(
    huis: &Huis,
    v: &Verwijzing,
    categorie: ProductCategorie,
    kenmerk: &str,
    vandaag: Date,
) -> Result<Bericht, DienstFout> {
    let persoon: Persoon = open(v.persoon.as_ref())?;
    let fout = || DienstFout::Gegevens("verwijzing");
    let vraag = gevraagd(v).ok_or_else(fout)?;
    let gemeente = v.houder.gemeente().ok_or_else(fout)?;
    let letters = voorletters(&persoon.voornamen);
    let code = |tekst: &str| codes::TypeVerwijzer::try_from(tekst).map_err(|_| fout());
    Ok(Bericht::Jw315(Box::new(jw315::Bericht {
        header: jw315::Header {
            afzender: v.aanbieder.als_str().into(),
            ontvanger: gemeente.als_str().into(),
            bericht_identificatie: basis::BerichtIdentificatie {
                identificatie: kenmerk.into(),
                dagtekening: vandaag,
            },
            xsd_versie: basis::XsdVersie {
                basisschema_xsd_versie: huis.instellingen.basisschema_xsd.into(),
                bericht_xsd_versie: huis.instellingen.bericht_xsd.into(),
            },
        },
        client: jw315::Client {
            bsn: v.bsn.als_str().into(),
            geboortedatum: basis::Geboortedatum {
                datum: v.geboortedatum,
                datum_gebruik: None,
            },
            geslacht: codes::Geslacht::try_from(v.geslacht.as_str()).map_err(|_| fout())?,
            naam: basis::VerkorteNaam {
                geslachtsnaam: basis::Achternaam {
                    achternaam: persoon.achternaam.as_str().into(),
                    voorvoegsel: (!persoon.voorvoegsel.is_empty())
                        .then(|| persoon.voorvoegsel.as_str().into()),
                },
                voornamen: (!persoon.voornamen.is_empty()).then(|| persoon.voornamen.as_str().into()),
                voorletters: (!letters.is_empty()).then(|| letters.as_str().into()),
            },
            gezagsdrager_bekend: None,
            commentaar: None,
            aangevraagde_producten: jw315::AangevraagdeProducten {
                aangevraagd_product: vec![jw315::AangevraagdProduct {
                    referentie_aanbieder: kenmerk.into(),
                    beschikking_nummer: None,
                    product: Some(basis::Product {
                        categorie: codes::ProductCategorie::try_from(categorie.als_str())
                            .map_err(|_| fout())?,
                        code: None,
                    }),
                    beschikking_ingangsdatum: None,
                    toewijzing_ingangsdatum: vraag.periode.begin,
                    toewijzing_einddatum: vraag.periode.eind,
                    omvang: None,
                    budget: Some(u32::try_from(vraag.budget.0).map_err(|_| fout())?),
                    verwijzer: basis::Verwijzer {
                        r#type: code(&v.route)?,
                        naam: v.verwijzer_naam.as_deref().map(Into::into),
                        zorgverlener_code: None,
                    },
                    raamcontract: None,
                    commentaar: None,
                }],
            },
        },
    })))
}

/// Puts the JW315 in the journal in the transaction of the caller; [`verwerk`] follows after its commit.
pub(super) async fn klaarzetten(
    huis: &Huis,
    tx: &mut Tx,
    wie: &Aangemeld,
    v: &mut Verwijzing,
    contracten: &[Contract],
    nu: Timestamp,
) -> Result<Uuid, DienstFout> {
    let gemeente = v.houder.gemeente().ok_or(DienstFout::Gegevens("houder"))?;
    let van = v.van.ok_or(DienstFout::Gegevens("verwijzing"))?;
    let categorie = segment(huis, gemeente, contracten, van)
        .and_then(|s| s.categorieen.first().copied())
        .ok_or(DienstFout::Ongeldig(
            "Voor deze hulp hebt u op de eerste dag geen contract in deze gemeente.",
        ))?;
    let regio = huis.instellingen.regio.clone();
    // One series for the region: an Identificatie is unique for its sender over all gemeenten (TR056).
    let nummer = tx.volgend_nummer(&regio, "jw315", 9_999_999_999).await?;
    let kenmerk = format!("VW{nummer:010}");
    let bericht = bericht(huis, v, categorie, &kenmerk, huis.tijd.dag_van(nu))?;
    let id = huis.tijd.id();
    let mut rij = Aankomst::nieuw(&regio, id, houvast_ijw::schrijf(&bericht), Herkomst::Upload, nu);
    rij.bestand = Some(format!("JW315_{kenmerk}.xml").into());
    rij.account = Some(wie.account());
    rij.namens = Some(v.aanbieder.to_string());
    tx.journaal(&[rij]).await?;
    v.verzoek_bericht = Some(id);
    let stap = |voor| Stap {
        voor,
        van: super::AANBIEDER,
        soort: "verzoek_verstuurd",
        bedrag: None,
        tekst: None,
        door: Some(wie.account()),
    };
    noteer(huis, tx, v, stap(RegelVoor::Verwijzer), nu).await?;
    if v.toegang_op.is_some() {
        noteer(huis, tx, v, stap(RegelVoor::Toegang), nu).await?;
    }
    Ok(id)
}

/// Has the chain judge it now; when another worker has it, that one does.
pub(super) async fn verwerk(huis: &Huis, bericht: Uuid) -> Result<(), DienstFout> {
    verwerken::verwerk(huis, huis.tijd.id(), bericht).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn voorletters_komen_uit_de_voornamen() {
        for (namen, letters) in [
            ("Anna", "A"),
            ("anna Maria", "AM"),
            ("Özlem", "Ö"),
            ("J.P.", "J"),
            ("a b c d e f g h", "ABCDEF"),
            ("", ""),
        ] {
            assert_eq!(voorletters(namen), letters, "{namen}");
        }
    }
}
