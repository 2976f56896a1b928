//! A declaratie and its answer: the first lines, and the sums per client, per toewijzing and of the whole. Line by line, so
//! that what is kept is a sum per toewijzing and no lines.

use super::loper::Loper;
use super::{Blad, EERSTE, Kop, Opties, Regel};
use crate::BerichtSoort;
use crate::berichten::{basis, codes::DebetCredit, jw323, jw325};
use crate::schema::{Knoop, Veld, klasse};
use crate::schrijven::Schrijver;
use houvast_begrip::Centen;
use std::collections::BTreeMap;
use std::io;

/// What is counted of a Prestatie.
pub(super) struct Post {
    pub(super) toewijzing: u32,
    pub(super) bedrag: u32,
    pub(super) credit: bool,
}

impl Post {
    pub(super) fn nieuw(toewijzing: u32, bedrag: &basis::BedragMetDC) -> Self {
        Self {
            toewijzing,
            bedrag: bedrag.bedrag,
            credit: bedrag.debet_credit == DebetCredit::Credit,
        }
    }
}

#[derive(Clone, Copy, Default)]
struct Som {
    aantal: u32,
    debet: i64,
    credit: i64,
}

impl Som {
    fn tel(&mut self, post: &Post) {
        self.aantal += 1;
        let kant = if post.credit {
            &mut self.credit
        } else {
            &mut self.debet
        };
        *kant = kant.saturating_add(i64::from(post.bedrag));
    }

    fn saldo(&self) -> i64 {
        self.debet.saturating_sub(self.credit)
    }

    fn tekst(&self) -> String {
        let saldo = Centen(self.saldo());
        let aantal = prestaties(self.aantal);
        if self.credit == 0 {
            return format!("{aantal}, samen {saldo}");
        }
        let (debet, credit) = (Centen(self.debet), Centen(self.credit));
        format!("{aantal}, debet {debet}, credit {credit}, samen {saldo}")
    }
}

fn prestaties(aantal: u32) -> String {
    match aantal {
        1 => "1 prestatie".to_owned(),
        n => format!("{} prestaties", super::waarde::groepen(&n.to_string())),
    }
}

/// The page of a declaratie while its lines come in.
pub(super) struct Lijst<'a> {
    loper: Loper<'a>,
    /// Path of the list of clients.
    pad: &'static str,
    alles: bool,
    totaal: Som,
    per_toewijzing: BTreeMap<u32, Som>,
    clienten: u32,
    client: Som,
    /// The BSN and the codes of the client at hand, until her section is open.
    wacht: Option<(String, Vec<Knoop>)>,
    client_open: bool,
}

impl<'a> Lijst<'a> {
    /// Writes the head, the header and the lines of the declaratie itself.
    pub(super) fn begin(
        soort: BerichtSoort,
        knopen: &[Knoop],
        opties: &'a Opties,
        blad: &'a mut dyn Blad,
    ) -> io::Result<Self> {
        blad.kop(&Kop::van(soort, knopen))?;
        let mut loper = Loper::nieuw(soort, opties, blad);
        loper.klassen(knopen, "")?;
        Ok(Self {
            loper,
            pad: if soort == BerichtSoort::Jw325 {
                "DeclaratieAntwoord/Clienten/Client"
            } else {
                "Declaratie/Clienten/Client"
            },
            alles: opties.alles,
            totaal: Som::default(),
            per_toewijzing: BTreeMap::new(),
            clienten: 0,
            client: Som::default(),
            wacht: None,
            client_open: false,
        })
    }

    /// The lines that follow are of this client; `overig` is only asked for when she shows.
    pub(super) fn client(&mut self, bsn: &str, overig: impl FnOnce() -> Vec<Knoop>) -> io::Result<()> {
        self.eind_client()?;
        self.clienten += 1;
        self.client = Som::default();
        self.wacht = self.toont().then(|| (bsn.to_owned(), overig()));
        Ok(())
    }

    /// Is the next line one that shows?
    fn toont(&self) -> bool {
        self.alles || usize::try_from(self.totaal.aantal).is_ok_and(|n| n < EERSTE)
    }

    /// One line; `knoop` is only asked for when the line shows.
    pub(super) fn prestatie(&mut self, post: &Post, knoop: impl FnOnce() -> Option<Knoop>) -> io::Result<()> {
        let nummer = self.client.aantal + 1;
        let toont = self.toont();
        self.totaal.tel(post);
        self.client.tel(post);
        self.per_toewijzing.entry(post.toewijzing).or_default().tel(post);
        if !toont {
            return Ok(());
        }
        let pad = format!("{}[{}]", self.pad, self.clienten);
        if let Some((bsn, overig)) = self.wacht.take() {
            self.loper.blad.sectie(&format!("Cliënt: BSN {bsn}"), &pad)?;
            self.loper.klassen(&overig, &pad)?;
            self.client_open = true;
        }
        if let Some(knoop) = knoop() {
            let pad = format!("{pad}/Prestaties/Prestatie[{nummer}]");
            let titel = self.loper.titel(&knoop, &pad, None);
            self.loper.blad.sectie(&titel, &pad)?;
            self.loper.klassen(&knoop.kinderen, &pad)?;
            self.loper.blad.eind()?;
        }
        Ok(())
    }

