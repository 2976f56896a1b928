//! UP: the starting points of the standard. They are worked out in other rules, so no code checks them here.

use super::Regel;

#[rustfmt::skip] // a table: one rule a line
pub(super) static REGELS: &[Regel] = &[
    Regel::proces("UP001", &[], "Houvast gaat over jeugdhulp in natura: toewijzen, leveren en declareren onder de Jeugdwet."),
    Regel::proces("UP003", &[], "Alle partijen in de keten houden zich aan de privacywet (AVG). Houvast toont en bewaart niet meer dan nodig is."),
    Regel::proces("UP004", &[], "De gemeente die volgens de wet verantwoordelijk is, regelt de jeugdhulp met toewijzingen."),
    Regel::door("UP006", &[], &["RS037", "CS002"], "Het BSN wijst aan om welke cliënt het gaat."),
    Regel::mensen("UP007", &[], "Het recht op hulp staat in de beschikking. Dat is een besluit van de gemeente en staat niet in een bericht.", "In een beschikking van de gemeente staat of een cliënt recht heeft op jeugdhulp."),
    Regel::proces("UP016", &[], "Jeugdhulp wordt benoemd met producten."),
    Regel::proces("UP017", &[], "Gemeente en aanbieder wisselen gegevens uit met de berichten van de standaard."),
    Regel::mensen("UP019", &[], "Dit is een houding. Een programma kan niet meten of de cliënt centraal staat.", "De cliënt is het uitgangspunt van alles wat gemeente en aanbieder doen."),
    Regel::mensen("UP023", &[], "Wat er aan de cliënt wordt gevraagd, gebeurt in een gesprek en niet in een bericht.", "Wat een cliënt al heeft verteld, wordt niet nog eens gevraagd."),
    Regel::mensen("UP024", &[], "De wet vraagt meer dan een bericht laat zien. Gemeente en aanbieder blijven zelf verantwoordelijk.", "De uitwisseling houdt zich aan de Jeugdwet en de regels die daarbij horen."),
    Regel::proces("UP025", &[], "Een declaratie gaat over de hulp aan een bepaalde cliënt."),
    Regel::mensen("UP026", &[], "Welke manier van uitvoeren geldt, staat in het contract en niet in een bericht.", "Er zijn drie manieren van uitvoeren: op inspanning, op output en op taak."),
    Regel::door("UP027", &[], &["TR338", "TR321", "TR322", "TR369", "TR418"], "Een declaratie past bij het contract en bij de toewijzing."),
    Regel::mensen("UP028", &[], "Dit staat in het contract. Houvast krijgt het contract niet in een bericht.", "Het contract legt vast hoe de hulp wordt uitgevoerd en betaald."),
    Regel::mensen("UP031", &[], "Of hulp door een wijziging onrechtmatig wordt, moet een mens wegen. Wat een programma kan zien, toetst TR385.", "De gemeente verandert een toewijzing niet zo, dat hulp die al is gegeven of gedeclareerd daardoor onrechtmatig wordt."),
    Regel::proces("UP032", &[], "De aanbieder meldt een (andere) zorgvraag met een verzoek om toewijzing of een verzoek om wijziging."),
    Regel::mensen("UP037", &[], "De nummering van beschikkingen gebeurt in het systeem van de gemeente waar het besluit wordt gemaakt.", "Elke beschikking van een gemeente onder de Jeugdwet heeft een eigen nummer."),
];
