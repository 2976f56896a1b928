//! The second step of logging in, logging in through an organisation, and the sessions of a person. All of it is of the
//! program itself: logging in happens before there is an asker.

use crate::fout::{OpslagFout, Uitslag};
use crate::recht::Rol;
use crate::rij::{Rij, beeld, tabel};
use crate::verbinding::{Lees, Tx};
use crate::waarde::{Geheim, Waarde, w};
use houvast_begrip::Houder;
use jiff::Timestamp;
use uuid::Uuid;

tabel! {
    /// The secret of an authenticator app.
    #[derive(Debug)]
    pub struct Totp in "totp" {
        /// The region.
        houder: Houder,
        /// Whose.
        account: Uuid,
        /// In use.
        geheim: Option<Geheim>,
        /// Shown, and waiting for its first code.
        nieuw: Option<Geheim>,
        /// The last time step of which a code was used.
        laatste: i64,
        /// Last change.
        gewijzigd_op: Timestamp,
        /// For optimistic locking.
        versie: i64,
    }
}

tabel! {
    /// Somebody is at the organisation to log in.
    #[derive(Debug)]
    pub struct OidcPoging in "oidc_poging" {
        /// The region.
        houder: Houder,
        /// Its id.
        id: Uuid,
        /// SHA-256 of the state.
        state_sha256: [u8; 32],
        /// SHA-256 of the cookie of the browser that went.
        koek_sha256: [u8; 32],
        /// Nonce and verifier.
        geheim: Geheim,
        /// End.
        verloopt_op: Timestamp,
    }
}

tabel! {
    /// What somebody sent after the session had ended.
    #[derive(Debug)]
    pub struct Concept in "concept" {
        /// The region.
        houder: Houder,
        /// Whose.
        account: Uuid,
        /// Where it was sent to.
        pad: String,
        /// The form, as it came.
        inhoud: Geheim,
        /// When.
        op: Timestamp,
    }
}

beeld! {
    /// A session of an account, for the one whose it is.
    #[derive(Debug)]
    pub struct SessieRegel {
        /// Its id; `None`: made by a program of before.
        id: Option<Uuid>,
        /// SHA-256 of its token.
        token_sha256: [u8; 32],
        /// Begin.
        gemaakt_op: Timestamp,
        /// Last request that was noted.
        gezien_op: Timestamp,
        /// Browser and system, as the browser says; `None`: unknown.
        apparaat: Option<String>,
    }
}

/// What is known of a session besides its account and times.
#[derive(Clone, Debug, Default)]
pub struct SessieOver {
    /// To end it by.
    pub id: Uuid,
    /// Browser and system.
    pub apparaat: Option<String>,
    /// Issuer and session id of the organisation: what its logout will name.
    pub kenmerk: Option<String>,
}

fn alleen_systeem(rol: Rol) -> Uitslag<()> {
    if rol == Rol::Systeem {
        Ok(())
    } else {
        Err(OpslagFout::BuitenBereik("inlog"))
    }
}

