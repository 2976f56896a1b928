-- What help is estimated to cost, and requests to change running help that people weigh.

-- One estimate for each case; consulent and aanbieder work on the same row. `invoer` is what was typed, sealed.
CREATE TABLE raming (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  soort TEKST NOT NULL,
  onderwerp ID NOT NULL,
  jeugdige ID,
  aanbieder TEKST,
  wijze TEKST NOT NULL,
  invoer TEKST,
  bedrag GETAL,
  uren GETAL,
  uitkomst TEKST,
  profiel TEKST,
  vastgesteld_op GETAL,
  vastgesteld_door ID,
  gewijzigd_op GETAL NOT NULL,
  gewijzigd_door ID,
  versie GETAL NOT NULL,
  PRIMARY KEY (houder, id),
  UNIQUE (houder, soort, onderwerp),
  FOREIGN KEY (houder, jeugdige) REFERENCES jeugdige (houder, id)
) STRIKT;
CREATE INDEX raming_onderwerp ON raming (houder, onderwerp);

-- Beside a JW317 (`wijzigverzoek`, same id), or a request that came by secure mail and has no message.
CREATE TABLE wijziging (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  jeugdige ID NOT NULL,
  aanbieder TEKST NOT NULL,
  kanaal TEKST NOT NULL,
  wijzigverzoek ID,
  ontvangen TEKST NOT NULL,
  antwoord_voor TEKST NOT NULL,
  onderzoek_voor TEKST,
  toewijzing GETAL,
  budget GETAL,
  einddatum TEKST,
  feiten TEKST,
  besluit TEKST,
  uitkomst TEKST,
  toelichting TEKST,
  beslist_door ID,
  beslist_op GETAL,
  bericht ID,
  taak_klaar_op GETAL,
  versie GETAL NOT NULL,
  PRIMARY KEY (houder, id),
  FOREIGN KEY (houder, jeugdige) REFERENCES jeugdige (houder, id),
  FOREIGN KEY (houder, wijzigverzoek) REFERENCES wijzigverzoek (houder, id),
  FOREIGN KEY (houder, bericht) REFERENCES bericht (houder, id)
) STRIKT;
CREATE INDEX wijziging_jeugdige ON wijziging (houder, jeugdige, aanbieder);
CREATE INDEX wijziging_werk ON wijziging (houder, antwoord_voor, id) WHERE beslist_op IS NULL;
