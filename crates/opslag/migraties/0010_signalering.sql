-- Signals ahead of time: how each was worked out, what waits to be worked out again; and who gets a daily mail.

-- `aanleiding` names what the signal rests on (a last day, a budget). A signal that somebody settled comes back only when
-- that changed.
CREATE TABLE signaal_som (
  houder TEKST NOT NULL,
  signaal ID NOT NULL,
  aanleiding TEKST NOT NULL,
  samenvatting TEKST NOT NULL,
  gronden TEKST NOT NULL,
  berekend_op GETAL NOT NULL,
  afgedaan_door ID,
  afgedaan_reden TEKST,
  versie GETAL NOT NULL,
  PRIMARY KEY (houder, signaal),
  FOREIGN KEY (houder, signaal) REFERENCES signaal (houder, id)
) STRIKT;

CREATE TABLE signaal_werk (
  houder TEKST NOT NULL,
  toewijzing ID NOT NULL,
  sinds GETAL NOT NULL,
  PRIMARY KEY (houder, toewijzing),
  FOREIGN KEY (houder, toewijzing) REFERENCES toewijzing (houder, id)
) STRIKT;

CREATE TABLE dagmail (
  houder TEKST NOT NULL,
  account ID NOT NULL,
  adres TEKST,
  aan JANEE NOT NULL,
  verstuurd_voor TEKST,
  gewijzigd_op GETAL NOT NULL,
  versie GETAL NOT NULL,
  PRIMARY KEY (houder, account),
  FOREIGN KEY (houder, account) REFERENCES account (houder, id)
) STRIKT;

-- Evaluations with the jeugdige that were held (R-053, eis 83): the next one is counted from the last.
CREATE TABLE evaluatie (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  toewijzing ID NOT NULL,
  aanbieder TEKST NOT NULL,
  jeugdige ID NOT NULL,
  gehouden_op TEKST NOT NULL,
  door ID,
  op GETAL NOT NULL,
  PRIMARY KEY (houder, id),
  FOREIGN KEY (houder, toewijzing) REFERENCES toewijzing (houder, id),
  FOREIGN KEY (houder, jeugdige) REFERENCES jeugdige (houder, id)
) STRIKT;
CREATE INDEX evaluatie_toewijzing ON evaluatie (houder, toewijzing, gehouden_op);
