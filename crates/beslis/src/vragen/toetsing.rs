//! The toetsing by the aanbieder: its term, its place in time, and how it ends (R-089… … ).

use super::waarde::keuze;
use super::zitting::{Zitting, feit, feiten, nodig, uitkomst};
use super::{Rol, Vraag};
use crate::feiten::Verwijzer;
use crate::regioprofiel::Bepaling as B;
use crate::regioprofiel::protocol::Weigeringsgrond;
use houvast_begrip::datum;
use jiff::civil::Date;

keuze! {
    /// What the aanbieder decides.
    pub enum Besluit {
        Accepteren = "accepteren", "de aanbieder accepteert";
        Weigeren = "weigeren", "de aanbieder weigert";
    }
}

keuze! {
    /// Where the toetsing stands.
    pub enum Stand {
        GeenVerwijzing = "geen-verwijzing", "geen wettelijke verwijzing";
        Loopt = "loopt", "de toetsing loopt";
        Geaccepteerd = "geaccepteerd", "geaccepteerd";
        Geweigerd = "geweigerd", "geweigerd";
        AndereAanbieder = "andere-aanbieder", "het gezin kiest een andere aanbieder";
    }
}

feiten! {
    /// One toetsing.
    pub struct ToetsingFeiten {
        moet verwijzing_aanwezig: bool => "Er is een verwijzing van een wettelijk verwijzer";
        mag verwijzer: Verwijzer => "Wie heeft verwezen";
        mag aangemeld: Date => "Dag waarop de jeugdige zich meldde";
        mag gevraagd: Date => "Dag waarop de Toegang om toetsing vroeg";
        mag getoetst: Date => "Dag van de toetsing";
        mag verzoek: Date => "Datum van het verzoek om toewijzing";
        mag toewijzing: Date => "Datum van de toewijzing";
        mag start: Date => "Eerste dag van de hulp (JW305)";
        mag veiligheid_beoordeeld: bool => "Beoordeeld of de veiligheid in het geding is";
        mag besluit: Besluit => "Besluit van de aanbieder";
        mag weigeringsgrond: Weigeringsgrond => "Grond van de weigering";
        mag motivering: bool => "De weigering is inhoudelijk gemotiveerd";
        mag contact_verwijzer: bool => "De aanbieder heeft contact gehad met de verwijzer";
        mag voorbehoud: bool => "De aanbieder accepteert met een voorbehoud op budget of periode";
        mag gezin_kiest_anders: bool => "Het gezin kiest een andere aanbieder";
    }
}

uitkomst! {
    /// Term and end.
    pub struct ToetsingUitkomst {
        stand: Stand => "Stand";
        begin: Date => "Begin van de termijn";
        uiterlijk: Date => "Uiterste dag van de toetsing";
        op_tijd: bool => "Op tijd";
    }
}

/// See the module.
pub struct Toetsing;

impl Vraag for Toetsing {
    const ID: &'static str = "toetsing";
    const TITEL: &'static str = "Wanneer moet de toetsing klaar zijn, en mag de aanbieder weigeren?";
    const BEPALINGEN: &'static [B] = &[
        B::ToetsingVolgorde,
        B::ToetsingTermijn,
        B::ToetsingMoment,
        B::ToetsingInhoud,
        B::Weigeringsgrond,
        B::Weigering,
        B::Acceptatie,
        B::AndereKeuze,
        B::VerzoekEerst,
    ];
    const EISEN: &'static [&'static str] = &[
        "R-089", "R-090", "R-091", "R-094", "R-095", "R-096", "R-097", "R-098", "R-108", "R-126", "R-127",
        "R-128", "R-129", "R-405", "R-407",
    ];
    type Feiten = ToetsingFeiten;
    type Uitkomst = ToetsingUitkomst;

    fn antwoord(f: &ToetsingFeiten, z: &mut Zitting<'_>) -> Option<ToetsingUitkomst> {
        if z.profiel.protocol.weigeringsgronden.is_empty() && !z.geregeld(B::ToetsingVolgorde) {
            z.niet_geregeld(B::ToetsingVolgorde);
            return None;
        }
        if !*f.verwijzing_aanwezig.waarde()? {
            let zin = "Er is geen wettelijke verwijzing. De aanbieder beoordeelt de inhoud nog niet.";
            z.tegen(B::ToetsingVolgorde, zin)
                .met(feit!(f.verwijzing_aanwezig));
            z.beslist(Rol::Aanbieder);
            return Some(ToetsingUitkomst {
                stand: Some(Stand::GeenVerwijzing),
                ..Default::default()
            });
        }
        z.voor(B::ToetsingVolgorde, "Er is een wettelijke verwijzing.")
            .met(feit!(f.verwijzing_aanwezig));
        let mut uit = termijn(f, z)?;
        moment(f, z);
        verzoek_eerst(f, z);
        voor_de_start(f, z);
        let eerst = z.tegenspraak();
        let stand = einde(f, z)?;
        // An end that the protocol speaks against is no end yet.
        let af = z.tegenspraak() == eerst;
        uit.stand = Some(if af { stand } else { Stand::Loopt });
        Some(uit)
    }
}

