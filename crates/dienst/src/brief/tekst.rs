//! From what was decided to the words of a letter: which sentences of the house style hold, and for whom.

use super::adressering::{self, Lezer};
use super::grondslag::{Grondslag, Onderdeel, Uitkomst};
use super::soort;
use crate::beeld::BriefAan;
use crate::{DienstFout, Huis, taal};
use houvast_begrip::datum;
use houvast_beslis::{Besluit, Grond, Onderwerp, Uitkomst as Voorstel, Verwijzer};
use houvast_brief::{Brief, Exemplaar, GemeenteStijl, Huisstijl, Voor, Waarden, bezwaar_tot, vul_zin};
use houvast_opslag::BriefRij;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

type Velden = BTreeMap<&'static str, String>;

/// A letter in the making.
pub(super) struct Opzet<'a> {
    g: &'a Grondslag,
    aan: BriefAan,
    vandaag: Date,
    gemeente: String,
    stijl: Option<(&'static Huisstijl, &'static GemeenteStijl)>,
    /// Name of the protocol's text, as it was on the day of the decision.
    protocol: Option<String>,
    afzender: String,
    gekozen: Vec<&'a Onderdeel>,
    vervangt: Option<&'a BriefRij>,
}

impl<'a> Opzet<'a> {
    pub(super) fn nieuw(huis: &Huis, g: &'a Grondslag, aan: BriefAan, afzender: &str) -> Self {
        let past: Vec<&Onderdeel> = g.onderdelen.iter().filter(|o| past(o, aan)).collect();
        let eerdere: Vec<&BriefRij> = g.eerdere.iter().filter(|r| r.soort == soort(aan)).collect();
        let verteld: BTreeSet<i64> = eerdere.iter().flat_map(|r| nummers(&r.onderdelen)).collect();
        let nieuw: Vec<&Onderdeel> = past
            .iter()
            .copied()
            .filter(|o| o.nummer > 0 && !verteld.contains(&o.nummer))
            .collect();
        // What has no letter yet gets one; when all have, the last letter is made again.
        let (gekozen, vervangt) = match eerdere.last() {
            None => (past, None),
            Some(_) if !nieuw.is_empty() => (nieuw, None),
            Some(laatste) => {
                let van_toen: BTreeSet<i64> = nummers(&laatste.onderdelen).collect();
                let zelfde = past
                    .into_iter()
                    .filter(|o| van_toen.is_empty() || van_toen.contains(&o.nummer))
                    .collect();
                (zelfde, Some(*laatste))
            }
        };
        let code = g.kind.houder.als_str();
        let stijl = houvast_brief::ingebouwd(huis.instellingen.regio.als_str())
            .and_then(|h| Some((h, h.gemeenten.get(code)?)));
        let protocol = gekozen
            .iter()
            .find_map(|o| o.besluit.as_ref())
            .and_then(|b| huis.profielen.iter().find(|p| p.versie == b.profiel))
            .map(|p| p.document.clone());
        Self {
            g,
            aan,
            vandaag: huis.tijd.vandaag(),
            gemeente: huis.gemeente_naam(code),
            stijl,
            protocol,
            afzender: afzender.to_owned(),
            gekozen,
            vervangt,
        }
    }

    /// What the letter is about.
    pub(super) fn onderdelen(&self) -> impl Iterator<Item = &Onderdeel> {
        self.gekozen.iter().copied()
    }

    /// The letter that this one takes the place of.
    pub(super) fn vervangt(&self) -> Option<&BriefRij> {
        self.vervangt
    }

    /// Their numbers as stored; a toewijzing has none.
    pub(super) fn nummers(&self) -> String {
        let nummers: Vec<String> = self
            .gekozen
            .iter()
            .filter(|o| o.nummer > 0)
            .map(|o| o.nummer.to_string())
            .collect();
        nummers.join(",")
    }