    fn eind_client(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.client_open) {
            let blad = &mut self.loper.blad;
            blad.sectie("Totaal van deze cliënt", "")?;
            blad.regel(&Regel::eigen("Samen", self.client.tekst()))?;
            blad.eind()?;
            blad.eind()?;
        }
        Ok(())
    }

    /// The sums. `klopt` says what the balance of the lines should be by the message itself, in cents.
    pub(super) fn klaar(mut self, klopt: i64) -> io::Result<()> {
        self.eind_client()?;
        let verborgen = u64::from(self.totaal.aantal).saturating_sub(EERSTE as u64);
        let antwoord = self.loper.soort == BerichtSoort::Jw325;
        let controle = self.controle(klopt, antwoord);
        let blad = self.loper.blad;
        if !self.alles && verborgen > 0 {
            blad.sectie("Niet op deze pagina", "")?;
            let tekst = format!(
                "Hierboven staan de eerste {EERSTE} prestaties. De andere {} tellen wel mee in de totalen. Toon ze met --alles.",
                super::waarde::groepen(&verborgen.to_string())
            );
            blad.regel(&Regel::eigen("", tekst))?;
            blad.eind()?;
        }
        blad.sectie(
            if antwoord {
                "Totalen van wat is afgewezen"
            } else {
                "Totalen"
            },
            "",
        )?;
        let clienten = super::waarde::groepen(&self.clienten.to_string());
        blad.regel(&Regel::eigen("Cliënten", clienten))?;
        blad.regel(&Regel::eigen("Prestaties", self.totaal.tekst()))?;
        blad.regel(&Regel::eigen("Controle", controle))?;
        blad.eind()?;
        let toont = if self.alles { usize::MAX } else { EERSTE };
        if !self.per_toewijzing.is_empty() {
            blad.sectie("Per toewijzing", "")?;
            for (nummer, som) in self.per_toewijzing.iter().take(toont) {
                blad.regel(&Regel::eigen(format!("Toewijzing {nummer}"), som.tekst()))?;
            }
            let rest = self.per_toewijzing.len().saturating_sub(toont);
            if rest > 0 {
                blad.regel(&Regel::eigen("", format!("En nog {rest} toewijzingen.")))?;
            }
            blad.eind()?;
        }
        Ok(())
    }

    fn controle(&self, klopt: i64, antwoord: bool) -> String {
        let saldo = self.totaal.saldo();
        let wat = if antwoord {
            "het verschil tussen ingediend en toegekend"
        } else {
            "het totaal dat de declaratie zelf noemt"
        };
        if saldo == klopt {
            format!("de regels komen samen uit op {wat}")
        } else {
            format!("de regels komen niet uit op {wat}: dat is {}", Centen(klopt))
        }
    }
}

/// The cents of an amount of the declaratie, credit below zero.
pub(super) fn centen(totaal: &basis::TotaalBedragMetDC) -> i64 {
    let bedrag = i64::try_from(totaal.totaal_bedrag).unwrap_or(i64::MAX);
    if totaal.debet_credit == DebetCredit::Credit {
        -bedrag
    } else {
        bedrag
    }
}

/// The elements below the root, with the list of clients left out.
fn kop(
    soort: BerichtSoort,
    header: impl FnOnce(&mut Schrijver),
    rest: &str,
    inhoud: Option<impl FnOnce(&mut Schrijver)>,
) -> Vec<Knoop> {
    let wortel = klasse(soort, "Root");
    let knoop = |naam: &str, kinderen: Vec<Knoop>| {
        let veld = wortel.and_then(|k| k.veld(naam))?;
        let kinderen = kinderen
            .into_iter()
            .filter(|k| k.veld.naam != "Clienten")
            .collect();
        Some(Knoop {
            veld,
            waarde: String::new(),
            kinderen,
        })
    };
    let mut uit: Vec<_> = knoop("Header", Knoop::van_deel(soort, "Header", header))
        .into_iter()
        .collect();
    if let Some(inhoud) = inhoud {
        uit.extend(knoop(rest, Knoop::van_deel(soort, rest, inhoud)));
    }
    uit
}

