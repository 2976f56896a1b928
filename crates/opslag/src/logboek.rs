//! The audit log (NEN 7513) and the processing log (Logboek Dataverwerkingen): what is written, and how it is chained.
//!
//! A use case gives lines to its transaction; they are written when it commits, after everything else, so that the end of
//! a chain is locked for as short as can be. Each row holds the SHA-256 of itself and of the row before it. The end of
//! the chain is authenticated with a key that is not in the database: who changes rows cannot make it fit again.

use crate::fout::{OpslagFout, Uitslag};
use crate::recht::Rol;
use crate::rij::{Rij as _, keuze, tabel};
use crate::sleutel::sha256;
use crate::verbinding::Tx;
use crate::waarde::{Geheim, Waarde};
use houvast_begrip::Houder;
use jiff::Timestamp;
use std::collections::BTreeMap;
use uuid::Uuid;

keuze! {
    /// What was done with it: the action codes of ATNA.
    pub enum LogActie {
        /// Made.
        Maken = "C",
        /// Read, also printed.
        Lezen = "R",
        /// Changed.
        Wijzigen = "U",
        /// Removed.
        Wissen = "D",
        /// Carried out: searched, exported, logged in.
        Uitvoeren = "E",
    }
}

keuze! {
    /// How it ended.
    pub enum LogUitkomst {
        /// It was done.
        Gelukt = "gelukt",
        /// It does not exist, or not for this person.
        NietGevonden = "niet_gevonden",
        /// Refused: no right, a wrong password, a strange form.
        Geweigerd = "geweigerd",
        /// It failed by a fault.
        Mislukt = "mislukt",
    }
}

keuze! {
    /// By which way somebody came.
    pub enum LogHerkomst {
        /// A page of the website.
        Scherm = "scherm",
        /// A command on the machine of the operator.
        Opdracht = "opdracht",
        /// The program by itself.
        Programma = "programma",
        /// Carried over from the log that was there before.
        Overgenomen = "overgenomen",
    }
}

tabel! {
    /// One line of the audit log. Never changed, never removed.
    #[derive(Debug)]
    pub struct LogRegel in "logregel" {
        /// The gemeente whose data it is, or the region.
        houder: Houder,
        /// Its id; in order of time.
        id: Uuid,
        /// The node that wrote it.
        keten: Uuid,
        /// Place in the chain of this node and houder, from 1, without gaps.
        volgnummer: i64,
        /// When.
        op: Timestamp,
        /// What happened, as `dienst` names it: `dossier.lezen`.
        code: String,
        /// The kind of action.
        actie: LogActie,
        /// How it ended.
        uitkomst: LogUitkomst,
        /// Who; `None`: the program, or somebody unknown.
        account: Option<Uuid>,
        /// In which role.
        rol: Rol,
        /// For which organisation, as `dienst` names it: `gemeente 0193`.
        organisatie: String,
        /// On whose behalf the program acted.
        namens: Option<Uuid>,
        /// Why it may: the legal ground, as `dienst` names it.
        doel: String,
        /// The kind of object.
        voorwerp: String,
        /// Which one.
        voorwerp_id: Option<Uuid>,
        /// Whose dossier.
        jeugdige: Option<Uuid>,
        /// How many were found or given, for a search or an export.
        aantal: Option<i64>,
        /// By which way.
        herkomst: LogHerkomst,
        /// Which session: the first bytes of the hash of its hash, good for comparing only.
        sessie: Option<Vec<u8>>,
        /// Joins it to the processing log.
        verwerking: Uuid,
        /// SHA-256 of the row before and this one.
        hash: [u8; 32],
    }
}

tabel! {
    /// One line of the processing log: nothing in it says who did it.
    #[derive(Debug)]
    pub struct VerwerkingRij in "verwerking" {
        /// The gemeente.
        houder: Houder,
        /// Its id.
        id: Uuid,
        /// Joins it to the audit log, or to the journal where the program worked by itself.
        verwerking: Uuid,
        /// Which activity of the register of processing (AVG art. 30).
        activiteit: String,
        /// When it began.
        begin_op: Timestamp,
        /// When it ended.
        einde_op: Timestamp,
        /// `OK` or `ERROR`.
        stand: String,
        /// What the id of the data subject is of: `jeugdige`, `verwijzing`, or `bericht` where nobody here is known.
        betrokkene_soort: String,
        /// The id of the data subject, sealed.
        betrokkene: Geheim,
    }
}

/// What a use case says about one act; the store adds the node, the number and the hash.
#[derive(Clone, Debug)]
pub struct Logpost {
    /// As [`LogRegel::houder`].
    pub houder: Houder,
    /// As [`LogRegel::id`].
    pub id: Uuid,
    /// When the processing began.
    pub begin: Timestamp,
    /// As [`LogRegel::op`].
    pub op: Timestamp,
    /// As [`LogRegel::code`].
    pub code: String,
    /// As [`LogRegel::actie`].
    pub actie: LogActie,
    /// As [`LogRegel::uitkomst`].
    pub uitkomst: LogUitkomst,
    /// As [`LogRegel::account`].
    pub account: Option<Uuid>,
    /// As [`LogRegel::rol`].
    pub rol: Rol,
    /// As [`LogRegel::organisatie`].
    pub organisatie: String,
    /// As [`LogRegel::namens`].
    pub namens: Option<Uuid>,
    /// As [`LogRegel::doel`].
    pub doel: String,
    /// As [`VerwerkingRij::activiteit`].
    pub activiteit: String,
    /// As [`LogRegel::voorwerp`].
    pub voorwerp: String,
    /// As [`LogRegel::voorwerp_id`].
    pub voorwerp_id: Option<Uuid>,
    /// As [`LogRegel::jeugdige`].
    pub jeugdige: Option<Uuid>,
    /// As [`LogRegel::aantal`].
    pub aantal: Option<i64>,
    /// As [`LogRegel::herkomst`].
    pub herkomst: LogHerkomst,
    /// As [`LogRegel::sessie`].
    pub sessie: Option<Vec<u8>>,
    /// As [`LogRegel::verwerking`].
    pub verwerking: Uuid,
}

