-- A hulpvraag at the Toegang, from the first question up to the toewijzing. What the family tells is sealed in `inhoud`.

CREATE TABLE hulpvraag (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  jeugdige ID NOT NULL,
  gevraagd_op TEKST NOT NULL,
  urgentie TEKST NOT NULL,
  status TEKST NOT NULL,
  besluit_voor TEKST NOT NULL,
  inhoud TEKST,
  consulent ID,
  aanbieder TEKST,
  toetsing ID,
  toewijzing ID,
  gemaakt_op GETAL NOT NULL,
  gewijzigd_op GETAL NOT NULL,
  gewijzigd_door ID,
  afgesloten_op GETAL,
  versie GETAL NOT NULL,
  PRIMARY KEY (houder, id),
  FOREIGN KEY (houder, jeugdige) REFERENCES jeugdige (houder, id),
  FOREIGN KEY (houder, toewijzing) REFERENCES toewijzing (houder, id)
) STRIKT;
CREATE INDEX hulpvraag_open ON hulpvraag (houder, urgentie, besluit_voor, id) WHERE afgesloten_op IS NULL;
CREATE INDEX hulpvraag_jeugdige ON hulpvraag (houder, jeugdige, gemaakt_op);

-- What the Toegang decided by itself, without a request of an aanbieder, with its inputs. Never changed.
CREATE TABLE hulpvraag_besluit (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  hulpvraag ID NOT NULL,
  aanbieder TEKST NOT NULL,
  op GETAL NOT NULL,
  door ID NOT NULL,
  besluitdatum TEKST NOT NULL,
  feiten TEKST NOT NULL,
  besluit TEKST NOT NULL,
  uitkomst TEKST NOT NULL,
  profiel TEKST NOT NULL,
  reden TEKST,
  bericht ID,
  PRIMARY KEY (houder, id),
  FOREIGN KEY (houder, hulpvraag) REFERENCES hulpvraag (houder, id),
  FOREIGN KEY (houder, bericht) REFERENCES bericht (houder, id)
) STRIKT;
CREATE INDEX hulpvraag_besluit_van ON hulpvraag_besluit (houder, hulpvraag, op);
