//! IV: how to fill an element. What we send obeys them.

use super::groepen::{ALLE, MET_INHOUD, RETOUR};
use super::{Regel, Staat};
use crate::BerichtSoort::{
    Jw301, Jw302, Jw305, Jw306, Jw307, Jw308, Jw315, Jw316, Jw317, Jw318, Jw319, Jw320, Jw323, Jw325,
};
use Staat::{Gevolgd, Mensen, NogNiet};

#[rustfmt::skip] // a table: one rule a line
pub(super) static REGELS: &[Regel] = &[
    Regel::proces("IV002", &[Jw301], Mensen, "De naam van een organisatie in een adres is alleen voor wie in een instelling verblijft."),
    Regel::proces("IV007", &[Jw301], Gevolgd, "Achternaam, voorvoegsel, voornamen en voorletters staan elk in een eigen veld."),
    Regel::proces("IV008", &[Jw305, Jw307], NogNiet, "Een start of stop wordt hersteld door hem te verwijderen en opnieuw te sturen."),
    Regel::proces("IV009", &[Jw301, Jw305, Jw307, Jw315], Gevolgd, "Van een onbekende geboortedatum is de dag en maand 01 en het jaar 1900, met een code voor wat bekend is."),
    Regel::proces("IV013", &[Jw301], Gevolgd, "De toewijzing met de nieuwste toewijzingsdatum en -tijd is de geldende, niet de laatst ontvangen."),
    Regel::proces("IV024", &[Jw301, Jw315, Jw317, Jw323, Jw325], Gevolgd, "Bedragen staan in hele eurocenten."),
    Regel::proces("IV028", RETOUR, Gevolgd, "Zo is een retourbericht opgebouwd: de header van het heenbericht, aangevuld, en bij fouten de klassen van de cliënt met codes."),
    Regel::proces("IV032", RETOUR, Gevolgd, "Zo volgt de retourcode uit het niveau van de controle: geen antwoord, 0001, of de code van de regel."),
    Regel::proces("IV033", &[Jw302, Jw306, Jw308, Jw316, Jw318, Jw320, Jw325], Gevolgd, "De XSLT-versie staat alleen in een retourbericht als met de officiële XSLT is gecontroleerd. Houvast gebruikt die niet."),
    Regel::proces("IV034", ALLE, Gevolgd, "De XSD-versies in de header zijn die van het schema waarmee het bericht is gemaakt. Houvast heeft dat als instelling."),
    Regel::proces("IV042", &[Jw301, Jw315, Jw317, Jw323], Gevolgd, "Volume, eenheid en frequentie vormen samen de omvang."),
    Regel::proces("IV045", &[Jw301], Gevolgd, "Is de voogd een organisatie, dan staat haar naam als geslachtsnaam met naamgebruik 6."),
    Regel::proces("IV046", MET_INHOUD, Gevolgd, "De gemeente in de header is die welke volgens de wet verantwoordelijk is, met haar CBS-code."),
    Regel::proces("IV047", &[Jw301], Mensen, "Heeft een cliënt alleen een briefadres, dan staat er een correspondentie-adres in de toewijzing."),
    Regel::proces("IV052", &[Jw315], Mensen, "Heeft de cliënt al een beschikking, dan geeft de aanbieder het nummer daarvan mee in het verzoek."),
    Regel::proces("IV066", &[Jw301], Gevolgd, "Een nieuwe toewijzing krijgt een nieuw nummer, een gewijzigde houdt haar nummer."),
    Regel::proces("IV074", &[Jw301], Mensen, "De drie manieren van uitvoeren verschillen in wat er wordt toegewezen, gemeld en gedeclareerd."),
    Regel::proces("IV075", &[Jw301, Jw305, Jw307, Jw315, Jw317, Jw323], Gevolgd, "Welke productcodes gelden, spreken gemeente en aanbieder af: de landelijke lijst of een eigen lijst."),
    Regel::proces("IV076", &[Jw323], NogNiet, "Zo vult de aanbieder het volume als per week is toegewezen."),
    Regel::proces("IV077", &[Jw323], NogNiet, "Zo wordt het hoogste volume per periode berekend als per week is toegewezen."),
    Regel::proces("IV078", &[Jw323], NogNiet, "Zo wordt gedeclareerd over een periode die niet heel is."),
    Regel::proces("IV079", &[Jw323], NogNiet, "Zo worden minuten tot hele uren afgerond."),
    Regel::proces("IV081", &[Jw323], NogNiet, "Zo wordt het tarief in een prestatie gevuld."),
    Regel::proces("IV084", &[Jw323], NogNiet, "Zo wordt gedeclareerd als toewijzingen elkaar binnen een maand opvolgen."),
    Regel::proces("IV085", &[Jw323], NogNiet, "Crediteren kan pas nadat de prestatie is toegekend."),
    Regel::proces("IV086", &[Jw323], NogNiet, "Zo staan debet en credit in een declaratie."),
    Regel::proces("IV087", &[Jw325], NogNiet, "Zo is een declaratie-antwoord opgebouwd."),
    Regel::proces("IV088", &[Jw325], NogNiet, "Zo volgt de code in een declaratie-antwoord uit het niveau van de controle."),
    Regel::proces("IV089", &[Jw323], NogNiet, "Zo wordt de productperiode gevuld."),
    Regel::proces("IV090", &[Jw323], NogNiet, "Zo wordt achteraf gedeclareerd."),
    Regel::proces("IV091", &[Jw323], NogNiet, "Zo wordt een creditprestatie gevuld."),
    Regel::proces("IV092", &[Jw317], NogNiet, "Zo wordt een verzoek om wijziging gevuld."),
    Regel::proces("IV093", &[Jw301], NogNiet, "Zo volgt de toewijzing op een verzoek om wijziging."),
    Regel::proces("IV094", &[Jw301], Gevolgd, "De gemeente mag bij een verzoek om toewijzing andere datums, omvang of product toewijzen dan is gevraagd."),
    Regel::proces("IV095", &[Jw319], Gevolgd, "Bij een afwijzing op het woonplaatsbeginsel staat de gemeente die wel verantwoordelijk is in het antwoord."),
    Regel::proces("IV096", &[Jw305, Jw307], NogNiet, "Zo is de sleutel van start en stop opgebouwd."),
    Regel::proces("IV097", &[Jw301], Gevolgd, "Een toewijzing noemt de referentie van de aanbieder alleen als zij rechtstreeks volgt op een verzoek."),
    Regel::proces("IV099", &[Jw301], Gevolgd, "De reden van wijziging is alleen gevuld als de toewijzing anders is dan de vorige keer dat zij werd gestuurd."),
];
