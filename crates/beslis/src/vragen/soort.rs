//! Herstel or duurzaam (R-055, R-058, R-074, R-529, R-534… )?

use super::waarde::keuze;
use super::zitting::{Zitting, feit, feiten, nodig, uitkomst};
use super::{Rol, Vraag};
use crate::feiten::Soort;
use crate::regioprofiel::Bepaling as B;

keuze! {
    /// What the help is for.
    pub enum Vraagtype {
        Behandelvraag = "behandelvraag", "behandelvraag: eindig";
        Begeleidingsvraag = "begeleidingsvraag", "begeleidingsvraag: langdurig";
    }
}

keuze! {
    /// What the choice rests on.
    pub enum Grondslag {
        Hulpvraag = "hulpvraag", "de hulpvraag";
        AlleenDiagnose = "alleen-diagnose", "alleen een diagnose of beperking";
    }
}

keuze! {
    /// What the help aims at.
    pub enum Doel {
        Verbeteren = "verbeteren", "verbeteren en uitstromen";
        Consolideren = "consolideren", "behouden en versterken";
    }
}

keuze! {
    /// What the amount follows from.
    pub enum Budgetgrondslag {
        Interventie = "interventie", "een bewezen effectieve interventie of behandeling";
        Intensiteit = "intensiteit", "intensiteit en duur van de begeleiding";
        Geen = "geen", "er is nog niets vastgelegd";
    }
}

feiten! {
    /// One need for help.
    pub struct SoortFeiten {
        moet vraagtype: Vraagtype => "Soort vraag";
        moet grondslag: Grondslag => "Waar de keuze op rust";
        mag verwachte_maanden: u32 => "Verwachte duur in maanden";
        mag doel: Doel => "Doel van de hulp";
        mag dsm_hoofdprobleem: bool => "Een stoornis (DSM-5) is het grootste probleem";
        mag na_ander_traject: bool => "Volgt op een ander traject";
        mag noodzaak_gemotiveerd: bool => "De noodzaak daarvan is gemotiveerd";
        mag huidige_soort: Soort => "Soort van de lopende hulp";
        mag budget_toereikend: bool => "Het lopende budget is genoeg";
        mag budget_uit: Budgetgrondslag => "Waar het budget op rust";
    }
}

uitkomst! {
    /// The kind of help.
    pub struct SoortUitkomst {
        soort: Soort => "Soort";
        budget_per_jaar: bool => "Budget per jaar";
        nieuw_verzoek_nodig: bool => "Er is een verzoek om wijziging nodig";
    }
}

/// See the module.
pub struct Soortvraag;

impl Vraag for Soortvraag {
    const ID: &'static str = "soort";
    const TITEL: &'static str = "Is dit herstel of duurzaam?";
    const BEPALINGEN: &'static [B] = &[
        B::Soort,
        B::SoortDuur,
        B::SoortDoel,
        B::SoortGrondslag,
        B::SoortVolgorde,
        B::SoortOmzetting,
        B::BudgetGrondslag,
    ];
    const EISEN: &'static [&'static str] = &[
        "R-055", "R-058", "R-074", "R-529", "R-534", "R-535", "R-536", "R-542",
    ];
    type Feiten = SoortFeiten;
    type Uitkomst = SoortUitkomst;

    fn antwoord(f: &SoortFeiten, z: &mut Zitting<'_>) -> Option<SoortUitkomst> {
        let soort = kies(f, z)?;
        if f.grondslag.waarde == Some(Grondslag::AlleenDiagnose) && soort == Soort::Duurzaam {
            let zin = "Een diagnose of beperking alleen maakt hulp niet duurzaam. De hulpvraag beslist.";
            z.tegen(B::SoortGrondslag, zin).met(feit!(f.grondslag));
        }
        if soort == Soort::Duurzaam && z.geregeld(B::SoortVolgorde) && f.na_ander_traject.waarde == Some(true)
        {
            let gemotiveerd = *nodig!(z, f.noodzaak_gemotiveerd)?;
            if gemotiveerd {
                z.voor(
                    B::SoortVolgorde,
                    "Duurzaam volgt op een ander traject; de hulpvraag maakt dat nodig.",
                )
            } else {
                z.tegen(
                    B::SoortVolgorde,
                    "Duurzaam na een ander traject kan alleen als de noodzaak uit de hulpvraag blijkt.",
                )
            }
            .met(feit!(f.na_ander_traject))
            .met(feit!(f.noodzaak_gemotiveerd));
        }
        if f.dsm_hoofdprobleem.waarde == Some(true) && soort == Soort::Duurzaam && z.geregeld(B::SoortDoel) {
            let zin = "Een stoornis is het grootste probleem. Past een GGZ-traject beter?";
            z.let_op(B::SoortDoel, zin).met(feit!(f.dsm_hoofdprobleem));
        }
        grondslag(f, soort, z);
        let nieuw = omzetting(f, soort, z)?;
        Some(SoortUitkomst {
            soort: Some(soort),
            budget_per_jaar: z
                .profiel
                .protocol
                .looptijd
                .map(|l| soort == Soort::Duurzaam && l.duurzaam_budget_per_jaar),
            nieuw_verzoek_nodig: nieuw,
        })
    }
}