impl Logpost {
    pub(crate) fn regel(&self, keten: Uuid, volgnummer: i64) -> LogRegel {
        LogRegel {
            houder: self.houder.clone(),
            id: self.id,
            keten,
            volgnummer,
            op: self.op,
            code: self.code.clone(),
            actie: self.actie,
            uitkomst: self.uitkomst,
            account: self.account,
            rol: self.rol,
            organisatie: self.organisatie.clone(),
            namens: self.namens,
            doel: self.doel.clone(),
            voorwerp: self.voorwerp.clone(),
            voorwerp_id: self.voorwerp_id,
            jeugdige: self.jeugdige,
            aantal: self.aantal,
            herkomst: self.herkomst,
            sessie: self.sessie.clone(),
            verwerking: self.verwerking,
            hash: [0; 32],
        }
    }

    /// The line without a user: one per data subject. A referral may be about a child that has no dossier yet.
    fn verwerking(&self) -> Option<VerwerkingRij> {
        let (soort, wie) = match (self.jeugdige, self.voorwerp_id) {
            (Some(kind), _) => ("jeugdige", kind),
            (None, Some(id)) if self.voorwerp == "verwijzing" => ("verwijzing", id),
            _ => return None,
        };
        Some(VerwerkingRij {
            houder: self.houder.clone(),
            id: self.id,
            verwerking: self.verwerking,
            activiteit: self.activiteit.clone(),
            begin_op: self.begin,
            einde_op: self.op,
            stand: match self.uitkomst {
                LogUitkomst::Mislukt => "ERROR".to_owned(),
                LogUitkomst::Gelukt | LogUitkomst::NietGevonden | LogUitkomst::Geweigerd => "OK".to_owned(),
            },
            betrokkene_soort: soort.to_owned(),
            betrokkene: Geheim(wie.as_bytes().to_vec()),
        })
    }
}

/// The hash of a row: of its columns by name, each with its kind and length, so that no two rows are the same bytes. A
/// column without a value is left out, so that a column that is added later changes no row of before.
pub(crate) fn ketenhash<'a>(
    vorige: &[u8; 32],
    kolommen: impl Iterator<Item = (&'a str, &'a Waarde)>,
) -> [u8; 32] {
    let mut uit = b"houvast logregel 1\0".to_vec();
    uit.extend_from_slice(vorige);
    for (kolom, waarde) in kolommen.filter(|(kolom, _)| *kolom != "hash") {
        let (soort, bytes) = match waarde {
            Waarde::Tekst(Some(t)) => (b't', t.as_bytes().to_vec()),
            Waarde::Getal(Some(n)) => (b'g', n.to_be_bytes().to_vec()),
            Waarde::Id(Some(id)) => (b'i', id.as_bytes().to_vec()),
            Waarde::Bytes(Some(b)) => (b'b', b.clone()),
            Waarde::Ja(Some(ja)) => (b'j', vec![u8::from(*ja)]),
            // Lists are binds of a question, never a column.
            _ => continue,
        };
        for deel in [kolom.as_bytes(), &[soort], &bytes] {
            uit.extend_from_slice(&(deel.len() as u64).to_be_bytes());
            uit.extend_from_slice(deel);
        }
    }
    sha256(&uit)
}

impl Tx {
    /// Adds a line to the log; it is written when this transaction commits.
    pub fn noteer(&mut self, post: Logpost) -> Uitslag<()> {
        let bereik = self.bereik();
        let mag =
            bereik.rol() == Rol::Systeem || bereik.omvat(&post.houder) || *bereik.regio() == post.houder;
        if !mag {
            return Err(OpslagFout::BuitenBereik("logregel"));
        }
        self.log.push(post);
        Ok(())
    }

    /// Writes what was noted. Houders in order, so that two transactions never wait for each other.
    pub(crate) async fn schrijf_log(&mut self) -> Uitslag<()> {
        let posten = std::mem::take(&mut self.log);
        self.schrijf_in_keten(self.knooppunt, posten).await
    }

    pub(crate) async fn schrijf_in_keten(&mut self, keten: Uuid, posten: Vec<Logpost>) -> Uitslag<()> {
        let mut per_houder: BTreeMap<String, Vec<Logpost>> = BTreeMap::new();
        for post in posten {
            per_houder
                .entry(post.houder.als_str().to_owned())
                .or_default()
                .push(post);
        }
        for (houder, posten) in per_houder {
            let rijen = self.bouw_voort(&houder, keten, &posten).await?;
            self.voeg_waarden_toe(LogRegel::TABEL, LogRegel::KOLOMMEN, rijen.into_iter(), "")
                .await?;
            let verwerkt: Vec<_> = posten
                .iter()
                .filter_map(Logpost::verwerking)
                .map(|rij| rij.waarden(&self.sleutels))
                .collect();
            self.voeg_waarden_toe(
                VerwerkingRij::TABEL,
                VerwerkingRij::KOLOMMEN,
                verwerkt.into_iter(),
                "",
            )
            .await?;
        }
        Ok(())
    }
}
