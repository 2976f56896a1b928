//! Who directs: casusregie, procesregie and zorgregie over time (R-087, R-113, R-136, R-138, R-257, R-258, R-393, V-04).

use super::waarde::{Waarde, keuze};
use super::zitting::{Zitting, feit, feiten, nodig, uitkomst};
use super::{Rol, Vraag};
use crate::feiten::Verwijzer;
use crate::regioprofiel::Bepaling as B;
use houvast_begrip::{Periode, datum};
use jiff::civil::Date;
use serde_json::{Value, json};

keuze! {
    /// Which kind of directing.
    pub enum Regievorm {
        Casusregie = "casusregie", "casusregie";
        Procesregie = "procesregie", "procesregie";
        Zorgregie = "zorgregie", "zorgregie";
    }
}

/// From this day on somebody directs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Regiemoment {
    /// First day.
    pub vanaf: Date,
    /// Which kind.
    pub vorm: Regievorm,
    /// Who.
    pub wie: Rol,
}

impl Waarde for Regiemoment {
    fn lees(json: &Value) -> Option<Self> {
        Some(Self {
            vanaf: Date::lees(json.get("vanaf")?)?,
            vorm: Regievorm::lees(json.get("vorm")?)?,
            wie: Rol::lees(json.get("wie")?)?,
        })
    }
    fn json(&self) -> Value {
        json!({ "vanaf": self.vanaf.json(), "vorm": self.vorm.json(), "wie": self.wie.json() })
    }
    fn schema() -> Value {
        json!({
            "type": "object",
            "properties": { "vanaf": Date::schema(), "vorm": Regievorm::schema(), "wie": Rol::schema() },
            "required": ["vanaf", "vorm", "wie"],
            "additionalProperties": false,
        })
    }
    fn verwacht() -> String {
        "een moment met vanaf, vorm en wie".into()
    }
    fn toon(&self) -> String {
        format!(
            "{} {} vanaf {}",
            self.vorm.label(),
            self.wie.label(),
            datum::lang(self.vanaf)
        )
    }
}

feiten! {
    /// One case.
    pub struct RegieFeiten {
        moet begin: Date => "Eerste dag van de hulp of verwijzing";
        moet verwijzer: Verwijzer => "Wie heeft verwezen";
        mag maatregel: Periode => "Maatregel van de kinderrechter (zoals ondertoezichtstelling)";
        mag privacyverklaring: bool => "Het gezin deelt geen informatie met de gemeente";
        mag contact: Date => "Contact met de Toegang om problemen op meer leefgebieden";
        mag overeenstemming: bool => "Jeugdige en ouders zijn het eens met dat contact";
        mag contact_anoniem: bool => "Het contact was zonder naam";
        mag meer_aanbieders: Date => "Dag waarop meer dan een aanbieder helpt met akkoord van de Toegang";
        mag hulpverleners: u32 => "Aantal hulpverleners na de verwijzing";
        mag aanspreekpunt: bool => "Vastgelegd is wie het aanspreekpunt is";
        mag inhoudelijke_regie: bool => "Vastgelegd is wie de inhoudelijke regie voert";
    }
}

uitkomst! {
    /// Today, and how it came so.
    pub struct RegieUitkomst {
        casusregie: Rol => "Casusregie nu";
        procesregie: Rol => "Procesregie nu";
        zorgregie: Rol => "Zorgregie nu";
        tijdlijn: Vec<Regiemoment> => "Tijdlijn";
    }
}

/// See the module.
pub struct Regievraag;

impl Vraag for Regievraag {
    const ID: &'static str = "regie";
    const TITEL: &'static str = "Wie heeft casusregie, procesregie en zorgregie?";
    const BEPALINGEN: &'static [B] = &[
        B::Casusregie,
        B::Privacyverklaring,
        B::Procesregie,
        B::ProcesregieContact,
        B::ProcesregieAanbieders,
        B::Zorgregie,
        B::Regieafspraken,
        B::Overeenstemming,
    ];
    const EISEN: &'static [&'static str] = &[
        "R-086", "R-087", "R-113", "R-136", "R-138", "R-257", "R-258", "R-393", "R-394",
    ];
    type Feiten = RegieFeiten;
    type Uitkomst = RegieUitkomst;

    fn antwoord(f: &RegieFeiten, z: &mut Zitting<'_>) -> Option<RegieUitkomst> {
        let Some(regel) = z.profiel.protocol.regie else {
            z.niet_geregeld(B::Casusregie);
            return None;
        };
        let begin = *f.begin.waarde()?;
        let mut tijdlijn = Vec::new();
        casus(f, begin, z, &mut tijdlijn);
        proces(f, begin, z, &mut tijdlijn);
        z.voor(
            B::Zorgregie,
            "De aanbieder is en blijft zorgregisseur en doet mee aan het gezamenlijke plan.",
        );
        tijdlijn.push(Regiemoment {
            vanaf: begin,
            vorm: Regievorm::Zorgregie,
            wie: Rol::Aanbieder,
        });
        afspraken(f, regel.afspraken_vanaf_hulpverleners, z)?;
        // Stable: on one day the order above stays, and the last one counts.
        tijdlijn.sort_by_key(|m| m.vanaf);
        let nu = |vorm| {
            let geweest = tijdlijn
                .iter()
                .rfind(|m| m.vorm == vorm && m.vanaf <= z.peildatum);
            geweest.map(|m| m.wie)
        };
        Some(RegieUitkomst {
            casusregie: nu(Regievorm::Casusregie),
            procesregie: nu(Regievorm::Procesregie),
            zorgregie: nu(Regievorm::Zorgregie),
            tijdlijn: Some(tijdlijn),
        })
    }
}