fn kies(f: &SoortFeiten, z: &mut Zitting<'_>) -> Option<Soort> {
    let vraagtype = *f.vraagtype.waarde()?;
    let drempel = z
        .profiel
        .protocol
        .looptijd
        .and_then(|l| l.duurzaam_langer_dan_maanden);
    let soort = match (vraagtype, drempel) {
        (Vraagtype::Behandelvraag, _) => Soort::Herstel,
        (Vraagtype::Begeleidingsvraag, None) => Soort::Duurzaam,
        (Vraagtype::Begeleidingsvraag, Some(drempel)) => {
            let maanden = *nodig!(z, f.verwachte_maanden)?;
            let lang = i64::from(maanden) > i64::from(drempel);
            let teken = if lang { ">" } else { "≤" };
            let (soort, zin) = if lang {
                (
                    Soort::Duurzaam,
                    format!("De vraag duurt naar verwachting langer dan {drempel} maanden."),
                )
            } else {
                (
                    Soort::Herstel,
                    format!(
                        "De vraag duurt naar verwachting niet langer dan {drempel} maanden: geen duurzaam traject."
                    ),
                )
            };
            z.voor(B::SoortDuur, zin)
                .met(feit!(f.verwachte_maanden))
                .som(format!("{maanden} maanden {teken} {drempel} maanden."));
            soort
        }
    };
    let zin = match soort {
        Soort::Herstel => "Herstel: de hulp is eindig.",
        Soort::Duurzaam => "Duurzaam: de hulp is langdurig.",
    };
    z.voor(B::Soort, zin).met(feit!(f.vraagtype));
    if let (Some(doel), true) = (f.doel.waarde, z.geregeld(B::SoortDoel)) {
        let past = (doel == Doel::Consolideren) == (soort == Soort::Duurzaam);
        if past {
            z.voor(B::SoortDoel, "Het doel past bij deze soort.")
        } else {
            z.voorleggen(
                B::SoortDoel,
                "Het doel past niet bij deze soort. Een medewerker bepaalt de soort.",
            )
        }
        .met(feit!(f.doel));
    }
    z.beslist(Rol::Toegang);
    Some(soort)
}

/// a warning; why it fits, people say.
fn grondslag(f: &SoortFeiten, soort: Soort, z: &mut Zitting<'_>) {
    let (Some(uit), true) = (f.budget_uit.waarde, z.geregeld(B::BudgetGrondslag)) else {
        return;
    };
    let hoort = match soort {
        Soort::Herstel => Budgetgrondslag::Interventie,
        Soort::Duurzaam => Budgetgrondslag::Intensiteit,
    };
    let grond = if uit == hoort {
        z.voor(B::BudgetGrondslag, format!("Het budget rust op {}.", uit.label()))
    } else {
        let zin = format!(
            "Een budget voor {} rust op {}. Leg dat vast.",
            soort.label(),
            hoort.label()
        );
        z.let_op(B::BudgetGrondslag, zin)
    };
    grond.met(feit!(f.budget_uit));
}

/// without consequences, unless the budget is not enough.
#[expect(
    clippy::option_option,
    reason = "no conversion and a missing fact are two things"
)]
fn omzetting(f: &SoortFeiten, soort: Soort, z: &mut Zitting<'_>) -> Option<Option<bool>> {
    let Some(huidig) = f.huidige_soort.waarde.filter(|h| *h != soort) else {
        return Some(None);
    };
    let genoeg = *nodig!(z, f.budget_toereikend)?;
    let zin = format!("De hulp gaat van {} naar {}.", huidig.label(), soort.label());
    if genoeg {
        z.voor(
            B::SoortOmzetting,
            format!("{zin} Het budget is genoeg: er verandert niets."),
        )
    } else {
        z.opdracht(Rol::Aanbieder, "Vraag een wijziging van het budget aan.");
        z.let_op(
            B::SoortOmzetting,
            format!("{zin} Het budget is niet genoeg: vraag een wijziging aan."),
        )
    }
    .met(feit!(f.huidige_soort))
    .met(feit!(f.budget_toereikend));
    Some(Some(!genoeg))
}
