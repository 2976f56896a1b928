//! Bringing messages in by hand.

use super::gemeen::Merkje;
use uuid::Uuid;

/// One file as it came in.
pub struct UploadBestand {
    /// Name as given by the browser; only shown back.
    pub naam: String,
    /// Its bytes.
    pub inhoud: Vec<u8>,
}

/// What came of an upload.
///
/// Made by `dienst::bericht::upload(&Huis, &Aangemeld, Vec<UploadBestand>) -> Result<UploadUitslag, DienstFout>`. A
/// message must carry the AGB code or gemeente of the account as Afzender, otherwise its line says so and nothing is
/// stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadUitslag {
    /// Per file, in the order given.
    pub regels: Vec<UploadRegel>,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadRegel {
    /// Name of the file.
    pub bestand: String,
    /// "aangenomen", "afgekeurd", "niet aangenomen".
    pub stand: Merkje,
    /// What happened and what to do: "JW315 aangenomen. Het antwoord (JW316) staat klaar."
    pub tekst: String,
    /// The stored message.
    pub bericht: Option<Uuid>,
    /// The request it brought.
    pub verzoek: Option<Uuid>,
}
