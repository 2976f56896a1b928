//! The rows that the past of the demo consists of.

use super::geschiedenis::{Gevolg, Maker};
use super::hulp::Hulp;
use crate::{DienstFout, termijnen};
use houvast_begrip::{AgbCode, Centen};
use houvast_beslis::{Besluit, Uitkomst, VerzoekFeiten};
use houvast_ijw::Bericht;
use houvast_ijw::antwoord::Retour;
use houvast_opslag::{
    Aankomst, AankomstStatus, Bericht as BerichtRij, BerichtStatus, Geheim, Herkomst, Jeugdige,
    ProductStatus, Richting, Toewijzing, ToewijzingStatus, Verzoek, VerzoekProduct, VerzoekStatus, sha256,
};
use jiff::Timestamp;
use uuid::Uuid;

impl Maker<'_> {
    #[expect(clippy::too_many_arguments, reason = "the columns of the row")]
    pub(super) fn verzoekrij(
        &self,
        vot: &houvast_ijw::berichten::jw315::Bericht,
        kind: &Jeugdige,
        agb: AgbCode,
        bericht: Uuid,
        op: Timestamp,
        beslist_op: Timestamp,
        besluit: &Besluit,
    ) -> Verzoek {
        let (voorstel, samenvatting) = crate::verzoek::samengevat(std::iter::once(besluit));
        Verzoek {
            houder: kind.houder.clone(),
            id: self.ids.op(op),
            bericht,
            jeugdige: kind.id,
            aanbieder: agb,
            dagtekening: vot.header.bericht_identificatie.dagtekening,
            ontvangen_op: op,
            antwoord_voor: termijnen::antwoord_voor(self.huis, self.huis.tijd.dag_van(op)),
            onderzoek_voor: None,
            status: VerzoekStatus::Afgehandeld,
            route: vot
                .client
                .aangevraagde_producten
                .aangevraagd_product
                .first()
                .map(|p| p.verwijzer.r#type.as_str().to_owned())
                .unwrap_or_default(),
            voorstel,
            samenvatting,
            aantal_producten: 1,
            gezagsdrager_bekend: None,
            commentaar: None,
            afgehandeld_op: Some(beslist_op),
            versie: 1,
        }
    }

    pub(super) fn productrij(
        &self,
        verzoek: &Verzoek,
        gevraagd: &houvast_ijw::berichten::jw315::AangevraagdProduct,
        feiten: &VerzoekFeiten,
        besluit: &Besluit,
        op: Timestamp,
        beslist_op: Timestamp,
    ) -> Result<VerzoekProduct, DienstFout> {
        let mut rij = crate::verzoek::productrij(self.huis, verzoek, 0, gevraagd, feiten, besluit)?;
        rij.id = self.ids.op(op);
        rij.status = ProductStatus::Toegewezen;
        rij.beslist_op = Some(beslist_op);
        if besluit.uitkomst != Uitkomst::Toewijzen {
            rij.afwijkreden = Some("In overleg met de Toegang toegewezen.".to_owned());
        }
        Ok(rij)
    }

    pub(super) fn toewijzing(
        &self,
        nummer: i64,
        stuk: &Hulp,
        kind: &Jeugdige,
        agb: AgbCode,
        verzoek: Option<&Gevolg>,
        op: Timestamp,
    ) -> Toewijzing {
        let plaatselijk = self.huis.tijd.plaatselijk(op);
        Toewijzing {
            houder: kind.houder.clone(),
            id: self.ids.op(op),
            nummer,
            jeugdige: kind.id,
            aanbieder: agb,
            verzoek_product: None,
            referentie: verzoek.map(|v| v.referentie.clone()),
            categorie: Some(stuk.categorie.to_owned()),
            code: stuk.code.map(str::to_owned),
            toewijzingsdatum: plaatselijk.date(),
            toewijzingstijd: plaatselijk.time(),
            ingangsdatum: stuk.van,
            einddatum: Some(stuk.tot),
            volume: stuk.omvang.map(|o| o.0.into()),
            eenheid: stuk.omvang.map(|o| o.1.to_owned()),
            frequentie: stuk.omvang.map(|o| o.2.to_owned()),
            budget: stuk.budget.map(|b| Centen::euro(b.into())),
            jaarplafond: stuk.per_jaar.map(|b| Centen::euro(b.into())),
            commentaar: None,
            reden_wijziging: None,
            soort: (stuk.categorie == "45").then_some(
                if stuk.per_jaar.is_some() {
                    "duurzaam"
                } else {
                    "herstel"
                }
                .to_owned(),
            ),
            perceel: None,
            status: ToewijzingStatus::Actief,
            bericht: None,
            gewijzigd_op: op,
            versie: 1,
        }
    }

    pub(super) fn retour(
        &self,
        heen: &Bericht,
        nummer: usize,
        op: Timestamp,
        voor: &str,
    ) -> Result<Bericht, DienstFout> {
        let retour = Retour {
            identificatie: format!("{voor}A{nummer:07}").as_str().into(),
            dagtekening: self.huis.tijd.dag_van(op),
            basisschema_xsd_versie: self.huis.instellingen.basisschema_xsd.into(),
            bericht_xsd_versie: self.huis.instellingen.bericht_xsd.into(),
        };
        houvast_ijw::antwoord::retour(heen, &[], &retour).ok_or(DienstFout::Gegevens("retour"))
    }

    pub(super) fn uitgaand(
        &self,
        bericht: &Bericht,
        kind: &Jeugdige,
        agb: AgbCode,
        op: Timestamp,
        hoort_bij: Option<Uuid>,
    ) -> BerichtRij {
        let bytes = houvast_ijw::schrijf(bericht);
        let mut rij = self.rij(bericht, kind, agb, op, &bytes);
        rij.richting = Richting::Uit;
        rij.hoort_bij = hoort_bij;
        rij.inhoud = Some(Geheim(bytes));
        rij
    }

    pub(super) fn inkomend(
        &self,
        bericht: &Bericht,
        kind: &Jeugdige,
        agb: AgbCode,
        op: Timestamp,
    ) -> (Aankomst, BerichtRij) {
        let bytes = houvast_ijw::schrijf(bericht);
        let mut rij = self.rij(bericht, kind, agb, op, &bytes);
        rij.aankomst = Some(rij.id);
        rij.niveau = Some(4);
        rij.status = BerichtStatus::Verwerkt;
        let mut aankomst = Aankomst::nieuw(&self.huis.instellingen.regio, rij.id, bytes, Herkomst::Demo, op);
        aankomst.status = AankomstStatus::Verwerkt;
        aankomst.afgerond_op = Some(op);
        aankomst.bericht_houder = Some(kind.houder.clone());
        (aankomst, rij)
    }

    pub(super) fn rij(
        &self,
        bericht: &Bericht,
        kind: &Jeugdige,
        agb: AgbCode,
        op: Timestamp,
        bytes: &[u8],
    ) -> BerichtRij {
        BerichtRij {
            houder: kind.houder.clone(),
            id: self.ids.op(op),
            richting: Richting::In,
            soort: Some(bericht.soort().as_str().to_owned()),
            status: BerichtStatus::Verzonden,
            aanbieder: Some(agb),
            jeugdige: Some(kind.id),
            afzender: Some(bericht.afzender().to_owned()),
            ontvanger: Some(bericht.ontvanger().to_owned()),
            identificatie: Some(
                bericht
                    .identificatie_retour()
                    .unwrap_or_else(|| bericht.identificatie())
                    .to_owned(),
            ),
            dagtekening: Some(
                bericht
                    .dagtekening_retour()
                    .unwrap_or_else(|| bericht.dagtekening()),
            ),
            op,
            aankomst: None,
            inhoud: None,
            sha256: sha256(bytes),
            grootte: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
            bestand: None,
            niveau: None,
            bevindingen: "[]".to_owned(),
            aantal_bevindingen: 0,
            eerste_bevinding: None,
            gezien_op: None,
            hoort_bij: None,
            antwoord: None,
            versie: 1,
        }
    }
}
