//! Does the offer of this aanbieder fit the need: not too light, not too heavy?

use super::waarde::keuze;
use super::zitting::{Zitting, feit, feiten, uitkomst};
use super::{Rol, Vraag};
use crate::regioprofiel::Bepaling as B;

keuze! {
    /// How heavy a need or an offer is; people say which.
    pub enum Zwaarte {
        Licht = "licht", "licht";
        Middel = "middel", "middel";
        Zwaar = "zwaar", "zwaar";
    }
}

feiten! {
    /// One need beside one aanbieder.
    pub struct KeuzeFeiten {
        moet hulpvraag: Zwaarte => "Zwaarte van de hulpvraag";
        moet aanbod: Vec<Zwaarte> => "Zwaarte van het aanbod van de aanbieder";
        mag gecontracteerd: bool => "De aanbieder heeft een contract voor deze hulp";
    }
}

uitkomst! {
    /// Fits or not.
    pub struct KeuzeUitkomst {
        past: bool => "Het aanbod past";
        te_zwaar: bool => "Het aanbod is te zwaar";
        te_licht: bool => "Het aanbod is te licht";
    }
}

/// See the module.
pub struct Keuzevraag;

impl Vraag for Keuzevraag {
    const ID: &'static str = "aanbiederkeuze";
    const TITEL: &'static str = "Past het aanbod van deze aanbieder bij de hulpvraag?";
    const BEPALINGEN: &'static [B] = &[B::AanbodPast, B::Keuzevrijheid];
    const EISEN: &'static [&'static str] = &["R-012"];
    type Feiten = KeuzeFeiten;
    type Uitkomst = KeuzeUitkomst;

    fn antwoord(f: &KeuzeFeiten, z: &mut Zitting<'_>) -> Option<KeuzeUitkomst> {
        if !z.geregeld(B::AanbodPast) {
            z.niet_geregeld(B::AanbodPast);
            return None;
        }
        let (hulpvraag, aanbod) = (*f.hulpvraag.waarde()?, f.aanbod.waarde()?);
        let past = aanbod.contains(&hulpvraag);
        let te_zwaar = !aanbod.is_empty() && aanbod.iter().all(|a| *a > hulpvraag);
        let te_licht = !aanbod.is_empty() && aanbod.iter().all(|a| *a < hulpvraag);
        let grond = if past {
            z.voor(
                B::AanbodPast,
                "De aanbieder heeft aanbod dat past bij de zwaarte van de vraag.",
            )
        } else {
            let wat = match (te_zwaar, te_licht) {
                (true, _) => "Het aanbod van deze aanbieder is te zwaar voor deze hulpvraag.",
                (_, true) => "Het aanbod van deze aanbieder is te licht voor deze hulpvraag.",
                _ => "Deze aanbieder heeft geen aanbod voor deze zwaarte.",
            };
            z.opdracht(Rol::Toegang, "Kijk of een andere aanbieder beter past.");
            z.let_op(
                B::AanbodPast,
                format!("{wat} Of hulp past, blijft een oordeel van mensen."),
            )
        };
        grond.met(feit!(f.hulpvraag)).met(feit!(f.aanbod));
        if f.gecontracteerd.waarde == Some(false) {
            let zin = "Kiezen kan in beginsel alleen uit aanbieders met een contract. De Toegang kan een maatwerkbesluit nemen.";
            z.tegen(B::Keuzevrijheid, zin).met(feit!(f.gecontracteerd));
        }
        Some(KeuzeUitkomst {
            past: Some(past),
            te_zwaar: Some(te_zwaar),
            te_licht: Some(te_licht),
        })
    }
}
