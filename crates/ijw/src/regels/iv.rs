//! IV: how to fill an element. What we send obeys them.

use super::groepen::{ALLE, MET_INHOUD, RETOUR};
use super::{Regel, proces};
use crate::BerichtSoort::{
    Jw301, Jw302, Jw305, Jw306, Jw307, Jw308, Jw315, Jw316, Jw317, Jw318, Jw319, Jw320, Jw323, Jw325,
};

#[rustfmt::skip] // a table: one rule a line
pub(super) static REGELS: &[Regel] = &[
    Regel::mensen("IV002", &[Jw301], "Of iemand in een instelling verblijft, weet de gemeente. Een adres laat dat niet zien.", "De naam van een organisatie in een adres is alleen voor wie in een instelling verblijft."),
    Regel::proces("IV007", &[Jw301], "Achternaam, voorvoegsel, voornamen en voorletters staan elk in een eigen veld."),
    Regel::door("IV008", &[Jw305, Jw307], &["TR063", "TR074", "TR101"], "Een start of stop wordt hersteld door hem te verwijderen en opnieuw te sturen."),
    Regel::door("IV009", &[Jw301, Jw305, Jw307, Jw315], &["CS139"], "Van een onbekende geboortedatum is de dag en maand 01 en het jaar 1900, met een code voor wat bekend is."),
    Regel::proces("IV013", &[Jw301], "De toewijzing met de nieuwste toewijzingsdatum en -tijd is de geldende, niet de laatst ontvangen."),
    Regel::proces("IV024", &[Jw301, Jw315, Jw317, Jw323, Jw325], "Bedragen staan in hele eurocenten."),
    Regel::proces("IV028", RETOUR, "Zo is een retourbericht opgebouwd: de header van het heenbericht, aangevuld, en bij fouten de klassen van de cliënt met codes."),
    Regel::proces("IV032", RETOUR, "Zo volgt de retourcode uit het niveau van de controle: geen antwoord, 0001, of de code van de regel."),
    Regel::proces("IV033", &[Jw302, Jw306, Jw308, Jw316, Jw318, Jw320, Jw325], "De XSLT-versie staat alleen in een retourbericht als met de officiële XSLT is gecontroleerd. Houvast gebruikt die niet."),
    Regel::proces("IV034", ALLE, "De XSD-versies in de header zijn die van het schema waarmee het bericht is gemaakt. Houvast heeft dat als instelling."),
    Regel::proces("IV042", &[Jw301, Jw315, Jw317, Jw323], "Volume, eenheid en frequentie vormen samen de omvang."),
    Regel::proces("IV045", &[Jw301], "Is de voogd een organisatie, dan staat haar naam als geslachtsnaam met naamgebruik 6."),
    Regel::door("IV046", MET_INHOUD, &["TR378"], "De gemeente in de header is die welke volgens de wet verantwoordelijk is, met haar CBS-code."),
    Regel::mensen("IV047", &[Jw301], "Of een adres alleen een briefadres is, weet de gemeente uit de BRP en niet uit het bericht.", "Heeft een cliënt alleen een briefadres, dan staat er een correspondentie-adres in de toewijzing."),
    Regel::mensen("IV052", &[Jw315], "Of de cliënt al een beschikking heeft, is aan het verzoek niet te zien.", "Heeft de cliënt al een beschikking, dan geeft de aanbieder het nummer daarvan mee in het verzoek."),
    Regel::door("IV066", &[Jw301], &["TR332", "OP033x1", "IV099"], "Een nieuwe toewijzing krijgt een nieuw nummer, een gewijzigde houdt haar nummer."),
    Regel::mensen("IV074", &[Jw301], "Dit is uitleg. Welke manier geldt, staat in het contract.", "De drie manieren van uitvoeren verschillen in wat er wordt toegewezen, gemeld en gedeclareerd."),
    Regel::door("IV075", &[Jw301, Jw305, Jw307, Jw315, Jw317, Jw323], &["TR381"], "Welke productcodes gelden, spreken gemeente en aanbieder af: de landelijke lijst of een eigen lijst."),
    Regel::door("IV076", &[Jw323], &["TR321", "TR322"], "Zo vult de aanbieder het volume als per week is toegewezen."),
    Regel::door("IV077", &[Jw323], &["TR321", "TR322"], "Zo wordt het hoogste volume per periode berekend als per week is toegewezen."),
    Regel::door("IV078", &[Jw323], &["TR321"], "Zo wordt gedeclareerd over een periode die niet heel is."),
    Regel::mensen("IV079", &[Jw323], "De minuten waaruit hele uren zijn afgerond, staan niet in de declaratie.", "Zo worden minuten tot hele uren afgerond."),
    Regel::door("IV081", &[Jw323], &["TR346"], "Zo wordt het tarief in een prestatie gevuld."),
    Regel::door("IV084", &[Jw323], &["TR387", "TR388"], "Zo wordt gedeclareerd als toewijzingen elkaar binnen een maand opvolgen."),
    Regel::door("IV085", &[Jw323], &["TR323"], "Crediteren kan pas nadat de prestatie is toegekend."),
    Regel::door("IV086", &[Jw323], &["CD060", "CS325", "TR358"], "Zo staan debet en credit in een declaratie."),
    Regel::proces("IV087", &[Jw325], "Zo is een declaratie-antwoord opgebouwd."),
    Regel::proces("IV088", &[Jw325], "Zo volgt de code in een declaratie-antwoord uit het niveau van de controle."),
    Regel::door("IV089", &[Jw323], &["CS337", "TR387", "TR388"], "Zo wordt de productperiode gevuld."),
    Regel::door("IV090", &[Jw323], &["TR318", "TR319"], "Zo wordt achteraf gedeclareerd."),
    Regel::door("IV091", &[Jw323], &["CD060", "TR323", "TR390"], "Zo wordt een creditprestatie gevuld."),
    Regel::door("IV092", &[Jw317], &["TR349", "TR351", "TR357", "TR373"], "Zo wordt een verzoek om wijziging gevuld."),
    Regel::door("IV093", &[Jw301], &["OP348"], "Zo volgt de toewijzing op een verzoek om wijziging."),
    Regel::proces("IV094", &[Jw301], "De gemeente mag bij een verzoek om toewijzing andere datums, omvang of product toewijzen dan is gevraagd."),
    Regel::door("IV095", &[Jw319], &["TR377", "TR409"], "Bij een afwijzing op het woonplaatsbeginsel staat de gemeente die wel verantwoordelijk is in het antwoord."),
    Regel::door("IV096", &[Jw305, Jw307], &["TR326", "TR382"], "Zo is de sleutel van start en stop opgebouwd."),
    Regel::door("IV097", &[Jw301], &["TR379"], "Een toewijzing noemt de referentie van de aanbieder alleen als zij rechtstreeks volgt op een verzoek."),
    Regel::toets("IV099", &[Jw301], "De reden van wijziging is alleen gevuld als de toewijzing anders is dan de vorige keer dat zij werd gestuurd.", proces::toewijzing::iv099),
];
