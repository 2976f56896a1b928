//! One retry loop around a whole use case, for when another was first.

use crate::fout::OpslagFout;
use std::time::Duration;

/// How often a use case is tried.
const POGINGEN: u32 = 6;

/// Does `daad` again when `herhaalbaar` says that only somebody else was first: SQLITE_BUSY, a serialization failure or a
/// deadlock. `daad` must begin its own transaction, and leave nothing behind when it fails.
pub async fn opnieuw<T, F, D, U, H>(mut daad: D, herhaalbaar: H) -> Result<T, F>
where
    D: FnMut() -> U,
    U: Future<Output = Result<T, F>>,
    H: Fn(&F) -> bool,
{
    let mut wacht = Duration::from_millis(5);
    for _ in 1..POGINGEN {
        match daad().await {
            Err(fout) if herhaalbaar(&fout) => {
                tracing::debug!(wacht = wacht.as_millis(), "bezet, nog een keer");
                tokio::time::sleep(wacht).await;
                wacht *= 3;
            }
            klaar => return klaar,
        }
    }
    daad().await
}

/// [`opnieuw`] for a use case that only meets errors of the store.
pub async fn opnieuw_bij_bezet<T, D, U>(daad: D) -> Result<T, OpslagFout>
where
    D: FnMut() -> U,
    U: Future<Output = Result<T, OpslagFout>>,
{
    opnieuw(daad, OpslagFout::herhaalbaar).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn wie_bezet_treft_probeert_het_nog_eens_en_houdt_een_keer_op() {
        let mut keren = 0;
        let uit = opnieuw_bij_bezet(|| {
            keren += 1;
            let klaar = keren == 3;
            async move {
                if klaar {
                    Ok("ja")
                } else {
                    Err(OpslagFout::Bezet("5".into()))
                }
            }
        })
        .await;
        assert_eq!((uit, keren), (Ok("ja"), 3));

        let mut keren = 0;
        let uit = opnieuw_bij_bezet(|| {
            keren += 1;
            async { Err::<(), _>(OpslagFout::Bezet("40001".into())) }
        })
        .await;
        assert!(uit.is_err());
        assert_eq!(keren, POGINGEN);
    }

    #[tokio::test]
    async fn een_andere_fout_komt_meteen_terug() {
        let mut keren = 0;
        let uit = opnieuw_bij_bezet(|| {
            keren += 1;
            async { Err::<(), _>(OpslagFout::BestaatAl("bericht".into())) }
        })
        .await;
        assert_eq!((uit, keren), (Err(OpslagFout::BestaatAl("bericht".into())), 1));
    }
}
