//! What the program does with a message, in the processing log (Logboek Dataverwerkingen): one line per activity and data
//! subject, in the transaction of the message itself. Its processing id is that of the journal row, so that the two join.

use crate::fout::{OpslagFout, Uitslag};
use crate::logboek::VerwerkingRij;
use crate::loglezen::LogKind;
use crate::recht::Rol;
use crate::rij::Rij as _;
use crate::sleutel::sha256;
use crate::verbinding::{Lees, Tx};
use crate::waarde::{Geheim, Waarde, moet, w};
use houvast_begrip::Houder;
use jiff::Timestamp;
use uuid::Uuid;

/// What was done with one message for one data subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verwerkt {
    /// As [`VerwerkingRij::houder`].
    pub houder: Houder,
    /// The journal row of the message; also the processing id.
    pub aankomst: Uuid,
    /// Which attempt; 0 for the one that succeeded.
    pub poging: i64,
    /// As [`VerwerkingRij::activiteit`].
    pub activiteit: String,
    /// As [`VerwerkingRij::begin_op`].
    pub begin: Timestamp,
    /// As [`VerwerkingRij::einde_op`].
    pub einde: Timestamp,
    /// It was done; otherwise it failed by a fault of ours.
    pub gelukt: bool,
    /// Whose data; `None`: of whoever the message is about, who has no dossier here.
    pub jeugdige: Option<Uuid>,
}

impl Verwerkt {
    /// The id of the line follows from what it says: the same line cannot be there twice, and whoever knows a message and a
    /// child finds it without opening the others. In order of time, as every id.
    fn id(&self) -> Uuid {
        let mut wat = b"houvast verwerking 1\0".to_vec();
        wat.extend_from_slice(self.aankomst.as_bytes());
        wat.extend_from_slice(self.jeugdige.unwrap_or(self.aankomst).as_bytes());
        wat.extend_from_slice(&self.poging.to_be_bytes());
        wat.extend_from_slice(self.activiteit.as_bytes());
        let mut bytes = *self.aankomst.as_bytes();
        bytes[8..].copy_from_slice(&sha256(&wat)[..8]);
        uuid::Builder::from_bytes(bytes)
            .with_variant(uuid::Variant::RFC4122)
            .into_uuid()
    }

    fn rij(&self) -> VerwerkingRij {
        VerwerkingRij {
            houder: self.houder.clone(),
            id: self.id(),
            verwerking: self.aankomst,
            activiteit: self.activiteit.clone(),
            begin_op: self.begin,
            einde_op: self.einde,
            stand: if self.gelukt { "OK" } else { "ERROR" }.to_owned(),
            betrokkene_soort: if self.jeugdige.is_some() {
                "jeugdige".to_owned()
            } else {
                "bericht".to_owned()
            },
            betrokkene: Geheim(self.jeugdige.unwrap_or(self.aankomst).as_bytes().to_vec()),
        }
    }
}

impl Tx {
    /// Adds a line to the processing log; it is written when this transaction commits, with all others in one statement.
    /// Only for the program: what people do gets its line from the audit log.
    pub fn verwerkt(&mut self, wat: &Verwerkt) -> Uitslag<()> {
        if self.bereik().rol() != Rol::Systeem {
            return Err(OpslagFout::BuitenBereik("verwerking"));
        }
        self.verwerkt.push(wat.rij());
        Ok(())
    }

    pub(crate) async fn schrijf_verwerkt(&mut self) -> Uitslag<()> {
        let rijen = std::mem::take(&mut self.verwerkt);
        let waarden: Vec<_> = rijen.iter().map(|rij| rij.waarden(&self.sleutels)).collect();
        self.voeg_waarden_toe(
            VerwerkingRij::TABEL,
            VerwerkingRij::KOLOMMEN,
            waarden.into_iter(),
            "",
        )
        .await?;
        Ok(())
    }
}

impl Lees {
    /// What the program did with the newest messages about this child, newest first: for whoever may read its log.
    /// `activiteiten`: which ones to look for. `aantal`: of how many messages, at most 500.
    pub async fn verwerkingen_van_kind(
        &mut self,
        kind: &LogKind,
        activiteiten: &[String],
        aantal: u32,
    ) -> Uitslag<Vec<VerwerkingRij>> {
        if !self.bereik.logboeken().contains(&kind.houder) {
            return Ok(Vec::new());
        }
        let grens = aantal.clamp(1, 500);
        // A declaration is about many; its lines say about whom.
        let sql = format!(
            "SELECT id FROM (SELECT id, op FROM bericht WHERE houder = $1 AND jeugdige = $2 AND richting = 'in' \
             UNION SELECT b.id AS id, b.op AS op FROM prestatie p \
             JOIN declaratie d ON d.houder = p.houder AND d.id = p.declaratie \
             JOIN bericht b ON b.houder = d.houder AND b.id = d.bericht \
             WHERE p.houder = $1 AND p.jeugdige = $2) alle ORDER BY op DESC, id DESC LIMIT {grens}"
        );
        let berichten = self
            .vraag(sql, w![&kind.houder, kind.id].into(), |rij| {
                moet(rij.id("id")?, "id")
            })
            .await?;
        let regel = |(aankomst, activiteit): (&Uuid, &String)| {
            Verwerkt {
                houder: kind.houder.clone(),
                aankomst: *aankomst,
                poging: 0,
                activiteit: activiteit.clone(),
                begin: Timestamp::UNIX_EPOCH,
                einde: Timestamp::UNIX_EPOCH,
                gelukt: true,
                jeugdige: Some(kind.id),
            }
            .id()
        };
        let ids = berichten
            .iter()
            .flat_map(|b| activiteiten.iter().map(move |a| (b, a)))
            .map(regel)
            .collect();
        let sql = "SELECT * FROM verwerking WHERE houder = $1 AND id IN IDLIJST($2) ORDER BY begin_op DESC, id DESC";
        self.rijen(sql, vec![(&kind.houder).into(), Waarde::Ids(ids)])
            .await
    }
}
