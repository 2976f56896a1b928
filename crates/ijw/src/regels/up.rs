//! UP: the starting points of the standard. They are worked out in other rules, so no code checks them here.

use super::{Regel, Staat};
use Staat::{Gevolgd, Mensen, NogNiet};

#[rustfmt::skip] // a table: one rule a line
pub(super) static REGELS: &[Regel] = &[
    Regel::proces("UP001", &[], Gevolgd, "Houvast gaat over jeugdhulp in natura: toewijzen, leveren en declareren onder de Jeugdwet."),
    Regel::proces("UP003", &[], Gevolgd, "Alle partijen in de keten houden zich aan de privacywet (AVG). Houvast toont en bewaart niet meer dan nodig is."),
    Regel::proces("UP004", &[], Gevolgd, "De gemeente die volgens de wet verantwoordelijk is, regelt de jeugdhulp met toewijzingen."),
    Regel::proces("UP006", &[], Gevolgd, "Het BSN wijst aan om welke cliënt het gaat."),
    Regel::proces("UP007", &[], Mensen, "In een beschikking van de gemeente staat of een cliënt recht heeft op jeugdhulp."),
    Regel::proces("UP016", &[], Gevolgd, "Jeugdhulp wordt benoemd met producten."),
    Regel::proces("UP017", &[], Gevolgd, "Gemeente en aanbieder wisselen gegevens uit met de berichten van de standaard."),
    Regel::proces("UP019", &[], Mensen, "De cliënt is het uitgangspunt van alles wat gemeente en aanbieder doen."),
    Regel::proces("UP023", &[], Mensen, "Wat een cliënt al heeft verteld, wordt niet nog eens gevraagd."),
    Regel::proces("UP024", &[], Mensen, "De uitwisseling houdt zich aan de Jeugdwet en de regels die daarbij horen."),
    Regel::proces("UP025", &[], NogNiet, "Een declaratie gaat over de hulp aan een bepaalde cliënt."),
    Regel::proces("UP026", &[], Mensen, "Er zijn drie manieren van uitvoeren: op inspanning, op output en op taak."),
    Regel::proces("UP027", &[], NogNiet, "Een declaratie past bij het contract en bij de toewijzing."),
    Regel::proces("UP028", &[], Mensen, "Het contract legt vast hoe de hulp wordt uitgevoerd en betaald."),
    Regel::proces("UP031", &[], Mensen, "De gemeente verandert een toewijzing niet zo, dat hulp die al is gegeven of gedeclareerd daardoor onrechtmatig wordt."),
    Regel::proces("UP032", &[], Gevolgd, "De aanbieder meldt een (andere) zorgvraag met een verzoek om toewijzing of een verzoek om wijziging."),
    Regel::proces("UP037", &[], Mensen, "Elke beschikking van een gemeente onder de Jeugdwet heeft een eigen nummer."),
];
