//! Accounts, their sessions and failed logins.

use crate::bereik::Bereik;
use crate::fout::{OpslagFout, Uitslag};
use crate::recht::Rol;
use crate::rij::{Beeld, beeld, tabel};
use crate::sleutel::Sleutels;
use crate::verbinding::{Lees, Tx};
use crate::waarde::{Kolom, Lezer, Plaats, Waarde, w};
use houvast_begrip::{AgbCode, GemeenteCode, Houder};
use jiff::Timestamp;
use uuid::Uuid;

tabel! {
    /// Somebody who may log in. Prints without the password hash.
    pub struct Account in "account" {
        /// The region.
        houder: Houder,
        /// Its id.
        id: Uuid,
        /// To log in with, unique in the region, lower case.
        naam: String,
        /// Name on screen.
        weergavenaam: String,
        /// What it may do.
        rol: Rol,
        /// argon2id, as text.
        wachtwoord: String,
        /// The aanbieder, practice or institution it works for.
        agb: Option<AgbCode>,
        /// May log in.
        actief: bool,
        /// When it was made.
        gemaakt_op: Timestamp,
        /// For optimistic locking.
        versie: i64,
    }
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Account({} {:?})", self.id, self.rol)
    }
}

beeld! {
    /// A session that is valid. Only the SHA-256 of its token is stored.
    #[derive(Debug)]
    pub struct Sessie {
        /// Whose.
        account: Uuid,
        /// Begin.
        gemaakt_op: Timestamp,
        /// Last request.
        gezien_op: Timestamp,
        /// End.
        verloopt_op: Timestamp,
    }
}

/// A session with its account, once for every gemeente.
struct AanmeldRij {
    account: Account,
    begonnen_op: Timestamp,
    gezien_op: Timestamp,
    verloopt_op: Timestamp,
    gemeente: Option<GemeenteCode>,
}

impl Beeld for AanmeldRij {
    fn uit(rij: &dyn Lezer, sleutels: &Sleutels) -> Uitslag<Self> {
        let plaats = Plaats::nieuw(sleutels, "");
        Ok(Self {
            account: Account::uit(rij, sleutels)?,
            begonnen_op: Kolom::lees(rij, "begonnen_op", &plaats)?,
            gezien_op: Kolom::lees(rij, "gezien_op", &plaats)?,
            verloopt_op: Kolom::lees(rij, "verloopt_op", &plaats)?,
            gemeente: Kolom::lees(rij, "gemeente", &plaats)?,
        })
    }
}

impl Account {
    /// What this account may see at a moment, given the gemeenten it works for (its own, or for an aanbieder, a verwijzer and
    /// an expert those of the region).
    #[must_use]
    pub fn bereik(&self, gemeenten: impl IntoIterator<Item = GemeenteCode>, nu: Timestamp) -> Bereik {
        Bereik::voor(self.id, self.rol, self.houder.clone(), gemeenten, self.agb, nu)
    }
}

/// Logging in happens before there is an asker: the program does it.
fn alleen_systeem(bereik: &Bereik) -> Uitslag<()> {
    if bereik.rol() == Rol::Systeem {
        Ok(())
    } else {
        Err(OpslagFout::BuitenBereik("account"))
    }
}

/// How far the clocks of two nodes may differ.
const SPELING: jiff::SignedDuration = jiff::SignedDuration::from_mins(1);

