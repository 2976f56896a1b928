//! May the budget change now (R-059, R-060, R-099… … )?

use super::waarde::keuze;
use super::zitting::{Zitting, feit, feiten, nodig, uitkomst};
use super::{Rol, Vraag};
use crate::regioprofiel::protocol::{RedenRegel, Wijzigingsreden};
use crate::regioprofiel::{Bepaling as B, Gemeente, Kracht};
use houvast_begrip::{Centen, GemeenteCode, datum, periode};
use jiff::ToSpan;
use jiff::civil::Date;

keuze! {
    /// How the change is asked.
    pub enum Weg {
        Bericht = "jw317", "bericht JW317";
        BeveiligdeMail = "beveiligde-mail", "beveiligde e-mail";
        Telefoon = "telefoon", "telefoon";
        NieuweVerwijzing = "nieuwe-verwijzing", "een nieuwe verwijzing";
    }
}

keuze! {
    /// What the Toegang decides (RTP 2.4.5, 2.4.6).
    pub enum Wijzigingsbesluit {
        Gehonoreerd = "gehonoreerd", "de wijziging komt er";
        Afgewezen = "afgewezen", "de wijziging komt er niet";
        AndereHulpvorm = "andere-hulpvorm", "een andere vorm van hulp";
        AndereAanbieder = "andere-aanbieder", "een andere aanbieder";
        AanvullendeHulp = "aanvullende-hulp", "aanvullende hulp naast de bestaande";
    }
}

feiten! {
    /// One request to change a budget.
    pub struct WijzigingFeiten {
        moet gemeente: GemeenteCode => "Gemeente";
        moet weg: Weg => "Hoe de wijziging is gevraagd";
        moet ingediend: Date => "Datum waarop de aanvraag is ontvangen";
        moet reden: Wijzigingsreden => "Reden";
        mag aanvrager: Rol => "Wie vraagt";
        mag opdracht_jeugdige: bool => "De jeugdige heeft opdracht gegeven";
        mag wezenlijk_anders: bool => "Een wezenlijk andere aanpak of intensiteit is nodig";
        mag gestart: bool => "De hulp is gestart";
        mag start: Date => "Eerste dag van de hulp";
        mag geconstateerd: Date => "Dag waarop de aanbieder dit zag";
        mag contact: Date => "Contact met de Toegang";
        mag gehandeld: Date => "Dag waarop de aanbieder anders ging werken";
        mag einddatum: Date => "Einddatum van de toewijzing";
        mag budget: Centen => "Budget";
        mag besteed: Centen => "Tot nu toe besteed";
        mag besteed_op: Date => "Dag waarop dat is geteld";
        mag tempo_per_week: Centen => "Besteding per week (uit de laatste weken)";
        mag te_laat_gemotiveerd: bool => "Een late aanvraag is gemotiveerd";
        mag instemming: bool => "De Toegang stemt in";
        mag besluit_door: Rol => "Wie heeft besloten";
        mag besluit: Wijzigingsbesluit => "Wat de Toegang besloot";
    }
}

uitkomst! {
    /// When, where and on which ground.
    pub struct WijzigingUitkomst {
        reden_nummer: u8 => "Nummer van de reden";
        uitputting: Date => "Verwachte dag waarop het budget op is";
        uiterlijk: Date => "Uiterste dag om aan te vragen";
        op_tijd: bool => "Op tijd gevraagd";
        weg: Weg => "Langs welke weg";
        besluit: Wijzigingsbesluit => "Besluit";
    }
}

/// See the module.
pub struct Wijzigingsvraag;