/// R-091, V-02: from the first of both moments. Too late is a signal.
fn termijn(f: &ToetsingFeiten, z: &mut Zitting<'_>) -> Option<ToetsingUitkomst> {
    let begin = match (f.aangemeld.waarde, f.gevraagd.waarde) {
        (Some(a), Some(b)) => a.min(b),
        (Some(dag), None) | (None, Some(dag)) => dag,
        (None, None) => *nodig!(z, f.aangemeld)?,
    };
    let Some(norm) = z.profiel.termijnen.toetsing_werkdagen else {
        z.voor(
            B::ToetsingTermijn,
            "Deze versie van het protocol noemt geen termijn voor de toetsing.",
        );
        return Some(ToetsingUitkomst {
            begin: Some(begin),
            ..Default::default()
        });
    };
    let uiterlijk = z.profiel.kalender().plus(begin, norm);
    let klaar = f.getoetst.waarde.unwrap_or(z.peildatum);
    let op_tijd = klaar <= uiterlijk;
    let som = crate::termijn::som(&z.profiel.kalender(), begin, norm);
    let dag = datum::lang(uiterlijk);
    let grond = match (op_tijd, f.getoetst.waarde) {
        (true, Some(_)) => z.voor(
            B::ToetsingTermijn,
            format!("De toetsing was op tijd klaar, binnen {norm} werkdagen: uiterlijk {dag}."),
        ),
        (true, None) => z.voor(
            B::ToetsingTermijn,
            format!("De toetsing moet klaar zijn binnen {norm} werkdagen: uiterlijk {dag}."),
        ),
        (false, _) => z.let_op(
            B::ToetsingTermijn,
            format!("De toetsing is te laat: zij moest klaar zijn op {dag}."),
        ),
    };
    grond
        .met(feit!(f.aangemeld))
        .met(feit!(f.gevraagd))
        .met(feit!(f.getoetst))
        .som(som);
    Some(ToetsingUitkomst {
        begin: Some(begin),
        uiterlijk: Some(uiterlijk),
        op_tijd: Some(op_tijd),
        stand: None,
    })
}

/// on another route than that of the Toegang the aanbieder asks first.
fn verzoek_eerst(f: &ToetsingFeiten, z: &mut Zitting<'_>) {
    let route = f.verwijzer.waarde.and_then(|v| z.profiel.route(v));
    if !z.geregeld(B::VerzoekEerst) || route.is_none_or(|r| r.is_toegang) {
        return;
    }
    let grond = match (f.verzoek.waarde, f.toewijzing.waarde) {
        (_, None) => return,
        (Some(verzoek), Some(toewijzing)) if verzoek <= toewijzing => {
            z.voor(B::VerzoekEerst, "Het verzoek om toewijzing (JW315) ligt niet na de toewijzing.")
        }
        (_, Some(_)) => z.tegen(
            B::VerzoekEerst,
            "Er is een toewijzing zonder verzoek (JW315) daarvoor. Bij deze verwijzer vraagt de aanbieder eerst.",
        ),
    };
    grond
        .met(feit!(f.verwijzer))
        .met(feit!(f.verzoek))
        .met(feit!(f.toewijzing));
}

/// R-126, eis 76: help that began without a toetsing is a signal, it stops nothing.
fn voor_de_start(f: &ToetsingFeiten, z: &mut Zitting<'_>) {
    let Some(start) = f.start.waarde else {
        return;
    };
    let grond = match f.getoetst.waarde {
        Some(getoetst) if getoetst <= start => z.voor(
            B::ToetsingInhoud,
            "De toetsing ligt niet na de start van de hulp.",
        ),
        Some(_) => z.let_op(B::ToetsingInhoud, "De hulp begon voordat de toetsing klaar was."),
        None => z.let_op(
            B::ToetsingInhoud,
            "De hulp is begonnen zonder vastgelegde toetsing.",
        ),
    };
    grond.met(feit!(f.start)).met(feit!(f.getoetst));
}

