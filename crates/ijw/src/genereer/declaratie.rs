//! JW323 and JW325, written as a stream: two walks over the same chances, the first for the sum, and no line is kept.

use super::kans::Kans;
use super::kop::{Kop, codes, identificatie, versies};
use super::mensen::Nummers;
use super::producten::{PRODUCTEN, Product};
use super::regelfouten::{self, Vorige};
use super::{EERSTE_REGEL, Fout, Opdracht, kleed_aan, prefix, wortelattributen};
use crate::BerichtSoort;
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use std::io::{self, Write};

/// Lines of one child, at least; the last child has what is left.
pub(super) const MINSTENS: u64 = 4;
const HOOGSTENS: u64 = 9;
/// How often is told how far it is.
const STAP: u64 = 4096;
/// Codes a Prestatie can be refused with.
const AFGEWEZEN: &[&str] = &[
    "8021", "9307", "9319", "9321", "9339", "9340", "9341", "9387", "0611",
];

/// A Prestatie.
#[derive(Clone, Debug)]
pub(super) struct Regel {
    pub(super) referentie: String,
    pub(super) vorige: Option<String>,
    pub(super) toewijzing: u64,
    pub(super) product: Product,
    pub(super) begin: Date,
    pub(super) eind: Date,
    pub(super) volume: u64,
    pub(super) eenheid: &'static str,
    pub(super) tarief: Option<u64>,
    pub(super) bedrag: u64,
    pub(super) credit: bool,
    code: &'static str,
}

/// What is fixed for all lines.
#[derive(Clone, Debug)]
pub(super) struct Kader {
    pub(super) soort: BerichtSoort,
    pub(super) dagtekening: Date,
    /// First day of the month that is declared.
    pub(super) maand: Date,
    zaad: u64,
    nummer: u64,
    toewijzing: u64,
    pub(super) bederf: Bederf,
}

/// Which lines are to be faulty.
#[derive(Clone, Debug, Default)]
pub(super) struct Bederf {
    /// So many of every hundred.
    pub(super) percentage: u8,
    /// From this line on, one.
    pub(super) vanaf: Option<u64>,
    /// Only in this way.
    pub(super) regel: Option<String>,
}

/// The lines in their order; a clone walks them again.
#[derive(Clone)]
struct Regels<'a> {
    kader: &'a Kader,
    kans: Kans,
    over: u64,
    n: u64,
    in_client: u64,
    vorige: Vorige,
    bedorven: bool,
}

struct Stap {
    nieuwe_client: bool,
    regel: Regel,
    /// Rule, element and what was done.
    fout: Option<regelfouten::Gedaan>,
}

impl Iterator for Regels<'_> {
    type Item = Stap;

    fn next(&mut self) -> Option<Stap> {
        if self.n == self.over {
            return None;
        }
        let nieuwe_client = self.in_client == 0;
        if nieuwe_client {
            self.in_client = self.kans.tussen(MINSTENS, HOOGSTENS);
            self.vorige.client();
        }
        self.in_client -= 1;
        let mut regel = self.regel();
        self.n += 1;
        let bederf = &self.kader.bederf;
        let hier = self.kans.onder(100) < u64::from(bederf.percentage)
            || !self.bedorven && bederf.vanaf.is_some_and(|vanaf| self.n > vanaf);
        let fout = if hier {
            regelfouten::bederf(self.kader, &mut regel, &self.vorige, &mut self.kans)
        } else {
            None
        };
        self.bedorven |= fout.is_some();
        self.vorige.onthoud(&regel, fout.is_some());
        Some(Stap {
            nieuwe_client,
            regel,
            fout,
        })
    }
}

impl Regels<'_> {
    fn regel(&mut self) -> Regel {
        let (kader, kans, n) = (self.kader, &mut self.kans, self.n);
        let product = kans.een(PRODUCTEN);
        // Mostly the month itself, now and then one before it (OP284).
        let terug = if kans.soms(10) { kans.onder(6) } else { 0 };
        let maand = kader
            .maand
            .saturating_sub(i64::try_from(terug).unwrap_or_default().months());
        let maand = if maand < date(2021, 1, 1) {
            kader.maand
        } else {
            maand
        };
        let mut begin = maand;
        let mut eind = maand.last_of_month();
        match kans.onder(10) {
            0 => begin = begin.saturating_add(i64::try_from(kans.tussen(1, 20)).unwrap_or(1).days()),
            1 => eind = eind.saturating_sub(i64::try_from(kans.tussen(1, 7)).unwrap_or(1).days()),
            _ => {}
        }
        let (volume, tarief) = match product.eenheid {
            "83" => (kans.tussen(1_500, 450_000), None),
            "01" => (kans.tussen(1, 90) * 15, Some(product.tarief)),
            "14" => (kans.tussen(1, 31), Some(product.tarief)),
            _ => (kans.tussen(1, 24), Some(product.tarief)),
        };
        let referentie = format!("{:03}{:06}{n:09}", kader.zaad % 1_000, kader.nummer);
        let credit = kans.soms(20);
        Regel {
            vorige: credit.then(|| format!("V{referentie}")),
            referentie,
            toewijzing: kader.toewijzing + n,
            product,
            begin,
            eind,
            volume,
            eenheid: product.eenheid,
            tarief,
            bedrag: tarief.map_or(volume, |tarief| volume * tarief),
            credit,
            code: kans.een(AFGEWEZEN),
        }
    }
}