impl Lees {
    /// The account whose password was right and whose second step is still to come; only for the program itself.
    pub async fn aanmeldstap(&mut self, token_sha256: &[u8; 32], nu: Timestamp) -> Uitslag<Option<Uuid>> {
        alleen_systeem(self.bereik.rol())?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![*token_sha256, nu]);
        let sql =
            "SELECT account FROM aanmeldstap WHERE houder = $1 AND token_sha256 = $2 AND verloopt_op > $3";
        let rijen = self.vraag(sql, waarden, |rij| rij.id("account")).await?;
        Ok(rijen.into_iter().flatten().next())
    }

    /// The authenticator app of an account; only for the program itself.
    pub async fn totp(&mut self, account: Uuid) -> Uitslag<Option<Totp>> {
        alleen_systeem(self.bereik.rol())?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![account]);
        self.rij("SELECT * FROM totp WHERE houder = $1 AND account = $2", waarden)
            .await
    }

    /// How many recovery codes are left; only for the program itself.
    pub async fn herstelcodes_over(&mut self, account: Uuid) -> Uitslag<i64> {
        alleen_systeem(self.bereik.rol())?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![account]);
        let sql = "SELECT COUNT(*) AS n FROM herstelcode WHERE houder = $1 AND account = $2 AND gebruikt_op IS NULL";
        self.getal(sql, waarden).await
    }

    /// The sessions of an account that have not ended, newest first; only for the program itself.
    pub async fn sessies_van(
        &mut self,
        account: Uuid,
        gemaakt_na: Timestamp,
        nu: Timestamp,
    ) -> Uitslag<Vec<SessieRegel>> {
        alleen_systeem(self.bereik.rol())?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![account, gemaakt_na, nu]);
        let sql = "SELECT id, token_sha256, gemaakt_op, gezien_op, apparaat FROM sessie WHERE houder = $1 \
                   AND account = $2 AND gemaakt_op > $3 AND verloopt_op > $4 ORDER BY gemaakt_op DESC, token_sha256";
        self.rijen(sql, waarden).await
    }

    /// Whose session this was, ended or not; only for the program itself.
    pub async fn sessie_was_van(&mut self, token_sha256: &[u8; 32]) -> Uitslag<Option<Uuid>> {
        alleen_systeem(self.bereik.rol())?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![*token_sha256]);
        let sql = "SELECT account FROM sessie WHERE houder = $1 AND token_sha256 = $2";
        let rijen = self.vraag(sql, waarden, |rij| rij.id("account")).await?;
        Ok(rijen.into_iter().flatten().next())
    }

    /// The account of somebody at an organisation; only for the program itself.
    pub async fn account_van_oidc(&mut self, wie: &str) -> Uitslag<Option<Uuid>> {
        alleen_systeem(self.bereik.rol())?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![self.sleutels.poging(wie)]);
        let sql = "SELECT account FROM oidc_account WHERE houder = $1 AND wie = $2";
        let rijen = self.vraag(sql, waarden, |rij| rij.id("account")).await?;
        Ok(rijen.into_iter().flatten().next())
    }

    /// Does this account log in through an organisation? Only for the program itself.
    pub async fn is_oidc(&mut self, account: Uuid) -> Uitslag<bool> {
        alleen_systeem(self.bereik.rol())?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![account]);
        let sql = "SELECT COUNT(*) AS n FROM oidc_account WHERE houder = $1 AND account = $2";
        Ok(self.getal(sql, waarden).await? > 0)
    }

    /// What an account sent too late; only for the program itself.
    pub async fn concept(&mut self, account: Uuid) -> Uitslag<Option<Concept>> {
        alleen_systeem(self.bereik.rol())?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![account]);
        self.rij(
            "SELECT * FROM concept WHERE houder = $1 AND account = $2",
            waarden,
        )
        .await
    }
}