    /// Why no letter can be made.
    pub(super) fn kan(&self) -> Result<(), &'static str> {
        match self.stijl {
            None => {
                return Err(
                    "De brieven van deze gemeente zijn nog niet ingesteld. Vraag uw beheerder om de adressen.",
                );
            }
            Some((stijl, _)) if stijl.verzonnen && !self.g.synthetisch => {
                return Err(
                    "De adressen in de brieven van deze regio zijn nog verzonnen. Vraag uw beheerder om de echte.",
                );
            }
            Some(_) => {}
        }
        if !self.gekozen.is_empty() {
            return Ok(());
        }
        Err(match self.aan {
            BriefAan::Verwijzer if !self.g.verwezen() => {
                "Er is geen verwijzer buiten de gemeente, dus niemand om te schrijven."
            }
            BriefAan::Verwijzer => {
                "Er is niets afgewezen. De verwijzer krijgt alleen een brief over een afwijzing."
            }
            BriefAan::Gezin if self.g.onderdelen.is_empty() => {
                "Er is nog niets besloten. Een brief gaat over een besluit."
            }
            BriefAan::Gezin => {
                "Het programma heeft alleen het bericht van de aanbieder beantwoord. Dat is geen besluit over de jeugdige."
            }
        })
    }

    /// A refusal, a grant against the proposal and a grant without grounds need words (Awb 3:46).
    pub(super) fn toelichting_verplicht(&self) -> bool {
        self.aan == BriefAan::Gezin
            && self
                .gekozen
                .iter()
                .any(|o| !o.toegekend() || o.reden.is_some() || o.besluit.is_none())
    }

    /// What was written with the decision: a start for the explanation.
    pub(super) fn reden_bij_besluit(&self) -> String {
        let mut redenen: Vec<&str> = Vec::new();
        for reden in self.gekozen.iter().filter_map(|o| o.reden.as_deref()) {
            if !redenen.contains(&reden) {
                redenen.push(reden);
            }
        }
        redenen.join("\n")
    }

    /// Last day to object; a letter to who referred is no decision.
    pub(super) fn bezwaar_tot(&self) -> Option<Date> {
        (self.aan == BriefAan::Gezin).then(|| bezwaar_tot(self.vandaag))
    }

    /// The whole letter.
    pub(super) fn brief(&self, kenmerk: &str, toelichting: &str) -> Result<Brief, DienstFout> {
        let (stijl, gemeente) = self.stijl.ok_or(DienstFout::Gegevens("huisstijl"))?;
        let lezers = match self.aan {
            BriefAan::Gezin => adressering::lezers(&self.g.kind, &self.g.relaties, self.vandaag),
            BriefAan::Verwijzer => vec![self.verwijzer()],
        };
        let sjabloon = match self.aan {
            BriefAan::Gezin => &stijl.besluit,
            BriefAan::Verwijzer => &stijl.verwijzer,
        };
        let mut exemplaren = Vec::with_capacity(lezers.len());
        for lezer in lezers {
            let waarden = self.waarden(stijl, gemeente, lezer.voor, kenmerk, toelichting)?;
            let blokken = sjabloon.vul(&waarden).map_err(onvolledig)?;
            exemplaren.push(Exemplaar {
                voor: lezer.voor,
                namen: lezer.namen,
                adres: lezer.adres,
                let_op: lezer.let_op.map(str::to_owned),
                aanhef: lezer.aanhef,
                blokken,
            });
        }
        let mut afzender = vec![format!("Gemeente {}", self.gemeente)];
        afzender.extend(gemeente.adres.iter().cloned());
        afzender.push(format!("Telefoon {}", gemeente.telefoon));
        let velden: Velden = [("gemeente", self.gemeente.clone())].into();
        Ok(Brief {
            titel: sjabloon.titel().to_owned(),
            kenmerk: kenmerk.to_owned(),
            dagtekening: self.vandaag,
            afzender,
            kleur: stijl.kleur.clone(),
            slot: vec![
                "Met vriendelijke groet,".to_owned(),
                vul_zin(&stijl.namens, &velden).map_err(onvolledig)?,
                self.afzender.clone(),
            ],
            exemplaren,
        })
    }

    /// Who referred: its address is not in a message, and such a letter goes by secure mail.
    fn verwijzer(&self) -> Lezer {
        let soort = self.g.verwijzer.map_or("de verwijzer", Verwijzer::label);
        let naam = self
            .g
            .verwijzer_naam
            .clone()
            .unwrap_or_else(|| taal::hoofdletter(soort));
        let mut namen = vec![naam];
        if let Some(code) = &self.g.verwijzer_code {
            namen.push(format!("AGB-code {code}"));
        }
        Lezer {
            voor: Voor::Verwijzer,
            namen,
            adres: Vec::new(),
            let_op: Some(
                "Verstuur deze brief met beveiligde e-mail: het adres van de verwijzer staat niet in het bericht.",
            ),
            aanhef: "Geachte verwijzer,".to_owned(),
        }
    }

    fn waarden(
        &self,
        stijl: &'static Huisstijl,
        gemeente: &GemeenteStijl,
        voor: Voor,
        kenmerk: &str,
        toelichting: &str,
    ) -> Result<Waarden, DienstFout> {
        let velden = self.velden(stijl, gemeente, voor, kenmerk, toelichting);
        let artikelen = self.artikelen(stijl);
        let gronden = self.gronden(stijl, &velden)?;
        let mut w = Waarden::default();
        let vlag = |aan: bool, naam: &'static str| aan.then_some(naam);
        w.vlaggen.extend(
            [
                vlag(self.gekozen.iter().any(|o| o.toegekend()), "toegekend"),
                vlag(self.gekozen.iter().any(|o| !o.toegekend()), "afgewezen"),
                vlag(self.gekozen.iter().any(|o| o.automatisch), "automatisch"),
                vlag(!toelichting.trim().is_empty(), "toelichting"),
                vlag(!gronden.is_empty(), "gronden"),
                vlag(self.protocol.is_some(), "protocol"),
                vlag(!artikelen.is_empty(), "artikelen"),
                vlag(self.vervangt.is_some(), "vervangt"),
            ]
            .into_iter()
            .flatten(),
        );
        w.lijsten
            .insert("redenen", self.redenen(stijl, &velden, |r| &r.verwijzer)?);
        w.lijsten
            .insert("advies", self.redenen(stijl, &velden, |r| &r.advies)?);
        w.lijsten.insert("gronden", gronden);
        w.lijsten.insert("bezwaaradres", gemeente.bezwaar.clone());
        w.feiten.insert("toegekend", self.feiten(true));
        w.feiten.insert("afgewezen", self.feiten(false));
        w.velden = velden;
        w.velden.insert("artikelen", artikelen.join(", "));
        Ok(w)
    }

    fn velden(
        &self,
        stijl: &Huisstijl,
        gemeente: &GemeenteStijl,
        voor: Voor,
        kenmerk: &str,
        toelichting: &str,
    ) -> Velden {
        let voornaam = adressering::voornaam(&self.g.kind);
        let (wie, aan_het_begin) = match voor {
            Voor::Jeugdige => ("u".to_owned(), "U".to_owned()),
            Voor::Ouders | Voor::Verwijzer => (voornaam.clone(), voornaam.clone()),
        };
        let verwijzer = self.g.verwijzer.map_or("de verwijzer", Verwijzer::label);
        let besloten = self
            .gekozen
            .iter()
            .map(|o| o.besloten)
            .max()
            .unwrap_or(self.vandaag);
        [
            ("wie", wie),
            ("Wie", aan_het_begin),
            ("voornaam", voornaam),
            ("naam", taal::naam_van(&self.g.kind).volledig()),
            ("geboren", datum::voluit(self.g.kind.geboortedatum)),
            ("aanbieder", self.g.aanbieder.clone()),
            ("gemeente", self.gemeente.clone()),
            ("besloten", datum::voluit(besloten)),
            ("gevraagd_op", datum::voluit(self.g.gevraagd_op)),
            ("kenmerk", kenmerk.to_owned()),
            ("bezwaar_tot", datum::voluit(bezwaar_tot(self.vandaag))),
            ("telefoon", gemeente.telefoon.clone()),
            ("verordening", stijl.verordening.clone()),
            ("rechtbank", stijl.rechtbank.clone()),
            ("vertrouwenspersoon", stijl.vertrouwenspersoon.clone()),
            ("protocol", self.protocol.clone().unwrap_or_default()),
            ("toelichting", toelichting.trim().to_owned()),
            (
                "vervangt",
                self.vervangt.map(|r| r.kenmerk.clone()).unwrap_or_default(),
            ),
            ("verwijzer", verwijzer.to_owned()),
            ("Verwijzer", taal::hoofdletter(verwijzer)),
        ]
        .into()
    }

    fn feiten(&self, toegekend: bool) -> Vec<Vec<(String, String)>> {
        let regel = |naam: &str, waarde: String| (naam.to_owned(), waarde);
        self.gekozen
            .iter()
            .filter(|o| o.toegekend() == toegekend)
            .map(|o| {
                let mut regels = vec![
                    regel("Hulp", o.hulp.clone()),
                    regel("Aanbieder", self.g.aanbieder.clone()),
                    regel(if toegekend { "Hoeveel" } else { "Gevraagd" }, o.omvang.clone()),
                ];
                regels.retain(|(_, waarde)| !waarde.is_empty());
                match o.van {
                    Some(van) => regels.push(regel("Van", datum::voluit(van))),
                    None => regels.push(regel("Gevraagd op", datum::voluit(self.g.gevraagd_op))),
                }
                if let Some(tot) = o.tot {
                    regels.push(regel("Tot en met", datum::voluit(tot)));
                }
                regels
            })
            .collect()
    }

    /// What the protocol found and a family can use, with its sentence.
    fn zinnen(&self, stijl: &'static Huisstijl) -> Vec<(&Grond, &'static str)> {
        let mut uit = Vec::new();
        for onderdeel in &self.gekozen {
            let Some(besluit) = &onderdeel.besluit else {
                continue;
            };
            for grond in &besluit.gronden {
                let zinnen = stijl.gronden.get(grond.onderwerp.sleutel());
                // Nobody outside the gemeente referred: then there is no sentence about it.
                let stil = grond.onderwerp == Onderwerp::Verwijzing
                    && matches!(
                        self.g.verwijzer,
                        None | Some(Verwijzer::Geen | Verwijzer::Gemeente)
                    );
                let zin = match grond.uitkomst {
                    _ if stil => "",
                    // With a warning it is not sure: "not registered" is not "done".
                    Voorstel::Toewijzen if onderdeel.toegekend() && !grond.let_op => {
                        zinnen.map_or("", |z| &z.ja)
                    }
                    Voorstel::Toewijzen => "",
                    _ if weegt_tegen(onderdeel, besluit) => zinnen.map_or("", |z| &z.nee),
                    _ => "",
                };
                if !zin.is_empty() {
                    uit.push((grond, zin));
                }
            }
        }
        uit
    }

    /// The sentences that hold, each once: first why it was refused, then what the protocol found.
    fn gronden(&self, stijl: &'static Huisstijl, velden: &Velden) -> Result<Vec<String>, DienstFout> {
        let mut uit = self.redenen(stijl, velden, |r| &r.gezin)?;
        for (_, zin) in self.zinnen(stijl) {
            bij(&mut uit, zin, velden)?;
        }
        Ok(uit)
    }

    fn redenen(
        &self,
        stijl: &Huisstijl,
        velden: &Velden,
        welke: impl Fn(&houvast_brief::Reden) -> &String,
    ) -> Result<Vec<String>, DienstFout> {
        let mut uit = Vec::new();
        for onderdeel in &self.gekozen {
            if let Uitkomst::Afgewezen(reden) = &onderdeel.uitkomst
                && let Some(zinnen) = stijl.redenen.get(reden.code())
            {
                bij(&mut uit, welke(zinnen), velden)?;
            }
        }
        Ok(uit)
    }

    /// Where the rules behind those sentences stand, each place once, in the order in which the protocol used them.
    fn artikelen(&self, stijl: &'static Huisstijl) -> Vec<String> {
        let mut uit: Vec<String> = Vec::new();
        for artikel in self.zinnen(stijl).iter().flat_map(|(grond, _)| &grond.artikelen) {
            if !uit.contains(&artikel.0) {
                uit.push(artikel.0.clone());
            }
        }
        uit
    }
}