/// Writes one declaration or its answer.
pub(super) fn schrijf(
    o: &Opdracht,
    nummer: u64,
    bederf: Bederf,
    mut kans: Kans,
    nummers: &mut Nummers,
    uit: &mut impl Write,
    meld: &mut impl FnMut(u64),
) -> io::Result<Vec<Fout>> {
    let kop = Kop::nieuw(o.zaad, nummer, o.peildatum, &mut kans);
    let maand = kop.dagtekening.first_of_month().saturating_sub(1.month());
    let kader = Kader {
        soort: o.soort,
        dagtekening: kop.dagtekening,
        maand: maand.max(date(2021, 1, 1)),
        zaad: o.zaad,
        nummer,
        toewijzing: 1 + kans.onder(800_000_000),
        bederf,
    };
    let regels = Regels {
        kader: &kader,
        kans: kans.clone(),
        over: o.prestaties,
        n: 0,
        in_client: 0,
        vorige: Vorige::default(),
        bedorven: false,
    };
    let saldo: i64 = regels.clone().map(|stap| met_teken(&stap.regel)).sum();
    let mut s = Schrijver {
        uit,
        p: prefix(o.soort),
    };
    s.begin(o, &kop, &kader, saldo, &mut kans)?;
    let fouten = s.regels(o, regels, nummers, meld)?;
    s.eind(o)?;
    Ok(fouten)
}

fn met_teken(regel: &Regel) -> i64 {
    let bedrag = i64::try_from(regel.bedrag).unwrap_or_default();
    if regel.credit { -bedrag } else { bedrag }
}

struct Schrijver<'a, W> {
    uit: &'a mut W,
    p: String,
}

