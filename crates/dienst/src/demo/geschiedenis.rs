//! What lies in the past of the demo: requests, decisions, toewijzingen and their messages, as the chain would have
//! left them. Written in batches, because a start must stay quick.

use super::hulp::Hulp;
use super::mensen::Persoon;
use super::vraag::{Gevraagd, Vraag};
use super::vullen::Ids;
use crate::bericht::maken::{self, Kop, Regel};
use crate::verzoek::vertaal::{self, UitDossier, Vastgelegd};
use crate::{DienstFout, Huis, gebeurtenis, taal};
use houvast_begrip::{AgbCode, Houder, Periode};
use houvast_beslis::{Contract, Traject};
use houvast_ijw::Bericht;
use houvast_opslag::{
    Aankomst, Bericht as BerichtRij, BerichtStatus, BesluitRij, BesluitSoort, FeitRij, Gebeurtenis, Jeugdige,
    Relatie, ToegangBesluit, Toewijzing, Tx, Verzoek, VerzoekProduct,
};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use uuid::Uuid;

#[derive(Default)]
struct Rijen {
    aankomsten: Vec<Aankomst>,
    berichten: Vec<BerichtRij>,
    verzoeken: Vec<Verzoek>,
    producten: Vec<VerzoekProduct>,
    besluiten: Vec<BesluitRij>,
    toewijzingen: Vec<Toewijzing>,
    eigen: Vec<ToegangBesluit>,
    feiten: Vec<FeitRij>,
    gebeurtenissen: Vec<Gebeurtenis>,
}

/// Of every so many pieces of running help nobody registered a toetsing.
const ZONDER_TOETSING: usize = 4;

/// The surroundings of one piece of help.
pub(super) struct Maker<'a> {
    pub(super) huis: &'a Huis,
    pub(super) ids: &'a Ids,
    zone: TimeZone,
    contracten: BTreeMap<AgbCode, Vec<Contract>>,
    tellers: &'a mut Tellers,
}

/// What was given out so far, so that a next batch goes on there.
#[derive(Default)]
pub(super) struct Tellers {
    /// Pieces of help.
    pub(super) stukken: usize,
    /// Last used number per gemeente: toewijzingen and messages.
    pub(super) nummers: BTreeMap<Houder, (i64, i64)>,
}

#[expect(clippy::too_many_arguments, reason = "the parts of a region")]
pub(super) async fn leg_vast(
    huis: &Huis,
    tx: &mut Tx,
    ids: &Ids,
    mensen: &[Persoon],
    kinderen: &[Jeugdige],
    relaties: &[Relatie],
    hulp: &[Hulp],
    tellers: &mut Tellers,
) -> Result<Vec<Toewijzing>, DienstFout> {
    let mut contracten = BTreeMap::new();
    for aanbieder in tx.aanbieders().await? {
        let lijst = crate::verzoek::dossier::contracten(tx, aanbieder.agb).await?;
        contracten.insert(aanbieder.agb, lijst);
    }
    let eerst = tellers.nummers.clone();
    let begin = tellers.stukken;
    tellers.stukken += hulp.len();
    let mut maker = Maker {
        huis,
        ids,
        zone: TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC),
        contracten,
        tellers,
    };
    let mut gezag: BTreeMap<Uuid, Vec<Relatie>> = BTreeMap::new();
    for relatie in relaties {
        gezag.entry(relatie.jeugdige).or_default().push(relatie.clone());
    }
    let mut rijen = Rijen::default();
    for (i, stuk) in hulp.iter().enumerate() {
        let (Some(persoon), Some(kind)) = (mensen.get(stuk.persoon), kinderen.get(stuk.persoon)) else {
            continue;
        };
        let eerder: Vec<&Hulp> = hulp
            .iter()
            .filter(|h| h.persoon == stuk.persoon && h.van < stuk.van)
            .collect();
        let ouders = gezag.get(&kind.id).map(Vec::as_slice).unwrap_or_default();
        maker.stuk(&mut rijen, begin + i, stuk, persoon, kind, ouders, &eerder)?;
    }
    // References point backwards only: journal, messages, requests, toewijzingen, then the rest.
    tx.journaal(&rijen.aankomsten).await?;
    tx.leg_berichten_vast(&rijen.berichten).await?;
    tx.leg_verzoeken_vast(&rijen.verzoeken).await?;
    tx.leg_verzoek_producten_vast(&rijen.producten).await?;
    tx.leg_besluiten_vast(&rijen.besluiten).await?;
    tx.leg_toewijzingen_vast(&rijen.toewijzingen).await?;
    tx.leg_toegang_besluiten_vast(&rijen.eigen).await?;
    tx.leg_feiten_vast(&rijen.feiten).await?;
    tx.leg_gebeurtenissen_vast(&rijen.gebeurtenissen).await?;
    for (houder, (toewijzingen, berichten)) in &tellers.nummers {
        let (t, b) = eerst.get(houder).copied().unwrap_or_default();
        for (naam, erbij) in [("toewijzing", toewijzingen - t), ("bericht", berichten - b)] {
            tx.tel_door(houder, naam, u32::try_from(erbij).unwrap_or_default())
                .await?;
        }
    }
    Ok(rijen.toewijzingen)
}