impl Tx {
    /// The password was right: the second step may be tried until then; only for the program itself.
    pub async fn begin_aanmeldstap(
        &mut self,
        token_sha256: &[u8; 32],
        account: Uuid,
        nu: Timestamp,
        verloopt_op: Timestamp,
    ) -> Uitslag<()> {
        alleen_systeem(self.bereik.rol())?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![*token_sha256, account, nu, verloopt_op]);
        let sql = "INSERT INTO aanmeldstap (houder, token_sha256, account, gemaakt_op, verloopt_op) \
                   VALUES ($1, $2, $3, $4, $5)";
        self.voer_uit(sql, waarden).await.map(|_| ())
    }

    /// Ends every second step of an account that is still to come; only for the program itself.
    pub async fn eindig_aanmeldstappen_van(&mut self, account: Uuid) -> Uitslag<u64> {
        alleen_systeem(self.bereik.rol())?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![account]);
        self.voer_uit(
            "DELETE FROM aanmeldstap WHERE houder = $1 AND account = $2",
            waarden,
        )
        .await
    }

    /// Stores the authenticator app of an account over what was there; only for the program itself.
    pub async fn zet_totp(&mut self, totp: &Totp) -> Uitslag<()> {
        alleen_systeem(self.bereik.rol())?;
        const OVER: &str = " ON CONFLICT (houder, account) DO UPDATE SET geheim = excluded.geheim, nieuw = excluded.nieuw, \
                            laatste = excluded.laatste, gewijzigd_op = excluded.gewijzigd_op, versie = totp.versie + 1";
        let waarden = totp.waarden(&self.sleutels);
        self.voeg_waarden_toe(Totp::TABEL, Totp::KOLOMMEN, std::iter::once(waarden), OVER)
            .await
            .map(|_| ())
    }

    /// Uses the code of a time step. `false`: that one or a later one was used before; only for the program itself.
    pub async fn gebruik_totp(&mut self, account: Uuid, stap: i64, nu: Timestamp) -> Uitslag<bool> {
        alleen_systeem(self.bereik.rol())?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![account, stap, nu]);
        let sql = "UPDATE totp SET laatste = $3, gewijzigd_op = $4 WHERE houder = $1 AND account = $2 \
                   AND laatste < $3 AND geheim IS NOT NULL";
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }

    /// Takes the authenticator app and the recovery codes of an account away; only for the program itself. `false`: none.
    pub async fn wis_totp(&mut self, account: Uuid) -> Uitslag<bool> {
        alleen_systeem(self.bereik.rol())?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![account]);
        let codes = "DELETE FROM herstelcode WHERE houder = $1 AND account = $2";
        self.voer_uit(codes, waarden.clone()).await?;
        let sql = "DELETE FROM totp WHERE houder = $1 AND account = $2";
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }

    /// New recovery codes instead of the old ones, as keyed hash; only for the program itself.
    pub async fn zet_herstelcodes(&mut self, account: Uuid, codes: &[(Uuid, String)]) -> Uitslag<()> {
        alleen_systeem(self.bereik.rol())?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![account]);
        let weg = "DELETE FROM herstelcode WHERE houder = $1 AND account = $2";
        self.voer_uit(weg, waarden).await?;
        let regio = self.bereik.regio().clone();
        let rijen: Vec<Vec<Waarde>> = codes
            .iter()
            .map(|(id, code)| {
                let code = self.sleutels.poging(&herstel(account, code));
                w![&regio, *id, account, code].into()
            })
            .collect();
        let kolommen = ["houder", "id", "account", "code"];
        self.voeg_waarden_toe("herstelcode", &kolommen, rijen.into_iter(), "")
            .await
            .map(|_| ())
    }

    /// Uses a recovery code. `false`: it is none of this account, or was used before; only for the program itself.
    pub async fn gebruik_herstelcode(&mut self, account: Uuid, code: &str, nu: Timestamp) -> Uitslag<bool> {
        alleen_systeem(self.bereik.rol())?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![account, self.sleutels.poging(&herstel(account, code)), nu]);
        let sql = "UPDATE herstelcode SET gebruikt_op = $4 WHERE houder = $1 AND account = $2 AND code = $3 \
                   AND gebruikt_op IS NULL";
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }

    /// Notes what the list of sessions shows; only for the program itself.
    pub async fn zet_sessie_over(&mut self, token_sha256: &[u8; 32], over: &SessieOver) -> Uitslag<bool> {
        alleen_systeem(self.bereik.rol())?;
        let mut waarden = self.bereik.gedeeld();
        let kenmerk = over.kenmerk.as_deref().map(|k| self.sleutels.poging(k));
        waarden.extend(w![*token_sha256, over.id, over.apparaat.clone(), kenmerk]);
        let sql =
            "UPDATE sessie SET id = $3, apparaat = $4, kenmerk = $5 WHERE houder = $1 AND token_sha256 = $2";
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }

    /// Ends one session of an account; only for the program itself. `false`: it is none of this account.
    pub async fn eindig_sessie_van(&mut self, account: Uuid, id: Uuid) -> Uitslag<bool> {
        alleen_systeem(self.bereik.rol())?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![account, id]);
        let sql = "DELETE FROM sessie WHERE houder = $1 AND account = $2 AND id = $3";
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }

    /// Ends the sessions that an organisation names; only for the program itself.
    pub async fn eindig_sessies_met_kenmerk(&mut self, kenmerk: &str) -> Uitslag<u64> {
        alleen_systeem(self.bereik.rol())?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![self.sleutels.poging(kenmerk)]);
        let sql = "DELETE FROM sessie WHERE houder = $1 AND kenmerk = $2";
        self.voer_uit(sql, waarden).await
    }

    /// Somebody goes to the organisation to log in; only for the program itself.
    pub async fn begin_oidc(&mut self, poging: &OidcPoging) -> Uitslag<()> {
        alleen_systeem(self.bereik.rol())?;
        self.voeg_toe(std::slice::from_ref(poging)).await
    }

    /// Takes the attempt with this state, once; only for the program itself. `None`: unknown, taken before, or too late.
    pub async fn neem_oidc(&mut self, state_sha256: &[u8; 32], nu: Timestamp) -> Uitslag<Option<OidcPoging>> {
        alleen_systeem(self.bereik.rol())?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![*state_sha256]);
        let sql = "SELECT * FROM oidc_poging WHERE houder = $1 AND state_sha256 = $2";
        let poging: Option<OidcPoging> = self.rij(sql, waarden.clone()).await?;
        // Who removes the row has it: two at the same time, one of them gets none.
        let weg = "DELETE FROM oidc_poging WHERE houder = $1 AND state_sha256 = $2";
        let eerste = self.voer_uit(weg, waarden).await? == 1;
        Ok(poging.filter(|p| eerste && p.verloopt_op > nu))
    }

    /// From now on this account is that of somebody at an organisation; only for the program itself.
    pub async fn koppel_oidc(&mut self, wie: &str, account: Uuid) -> Uitslag<()> {
        alleen_systeem(self.bereik.rol())?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![account, self.sleutels.poging(wie)]);
        let sql = "INSERT INTO oidc_account (houder, account, wie) VALUES ($1, $2, $3)";
        self.voer_uit(sql, waarden).await.map(|_| ())
    }

    /// Keeps what an account sent too late, over what was there; only for the program itself.
    pub async fn zet_concept(&mut self, concept: &Concept) -> Uitslag<()> {
        alleen_systeem(self.bereik.rol())?;
        const OVER: &str = " ON CONFLICT (houder, account) DO UPDATE SET pad = excluded.pad, inhoud = excluded.inhoud, \
                            op = excluded.op";
        let waarden = concept.waarden(&self.sleutels);
        self.voeg_waarden_toe(Concept::TABEL, Concept::KOLOMMEN, std::iter::once(waarden), OVER)
            .await
            .map(|_| ())
    }

    /// Takes it away; only for the program itself.
    pub async fn wis_concept(&mut self, account: Uuid) -> Uitslag<bool> {
        alleen_systeem(self.bereik.rol())?;
        let mut waarden = self.bereik.gedeeld();
        waarden.extend(w![account]);
        let sql = "DELETE FROM concept WHERE houder = $1 AND account = $2";
        Ok(self.voer_uit(sql, waarden).await? == 1)
    }

    /// Removes steps and attempts that have ended and what was kept before `concepten_voor`; only for the program itself.
    pub async fn ruim_inlog_op(&mut self, nu: Timestamp, concepten_voor: Timestamp) -> Uitslag<u64> {
        alleen_systeem(self.bereik.rol())?;
        let mut aantal = 0;
        for (sql, grens) in [
            (
                "DELETE FROM aanmeldstap WHERE houder = $1 AND verloopt_op <= $2",
                nu,
            ),
            (
                "DELETE FROM oidc_poging WHERE houder = $1 AND verloopt_op <= $2",
                nu,
            ),
            (
                "DELETE FROM concept WHERE houder = $1 AND op < $2",
                concepten_voor,
            ),
        ] {
            let mut waarden = self.bereik.gedeeld();
            waarden.extend(w![grens]);
            aantal += self.voer_uit(sql, waarden).await?;
        }
        Ok(aantal)
    }
}

/// The same code of two accounts is not the same hash.
fn herstel(account: Uuid, code: &str) -> String {
    format!("herstelcode {account} {code}")
}