impl<W: Write> Schrijver<'_, W> {
    fn totaal(&mut self, naam: &str, saldo: i64) -> io::Result<()> {
        let p = &self.p;
        let teken = if saldo < 0 { "C" } else { "D" };
        write!(
            self.uit,
            "<{p}{naam}><ijw:TotaalBedrag>{}</ijw:TotaalBedrag><ijw:DebetCredit>{teken}</ijw:DebetCredit></{p}{naam}>\r\n",
            saldo.unsigned_abs()
        )
    }

    fn begin(
        &mut self,
        o: &Opdracht,
        kop: &Kop,
        kader: &Kader,
        saldo: i64,
        kans: &mut Kans,
    ) -> io::Result<()> {
        let antwoord = o.soort == BerichtSoort::Jw325;
        let extra = if antwoord {
            vec![
                identificatie(
                    "DeclaratieIdentificatie",
                    &format!("D{}", kop.identificatie.get(1..).unwrap_or_default()),
                    kop.dagtekening,
                ),
                versies("XsdVersieDeclaratie"),
                codes(&["0200"]),
            ]
        } else {
            Vec::new()
        };
        write!(
            self.uit,
            "{EERSTE_REGEL}<{}Bericht{}>\r\n",
            self.p,
            wortelattributen(o.soort)
        )?;
        if let Some(mut kop) = kop.als_element(o.soort, extra) {
            if let Some(klasse) = o.soort.wortel().veld("Header").and_then(|veld| veld.klasse()) {
                kleed_aan(&mut kop, klasse, &self.p);
            }
            kop.merk = format!("{}Header", self.p);
            write!(self.uit, "{}\r\n", kop.als_tekst())?;
        }
        let nummer = format!("D{:05}{:06}", o.zaad % 100_000, kader.nummer);
        let p = self.p.clone();
        if antwoord {
            // What was granted beside the lines that come back (TR342).
            let toegekend = i64::try_from(kans.onder(900_000)).unwrap_or_default();
            write!(
                self.uit,
                "<{p}DeclaratieAntwoord>\r\n<{p}DeclaratieNummer>{nummer}</{p}DeclaratieNummer>\r\n"
            )?;
            self.totaal("TotaalIngediendBedrag", saldo + toegekend)?;
            self.totaal("TotaalToegekendBedrag", toegekend)?;
            if o.prestaties > 0 {
                write!(self.uit, "<{p}Clienten>\r\n")?;
            }
            return Ok(());
        }
        write!(
            self.uit,
            "<{p}Declaratie>\r\n<{p}DeclaratieNummer>{nummer}</{p}DeclaratieNummer>\r\n<{p}DeclaratiePeriode><ijw:Begindatum>{}</ijw:Begindatum><ijw:Einddatum>{}</ijw:Einddatum></{p}DeclaratiePeriode>\r\n<{p}DeclaratieDagtekening>{}</{p}DeclaratieDagtekening>\r\n",
            kader.maand,
            kader.maand.last_of_month(),
            kader.dagtekening
        )?;
        self.totaal("TotaalIngediendBedrag", saldo)?;
        write!(self.uit, "<{p}Clienten>\r\n")
    }

    fn regels(
        &mut self,
        o: &Opdracht,
        regels: Regels<'_>,
        nummers: &mut Nummers,
        meld: &mut impl FnMut(u64),
    ) -> io::Result<Vec<Fout>> {
        let antwoord = o.soort == BerichtSoort::Jw325;
        let bovenste = if antwoord {
            "DeclaratieAntwoord"
        } else {
            "Declaratie"
        };
        let p = self.p.clone();
        let slot = if antwoord {
            format!(
                "</{p}Prestaties>\r\n<{p}RetourCodes><{p}RetourCode>0200</{p}RetourCode></{p}RetourCodes>\r\n</{p}Client>\r\n"
            )
        } else {
            format!("</{p}Prestaties>\r\n</{p}Client>\r\n")
        };
        let mut fouten = Vec::new();
        let (mut client, mut in_client, mut n) = (0_u64, 0_u64, 0_u64);
        for stap in regels {
            if stap.nieuwe_client {
                if client > 0 {
                    self.uit.write_all(slot.as_bytes())?;
                }
                client += 1;
                in_client = 0;
                write!(
                    self.uit,
                    "<{p}Client>\r\n<{p}Bsn>{}</{p}Bsn>\r\n<{p}Prestaties>\r\n",
                    nummers.volgende()
                )?;
            }
            in_client += 1;
            self.prestatie(&stap.regel, antwoord)?;
            if let Some(gedaan) = stap.fout {
                let pad = format!(
                    "{bovenste}/Clienten/Client[{client}]/Prestaties/Prestatie[{in_client}]{}",
                    gedaan.onder
                );
                fouten.push(Fout::inhoud(gedaan.regels, pad, gedaan.wat));
            }
            n += 1;
            if n.is_multiple_of(STAP) {
                meld(n);
            }
        }
        if client > 0 {
            self.uit.write_all(slot.as_bytes())?;
        }
        meld(n);
        Ok(fouten)
    }

    fn prestatie(&mut self, r: &Regel, antwoord: bool) -> io::Result<()> {
        let p = &self.p;
        write!(
            self.uit,
            "<{p}Prestatie>\r\n<{p}ProductReferentie><ijw:ReferentieNummer>{}</ijw:ReferentieNummer>",
            r.referentie
        )?;
        if let Some(vorige) = &r.vorige {
            write!(
                self.uit,
                "<ijw:VorigReferentieNummer>{vorige}</ijw:VorigReferentieNummer>"
            )?;
        }
        write!(
            self.uit,
            "</{p}ProductReferentie>\r\n<{p}ToewijzingNummer>{}</{p}ToewijzingNummer>\r\n<{p}ProductCategorie>{}</{p}ProductCategorie>\r\n<{p}ProductCode>{}</{p}ProductCode>\r\n<{p}ProductPeriode><ijw:Begindatum>{}</ijw:Begindatum><ijw:Einddatum>{}</ijw:Einddatum></{p}ProductPeriode>\r\n<{p}GeleverdVolume>{}</{p}GeleverdVolume>\r\n<{p}Eenheid>{}</{p}Eenheid>\r\n",
            r.toewijzing, r.product.categorie, r.product.code, r.begin, r.eind, r.volume, r.eenheid
        )?;
        if let Some(tarief) = r.tarief {
            write!(self.uit, "<{p}ProductTarief>{tarief}</{p}ProductTarief>\r\n")?;
        }
        write!(
            self.uit,
            "<{p}IngediendBedrag><ijw:Bedrag>{}</ijw:Bedrag><ijw:DebetCredit>{}</ijw:DebetCredit></{p}IngediendBedrag>\r\n",
            r.bedrag,
            if r.credit { "C" } else { "D" }
        )?;
        if antwoord {
            write!(
                self.uit,
                "<{p}RetourCodes><{p}RetourCode>{}</{p}RetourCode></{p}RetourCodes>\r\n",
                r.code
            )?;
        }
        write!(self.uit, "</{p}Prestatie>\r\n")
    }

    fn eind(&mut self, o: &Opdracht) -> io::Result<()> {
        let p = self.p.clone();
        if o.soort == BerichtSoort::Jw325 {
            let code = if o.prestaties > 0 {
                write!(self.uit, "</{p}Clienten>\r\n")?;
                "0200"
            } else {
                "8001"
            };
            if let Some(mut lijst) = codes(&[code]) {
                lijst.merk = format!("{p}RetourCodes");
                for kind in lijst.kinderen_mut() {
                    kind.merk = format!("{p}{}", kind.merk);
                }
                write!(self.uit, "{}\r\n", lijst.als_tekst())?;
            }
            return write!(self.uit, "</{p}DeclaratieAntwoord>\r\n</{p}Bericht>\r\n");
        }
        write!(
            self.uit,
            "</{p}Clienten>\r\n</{p}Declaratie>\r\n</{p}Bericht>\r\n"
        )
    }
}