impl Lees {
    /// The account with this login name; only for the program itself.
    pub async fn account_met_naam(&mut self, naam: &str) -> Uitslag<Option<Account>> {
        alleen_systeem(&self.bereik)?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![naam]);
        self.rij("SELECT * FROM account WHERE houder = $1 AND naam = $2", waarden)
            .await
    }

    /// One account: for the program, for management, or one's own.
    pub async fn account(&mut self, id: Uuid) -> Uitslag<Option<Account>> {
        if !matches!(self.bereik.rol(), Rol::Systeem | Rol::Beheer) && self.bereik.account() != Some(id) {
            return Ok(None);
        }
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![id]);
        self.rij("SELECT * FROM account WHERE houder = $1 AND id = $2", waarden)
            .await
    }

    /// All accounts, by name: for the program and for management.
    pub async fn accounts(&mut self) -> Uitslag<Vec<Account>> {
        if !matches!(self.bereik.rol(), Rol::Systeem | Rol::Beheer) {
            return Ok(Vec::new());
        }
        let waarden = self.bereik.gedeeld();
        self.rijen("SELECT * FROM account WHERE houder = $1 ORDER BY naam", waarden)
            .await
    }

    /// Name on screen of an account, for "decided by".
    pub async fn weergavenaam(&mut self, account: Uuid) -> Uitslag<Option<String>> {
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![account]);
        let sql = "SELECT weergavenaam FROM account WHERE houder = $1 AND id = $2";
        Ok(self
            .vraag(sql, waarden, |rij| rij.tekst("weergavenaam"))
            .await?
            .into_iter()
            .flatten()
            .next())
    }

    /// The gemeenten an account works for: for the program, for management, or one's own.
    pub async fn gemeenten_van(&mut self, account: Uuid) -> Uitslag<Vec<GemeenteCode>> {
        if !matches!(self.bereik.rol(), Rol::Systeem | Rol::Beheer) && self.bereik.account() != Some(account)
        {
            return Ok(Vec::new());
        }
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![account]);
        let sql =
            "SELECT gemeente FROM account_gemeente WHERE houder = $1 AND account = $2 ORDER BY gemeente";
        let codes = self.vraag(sql, waarden, |rij| rij.tekst("gemeente")).await?;
        Ok(codes
            .into_iter()
            .flatten()
            .filter_map(|c| GemeenteCode::nieuw(&c).ok())
            .collect())
    }

    /// The session with this token, when it has not ended, with its account and the gemeenten that works for: every page
    /// asks this first. Only for the program itself. One that was used later than now has ended too: a clock that was set
    /// back must not make it longer.
    pub async fn sessie(
        &mut self,
        token_sha256: &[u8; 32],
        nu: Timestamp,
    ) -> Uitslag<Option<(Sessie, Account, Vec<GemeenteCode>)>> {
        alleen_systeem(&self.bereik)?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![*token_sha256, nu, nu + SPELING]);
        let sql = "SELECT a.*, s.gemaakt_op AS begonnen_op, s.gezien_op, s.verloopt_op, g.gemeente FROM sessie s \
                   JOIN account a ON a.houder = s.houder AND a.id = s.account \
                   LEFT JOIN account_gemeente g ON g.houder = a.houder AND g.account = a.id \
                   WHERE s.houder = $1 AND s.token_sha256 = $2 AND s.verloopt_op > $3 AND s.gezien_op <= $4 \
                   ORDER BY g.gemeente";
        let rijen: Vec<AanmeldRij> = self.rijen(sql, waarden).await?;
        let gemeenten = rijen.iter().filter_map(|rij| rij.gemeente).collect();
        Ok(rijen.into_iter().next().map(|rij| {
            let sessie = Sessie {
                account: rij.account.id,
                gemaakt_op: rij.begonnen_op,
                gezien_op: rij.gezien_op,
                verloopt_op: rij.verloopt_op,
            };
            (sessie, rij.account, gemeenten)
        }))
    }

    /// Failed attempts since a moment for one name or address; only for the program itself.
    pub async fn mislukte_pogingen(&mut self, waarvan: &str, sinds: Timestamp) -> Uitslag<i64> {
        alleen_systeem(&self.bereik)?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![self.sleutels.poging(waarvan), sinds, false]);
        // A success wipes the slate.
        let sql = "SELECT COUNT(*) AS n FROM aanmeldpoging p WHERE p.houder = $1 AND p.sleutel = $2 AND p.op >= $3 \
                   AND p.gelukt = $4 AND NOT EXISTS (SELECT 1 FROM aanmeldpoging g WHERE g.houder = $1 \
                   AND g.sleutel = $2 AND g.op >= p.op AND g.gelukt <> $4)";
        self.getal(sql, waarden).await
    }
}

impl Tx {
    /// Stores an account with the gemeenten it works for; only the program and management may.
    pub async fn leg_account_vast(&mut self, account: &Account, gemeenten: &[GemeenteCode]) -> Uitslag<()> {
        self.voeg_toe(std::slice::from_ref(account)).await?;
        // Worked out before it is sent: a page does this too, on whatever thread.
        let rijen: Vec<Vec<Waarde>> = gemeenten
            .iter()
            .map(|g| w![&account.houder, account.id, *g].into())
            .collect();
        let kolommen = ["houder", "account", "gemeente"];
        self.voeg_waarden_toe("account_gemeente", &kolommen, rijen.into_iter(), "")
            .await
            .map(|_| ())
    }