///
fn moment(f: &ToetsingFeiten, z: &mut Zitting<'_>) {
    let Some(getoetst) = f.getoetst.waarde else {
        return;
    };
    if f.toewijzing.waarde.is_some_and(|dag| getoetst > dag) {
        z.tegen(
            B::ToetsingMoment,
            "De toetsing ligt na de toewijzing. Zij hoort daarvoor te liggen.",
        )
        .met(feit!(f.getoetst))
        .met(feit!(f.toewijzing));
    }
    let vooraf = f
        .verwijzer
        .waarde
        .and_then(|v| z.profiel.route(v))
        .is_some_and(|r| r.toetsing_voor_verzoek);
    if let Some(verzoek) = f.verzoek.waarde.filter(|_| vooraf) {
        if getoetst > verzoek {
            z.tegen(
                B::ToetsingMoment,
                "De toetsing ligt na het verzoek. Bij deze verwijzer hoort zij daarvoor te liggen.",
            )
        } else {
            z.voor(B::ToetsingMoment, "De toetsing ligt niet na het verzoek.")
        }
        .met(feit!(f.verwijzer))
        .met(feit!(f.getoetst))
        .met(feit!(f.verzoek));
    }
}

fn einde(f: &ToetsingFeiten, z: &mut Zitting<'_>) -> Option<Stand> {
    if f.gezin_kiest_anders.waarde == Some(true) {
        let zin = "Het gezin kiest een andere aanbieder. De verwijzing blijft geldig; deze aanbieder krijgt geen toewijzing.";
        z.voor(B::AndereKeuze, zin).met(feit!(f.gezin_kiest_anders));
        return Some(Stand::AndereAanbieder);
    }
    let Some(besluit) = f.besluit.waarde else {
        return Some(Stand::Loopt);
    };
    nodig!(z, f.getoetst)?;
    if !*nodig!(z, f.veiligheid_beoordeeld)? {
        let zin = "De toetsing is niet af: beoordeel ook of de veiligheid in het geding is.";
        z.tegen(B::ToetsingInhoud, zin)
            .met(feit!(f.veiligheid_beoordeeld));
        z.beslist(Rol::Aanbieder);
    }
    match besluit {
        Besluit::Accepteren => {
            let voorbehoud = f.voorbehoud.waarde == Some(true);
            if voorbehoud {
                z.tegen(B::Acceptatie, "Accepteren met een voorbehoud op budget of periode kan niet. Dat is een weigering om het budget.")
            } else {
                z.voor(B::Acceptatie, "Met de acceptatie aanvaardt de aanbieder ook budget en periode.")
            }
            .met(feit!(f.besluit))
            .met(feit!(f.voorbehoud));
            Some(Stand::Geaccepteerd)
        }
        Besluit::Weigeren => weigering(f, z).map(|()| Stand::Geweigerd),
    }
}

/// R-094…, V-35.
fn weigering(f: &ToetsingFeiten, z: &mut Zitting<'_>) -> Option<()> {
    let grond = nodig!(z, f.weigeringsgrond).copied();
    let gemotiveerd = nodig!(z, f.motivering).copied();
    let contact = nodig!(z, f.contact_verwijzer).copied();
    let (grond, gemotiveerd, contact) = (grond?, gemotiveerd?, contact?);
    z.beslist(Rol::Aanbieder);
    if z.profiel.protocol.weigeringsgronden.contains(&grond) {
        let zin = format!(
            "Weigeren mag op deze grond: {}. Er is geen plicht om te accepteren.",
            grond.label()
        );
        z.voor(B::Weigeringsgrond, zin).met(feit!(f.weigeringsgrond));
        match grond {
            Weigeringsgrond::BudgetOneens => {
                z.opdracht(
                    Rol::Aanbieder,
                    "Vraag de Toegang om een ander budget en wacht met starten.",
                );
            }
            Weigeringsgrond::Overgekwalificeerd => {
                z.opdracht(Rol::Verwijzer, "Zoek lichter aanbod.");
            }
            Weigeringsgrond::GeenExpertise | Weigeringsgrond::GeenCapaciteit | Weigeringsgrond::Anders => {}
        }
    } else {
        let zin = format!("Dit is geen grond om te weigeren: {}.", grond.label());
        z.tegen(B::Weigeringsgrond, zin).met(feit!(f.weigeringsgrond));
        if grond == Weigeringsgrond::GeenCapaciteit {
            z.opdracht(Rol::Aanbieder, "Meld de wachttijd.");
        }
    }
    if gemotiveerd {
        z.voor(B::Weigering, "De weigering is inhoudelijk gemotiveerd.")
    } else {
        z.tegen(
            B::Weigering,
            "Een weigering wordt altijd inhoudelijk gemotiveerd.",
        )
    }
    .met(feit!(f.motivering));
    if !contact {
        z.tegen(
            B::Weigering,
            "De aanbieder heeft nog geen contact gehad met de verwijzer. Het dossier kan niet dicht.",
        )
        .met(feit!(f.contact_verwijzer));
        z.opdracht(Rol::Aanbieder, "Neem contact op met de verwijzer.");
    }
    Some(())
}