impl Vraag for Wijzigingsvraag {
    const ID: &'static str = "wijziging";
    const TITEL: &'static str = "Mag het budget nu wijzigen?";
    const BEPALINGEN: &'static [B] = &[
        B::WijzigingBericht,
        B::WijzigingAanvrager,
        B::WijzigingReden,
        B::WijzigingVoorStart,
        B::WijzigingTermijn,
        B::WijzigingContact,
        B::WijzigingWezenlijk,
        B::WijzigingTijdig,
        B::WijzigingToegang,
    ];
    const EISEN: &'static [&'static str] = &[
        "R-060", "R-099", "R-100", "R-101", "R-102", "R-103", "R-105", "R-106", "R-107", "R-110", "R-111",
        "R-132", "R-133", "R-134", "R-135", "R-406", "R-609",
    ];
    type Feiten = WijzigingFeiten;
    type Uitkomst = WijzigingUitkomst;

    fn antwoord(f: &WijzigingFeiten, z: &mut Zitting<'_>) -> Option<WijzigingUitkomst> {
        let profiel = z.profiel;
        let Some(regels) = &profiel.protocol.wijzigingsregels else {
            z.niet_geregeld(B::WijzigingReden);
            return None;
        };
        let (gemeente, weg) = (*f.gemeente.waarde()?, *f.weg.waarde()?);
        let (ingediend, reden) = (*f.ingediend.waarde()?, *f.reden.waarde()?);
        let Some(gemeente) = profiel.gemeente(gemeente) else {
            let zin = "Deze gemeente hoort niet bij de regio.";
            z.voorleggen(B::WijzigingBericht, zin).met(feit!(f.gemeente));
            return None;
        };
        let mut uit = WijzigingUitkomst {
            weg: Some(if gemeente.wijziging_via_bericht {
                Weg::Bericht
            } else {
                Weg::BeveiligdeMail
            }),
            ..Default::default()
        };
        if !langs_de_weg(f, gemeente, weg, z) {
            return Some(uit);
        }
        aanvrager(f, z)?;
        let Some(regel) = regels.redenen.iter().find(|r| r.reden == reden) else {
            let redenen: Vec<&str> = regels.redenen.iter().map(|r| r.reden.label()).collect();
            let zin = format!(
                "Dit is geen van de redenen voor een wijziging. Die zijn: {}.",
                redenen.join("; ")
            );
            z.tegen(B::WijzigingReden, zin).met(feit!(f.reden));
            return Some(uit);
        };
        uit.reden_nummer = Some(regel.nummer);
        if !reden_past(f, regel, ingediend, z)? {
            return Some(uit);
        }
        if !regel.alleen_voor_start {
            wezenlijk(f, z)?;
            tijdig(f, ingediend, &mut uit, z)?;
        }
        uit.besluit = besluit(f, regel, z);
        Some(uit)
    }
}

/// V-47.
fn langs_de_weg(f: &WijzigingFeiten, gemeente: &Gemeente, weg: Weg, z: &mut Zitting<'_>) -> bool {
    let naam = &gemeente.naam;
    match (weg, gemeente.wijziging_via_bericht) {
        (Weg::Bericht, false) => {
            let zin = format!(
                "{naam} keurt een JW317 altijd af. Vraag de wijziging met beveiligde e-mail; de dag van ontvangst telt. Dit weigert het bericht, niet het recht van de jeugdige op hulp."
            );
            z.hard(B::WijzigingBericht, zin)
                .met(feit!(f.gemeente))
                .met(feit!(f.weg));
            z.opdracht(Rol::Aanbieder, "Vraag de wijziging met beveiligde e-mail.");
            false
        }
        (Weg::NieuweVerwijzing, _) => {
            let zin = "Een ander budget loopt altijd via de Toegang, ook als een ander heeft verwezen. Een nieuwe verwijzing wordt doorgeleid.";
            z.voorleggen(B::WijzigingToegang, zin).met(feit!(f.weg));
            false
        }
        (Weg::Telefoon | Weg::BeveiligdeMail, true) => {
            let zin = format!(
                "In {naam} wordt een wijziging met een JW317 gevraagd. Zonder dat bericht wordt zij niet doorgevoerd."
            );
            z.tegen(B::WijzigingBericht, zin)
                .met(feit!(f.gemeente))
                .met(feit!(f.weg));
            z.opdracht(Rol::Aanbieder, "Dien een JW317 in.");
            false
        }
        (Weg::Telefoon, false) => {
            let zin = format!("In {naam} wordt een wijziging met beveiligde e-mail gevraagd.");
            z.tegen(B::WijzigingBericht, zin)
                .met(feit!(f.gemeente))
                .met(feit!(f.weg));
            z.opdracht(Rol::Aanbieder, "Vraag de wijziging met beveiligde e-mail.");
            false
        }
        (Weg::Bericht, true) | (Weg::BeveiligdeMail, false) => {
            z.voor(
                B::WijzigingBericht,
                format!("In {naam} gaat een wijziging langs deze weg."),
            )
            .met(feit!(f.weg));
            true
        }
    }
}