/// during a maatregel the GI, whatever the gezin shares.
fn casus(f: &RegieFeiten, begin: Date, z: &mut Zitting<'_>, tijdlijn: &mut Vec<Regiemoment>) {
    let gewoon = if f.privacyverklaring.waarde == Some(true) {
        z.voor(
            B::Privacyverklaring,
            "Bij een privacyverklaring heeft de aanbieder de casusregie.",
        )
        .met(feit!(f.privacyverklaring));
        Rol::Aanbieder
    } else {
        z.voor(B::Casusregie, "Zonder maatregel heeft de gemeente de casusregie.")
            .met(feit!(f.privacyverklaring));
        Rol::Gemeente
    };
    let mut zet = |vanaf, wie| {
        tijdlijn.push(Regiemoment {
            vanaf,
            vorm: Regievorm::Casusregie,
            wie,
        });
    };
    zet(begin, gewoon);
    if let Some(maatregel) = f.maatregel.waarde {
        z.voor(
            B::Casusregie,
            "Tijdens een maatregel heeft de gecertificeerde instelling de casusregie.",
        )
        .met(feit!(f.maatregel));
        let over = maatregel.eind.and_then(|e| e.tomorrow().ok());
        if over.is_none_or(|dag| dag > begin) {
            zet(maatregel.begin.max(begin), Rol::Gi);
            if let Some(dag) = over {
                zet(dag, gewoon);
            }
        }
    }
}

/// V-04: it starts at the aanbieder on the medical route and moves to the Toegang.
fn proces(f: &RegieFeiten, begin: Date, z: &mut Zitting<'_>, tijdlijn: &mut Vec<Regiemoment>) {
    let route = f.verwijzer.waarde.and_then(|v| z.profiel.route(v));
    let mut zet = |vanaf, wie| {
        tijdlijn.push(Regiemoment {
            vanaf,
            vorm: Regievorm::Procesregie,
            wie,
        });
    };
    match route {
        Some(r) if r.is_toegang => {
            z.voor(
                B::Procesregie,
                "Verwezen door de Toegang: die heeft de procesregie.",
            )
            .met(feit!(f.verwijzer));
            zet(begin, Rol::Toegang);
        }
        Some(r) if r.alleen_eerste_verwijzing => {
            z.voor(B::Procesregie, "Bij een medische verwijzing neemt de aanbieder de procesregie, zolang de Toegang die niet heeft.")
                .met(feit!(f.verwijzer));
            zet(begin, Rol::Aanbieder);
        }
        _ => {
            z.let_op(
                B::Procesregie,
                "De tekst noemt voor deze route geen procesregie. Spreek af wie haar heeft.",
            )
            .met(feit!(f.verwijzer));
        }
    }
    if let Some(dag) = f.contact.waarde {
        z.voor(
            B::ProcesregieContact,
            format!(
                "Vanaf het contact op {} heeft de Toegang de procesregie.",
                datum::lang(dag)
            ),
        )
        .met(feit!(f.contact));
        zet(dag.max(begin), Rol::Toegang);
        eens(f, z);
    }
    if let Some(dag) = f.meer_aanbieders.waarde {
        z.voor(
            B::ProcesregieAanbieders,
            format!(
                "Vanaf {} helpen meer aanbieders: de Toegang heeft de procesregie.",
                datum::lang(dag)
            ),
        )
        .met(feit!(f.meer_aanbieders));
        zet(dag.max(begin), Rol::Toegang);
    }
}

/// without their agreement a contact holds no name.
fn eens(f: &RegieFeiten, z: &mut Zitting<'_>) {
    let grond = match (f.overeenstemming.waarde, f.contact_anoniem.waarde) {
        (Some(true), _) => z.voor(
            B::Overeenstemming,
            "Jeugdige en ouders zijn het eens met het contact.",
        ),
        (_, Some(true)) => z.voor(B::Overeenstemming, "Het contact was zonder naam."),
        (Some(false), _) => {
            z.opdracht(
                Rol::Aanbieder,
                "Bespreek het contact met het gezin, of overleg zonder naam.",
            );
            z.tegen(
                B::Overeenstemming,
                "Jeugdige en ouders zijn het niet eens met het contact. Dan kan het alleen zonder naam.",
            )
        }
        (None, _) => z.let_op(
            B::Overeenstemming,
            "Niet vastgelegd is of jeugdige en ouders het eens zijn met het contact.",
        ),
    };
    grond.met(feit!(f.overeenstemming)).met(feit!(f.contact_anoniem));
}

/// a signal, no block.
fn afspraken(f: &RegieFeiten, vanaf: u32, z: &mut Zitting<'_>) -> Option<()> {
    let Some(aantal) = f.hulpverleners.waarde.filter(|n| *n >= vanaf) else {
        return Some(());
    };
    let punt = nodig!(z, f.aanspreekpunt).copied();
    let regie = nodig!(z, f.inhoudelijke_regie).copied();
    for (goed, wat, gebruikt) in [
        (punt?, "wie het aanspreekpunt is", feit!(f.aanspreekpunt)),
        (
            regie?,
            "wie de inhoudelijke regie voert",
            feit!(f.inhoudelijke_regie),
        ),
    ] {
        let grond = if goed {
            z.voor(B::Regieafspraken, format!("Vastgelegd is {wat}."))
        } else {
            z.let_op(
                B::Regieafspraken,
                format!("Er zijn {aantal} hulpverleners, maar niet is vastgelegd {wat}."),
            )
        };
        grond.met(feit!(f.hulpverleners)).met(gebruikt);
    }
    Some(())
}