/// The elements of a client, without her Prestaties.
fn overig(soort: BerichtSoort, schrijf: impl FnOnce(&mut Schrijver)) -> Vec<Knoop> {
    let mut knopen = Knoop::van_deel(soort, "Client", schrijf);
    knopen.retain(|knoop| knoop.veld.naam != "Prestaties");
    knopen
}

fn prestatie(soort: BerichtSoort, schrijf: impl FnOnce(&mut Schrijver)) -> Option<Knoop> {
    let veld: &'static Veld = klasse(soort, "Prestaties")?.veld("Prestatie")?;
    Some(Knoop {
        veld,
        waarde: String::new(),
        kinderen: Knoop::van_deel(soort, "Prestatie", schrijf),
    })
}

/// The elements of a declaratie below its root, without its clients.
pub(super) fn kop_323(b: &jw323::Bericht) -> Vec<Knoop> {
    let zonder = jw323::Declaratie {
        clienten: jw323::Clienten { client: Vec::new() },
        declaratie_nummer: b.declaratie.declaratie_nummer.clone(),
        declaratie_periode: b.declaratie.declaratie_periode.clone(),
        declaratie_dagtekening: b.declaratie.declaratie_dagtekening,
        totaal_ingediend_bedrag: b.declaratie.totaal_ingediend_bedrag.clone(),
    };
    kop(
        BerichtSoort::Jw323,
        |s| b.header.schrijf(s),
        "Declaratie",
        Some(|s: &mut Schrijver| zonder.schrijf(s)),
    )
}

pub(super) fn prestatie_323(p: &jw323::Prestatie) -> Option<Knoop> {
    prestatie(BerichtSoort::Jw323, |s| p.schrijf(s))
}

/// The elements of a client of a declaratie, without her Prestaties.
pub(super) fn client_323(bsn: &str) -> Vec<Knoop> {
    let zonder = jw323::Client {
        prestaties: jw323::Prestaties {
            prestatie: Vec::new(),
        },
        bsn: bsn.into(),
    };
    overig(BerichtSoort::Jw323, |s| zonder.schrijf(s))
}

pub(super) fn declaratie(b: &jw323::Bericht, opties: &Opties, blad: &mut dyn Blad) -> io::Result<()> {
    let knopen = kop_323(b);
    let mut lijst = Lijst::begin(BerichtSoort::Jw323, &knopen, opties, blad)?;
    for client in &b.declaratie.clienten.client {
        lijst.client(&client.bsn, || client_323(&client.bsn))?;
        for p in &client.prestaties.prestatie {
            let post = Post::nieuw(p.toewijzing_nummer, &p.ingediend_bedrag);
            lijst.prestatie(&post, || prestatie_323(p))?;
        }
    }
    lijst.klaar(centen(&b.declaratie.totaal_ingediend_bedrag))
}

pub(super) fn antwoord(b: &jw325::Bericht, opties: &Opties, blad: &mut dyn Blad) -> io::Result<()> {
    let soort = BerichtSoort::Jw325;
    let inhoud = b.declaratie_antwoord.as_ref();
    let zonder = inhoud.map(|antwoord| jw325::DeclaratieAntwoord {
        clienten: None,
        declaratie_nummer: antwoord.declaratie_nummer.clone(),
        totaal_ingediend_bedrag: antwoord.totaal_ingediend_bedrag.clone(),
        totaal_toegekend_bedrag: antwoord.totaal_toegekend_bedrag.clone(),
        retour_codes: antwoord.retour_codes.clone(),
    });
    let schrijf = zonder.as_ref().map(|z| |s: &mut Schrijver| z.schrijf(s));
    let knopen = kop(soort, |s| b.header.schrijf(s), "DeclaratieAntwoord", schrijf);
    let clienten = inhoud.and_then(|a| a.clienten.as_ref());
    let Some((inhoud, clienten)) = inhoud.zip(clienten) else {
        blad.kop(&Kop::van(soort, &knopen))?;
        return Loper::nieuw(soort, opties, blad).klassen(&knopen, "");
    };
    let mut lijst = Lijst::begin(soort, &knopen, opties, blad)?;
    for client in &clienten.client {
        lijst.client(&client.bsn, || {
            let zonder = jw325::Client {
                prestaties: jw325::Prestaties {
                    prestatie: Vec::new(),
                },
                bsn: client.bsn.clone(),
                retour_codes: client.retour_codes.clone(),
            };
            overig(soort, |s| zonder.schrijf(s))
        })?;
        for p in &client.prestaties.prestatie {
            let post = Post::nieuw(p.toewijzing_nummer, &p.ingediend_bedrag);
            lijst.prestatie(&post, || prestatie(soort, |s| p.schrijf(s)))?;
        }
    }
    let verschil = centen(&inhoud.totaal_ingediend_bedrag) - centen(&inhoud.totaal_toegekend_bedrag);
    lijst.klaar(verschil)
}