/// the aanbieder asks, on behalf of the jeugdige.
fn aanvrager(f: &WijzigingFeiten, z: &mut Zitting<'_>) -> Option<()> {
    let wie = nodig!(z, f.aanvrager).copied();
    let opdracht = nodig!(z, f.opdracht_jeugdige).copied();
    let (wie, opdracht) = (wie?, opdracht?);
    if wie != Rol::Aanbieder {
        let zin = "De aanbieder vraagt een wijziging aan, namens de jeugdige. Vraag wie hierover gaat.";
        z.voorleggen(B::WijzigingAanvrager, zin).met(feit!(f.aanvrager));
    } else if opdracht {
        z.voor(
            B::WijzigingAanvrager,
            "De aanbieder vraagt in opdracht van de jeugdige.",
        )
        .met(feit!(f.aanvrager))
        .met(feit!(f.opdracht_jeugdige));
    } else {
        let zin = "De opdracht van de jeugdige is niet vastgelegd. Zonder opdracht kan de aanbieder geen wijziging vragen.";
        z.tegen(B::WijzigingAanvrager, zin)
            .met(feit!(f.opdracht_jeugdige));
    }
    Some(())
}

/// V-03: the first reason before the start, the others after it.
fn reden_past(f: &WijzigingFeiten, regel: &RedenRegel, ingediend: Date, z: &mut Zitting<'_>) -> Option<bool> {
    let gestart = *nodig!(z, f.gestart)?;
    let start = if gestart { Some(*nodig!(z, f.start)?) } else { None };
    let reden = format!("Reden {}: {}.", regel.nummer, regel.reden.label());
    if regel.alleen_voor_start {
        let voor = start.is_none_or(|s| ingediend < s);
        let som = start.map(|s| format!("Gevraagd {}, start {}.", datum::lang(ingediend), datum::lang(s)));
        let grond = if voor {
            z.opdracht(Rol::Aanbieder, "Wacht met starten tot de Toegang heeft besloten.");
            z.voor(
                B::WijzigingVoorStart,
                format!("{reden} Dat kan, want de hulp was nog niet gestart."),
            )
        } else {
            z.tegen(
                B::WijzigingVoorStart,
                format!("{reden} Dat kan alleen voor de start van de hulp."),
            )
        };
        grond.met(feit!(f.reden)).met(feit!(f.start));
        if let Some(som) = som {
            grond.som(som);
        }
        if voor && f.instemming.van_gemeente().is_none() && start.is_some_and(|s| s <= z.peildatum) {
            let zin =
                "De hulp is gestart voordat de Toegang heeft besloten. Aanbieder en Toegang bespreken dit.";
            z.let_op(B::WijzigingVoorStart, zin).met(feit!(f.start));
        }
        return Some(voor);
    }
    let Some(start) = start else {
        z.voorleggen(
            B::WijzigingReden,
            format!(
                "{reden} De hulp is nog niet gestart; dan geldt alleen de reden dat het budget onjuist is."
            ),
        )
        .met(feit!(f.gestart));
        return Some(true);
    };
    z.voor(
        B::WijzigingReden,
        format!("{reden} Dit is een van de redenen voor een wijziging."),
    )
    .met(feit!(f.reden));
    if let Some(maanden) = regel.maanden_na_start {
        let gezien = *nodig!(z, f.geconstateerd)?;
        let tot = periode::plus_maanden(start, maanden).unwrap_or(Date::MAX);
        let som = format!(
            "{maanden} maanden na {}: {}.",
            datum::lang(start),
            datum::lang(tot)
        );
        if gezien > tot {
            z.tegen(
                B::WijzigingTermijn,
                format!("Deze reden geldt niet meer: zij kan tot {maanden} maanden na de start."),
            )
        } else {
            z.voor(
                B::WijzigingTermijn,
                format!("Gezien binnen {maanden} maanden na de start."),
            )
        }
        .met(feit!(f.start))
        .met(feit!(f.geconstateerd))
        .som(som);
    }
    if regel.eerst_contact {
        eerst_contact(f, z);
    }
    Some(true)
}