impl Maker<'_> {
    fn moment(&self, dag: Date, nummer: usize, uur: i8) -> Timestamp {
        let minuut = i8::try_from(nummer % 60).unwrap_or_default();
        dag.at(uur, minuut, 0, 0)
            .to_zoned(self.zone.clone())
            .map_or(Timestamp::UNIX_EPOCH, |z| z.timestamp())
    }

    fn identificatie(&mut self, houder: &Houder) -> String {
        let teller = &mut self.tellers.nummers.entry(houder.clone()).or_default().1;
        *teller += 1;
        format!("HV{teller:010}")
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one piece of help")]
    fn stuk(
        &mut self,
        rijen: &mut Rijen,
        nummer: usize,
        stuk: &Hulp,
        persoon: &Persoon,
        kind: &Jeugdige,
        ouders: &[Relatie],
        eerder: &[&Hulp],
    ) -> Result<(), DienstFout> {
        let agb = AgbCode::nieuw(stuk.agb).map_err(|_| DienstFout::Gegevens("agb"))?;
        let gevraagd_op = self.moment(stuk.dag, nummer, 9);
        let toegewezen_op = gevraagd_op + SignedDuration::from_hours(27);
        let verzoek = match stuk.verwijzer {
            Some((verwijzer, naam)) => Some(self.verzoek(
                rijen,
                nummer,
                stuk,
                persoon,
                kind,
                agb,
                gevraagd_op,
                toegewezen_op,
                eerder,
                (verwijzer, naam),
            )?),
            None => None,
        };
        let houder = kind.houder.clone();
        let teller = &mut self.tellers.nummers.entry(houder.clone()).or_default().0;
        *teller += 1;
        let toewijzingnummer = *teller;
        let toewijzing = self.toewijzing(toewijzingnummer, stuk, kind, agb, verzoek.as_ref(), toegewezen_op);
        let identificatie = self.identificatie(&houder);
        let kop = Kop {
            afzender: persoon.gemeente,
            ontvanger: stuk.agb,
            identificatie: &identificatie,
            dagtekening: self.huis.tijd.dag_van(toegewezen_op),
            instellingen: &self.huis.instellingen,
        };
        let regel = Regel {
            toewijzing: &toewijzing,
            referentie: toewijzing.referentie.as_deref(),
        };
        let jw301 = maken::toewijzing(&kop, kind, ouders, &[regel]).ok_or(DienstFout::Gegevens("JW301"))?;
        let uit = self.uitgaand(
            &jw301,
            kind,
            agb,
            toegewezen_op,
            verzoek.as_ref().map(|v| v.bericht),
        );
        let retour_op = toegewezen_op + SignedDuration::from_hours(20);
        let in_302 = self.retour(&jw301, nummer, retour_op, "R")?;
        let (aankomst, mut retour) = self.inkomend(&in_302, kind, agb, retour_op);
        retour.hoort_bij = Some(uit.id);
        let mut uit = uit;
        uit.status = BerichtStatus::Bevestigd;
        uit.antwoord = Some(retour.id);
        let mut toewijzing = toewijzing;
        toewijzing.bericht = Some(uit.id);
        if let Some((verzoek, product)) = verzoek.as_ref().and_then(|v| {
            let plek = rijen.producten.iter().rposition(|p| p.verzoek == v.verzoek)?;
            Some((v, rijen.producten.get_mut(plek)?))
        }) {
            product.antwoord = Some(uit.id);
            toewijzing.verzoek_product = Some(verzoek.product);
        }
        if verzoek.is_none() && stuk.categorie == "45" {
            rijen.eigen.push(self.eigen_besluit(
                stuk,
                persoon,
                &toewijzing,
                gevraagd_op,
                toegewezen_op,
                eerder,
            )?);
        }
        let vergeten = nummer.is_multiple_of(ZONDER_TOETSING) && stuk.tot >= self.huis.tijd.vandaag();
        if !vergeten {
            let bij = verzoek.as_ref().map(|v| v.verzoek);
            rijen
                .feiten
                .push(self.getoetst(stuk, &toewijzing, bij, gevraagd_op)?);
        }
        rijen.gebeurtenissen.push(Gebeurtenis {
            houder,
            id: self.ids.op(toegewezen_op),
            jeugdige: kind.id,
            op: toegewezen_op,
            soort: if verzoek.is_some() {
                "toegewezen"
            } else {
                "hulp_gestart"
            }
            .to_owned(),
            aanbieder: Some(agb),
            bericht: Some(uit.id),
            verzoek: verzoek.as_ref().map(|v| v.verzoek),
            toewijzing: Some(toewijzing.id),
            door: None,
            gegevens: gebeurtenis::json(format!(
                "{}, {}",
                taal::omvang(
                    toewijzing.budget,
                    toewijzing.volume,
                    toewijzing.eenheid.as_deref(),
                    toewijzing.frequentie.as_deref()
                ),
                taal::periode(toewijzing.ingangsdatum, toewijzing.einddatum)
            )),
        });
        rijen.toewijzingen.push(toewijzing);
        rijen.berichten.push(uit);
        rijen.berichten.push(retour);
        rijen.aankomsten.push(aankomst);
        Ok(())
    }

    pub(super) fn uit_dossier(&self, persoon: &Persoon, agb: AgbCode, eerder: &[&Hulp]) -> UitDossier {
        UitDossier {
            contracten: self.contracten.get(&agb).cloned(),
            trajecten: eerder
                .iter()
                .filter_map(|h| {
                    Some(Traject {
                        aanbieder: AgbCode::nieuw(h.agb).ok()?,
                        segment: Some(
                            if h.categorie == "45" {
                                "ambulant"
                            } else {
                                "wonen-verblijf"
                            }
                            .to_owned(),
                        ),
                        periode: Periode::nieuw(h.van, Some(h.tot))?,
                        akkoord: false,
                    })
                })
                .collect(),
            woonplaats: Some(persoon.gemeente),
        }
    }

    /// JW315 in, JW316 out, the request with its decision.
    #[expect(clippy::too_many_arguments, reason = "the parts of one request")]
    fn verzoek(
        &mut self,
        rijen: &mut Rijen,
        nummer: usize,
        stuk: &Hulp,
        persoon: &Persoon,
        kind: &Jeugdige,
        agb: AgbCode,
        op: Timestamp,
        beslist_op: Timestamp,
        eerder: &[&Hulp],
        verwijzer: (&'static str, &'static str),
    ) -> Result<Gevolg, DienstFout> {
        let dag = self.huis.tijd.dag_van(op);
        let mut vraag = Vraag::voor(persoon, stuk.agb, &format!("H{nummer:07}"), dag);
        vraag.producten.push(Gevraagd {
            referentie: format!("H{nummer:07}-1"),
            product: Some((stuk.categorie, stuk.code)),
            van: stuk.van,
            tot: Some(stuk.tot),
            budget: stuk.budget.map(|b| b * 100),
            omvang: stuk.omvang,
            verwijzer: verwijzer.0,
            verwijzer_naam: Some(verwijzer.1),
        });
        let bericht = vraag.bericht().ok_or(DienstFout::Gegevens("JW315"))?;
        let Bericht::Jw315(vot) = &bericht else {
            return Err(DienstFout::Gegevens("JW315"));
        };
        let (aankomst, rij) = self.inkomend(&bericht, kind, agb, op);
        let retour = self.retour(&bericht, nummer, op, "")?;
        let mut uit = self.uitgaand(&retour, kind, agb, op, Some(rij.id));
        uit.status = BerichtStatus::Bevestigd;
        let gevraagd = vot
            .client
            .aangevraagde_producten
            .aangevraagd_product
            .first()
            .ok_or(DienstFout::Gegevens("JW315"))?;
        let mut feiten = vertaal::uit_bericht(persoon.gemeente, agb, vot, gevraagd, dag);
        let dossier = self.uit_dossier(persoon, agb, eerder);
        vertaal::vul_aan(&mut feiten, &dossier, &Vastgelegd::default());
        let besluit = crate::verzoek::beoordeel(self.huis, &feiten, op)?;
        let verzoek = self.verzoekrij(vot, kind, agb, rij.id, op, beslist_op, &besluit);
        let product = self.productrij(&verzoek, gevraagd, &feiten, &besluit, op, beslist_op)?;
        for (soort, moment) in [(BesluitSoort::Voorstel, op), (BesluitSoort::Besluit, beslist_op)] {
            let mut rij = crate::verzoek::besluitrij(self.huis, &product, soort, None, moment);
            rij.id = self.ids.op(moment);
            rij.reden.clone_from(&product.afwijkreden);
            rijen.besluiten.push(rij);
        }
        rijen.gebeurtenissen.push(Gebeurtenis {
            houder: kind.houder.clone(),
            id: self.ids.op(op),
            jeugdige: kind.id,
            op,
            soort: "verzoek_ontvangen".to_owned(),
            aanbieder: Some(agb),
            bericht: Some(rij.id),
            verzoek: Some(verzoek.id),
            toewijzing: None,
            door: None,
            gegevens: gebeurtenis::json(taal::via(&verzoek.route)),
        });
        let gevolg = Gevolg {
            verzoek: verzoek.id,
            product: product.id,
            referentie: product.referentie.clone(),
            bericht: rij.id,
        };
        rijen.aankomsten.push(aankomst);
        rijen.berichten.push(rij);
        rijen.berichten.push(uit);
        rijen.verzoeken.push(verzoek);
        rijen.producten.push(product);
        Ok(gevolg)
    }
}

/// What a request of the past leads to.
pub(super) struct Gevolg {
    pub(super) verzoek: Uuid,
    pub(super) product: Uuid,
    pub(super) referentie: String,
    pub(super) bericht: Uuid,
}