    /// Changes password, name on screen and whether somebody may log in; only for the program itself. `false`: it was
    /// changed meanwhile.
    pub async fn wijzig_account(&mut self, account: &Account, versie: i64) -> Uitslag<bool> {
        alleen_systeem(&self.bereik)?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![
            account.id,
            versie,
            account.weergavenaam.as_str(),
            account.wachtwoord.as_str(),
            account.actief
        ]);
        let sql = "UPDATE account SET weergavenaam = $4, wachtwoord = $5, actief = $6, versie = versie + 1 \
                   WHERE houder = $1 AND id = $2 AND versie = $3";
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }

    /// Changes what somebody may see and do, and the name on screen; only for the program itself. `false`: it was changed
    /// meanwhile.
    pub async fn wijzig_rechten(
        &mut self,
        account: &Account,
        gemeenten: &[GemeenteCode],
        versie: i64,
    ) -> Uitslag<bool> {
        alleen_systeem(&self.bereik)?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![
            account.id,
            versie,
            account.weergavenaam.as_str(),
            account.rol,
            account.agb
        ]);
        let sql = "UPDATE account SET weergavenaam = $4, rol = $5, agb = $6, versie = versie + 1 \
                   WHERE houder = $1 AND id = $2 AND versie = $3";
        if self.voer_uit(sql, waarden).await? != 1 {
            return Ok(false);
        }
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![account.id]);
        let weg = "DELETE FROM account_gemeente WHERE houder = $1 AND account = $2";
        self.voer_uit(weg, waarden).await?;
        // Worked out before it is sent: a page does this too, on whatever thread.
        let rijen: Vec<Vec<Waarde>> = gemeenten
            .iter()
            .map(|g| w![&account.houder, account.id, *g].into())
            .collect();
        let kolommen = ["houder", "account", "gemeente"];
        self.voeg_waarden_toe("account_gemeente", &kolommen, rijen.into_iter(), "")
            .await?;
        Ok(true)
    }

    /// Ends every session of an account; only for the program itself.
    pub async fn eindig_sessies_van(&mut self, account: Uuid) -> Uitslag<u64> {
        alleen_systeem(&self.bereik)?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![account]);
        let sql = "DELETE FROM sessie WHERE houder = $1 AND account = $2";
        self.voer_uit(sql, waarden).await
    }

    /// Begins a session; only for the program itself.
    pub async fn begin_sessie(
        &mut self,
        token_sha256: &[u8; 32],
        account: Uuid,
        nu: Timestamp,
        verloopt_op: Timestamp,
    ) -> Uitslag<()> {
        alleen_systeem(&self.bereik)?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![*token_sha256, account, nu, verloopt_op]);
        let sql = "INSERT INTO sessie (houder, token_sha256, account, gemaakt_op, gezien_op, verloopt_op) \
                   VALUES ($1, $2, $3, $4, $4, $5)";
        self.voer_uit(sql, waarden).await.map(|_| ())
    }

    /// Prolongs a session; only for the program itself. `false`: it has ended.
    pub async fn verleng_sessie(
        &mut self,
        token_sha256: &[u8; 32],
        nu: Timestamp,
        verloopt_op: Timestamp,
    ) -> Uitslag<bool> {
        alleen_systeem(&self.bereik)?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![*token_sha256, nu, verloopt_op]);
        let sql = "UPDATE sessie SET gezien_op = $3, verloopt_op = $4 \
                   WHERE houder = $1 AND token_sha256 = $2 AND verloopt_op > $3";
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }

    /// Ends a session; only for the program itself.
    pub async fn eindig_sessie(&mut self, token_sha256: &[u8; 32]) -> Uitslag<bool> {
        alleen_systeem(&self.bereik)?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![*token_sha256]);
        Ok(self
            .voer_uit(
                "DELETE FROM sessie WHERE houder = $1 AND token_sha256 = $2",
                waarden,
            )
            .await?
            == 1)
    }

    /// Removes ended sessions and attempts older than `pogingen_voor`; only for the program itself.
    pub async fn ruim_sessies_op(&mut self, nu: Timestamp, pogingen_voor: Timestamp) -> Uitslag<u64> {
        alleen_systeem(&self.bereik)?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![nu]);
        let aantal = self
            .voer_uit(
                "DELETE FROM sessie WHERE houder = $1 AND verloopt_op <= $2",
                waarden,
            )
            .await?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![pogingen_voor]);
        Ok(aantal
            + self
                .voer_uit("DELETE FROM aanmeldpoging WHERE houder = $1 AND op < $2", waarden)
                .await?)
    }

    /// Notes an attempt to log in, per name or address (kept as keyed hash); only for the program itself.
    pub async fn noteer_poging(
        &mut self,
        id: Uuid,
        waarvan: &str,
        nu: Timestamp,
        gelukt: bool,
    ) -> Uitslag<()> {
        alleen_systeem(&self.bereik)?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![id, self.sleutels.poging(waarvan), nu, gelukt]);
        let sql = "INSERT INTO aanmeldpoging (houder, id, sleutel, op, gelukt) VALUES ($1, $2, $3, $4, $5)";
        self.voer_uit(sql, waarden).await.map(|_| ())
    }
}