/// acting before talking is for the Toegang to weigh; the text names no consequence.
fn eerst_contact(f: &WijzigingFeiten, z: &mut Zitting<'_>) {
    let grond = match (f.contact.waarde, f.gehandeld.waarde) {
        (Some(contact), Some(gehandeld)) if contact <= gehandeld => {
            z.voor(B::WijzigingContact, "Er is eerst contact geweest met de Toegang, daarna is er anders gewerkt.")
        }
        (_, Some(_)) => z.voorleggen(
            B::WijzigingContact,
            "De aanbieder is anders gaan werken zonder eerst contact met de Toegang. De Toegang beslist wat dit betekent.",
        ),
        (Some(_), None) => z.voor(B::WijzigingContact, "Er is contact geweest met de Toegang voordat er anders wordt gewerkt."),
        (None, None) => {
            z.opdracht(Rol::Aanbieder, "Neem contact op met de Toegang voordat u anders gaat werken.");
            z.let_op(B::WijzigingContact, "Bespreek dit eerst met de Toegang, en ga pas daarna anders werken.")
        }
    };
    grond.met(feit!(f.contact)).met(feit!(f.gehandeld));
}

///
fn wezenlijk(f: &WijzigingFeiten, z: &mut Zitting<'_>) -> Option<()> {
    let anders = *nodig!(z, f.wezenlijk_anders)?;
    if anders {
        z.voor(
            B::WijzigingWezenlijk,
            "Er is een wezenlijk andere aanpak of intensiteit nodig.",
        )
    } else {
        z.tegen(
            B::WijzigingWezenlijk,
            "Er is geen wezenlijk andere aanpak of intensiteit. Uitschieters passen in het budget.",
        )
    }
    .met(feit!(f.wezenlijk_anders));
    Some(())
}