/// A refusal by the program answers the message of the aanbieder and is no decision about the child.
fn past(o: &Onderdeel, aan: BriefAan) -> bool {
    match aan {
        BriefAan::Gezin => o.toegekend() || !o.automatisch,
        BriefAan::Verwijzer => !o.toegekend(),
    }
}

/// Does the ground stand behind this refusal? Not when a person refused for another reason than the protocol proposed.
fn weegt_tegen(o: &Onderdeel, besluit: &Besluit) -> bool {
    matches!(&o.uitkomst, Uitkomst::Afgewezen(reden) if besluit.reden == Some(*reden))
}

fn bij(uit: &mut Vec<String>, zin: &str, velden: &Velden) -> Result<(), DienstFout> {
    if zin.is_empty() {
        return Ok(());
    }
    let zin = vul_zin(zin, velden).map_err(onvolledig)?;
    if !uit.contains(&zin) {
        uit.push(zin);
    }
    Ok(())
}

/// A text that asks for something it does not get is a mistake of ours, not of who makes the letter.
fn onvolledig(fout: houvast_brief::SjabloonFout) -> DienstFout {
    tracing::error!(%fout, "brief");
    DienstFout::Gegevens("sjabloon")
}

fn nummers(onderdelen: &str) -> impl Iterator<Item = i64> {
    onderdelen.split(',').filter_map(|n| n.parse().ok())
}