/// V-16: the earliest of time and money counts, and too late is a signal.
fn tijdig(
    f: &WijzigingFeiten,
    ingediend: Date,
    uit: &mut WijzigingUitkomst,
    z: &mut Zitting<'_>,
) -> Option<()> {
    let Some(regel) = z.profiel.wijziging else {
        return Some(());
    };
    let einddatum = nodig!(z, f.einddatum).copied();
    let (budget, besteed) = (nodig!(z, f.budget).copied(), nodig!(z, f.besteed).copied());
    let (op, tempo) = (
        nodig!(z, f.besteed_op).copied(),
        nodig!(z, f.tempo_per_week).copied(),
    );
    let (einddatum, tempo) = (einddatum?, tempo?);
    let op_dag = uitputting(budget?, besteed?, tempo, op?);
    let weken = i64::from(regel.weken_vooraf);
    let voor = |dag: Date| dag.saturating_sub(weken.weeks());
    let in_tijd = voor(einddatum);
    let uiterlijk = op_dag.map_or(in_tijd, |dag| voor(dag).min(in_tijd));
    let mut som = format!(
        "In tijd: {} min {weken} weken = {}.",
        datum::lang(einddatum),
        datum::lang(in_tijd)
    );
    if let Some(dag) = op_dag {
        som.push_str(&format!(
            " In geld: het budget is op {} op; min {weken} weken = {}.",
            datum::lang(dag),
            datum::lang(voor(dag))
        ));
    }
    som.push_str(&format!(" De vroegste telt: {}.", datum::lang(uiterlijk)));
    let op_tijd = ingediend <= uiterlijk;
    uit.uitputting = op_dag;
    uit.uiterlijk = Some(uiterlijk);
    uit.op_tijd = Some(op_tijd);
    let gemotiveerd = f.te_laat_gemotiveerd.waarde == Some(true);
    let zin = match (op_tijd, gemotiveerd) {
        (true, _) => format!("Op tijd: ten minste {weken} weken vooraf."),
        (false, true) => {
            format!("Later dan {weken} weken vooraf, met een reden. Dat is geen grond om af te wijzen.")
        }
        (false, false) => {
            format!("Later dan {weken} weken vooraf. Geef de reden. Dat is geen grond om af te wijzen.")
        }
    };
    let grond = match (op_tijd, gemotiveerd, regel.kracht) {
        (true, _, _) => z.voor(B::WijzigingTijdig, zin),
        (false, false, Kracht::Hard | Kracht::Afspraak) => z.voorleggen(B::WijzigingTijdig, zin),
        (false, _, _) => z.let_op(B::WijzigingTijdig, zin),
    };
    grond
        .met(feit!(f.einddatum))
        .met(feit!(f.budget))
        .met(feit!(f.besteed))
        .met(feit!(f.tempo_per_week))
        .som(som);
    if !op_tijd && !gemotiveerd {
        z.opdracht(Rol::Aanbieder, "Leg vast waarom de aanvraag later komt.");
    }
    Some(())
}

/// On this pace the budget is spent on this day; `None` when nothing is spent. Also for the warning ahead of time.
#[must_use]
pub fn uitputting(budget: Centen, besteed: Centen, tempo_per_week: Centen, op: Date) -> Option<Date> {
    if tempo_per_week <= Centen::NUL {
        return None;
    }
    let over = i128::from(budget.0.saturating_sub(besteed.0).max(0)) * 7;
    let dagen = i64::try_from(over / i128::from(tempo_per_week.0)).ok()?;
    // Further off than ten years is no forecast.
    (dagen <= 3_660).then(|| op.saturating_add(dagen.days()))
}

/// the Toegang decides, nobody else.
fn besluit(f: &WijzigingFeiten, regel: &RedenRegel, z: &mut Zitting<'_>) -> Option<Wijzigingsbesluit> {
    use Wijzigingsbesluit as W;
    if f.besluit_door.waarde.is_some_and(|wie| wie != Rol::Toegang) {
        z.tegen(
            B::WijzigingToegang,
            "Over een wijziging beslist de Toegang, niet een ander.",
        )
        .met(feit!(f.besluit_door));
        return None;
    }
    let instemming = f.instemming.van_gemeente().copied();
    let besluit = f.besluit.van_gemeente().copied();
    let grond = match (besluit, instemming) {
        (Some(W::Gehonoreerd), Some(false)) | (Some(W::Afgewezen), Some(true)) => z.voorleggen(
            B::WijzigingToegang,
            "Het besluit en de instemming van de Toegang spreken elkaar tegen.",
        ),
        (Some(W::Gehonoreerd), _) | (None, Some(true)) => {
            z.voor(B::WijzigingToegang, "De Toegang stemt in met de wijziging.")
        }
        (Some(W::Afgewezen), _) | (None, Some(false)) => {
            if regel.alleen_voor_start {
                z.opdracht(
                    Rol::Toegang,
                    "Zoek een andere aanbieder: deze accepteert de jeugdige niet.",
                );
            }
            z.tegen(B::WijzigingToegang, "De Toegang stemt niet in met de wijziging.")
        }
        (Some(ander), _) => {
            let zin = format!("De Toegang besluit: {}.", ander.label());
            z.voor(B::WijzigingToegang, zin)
        }
        (None, None) => z.voorleggen(B::WijzigingToegang, "De Toegang beslist over de wijziging."),
    };
    grond.met(feit!(f.instemming)).met(feit!(f.besluit));
    besluit
}
